package dev.typofix.tooling.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentReaderTest {

  @TempDir private Path folder;

  @Test
  void wikitext_is_put_back_as_it_was_written() throws IOException, TextProblem {
    String text =
        """
         = Robert Boulter =\s

         Robert is a well @-@ known actor , who earned 1 @,@ 000 pounds ( in 2 @.@ 5 years ) .
         He said " it doesn 't matter " .

         = = Career = =\s

         It was the author 's first <unk> .
         = Another =\s
         Short .
        """;
    assertThat(read(text))
        .containsExactly(
            List.of(
                "Robert Boulter",
                "Robert is a well-known actor, who earned 1,000 pounds (in 2.5 years).",
                "He said \"it doesn't matter\".",
                "Career"),
            List.of("Another", "Short."));
  }

  @Test
  void utterances_are_one_a_line() throws IOException, TextProblem {
    String text = "- Where are you going?\nNowhere.\n- Why not?\nBecause.\nOh.\n";
    assertThat(read(text))
        .containsExactly(
            List.of("Where are you going?", "Nowhere.", "Why not?", "Because.", "Oh."));
  }

  @Test
  void wrapped_lines_are_joined() throws IOException, TextProblem {
    String text =
        """
        This paragraph was wrapped by an editor, so
        its sentences run on over the ends of lines
        until a blank one.

        And here is the next paragraph, which was
        wrapped as well.
        """;
    assertThat(read(text)).hasSize(1);
    assertThat(read(text).get(0))
        .containsExactly(
            "This paragraph was wrapped by an editor, so its sentences run on over the ends of"
                + " lines until a blank one.",
            "And here is the next paragraph, which was wrapped as well.");
  }

  @Test
  void a_blank_line_parts_documents_of_whole_paragraphs() throws IOException, TextProblem {
    String text = "One sentence.\nAnother one, a paragraph too.\n\n\nThe next document.\n";
    assertThat(read(text))
        .containsExactly(
            List.of("One sentence.", "Another one, a paragraph too."),
            List.of("The next document."));
  }

  @Test
  void a_damaged_gzip_file_is_told_in_one_line() throws IOException {
    Path file = Files.write(folder.resolve("bad.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 1});
    assertThatThrownBy(() -> new DocumentReader(file, Optional.empty()))
        .isInstanceOf(TextProblem.class)
        .hasMessageContaining("damaged gzip");
  }

  private List<List<String>> read(String text) throws IOException, TextProblem {
    Path file = Files.writeString(folder.resolve("text.txt"), text);
    List<List<String>> documents = new ArrayList<>();
    try (DocumentReader reader = new DocumentReader(file, Optional.empty())) {
      Optional<CleanDocument> document = reader.next();
      while (document.isPresent()) {
        documents.add(document.get().paragraphs());
        document = reader.next();
      }
    }
    return documents;
  }
}
