package dev.typofix.engine.coreml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ReferenceBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders of ANEMLL's that are incomplete, damaged, or say what is not so. */
@EnabledIf(value = StandIn.BUILT, disabledReason = StandIn.REASON)
final class AnemllLoadingTest {

  private static final String META = AnemllMeta.FILE_NAME;

  @TempDir private Path folder;

  @BeforeEach
  void copyAFolder() throws IOException {
    StandIn.use();
    copy("anemll-parts");
  }

  @Test
  void aWholeFolderLoads() throws ModelLoadException {
    try (AnemllLanguageModel model = load()) {
      assertThat(model.manifest().maximumPositions()).isEqualTo(256);
      assertThat(model.manifest().layers()).isEqualTo(2);
      assertThat(model.manifest().prompt().scoring()).isEqualTo("language-model");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "context_length: 256|context_length: 512|has the shape [4, 2, 256, 16], but meta.yaml or config.json means [4, 2, 512, 16]",
        "context_length: 256|context_length: -1|-1 is no whole number from 1 to",
        "context_length: 256|context_length: a lot|a lot is no whole number from 1 to",
        "context_length: 256|other: 1|context_length: missing",
        "batch_size: 16|batch_size: 32|has the shape [1, 16, 32], but meta.yaml or config.json means [1, 32, 32]",
        "lm_head: qwen_lm_head|lm_head: ../qwen_lm_head|\"../qwen_lm_head.mlmodelc\" is no plain name",
        "lm_head: qwen_lm_head|lm_head: /etc/qwen_lm_head|is no plain name",
        "lm_head: qwen_lm_head|lm_head: qwen_lm_head_lut6|neither qwen_lm_head_lut6.mlmodelc nor qwen_lm_head_lut6.mlpackage is there",
        "num_chunks: 1|num_chunks: 3|3, but ffn is qwen_FFN_PF_chunk_01of01",
        "lut_ffn: none|argmax_in_model: true|convert it without --argmax",
        "model_info:|model_info: [1, 2|malformed YAML",
        "model_info:|other_info:|model_info: missing",
        "model_info:|'a: &a [1]\nb: &b [*a, *a]\nmodel_info:'|malformed YAML",
        "batch_size: 16|'batch_size: 16\n    batch_size: 16'|malformed YAML",
      })
  void aWrongDescriptionIsRefusedByName(String old, String changed, String message)
      throws IOException {
    replace(META, old, changed);
    assertRefused(message);
  }

  @ParameterizedTest
  @CsvSource({
    "meta.yaml, meta.yaml: cannot be read",
    "config.json, config.json: cannot be read",
    "qwen_embeddings.mlmodelc/weights.bin, weights.bin cannot be opened",
    "qwen_FFN_PF_chunk_01of01.mlmodelc/weights.bin, weights.bin cannot be opened",
  })
  void aMissingFileIsNamed(String file, String message) throws IOException {
    Files.delete(folder.resolve(file));
    assertRefused(message);
  }

  @Test
  void aHalfWrittenProgramIsRefused() throws IOException {
    Path weights = folder.resolve("qwen_lm_head.mlmodelc/weights.bin");
    byte[] bytes = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused("Core ML cannot load it");
  }

  @Test
  void aDescriptionWithoutEndIsNotRead() throws IOException {
    Files.writeString(folder.resolve(META), "# no end\n".repeat(10_000));
    assertRefused("longer than 65536 bytes");
  }

  @Test
  void aHeadOfAnotherVocabularyIsRefused() throws IOException {
    replace("config.json", "\"vocab_size\": 320", "\"vocab_size\": 640");
    assertRefused("16 heads give 320 logits, but config.json means 640");
  }

  @Test
  void aFolderOfAnotherKindIsTold() throws IOException {
    assertThat(AnemllBundle.isIn(folder)).isTrue();
    Files.delete(folder.resolve(META));
    assertThat(AnemllBundle.isIn(folder)).isFalse();
  }

  private AnemllLanguageModel load() throws ModelLoadException {
    return AnemllLanguageModel.load(
        AnemllBundle.in(folder), new ReferenceBundles.NoTokenizer(), ComputeUnits.CPU);
  }

  private void assertRefused(String message) {
    long before = StandIn.liveObjects();
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
    assertThat(StandIn.liveObjects()).isEqualTo(before);
  }

  private void replace(String file, String old, String changed) throws IOException {
    Path path = folder.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(old);
    Files.writeString(path, text.replace(old, changed));
  }

  private void copy(String name) throws IOException {
    Path source = ReferenceBundles.folder(name, META);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(source.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
