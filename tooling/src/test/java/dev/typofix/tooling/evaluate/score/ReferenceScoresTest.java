package dev.typofix.tooling.evaluate.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.typofix.tooling.evaluate.checker.CheckedText;
import dev.typofix.tooling.evaluate.corpus.CleanSet;
import dev.typofix.tooling.evaluate.corpus.CorpusReader;
import dev.typofix.tooling.evaluate.corpus.GoldLine;
import dev.typofix.tooling.evaluate.corpus.InputFile;
import dev.typofix.tooling.evaluate.corpus.Selection;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The figures of a few lines must be those that another scorer, written in Python by others, gave
 * of the same lines; they were counted by hand, too.
 */
final class ReferenceScoresTest {

  private static final Offset<Double> ROUNDING = within(0.00005);

  private Scores scores = Scores.of(new Judged(List.of(), List.of()));
  private JsonNode expected = new ObjectMapper().createObjectNode();

  @BeforeEach
  void score() throws Exception {
    CorpusReader reader = new CorpusReader(Selection.ALL);
    List<GoldLine> lines = reader.labelled(InputFile.read(resource("lines.jsonl")));
    List<String> findings = Files.readAllLines(resource("lines.findings.jsonl"));
    List<JudgedLine> judged = new ArrayList<>();
    for (GoldLine line : lines) {
      int number = Integer.parseInt(line.source().substring(line.source().indexOf(':') + 1)) - 1;
      judged.add(JudgedLine.of(line, MadeUp.parse(findings.get(number), line.text())));
    }
    CleanSet clean = reader.clean(InputFile.read(resource("clean.tsv")));
    List<String> alarms = Files.readAllLines(resource("clean.findings.jsonl"));
    List<CheckedText> checked = new ArrayList<>();
    for (int i = 0; i < alarms.size(); i++) {
      checked.add(MadeUp.parse(alarms.get(i), clean.texts().get(i).text()));
    }
    scores = Scores.of(new Judged(judged, List.of(new JudgedSet(clean, checked))));
    expected = new ObjectMapper().readTree(resource("scores.json").toFile());
  }

  @Test
  void the_headline_is_the_same() {
    assertSame(scores.pooled(), expected.path("pooled"));
    assertThat(scores.alarmsPer1000CleanWords())
        .isEqualTo(expected.path("pooled").path("false_alarms_per_1000_clean_words").asDouble());
  }

  @Test
  void the_labelled_lines_figures_are_the_same() {
    assertSame(scores.lines(), expected.path("lines"));
    assertThat(scores.detectionPrecision())
        .isCloseTo(expected.path("lines").path("detection_precision").asDouble(), ROUNDING);
    assertThat(scores.words()).isEqualTo(expected.path("words").asLong());
    assertThat(scores.findings()).isEqualTo(expected.path("findings").asLong());
  }

  @Test
  void every_classs_recall_is_the_same() {
    JsonNode classes = expected.path("classes");
    assertThat(scores.classes()).hasSameSizeAs(classes);
    scores
        .classes()
        .forEach(
            (name, recall) -> {
              JsonNode other = classes.path(name);
              assertThat(recall.gold()).as(name).isEqualTo(other.path("gold").asInt(-1));
              assertThat(recall.detected()).isCloseTo(other.path("detected").asDouble(), ROUNDING);
              assertThat(recall.corrected())
                  .isCloseTo(other.path("corrected").asDouble(), ROUNDING);
              assertThat(recall.top3()).isCloseTo(other.path("top3").asDouble(), ROUNDING);
            });
  }

  @Test
  void the_clean_files_figures_are_the_same() {
    JsonNode clean = expected.path("clean").path("clean.tsv");
    assertThat(scores.clean().get("clean.tsv"))
        .isEqualTo(
            new CleanScore(
                clean.path("words").asLong(),
                clean.path("alarms").asLong(),
                clean.path("per_1000_words").asDouble()));
  }

  private static void assertSame(PrecisionRecall mine, JsonNode other) {
    assertThat(mine.precision()).isCloseTo(other.path("precision").asDouble(), ROUNDING);
    assertThat(mine.recall()).isCloseTo(other.path("recall").asDouble(), ROUNDING);
    assertThat(mine.f05()).isCloseTo(other.path("f0.5").asDouble(), ROUNDING);
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(
                ReferenceScoresTest.class.getResource("/dev/typofix/tooling/evaluate/" + name))
            .toURI());
  }
}
