package dev.typofix.tests;

import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** How classes are written. */
class CodingRulesTest {

  private static final DescribedPredicate<JavaClass> ORDINARY =
      DescribedPredicate.describe(
          "ordinary",
          type ->
              !type.isInterface()
                  && !type.isEnum()
                  && !type.isRecord()
                  && !type.isAnonymousClass()
                  && !type.getModifiers().contains(ABSTRACT)
                  && !isEnumConstant(type)
                  && !type.getSimpleName().equals("package-info"));

  @Test
  void classes_are_final() {
    classes().that(are(ORDINARY)).should().haveModifier(FINAL).check(ProductClasses.ALL);
  }

  @Test
  void every_package_is_null_marked() {
    classes()
        .should(
            new ArchCondition<JavaClass>("lie in a @NullMarked package") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                String message = type.getPackageName() + " is not @NullMarked";
                events.add(new SimpleConditionEvent(type, marked, message));
              }
            })
        .check(ProductClasses.ALL);
  }

  @Test
  void names_say_what_classes_are() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .check(ProductClasses.ALL);
  }

  /** Standard output belongs to the protocol, or to the command that writes to it. */
  @Test
  void only_commands_and_the_launcher_use_the_standard_streams() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.typofix.server.cli..", "dev.typofix.tooling..")
        .and()
        .doNotHaveFullyQualifiedName("dev.typofix.server.lsp.LanguageServerLauncher")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .accessField(System.class, "in")
        .check(ProductClasses.ALL);
  }

  @Test
  void nothing_ends_the_process_but_the_commands() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.typofix.server.cli..", "dev.typofix.tooling..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(ProductClasses.ALL);
  }

  @Test
  void fields_that_other_packages_see_are_final() {
    fields().that().arePublic().or().areProtected().should().beFinal().check(ProductClasses.ALL);
  }

  private static boolean isEnumConstant(JavaClass type) {
    return type.getRawSuperclass().map(JavaClass::isEnum).orElse(false);
  }
}
