package dev.typofix.tooling.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A lexicon of few words, and what is written beside it. */
final class LexiconCommandTest {

  private static final String PROSE = "The iPhone went in to their house.\n";

  /** The smallest data folder: an archive without entries is two blocks of zeros. */
  private static final Map<String, String> SOURCES =
      Map.of(
          "lexicons/scowl_all.tsv.gz",
          "the\t10\nthere\t10\ntheir\t10\nin\t10\nto\t10\ninto\t10\niPhone\t10\n",
          "lexicons/cspell-dicts.tar.gz",
          "\0".repeat(1024),
          "lexicons/frequency_dictionary_en_82_765.txt.gz",
          "the 100\ninto 3\n",
          "prose/general.txt.gz",
          PROSE,
          "prose/docs.txt.gz",
          PROSE,
          "prose/comments.txt.gz",
          PROSE,
          "prose/messages.txt.gz",
          PROSE,
          "typos/typos-words.csv.gz",
          "teh,the\n",
          "typos/gitfix-train.jsonl.gz",
          """
              {"edits": [{"wrong": "teh", "right": "the", "cls": "nonword"}]}
              {"edits": [{"wrong": "there", "right": "their", "cls": "realword"}]}
              """,
          "lexicons/varcon.txt.gz",
          "A: color / B: colour\n");

  @TempDir private Path data;

  @BeforeEach
  void writeSources() throws IOException {
    for (Map.Entry<String, String> source : SOURCES.entrySet()) {
      Path file = data.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
        gzip.write(source.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(data.resolve("lexicons/cmudict.zip")))) {
      zip.putNextEntry(new ZipEntry("cmudict/cmudict"));
      zip.write("THE  DH AH0\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void what_a_lexicon_was_made_of_stands_beside_it() throws IOException {
    Path output = data.resolve("english.lexicon");
    StringWriter error = new StringWriter();
    int code =
        new CommandLine(new LexiconCommand())
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(error, true))
            .execute("--data", data.toString(), "--output", output.toString());
    assertThat(code).as(error.toString()).isZero();
    assertThat(error.toString()).as("no terminal, no bar").isEmpty();
    JsonNode manifest =
        new ObjectMapper().readTree(data.resolve("english.lexicon.manifest.json").toFile());
    assertThat(manifest.path("command").asText()).isEqualTo("lexicon");
    assertThat(manifest.path("inputs")).hasSize(SOURCES.size() + 1);
    assertThat(manifest.at("/inputs/0/file").asText()).isEqualTo("scowl_all.tsv.gz");
    assertThat(manifest.at("/outputs/0/bytes").asLong()).isEqualTo(Files.size(output));
  }

  @Test
  void a_source_that_is_missing_is_named_before_the_work_begins() throws IOException {
    Files.delete(data.resolve("lexicons/varcon.txt.gz"));
    Path output = data.resolve("english.lexicon");
    StringWriter error = new StringWriter();
    int code =
        new CommandLine(new LexiconCommand())
            .setErr(new PrintWriter(error, true))
            .execute("--data", data.toString(), "--output", output.toString());
    assertThat(code).isNotZero();
    assertThat(error.toString()).contains("varcon.txt.gz");
    assertThat(output).doesNotExist();
  }
}
