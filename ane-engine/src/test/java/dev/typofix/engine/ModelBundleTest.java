package dev.typofix.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelBundleTest {

  private static final String WEIGHTS = "some weights";

  @TempDir private Path folder;

  @Test
  void aGoodBundleGivesItsFiles() throws IOException {
    writeBundle(manifest());

    ModelBundle bundle = ModelBundle.directory(folder);

    assertThat(bundle.manifest().layers()).isEqualTo(6);
    assertThat(bundle.manifest().prompt().beforeAnswer()).containsExactly("<|fix|>");
    try (InputStream input = bundle.open("model.onnx")) {
      assertThat(input).hasContent(WEIGHTS);
    }
    assertThat(bundle.path("model.onnx")).contains(folder.resolve("model.onnx"));
    bundle.verify();
  }

  @Test
  void unknownFieldsAreLeftAlone() throws IOException {
    writeBundle(
        manifest().replace("\"layers\"", "\"calibration\": {\"a\": [1.5, null]}, \"layers\""));

    assertThat(ModelBundle.directory(folder).manifest().layers()).isEqualTo(6);
  }

  @Test
  void theEmbeddedModelIsWhole() throws IOException {
    ModelBundle bundle = ModelBundle.embedded("tiny");

    bundle.verify();
    assertThat(bundle.manifest().name()).isEqualTo("tiny");
    assertThat(bundle.path("model.onnx")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"huge", "", "../tiny", "tiny/"})
  void noOtherModelIsEmbedded(String name) {
    assertRefused(() -> ModelBundle.embedded(name), "no model of that name is embedded");
  }

  @Test
  void aMissingFolderOrManifestIsNamed() {
    assertRefused(() -> ModelBundle.directory(folder.resolve("none")), "none: no such folder");
    assertRefused(() -> ModelBundle.directory(folder), "manifest.json: missing");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    writeBundle(manifest());
    Files.delete(folder.resolve("model.onnx"));

    assertRefused(() -> ModelBundle.directory(folder), "model.onnx: missing");
  }

  @Test
  void aTruncatedFileIsNamed() throws IOException {
    writeBundle(manifest());
    Files.writeString(folder.resolve("model.onnx"), "some");

    assertRefused(() -> ModelBundle.directory(folder), "model.onnx: truncated, 4 of 12 bytes");
  }

  @Test
  void aFileThatIsTooLongIsNamed() throws IOException {
    writeBundle(manifest());
    Files.writeString(folder.resolve("model.onnx"), WEIGHTS + WEIGHTS);

    assertRefused(() -> ModelBundle.directory(folder), "longer than the 12 bytes");
  }

  @Test
  void aFileWithTheWrongChecksumIsNeverUsed() throws IOException {
    writeBundle(manifest());
    Files.writeString(folder.resolve("model.onnx"), "sOme weights");
    ModelBundle bundle = ModelBundle.directory(folder);

    assertRefused(() -> bundle.open("model.onnx"), "model.onnx: wrong checksum");
    assertRefused(() -> bundle.path("model.onnx"), "model.onnx: wrong checksum");
    assertRefused(bundle::verify, "model.onnx: wrong checksum");
  }

  @Test
  void aFileThatIsNotListedIsNotOpened() throws IOException {
    writeBundle(manifest());
    ModelBundle bundle = ModelBundle.directory(folder);

    assertRefused(() -> bundle.open("manifest.json"), "lists no file manifest.json");
    assertRefused(() -> bundle.open("../secret"), "lists no file ../secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"layers\": 6,          |                              | layers: missing",
        "\"layers\": 6           | \"layers\": null             | layers: missing",
        "\"layers\": 6           | \"layers\": 0                | layers: 0 is no whole number",
        "\"layers\": 6           | \"layers\": 6.5              | layers: 6.5 is no whole number",
        "\"layers\": 6           | \"layers\": \"6\"            | layers: 6 is no whole number",
        "\"layers\": 6           | \"layers\": 6, \"layers\": 7 | malformed JSON at line",
        "\"layers\": 6           | \"layers\": 99999999999999999999 | malformed JSON at line",
        "\"formatVersion\": 1    | \"formatVersion\": 2         | formatVersion 2, but this Typofix reads 1",
        "Qwen3ForCausalLM        | MambaForCausalLM             | architecture: \"MambaForCausalLM\" is none of",
        "int8                    | int3                         | quantization: \"int3\" is none of",
        "aligned                 | sideways                     | positions: \"sideways\" is none of",
        "\"licence\": \"Apache-2.0\",  |                        | licence: missing",
        "model.onnx              | ../model.onnx                | \"../model.onnx\" is no plain file name",
        "model.onnx              | manifest.json                | \"manifest.json\" is no plain file name",
        "\"bytes\": 12           | \"bytes\": -1                | files.model.onnx.bytes: no whole number",
        "\"sha256\": \"          | \"sha256\": \"X              | files.model.onnx.sha256: no 64 lower-case",
        "\"prompt\": {           | \"prompt\": [                | malformed JSON at line",
      })
  void aWrongManifestIsRefused(String good, String bad, String message) throws IOException {
    assertThat(manifest()).contains(good);
    writeBundle(manifest().replace(good, bad == null ? "" : bad));

    assertRefused(() -> ModelBundle.directory(folder), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}{}", "{\"formatVersion\": 1", "\u0000\u0001"})
  void whatIsNoManifestAtAllIsRefused(String content) throws IOException {
    writeBundle(content);

    assertRefused(() -> ModelBundle.directory(folder), "manifest.json: ");
  }

  @Test
  void anEndlessManifestIsNotRead() throws IOException {
    writeBundle(" ".repeat((1 << 20) + 1));

    assertRefused(() -> ModelBundle.directory(folder), "longer than 1048576 bytes");
  }

  private void writeBundle(String manifest) throws IOException {
    Files.writeString(folder.resolve("manifest.json"), manifest);
    Files.writeString(folder.resolve("model.onnx"), WEIGHTS);
  }

  private static String manifest() {
    return """
        {
          "formatVersion": 1, "name": "test", "architecture": "Qwen3ForCausalLM",
          "layers": 6, "hiddenSize": 256, "keyValueHeads": 2, "headDimension": 64,
          "vocabularySize": 8192, "maximumPositions": 1024, "topCount": 8,
          "quantization": "int8",
          "prompt": {
            "beforeText": ["<|text|>"], "beforeAnswer": ["<|fix|>"], "afterAnswer": ["<|text|>"],
            "positions": "aligned", "scoring": "corrector"
          },
          "licence": "Apache-2.0",
          "files": {"model.onnx": {"sha256": "%s", "bytes": 12}}
        }
        """
        .formatted(Hashing.sha256().hashString(WEIGHTS, StandardCharsets.UTF_8));
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatExceptionOfType(ModelLoadException.class)
        .isThrownBy(call)
        .withMessageContaining(message)
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("\n"));
  }
}
