package dev.typofix.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The language server over the embedded model. */
@TestInstance(Lifecycle.PER_CLASS)
final class LanguageServerTest {

  private final Editor editor;

  LanguageServerTest(@TempDir Path folder) throws IOException {
    editor = new Editor(folder);
  }

  @BeforeAll
  void theModelIsReady() {
    assertThat(editor.awaitModel().state()).isEqualTo("ready");
    assertThat(editor.awaitModel().model()).isEqualTo("tiny");
    assertThat(editor.awaitModel().backend()).contains("ONNX");
  }

  @AfterAll
  void theServerEndsInGoodOrder() {
    assertThat(editor.end()).isZero();
    editor.close();
  }

  private static String applied(String text, List<TextEdit> edits) {
    StringBuilder result = new StringBuilder(text);
    for (int i = edits.size() - 1; i >= 0; i--) {
      Range range = edits.get(i).getRange();
      result.replace(
          range.getStart().getCharacter(),
          range.getEnd().getCharacter(),
          edits.get(i).getNewText());
    }
    return result.toString();
  }

  private static Range at(int line, int start, int end) {
    return new Range(new Position(line, start), new Position(line, end));
  }

  private static List<String> words(String line, List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(Diagnostic::getRange)
        .map(
            range -> line.substring(range.getStart().getCharacter(), range.getEnd().getCharacter()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "Thi sis a test sentenc with typos, This is a test sentence with typos",
    "We recieve teh letter tomorow, We receive the letter tomorrow",
  })
  void theFirstReplacementsMendASentence(String typed, String meant) {
    List<TextEdit> edits =
        editor.open("plaintext", typed).stream()
            .map(finding -> new TextEdit(finding.getRange(), firstReplacement(finding)))
            .toList();
    assertThat(applied(typed, edits)).isEqualTo(meant);
  }

  private static String firstReplacement(Diagnostic finding) {
    return ((JsonObject) finding.getData()).getAsJsonArray("replacements").get(0).getAsString();
  }

  @Test
  void fixAllTakesWhatIsSure() {
    String typed = "Please set the enviroment variable before the start.";
    editor.open("plaintext", typed);
    assertThat(applied(typed, editor.fixAll()))
        .isEqualTo(typed.replace("enviroment", "environment"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The quick brown fox jumps over the lazy dog.",
        "She has read every book in the library twice.",
        "🙂 We're off to the café – see you there!"
      })
  void goodTextShowsNothing(String text) {
    assertThat(editor.open("plaintext", text)).isEmpty();
  }

  @Test
  void aSentenceThatIsEditedIsJudgedAnew() {
    editor.open("plaintext", "This is a sentence.\nAnother one follows here.");
    String second = "Another oen follows here.";
    assertThat(words(second, editor.type(at(1, 8, 11), "oen"))).isEmpty();
    assertThat(words(second, editor.type(at(0, 0, 0), " "))).containsExactly("oen");
    assertThat(editor.type(at(1, 8, 11), "one")).isEmpty();
  }

  @Test
  void codeInMarkdownIsLeftAlone() {
    String line = "Run `teh --quikc` over teh fence.";
    assertThat(words(line, editor.open("markdown", line))).containsExactly("teh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D teh \uDE00", "\u0000\u0001 teh \u0002", "\r\rteh\r\n\uFEFF", ""})
  void anyTextIsTaken(String text) {
    assertThat(editor.open("plaintext", text)).hasSizeLessThan(3);
    assertThat(editor.open("plaintext", "Over teh fence.")).hasSize(1);
  }

  @Test
  void aTenMegabyteLineIsLeftAloneAndTheServerLives() {
    assertThat(editor.open("plaintext", "teh quikc fox ".repeat(750_000))).isEmpty();
    assertThat(editor.type(at(0, 0, Integer.MAX_VALUE), "Over teh fence. ")).hasSize(1);
  }

  @Test
  void aHundredThousandLinesCanBeEdited() {
    String text =
        IntStream.range(0, 100_000)
            .mapToObj(line -> "line\n")
            .collect(Collectors.joining("", "", "Over the fence."));
    editor.open("plaintext", text);
    List<Diagnostic> diagnostics = editor.type(at(100_000, 5, 8), "teh");
    assertThat(diagnostics).isEmpty();
    assertThat(editor.type(at(100_000, 15, 15), " "))
        .anyMatch(finding -> finding.getRange().equals(at(100_000, 5, 8)));
  }
}
