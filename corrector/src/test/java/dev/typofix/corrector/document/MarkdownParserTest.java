package dev.typofix.corrector.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownParserTest {

  @Test
  void blocks_lose_their_marks_and_code_is_left_out() {
    String text =
        """
        ---
        title: No prose
        ---
        # A heading #

        A paragraph with `code` and
        a [link](https://x.y "Title") and ![a picture](p.png).

        > Quoted text
        > goes on.

        - Item one
          goes on
        - [ ] Item two

        ```java
        int mesage;
        ```

            indented mesage

        [ref]: https://x.y

        Last *paragraph* <b>here</b>.
        """;
    assertThat(Prose.of(DocumentFormat.MARKDOWN, text))
        .containsExactly(
            "A heading",
            "A paragraph with «`code`» and\na [link«](https://x.y \"»Title«\")» and"
                + " ![a picture«](p.png)».",
            "Quoted text\ngoes on.",
            "Item one\ngoes on",
            "«[ ]» Item two",
            "Last *paragraph* «<b>»here«</b>».");
  }

  @Test
  void table_cells_are_passages_and_footnotes_are_prose() {
    String text =
        "| Head | Two |\n|---|---|\n| a cell | `code` |\n\nText[^n].\n\n[^n]: The note.\n";
    assertThat(Prose.of(DocumentFormat.MARKDOWN, text))
        .containsExactly("Head", "Two", "a cell", "Text«[^n]».", "The note.");
  }

  @Test
  void html_blocks_keep_their_text() {
    String text =
        "<p align=\"center\">\nSome text\n</p>\n\n<!-- a remark -->\n\n$$\nx = mesage\n$$\n";
    assertThat(Prose.of(DocumentFormat.MARKDOWN, text))
        .containsExactly("«<p align=\"center\">»\nSome text\n«</p>»");
  }

  @Test
  void marks_of_admonitions_are_protected() {
    String text = ":::note\nSome text\n:::\n\n!!! warning\n\nMore.\n\n> [!NOTE]\n> Text.\n";
    assertThat(Prose.of(DocumentFormat.MARKDOWN, text))
        .containsExactly("«:::note»\nSome text\n«:::»", "More.", "«[!NOTE]»\nText.");
  }
}
