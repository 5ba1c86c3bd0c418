package dev.typofix.corrector.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

  private static final List<String> BLOCKS =
      List.of(
          "A paragraph with `code`\nand more.\n",
          "text\r\nof two lines\r\n",
          "# A heading\n",
          "A title\n---\n",
          "- item\n\n  goes on\n",
          "- item\n\n      code\n",
          "1. one\n2. two\n",
          "> quoted\n> text\n",
          "    indented code\n",
          "| a | b |\n|---|---|\n| c | d |\n",
          "```sh\n\n# a comment\n\ncode\n```\n",
          "~~~\ncode\n\ncode\n~~~~\n",
          "````\n\n```\n\ntext\n",
          "- ```\n  code\n",
          "  ```\n",
          "``` not `code`\n",
          "<!-- a remark\n\nthat goes on\n",
          "-->\n",
          "<div>\n\nprose\n\n</div>\n",
          "<pre>\n\ncode\n",
          "</pre>\n",
          "<script>\n\nx = 1\n\n</script>\n",
          "---\ntitle: no prose\n\nmore: of it\n---\n",
          "---\n",
          "see [the text][ref] or [this](to.md)\n",
          "[ref]: target\n",
          "a note[^1]\n",
          "[^1]: the note\n\n    goes on\n",
          "\ttabbed\n",
          "\r",
          "   \n",
          "ends without a line feed");

  @Test
  void a_text_that_is_read_in_parts_is_the_same() {
    Random random = new Random(23);
    int divided = 0;
    for (int round = 0; round < 3_000; round++) {
      StringBuilder blocks = new StringBuilder();
      for (int i = 1 + random.nextInt(12); i > 0; i--) {
        blocks.append(BLOCKS.get(random.nextInt(BLOCKS.size())));
        blocks.append("\n".repeat(random.nextInt(3)));
      }
      String text = blocks.toString();
      List<Passage> whole = new MarkdownParser(Integer.MAX_VALUE).parse(text);
      assertThat(new MarkdownParser(1).parse(text)).as(text).isEqualTo(whole);
      divided += new MarkdownDivision(text, 1).next() < text.length() ? 1 : 0;
    }
    assertThat(divided).as("texts with more parts than one").isGreaterThan(1_000);
  }

  @Test
  void parts_are_as_long_as_they_should_be() {
    String text = "one\n\ntwo\n\n\nthree\n\n- no\n\n```\n\nno\n\n```\n\n# four\n";
    MarkdownDivision division = new MarkdownDivision(text, 1);
    List<String> parts = new ArrayList<>();
    for (int start = 0, end; start < text.length(); start = end) {
      end = division.next();
      parts.add(text.substring(start, end));
    }
    assertThat(parts)
        .containsExactly(
            "one\n\n", "two\n\n\n", "three\n\n- no\n\n```\n\nno\n\n```\n\n", "# four\n");
    assertThat(new MarkdownDivision(text, 6).next()).isEqualTo("one\n\ntwo\n\n\n".length());
  }
}
