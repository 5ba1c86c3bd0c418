package dev.typofix.corrector.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SourceParserTest {

  @ParameterizedTest
  @CsvSource({
    "JAVA, //",
    "KOTLIN, //",
    "PYTHON, #",
    "JAVASCRIPT, //",
    "TYPESCRIPT, //",
    "TSX, //",
    "GO, //",
    "RUST, //",
    "C, //",
    "CPP, //",
    "CSHARP, //",
    "RUBY, #",
    "SHELL, #",
    "YAML, #",
    "TOML, #",
    "SLASH_COMMENTS, //",
    "HASH_COMMENTS, #",
    "DASH_COMMENTS, --"
  })
  void line_comments_on_successive_lines_are_one_passage(DocumentFormat format, String mark) {
    String text = "M Wrapped prose that\nM goes on here.\nM\nM Another one.\n\n".replace("M", mark);
    assertThat(Prose.of(format, text))
        .containsExactly("Wrapped prose that\ngoes on here.", "Another one.");
  }

  @ParameterizedTest
  @EnumSource(
      value = DocumentFormat.class,
      names = {
        "JAVA",
        "KOTLIN",
        "JAVASCRIPT",
        "TYPESCRIPT",
        "TSX",
        "GO",
        "RUST",
        "C",
        "CPP",
        "CSHARP",
        "CSS",
        "SLASH_COMMENTS"
      })
  void block_comments_lose_their_stars(DocumentFormat format) {
    String text = "/**\n * First line\n * and second.\n *\n * Last.\n */\n/* Short. */\n";
    assertThat(Prose.of(format, text))
        .containsExactly("First line\nand second.", "Last.", "Short.");
  }

  @ParameterizedTest
  @EnumSource(
      value = DocumentFormat.class,
      names = {"JAVA", "SLASH_COMMENTS"})
  void strings_and_code_are_no_prose(DocumentFormat format) {
    String text = "class A { String s = \"// not me\"; int x = 1; // but me\r\n}\n";
    assertThat(Prose.of(format, text)).containsExactly("but me");
  }

  @Test
  void documentation_strings_of_python_are_prose_and_other_strings_are_not() {
    String text =
        """
        \"""Module text.\"""

        class A:
            '''Class text

            with more.
            '''
            def f(self):
                r\"""Does it.

                :param x: the thing
                >>> f(1)
                2

                \"""
                x = 'no prose'
        """;
    assertThat(Prose.of(DocumentFormat.PYTHON, text))
        .containsExactly(
            "Module text.", "Class text", "with more.", "Does it.", "«:param x:» the thing");
  }

  @Test
  void documentation_tags_and_examples_are_no_prose() {
    String text =
        """
        /**
         * Uses {@link Foo#bar the bar} and <code>some code</code>.
         *
         * <pre>
         *   int mesage = 1;
         * </pre>
         *
         * @param name the name
         * @return what it is
         */
        """;
    assertThat(Prose.of(DocumentFormat.JAVA, text))
        .containsExactly(
            "Uses «{@link Foo#bar» the bar} and «<code>some code</code>».",
            "«@param name» the name",
            "«@return» what it is");
  }

  @Test
  void fenced_and_indented_examples_are_no_prose() {
    String text =
        """
        /// Text before.
        ///
        /// ```
        /// let mesage = 1;
        /// ```
        ///
        ///     indented mesage here
        ///
        /// Text after.
        fn main() {}
        """;
    assertThat(Prose.of(DocumentFormat.RUST, text)).containsExactly("Text before.", "Text after.");
  }

  @Test
  void code_that_was_commented_out_is_no_prose() {
    String text =
        """
        // int mesage = compute(a, b);
        // return mesage;

        // Explains; see the note (below) for more.

        // if (x) {
        //   foo();
        // }

        // eslint-disable-next-line no-unused
        // for example:
        """;
    assertThat(Prose.of(DocumentFormat.JAVASCRIPT, text))
        .containsExactly("Explains; see the note (below) for more.", "for example:");
  }

  @Test
  void a_comment_after_code_is_a_passage_of_its_own() {
    String text = "int a; // first\nint bcd; // second\n// third\n";
    assertThat(Prose.of(DocumentFormat.C, text)).containsExactly("first", "second", "third");
  }

  @Test
  void the_text_of_a_page_is_prose_and_its_scripts_are_not() {
    String text =
        """
        <!DOCTYPE html>
        <html><head><title>The title</title>
        <style>a { b: c }</style></head>
        <body><p>Some <b>bold</b> text
        goes on.</p><!-- A remark. --><pre>no prose</pre>
        <script>var x = 1; // no</script><ul><li>One</li><li>Two</li></ul></body></html>
        """;
    assertThat(Prose.of(DocumentFormat.HTML, text))
        .containsExactly(
            "The title", "Some «<b>»bold«</b>» text\ngoes on.", "A remark.", "One", "Two");
  }

  @Test
  void text_between_tags_of_javascript_is_prose() {
    String text = "const a = <div title=\"x\">Some text</div>; // remark\n";
    assertThat(Prose.of(DocumentFormat.TSX, text)).containsExactly("Some text", "remark");
  }

  @Test
  void strings_of_toml_and_shell_hold_no_comments() {
    assertThat(Prose.of(DocumentFormat.TOML, "a = \"# no\"\nb = '''\n# no\n''' # yes\n"))
        .containsExactly("yes");
    assertThat(Prose.of(DocumentFormat.SHELL, "#!/bin/sh\necho \"# no\" ${#x} # yes\n"))
        .containsExactly("yes");
  }

  @ParameterizedTest
  @EnumSource(Grammar.class)
  void every_grammar_loads_here_or_says_why_not(Grammar grammar) {
    boolean isUsed = TreeSitter.find(grammar, "x").isPresent();
    assertThat(TreeSitter.problem(grammar).isEmpty()).isEqualTo(isUsed);
  }

  @Test
  void what_a_grammar_takes_too_long_for_is_read_without_it() {
    String text = "// One.\n" + "`a ".repeat(20_000) + "\n// Two.\n";
    assertThat(TreeSitter.find(Grammar.CPP, text)).isEmpty();
    assertThat(Prose.of(DocumentFormat.CPP, text)).containsExactly("One.", "Two.");
  }

  @Test
  void without_a_grammar_comments_are_found_by_their_marks() {
    String text = "/* One. */ x = \"/* no */\"; // Two.\n'// no' it's // Three.\nhttp://x.y\n";
    assertThat(CommentScanner.find(CommentSyntax.SLASHES, text))
        .extracting(range -> text.substring(range.start(), range.end()))
        .isEqualTo(List.of("/* One. */", "// Two.", "// Three."));
  }
}
