package dev.typofix.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.typofix.corrector.CancelCheck;
import dev.typofix.corrector.CheckOptions;
import dev.typofix.corrector.Finding;
import dev.typofix.server.cli.CommandLineFixture.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {

  private static final String EMOJI = "\uD83D\uDE00";

  private final CommandLineFixture typofix;

  ReportTest(@TempDir Path folder) {
    this.typofix = new CommandLineFixture(folder);
  }

  private static JsonNode json(String text) throws IOException {
    return JsonMapper.builder().build().readTree(text);
  }

  @Test
  void jsonHasAnObjectAFindingWithOffsetsInCodePoints() throws IOException {
    typofix.file("docs/a.txt", EMOJI + "\r\n" + EMOJI + " teh cat");
    Outcome outcome = typofix.run("check", "--format", "json");
    assertThat(json(outcome.out()))
        .isEqualTo(
            json(
                """
                {"path":"docs/a.txt","line":2,"column":3,"text":"teh","start":5,"end":8,
                 "kind":"misspelling","confidence":0.99,"replacements":["the","ten","tech"]}
                """));
  }

  @Test
  void eachInputLineIsAnsweredWithOneLine() {
    Outcome outcome =
        typofix.runOn("teh\r\nfine\n\n" + EMOJI + "the the", "check", "--lines", "--format=json");
    assertThat(outcome.out())
        .isEqualTo(
            """
            {"findings":[{"start":0,"end":3,"kind":"misspelling","confidence":0.99,"replacements":["the","ten","tech"]}]}
            {"findings":[]}
            {"findings":[]}
            {"findings":[]}
            """);
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.error()).startsWith("4 lines, ");
  }

  @Test
  void linesEndAtLineFeedsOnlyAndBadBytesAreStillAnswered() {
    byte[] input = "a\rteh\u2028b\n\u00ff teh\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    input[input.length - 7] = (byte) 0xFF;
    Outcome outcome = typofix.runOn(input, "check", "--lines", "--format", "json");
    assertThat(outcome.out().lines()).hasSize(2).allMatch(line -> line.contains("misspelling"));
  }

  @Test
  void aFileOfLinesIsReadAsWellAndTextReportsCountItsLines() {
    typofix.file("lines.txt", "fine\nteh\n");
    assertThat(typofix.run("check", "--lines", "lines.txt").out()).startsWith("lines.txt:2:1:");
    assertThat(typofix.run("check", "--lines", "nowhere.txt").exitCode()).isEqualTo(2);
  }

  @Test
  void theAnswerToALongLineNeverLiesInMemoryAsAWhole() {
    String text = "teh ".repeat(10_000);
    SourceText source = new SourceText("", text, 0);
    List<Finding> findings =
        new RuleChecker().check(source.parse(), CheckOptions.DEFAULT, CancelCheck.NEVER);
    List<Integer> lengths = new ArrayList<>();
    Writer writer =
        new StringWriter() {
          @Override
          public void write(String part, int start, int length) {
            lengths.add(length);
            super.write(part, start, length);
          }
        };
    FindingJson.writeAnswer(new CheckedText(source, findings), new PrintWriter(writer));
    assertThat(lengths).hasSizeGreaterThan(10_000).allMatch(length -> length < 1_000);
    assertThat(writer.toString()).startsWith("{\"findings\":[{\"start\":0,").endsWith("}]}\n");
  }

  @Test
  void halfASurrogatePairIsEscaped() throws IOException {
    Outcome outcome = typofix.runOn("halb " + EMOJI, "check", "--lines", "--format=json");
    assertThat(outcome.out()).contains("\"hal\\uD800b\"");
    assertThat(json(outcome.out()).at("/findings/0/replacements/0").asText())
        .isEqualTo("hal\uD800b");
  }

  @Test
  void githubsCommandsAreEscaped() {
    typofix.file("a,b:c%.txt", "see teh");
    assertThat(typofix.run("check", "--format", "github").out())
        .isEqualTo(
            "::warning file=a%2Cb%3Ac%25.txt,line=1,endLine=1,col=5,endColumn=8,"
                + "title=Typofix%3A misspelling::\"teh\" → \"the\" or \"ten\" or \"tech\" (99 %25)\n");
  }

  @Test
  void sarifNamesEachResultsRuleRegionAndFixes() throws IOException {
    typofix.file("my docs/a.txt", "one\n" + EMOJI + " teh sentenc\n");
    JsonNode log = json(typofix.run("check", "--format=sarif").out());
    assertThat(log.path("version").asText()).isEqualTo("2.1.0");
    JsonNode run = log.at("/runs/0");
    assertThat(run.at("/tool/driver/name").asText()).isEqualTo("Typofix");
    assertThat(run.path("columnKind").asText()).isEqualTo("unicodeCodePoints");
    assertThat(run.path("results")).hasSize(2);
    JsonNode first = run.at("/results/0");
    List<String> rules = run.at("/tool/driver/rules").findValuesAsText("id");
    assertThat(rules).contains(first.path("ruleId").asText());
    assertThat(first.at("/message/text").asText()).contains("teh");
    JsonNode place = first.at("/locations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo("my%20docs/a.txt");
    assertThat(place.path("region"))
        .isEqualTo(
            json(
                """
                {"startLine":2,"startColumn":3,"endLine":2,"endColumn":6,
                 "charOffset":6,"charLength":3}
                """));
    assertThat(first.path("fixes")).hasSize(3);
    assertThat(first.at("/fixes/0/artifactChanges/0/replacements/0/insertedContent/text").asText())
        .isEqualTo("the");
  }

  @Test
  void sarifOfNothingIsStillALog() throws IOException {
    JsonNode log = json(typofix.run("check", "--format=sarif").out());
    assertThat(log.at("/runs/0/results").isArray()).isTrue();
    assertThat(log.at("/runs/0/results")).isEmpty();
  }
}
