package dev.typofix.engine.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ModelManifest;
import org.junit.jupiter.api.Test;

/** How cores are shared out. */
final class LoadOptionsTest {

  @Test
  void a_small_model_has_one_core_a_call() throws ModelLoadException {
    ModelManifest tiny = ModelBundle.embedded("tiny").manifest();
    assertThat(LoadOptions.threadsOfOneCall(tiny, 4)).isEqualTo(1);
  }

  @Test
  void a_large_model_has_all_of_them() throws ModelLoadException {
    ModelManifest large = shaped(28, 1024); // Qwen3-0.6B
    assertThat(LoadOptions.threadsOfOneCall(large, 4)).isEqualTo(4);
    assertThat(LoadOptions.threadsOfOneCall(shaped(30, 576), 2)).isEqualTo(2); // SmolLM2-135M
  }

  private static ModelManifest shaped(int layers, int hiddenSize) throws ModelLoadException {
    ModelManifest m = ModelBundle.embedded("tiny").manifest();
    return new ModelManifest(
        m.formatVersion(),
        m.name(),
        m.architecture(),
        layers,
        hiddenSize,
        m.keyValueHeads(),
        m.headDimension(),
        m.vocabularySize(),
        m.maximumPositions(),
        m.topCount(),
        m.quantization(),
        m.prompt(),
        m.licence(),
        m.files());
  }
}
