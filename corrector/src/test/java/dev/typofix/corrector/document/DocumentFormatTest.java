package dev.typofix.corrector.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentFormatTest {

  private static final String[] SNIPPETS = {
    "word ",
    "a longer run of words. ",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "    ",
    "\t",
    "> ",
    "- ",
    "1. ",
    "# ",
    "```",
    "`",
    "``",
    "*",
    "**",
    "_",
    "[",
    "](",
    ")",
    "]",
    "![",
    "<",
    ">",
    "<b>",
    "</b>",
    "&",
    "&amp;",
    "$",
    "$$",
    "\\",
    "\\n",
    "{",
    "}",
    "{{",
    "}}",
    "%",
    "%s",
    "@",
    "@param x ",
    ":",
    "::",
    ":x:",
    "https://x.y/z ",
    "www.",
    "a@b.c ",
    "--",
    "-->",
    "<!--",
    "--flag ",
    "|",
    "|---|\n",
    "---\n",
    "+++\n",
    "/* ",
    " */",
    "/** ",
    "// ",
    "/// ",
    "\"",
    "\"\"\"",
    "'",
    "'''",
    "#!",
    "=begin\n",
    "=end\n",
    "\ud83d\ude00",
    "\ud83d",
    "\ude00",
    "\u0000",
    "\ufeff",
    "é",
    "e\u0301",
    "日本語",
    "…",
    "(",
    "foo(",
    "::bar",
    "x_y",
    "aB",
    "12",
    "-3",
    "ms ",
    "~",
    "...",
    "[^1]: ",
    "[^1]",
    "[a]: b\n",
    "# ------------------------ >8 ------------------------\n",
    "Signed-off-by: x\n",
    "diff --git ",
  };

  @ParameterizedTest
  @EnumSource(DocumentFormat.class)
  void any_text_is_read_and_its_pieces_are_the_document_s_own(DocumentFormat format) {
    Random random = new Random(42);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(SNIPPETS[random.nextInt(SNIPPETS.length)]);
      }
      Prose.checkLaws(format.parse(text.toString()), text.toString());
      Prose.checkLaws(Document.line(text.toString()), text.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(DocumentFormat.class)
  void huge_texts_are_read(DocumentFormat format) {
    for (String part :
        new String[] {"word ", "x", "`a ", "a/b\n", "> ", "[", "*a _b ", "(", "/*"}) {
      String text = part.repeat((TreeSitter.LONGEST + 1000) / part.length());
      Prose.checkLaws(format.parse(text), text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "notes.txt, PLAIN_TEXT",
    "README, PLAIN_TEXT",
    "docs/Guide.MD, MARKDOWN",
    ".git/COMMIT_EDITMSG, GIT_COMMIT",
    "C:\\\\src\\\\Main.java, JAVA",
    "a.b.py, PYTHON",
    "x.tsx, TSX",
    ".bashrc, SHELL",
    "Cargo.toml, TOML",
    "Makefile, HASH_COMMENTS",
    "package.json, SLASH_COMMENTS",
    "pom.xml, XML",
  })
  void a_file_name_tells_the_format(String fileName, DocumentFormat format) {
    assertThat(DocumentFormat.forFileName(fileName)).contains(format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "noidea", "a.b/c", "x.png", "."})
  void an_unknown_file_name_tells_none(String fileName) {
    assertThat(DocumentFormat.forFileName(fileName)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "plaintext, PLAIN_TEXT",
    "markdown, MARKDOWN",
    "git-commit, GIT_COMMIT",
    "typescriptreact, TSX",
    "javascriptreact, JAVASCRIPT",
    "shellscript, SHELL",
    "csharp, CSHARP",
  })
  void an_editor_s_language_tells_the_format(String languageId, DocumentFormat format) {
    assertThat(DocumentFormat.forLanguageId(languageId)).contains(format);
  }
}
