package dev.typofix.tooling.lexicon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.typofix.corrector.lexicon.TypingErrorModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Corrections that people made in git histories: what slips are made, what words are mixed up. */
final class Corrections {

  private static final Pattern WORDS = Pattern.compile("[a-z][a-z']*( [a-z][a-z']*)?");
  private static final Set<String> MIXED_UP = Set.of("realword", "inflect", "space");

  private final SourceFiles files;
  private final ObjectMapper mapper = new ObjectMapper();

  Corrections(SourceFiles files) {
    this.files = files;
  }

  void read(TypingErrorModel.Trainer typingErrors, ConfusionCollector confusions)
      throws IOException {
    files.forEachLine(
        "typos/gitfix-train.jsonl.gz",
        line -> {
          for (JsonNode edit : parse(line).path("edits")) {
            String wrong = edit.path("wrong").asText().toLowerCase(Locale.ROOT);
            String right = edit.path("right").asText().toLowerCase(Locale.ROOT);
            String kind = edit.path("cls").asText();
            if (!WORDS.matcher(wrong).matches() || !WORDS.matcher(right).matches()) {
              continue;
            }
            if (kind.equals("nonword")) {
              typingErrors.add(wrong, right);
            } else if (MIXED_UP.contains(kind)) {
              confusions.addCorrection(wrong, right);
            }
          }
        });
  }

  private JsonNode parse(String line) {
    try {
      return mapper.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
