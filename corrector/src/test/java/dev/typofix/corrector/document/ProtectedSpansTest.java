package dev.typofix.corrector.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectedSpansTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Call «`foo bar`» and «``a ` b``» now.",
        "See «https://example.org/a_(b)», or (see «http://x.y/z?q=1»).",
        "Write to «jane.doe@example.org» please.",
        "Open «/etc/hosts», «./run.sh», «src/main/java» or «C:\\temp\\x».",
        "The «camelCase», «snake_case», «dotted.name», «Foo::bar» and «XMLHttpRequest».",
        "Calls «foo»() and «bar»(x, «y=2») but not file(s).",
        "Uses «@Override», «$HOME», «${user.home}», «%s», «%(name)s», «{name}», «{{ name }}».",
        "Pass «--dry-run» or «-v» to it.",
        "Since «v1.2.3» and «2.0», «3»-dimensional, «10» «ms», «utf-8», «us-east-1».",
        "Commit «da39a3ee5e6b4b0d3255bfef95601890afd80709» fixes «#123» and «JIRA-42».",
        "A «<b>»bold«</b>» word«&nbsp;»and «<img src=\"x.png\" alt=\"»a picture«\"/>».",
        "The sum «$x + y$» and «\\alpha», cited by «\\cite{key}».",
        "Read [the docs«](https://example.org \"»Docs«\")» and [more«][ref]».",
        "A «:smile:» and «:ref:`target`» here.",
        "On «2024-01-31» by «123e4567-e89b-12d3-a456-426614174000».",
        "«@param name» the name.",
        "«:param name:» the name.",
        "«  at java.lang.String.length(String.java:12)»",
        "It says «x»=\"some mesage\".",
        "The `linked text «<https://x.y>»`_ and «|helper|» «\\»(as these words say«\\»).",
        "Path «obj->field» and «a=b».",
      })
  void code_is_protected(String marked) {
    check(marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A well-known and/or input/output problem, isn't it?",
        "THis is the users' README; URLs and IDs, too.",
        "Words -- with dashes--and dots...and so on.",
        "An _emphasised_ and *strong* and **bold** text, _also with more words_.",
        "The class(es) and the thing (that is) there.",
        "Thi sis a test sentenc with typos",
        "note:this is C++ and C#",
        "He said \"hello\" & left; 'tis fine.",
        "It costs «$5» and «$6» or «100»% of it.",
      })
  void words_are_not(String marked) {
    check(marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "«self.x» = «foo»(\"some mesage here\")",
        "throw new «IllegalArgumentException»(\"No «%s» in teh list«\\n»\");",
        "«print»(\"first«\\n»Second line\")",
      })
  void words_of_string_literals_are_not(String marked) {
    check(marked);
  }

  private static void check(String marked) {
    String text = marked.replaceAll("[«»]", "");
    Document document = Document.line(text);
    Prose.checkLaws(document, text);
    assertThat(Prose.mark(document.passages().get(0))).isEqualTo(marked);
  }
}
