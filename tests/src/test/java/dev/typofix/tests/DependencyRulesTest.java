package dev.typofix.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom: ARCHITECTURE.md draws it. */
class DependencyRulesTest {

  /** Where correctors work side by side; all else of the module is the pure core. */
  private static final String LANES = "dev.typofix.corrector.lanes";

  @Test
  void modules_depend_on_each_other_one_way() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("engine")
        .definedBy("dev.typofix.engine..")
        .layer("corrector")
        .definedBy("dev.typofix.corrector..")
        .layer("server")
        .definedBy("dev.typofix.server..")
        .layer("tooling")
        .definedBy("dev.typofix.tooling..")
        .whereLayer("engine")
        .mayNotAccessAnyLayer()
        .whereLayer("corrector")
        .mayOnlyAccessLayers("engine")
        .whereLayer("server")
        .mayOnlyAccessLayers("corrector", "engine")
        .whereLayer("tooling")
        .mayOnlyAccessLayers("corrector", "engine")
        .check(ProductClasses.ALL);
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("dev.typofix.(**)").should().beFreeOfCycles().check(ProductClasses.ALL);
  }

  @Test
  void the_server_does_not_know_how_findings_are_found() {
    noClasses()
        .that()
        .resideInAPackage("dev.typofix.server..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.typofix.corrector.candidate..",
            "dev.typofix.corrector.decision..",
            "dev.typofix.corrector.lexicon..",
            "dev.typofix.corrector.sentence..")
        .check(ProductClasses.ALL);
  }

  @ParameterizedTest
  @CsvSource({
    "ai.onnxruntime.., dev.typofix.engine.onnx..",
    "ai.djl.., dev.typofix.engine.tokenizer..",
    "com.sun.jna.., dev.typofix.engine.coreml..",
    "org.snakeyaml.., dev.typofix.engine.coreml..",
    "org.apache.lucene.., dev.typofix.corrector.lexicon..",
    "org.treesitter.., dev.typofix.corrector.document..",
    "org.commonmark.., dev.typofix.corrector.document..",
    "org.eclipse.lsp4j.., dev.typofix.server.lsp..",
    "org.eclipse.jgit.., dev.typofix.server.workspace..",
    "java.net.http.., dev.typofix.server.hub..",
  })
  void foreign_types_stay_in_one_package(String foreign, String home) {
    noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(foreign)
        .check(ProductClasses.ALL);
  }

  @Test
  void only_commands_know_the_command_line_library() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.typofix.server.cli..", "dev.typofix.tooling..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(ProductClasses.ALL);
  }

  /** Nothing connects to anything but what fetches models. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        java.net.Socket.class,
        java.net.ServerSocket.class,
        java.net.DatagramSocket.class,
        java.net.HttpURLConnection.class,
        java.net.InetAddress.class,
        java.net.InetSocketAddress.class,
        java.net.ProxySelector.class,
        java.nio.channels.NetworkChannel.class
      })
  void only_downloads_of_models_know_the_network(Class<?> type) {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.typofix.server.hub..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(type)
        .check(ProductClasses.ALL);
  }

  @Test
  void only_commands_ask_for_downloads() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.typofix.server.hub..", "dev.typofix.server.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.typofix.server.hub..")
        .check(ProductClasses.ALL);
  }

  @Test
  void only_the_command_pull_fetches() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.typofix.server.hub..")
        .and()
        .doNotHaveFullyQualifiedName("dev.typofix.server.cli.PullCommand")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("dev.typofix.server.hub.ModelPull")
        .check(ProductClasses.ALL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.nio.file..",
        "java.nio.channels..",
        "java.net..",
        "java.util.logging..",
        "java.lang.reflect..",
        "org.slf4j..",
        "java.util.concurrent.locks..",
        "java.util.concurrent.atomic.."
      })
  void the_corrector_is_pure(String packages) {
    noClasses()
        .that()
        .resideInAPackage("dev.typofix.corrector..")
        .and()
        .resideOutsideOfPackage(LANES)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(packages)
        .check(ProductClasses.ALL);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        java.io.File.class,
        java.io.FileInputStream.class,
        java.io.FileOutputStream.class,
        java.io.RandomAccessFile.class,
        Thread.class,
        java.util.concurrent.Executor.class,
        java.util.concurrent.CompletableFuture.class,
        java.time.Clock.class,
        java.time.Instant.class,
        java.util.Random.class,
        System.Logger.class,
        Process.class
      })
  void the_corrector_uses_no_files_threads_or_clocks(Class<?> type) {
    noClasses()
        .that()
        .resideInAPackage("dev.typofix.corrector..")
        .and()
        .resideOutsideOfPackage(LANES)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(type)
        .check(ProductClasses.ALL);
  }

  /** Rules over no classes would hold. */
  @Test
  void every_module_is_looked_at() {
    assertThat(ProductClasses.ALL.stream().map(JavaClass::getPackageName))
        .contains(
            "dev.typofix.engine",
            "dev.typofix.engine.onnx",
            "dev.typofix.corrector",
            "dev.typofix.corrector.lexicon",
            "dev.typofix.server.cli",
            "dev.typofix.server.hub",
            "dev.typofix.server.lsp",
            "dev.typofix.tooling");
  }

  @Test
  void the_pure_core_does_not_know_that_correctors_work_side_by_side() {
    noClasses()
        .that()
        .resideInAPackage("dev.typofix.corrector..")
        .and()
        .resideOutsideOfPackage(LANES)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(LANES)
        .check(ProductClasses.ALL);
  }
}
