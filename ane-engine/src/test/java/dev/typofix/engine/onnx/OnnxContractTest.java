package dev.typofix.engine.onnx;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.LanguageModelContract;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.engine.backend.ModelLoader;
import org.junit.jupiter.api.Nested;

/** The contract, for each kind of graph that the exporter writes. */
final class OnnxContractTest {

  /** Sums of different lengths round differently. */
  private static final float FP32_NATS = 2e-5f;

  /**
   * Now and then such a rounding moves an activation to the next of its integer steps. Measured
   * with the embedded model on random tokens: most of the scores within 1e-5, the furthest 0.128.
   * What else is packed into a call makes no difference at all.
   */
  private static final float INT8_NATS = 0.2f;

  private static final float INT4_NATS = 0.2f;

  @Nested
  final class Qwen3 extends Reference {
    Qwen3() {
      super("qwen3", FP32_NATS);
    }
  }

  @Nested
  final class Qwen2 extends Reference {
    Qwen2() {
      super("qwen2", FP32_NATS);
    }
  }

  @Nested
  final class Llama extends Reference {
    Llama() {
      super("llama", FP32_NATS);
    }
  }

  @Nested
  final class Qwen3Int8 extends Reference {
    Qwen3Int8() {
      super("qwen3-int8", INT8_NATS);
    }
  }

  @Nested
  final class Qwen3Int4 extends Reference {
    Qwen3Int4() {
      super("qwen3-int4", INT4_NATS);
    }
  }

  @Nested
  final class Tiny extends LanguageModelContract {
    @Override
    protected LanguageModel load() throws ModelLoadException {
      return ModelLoader.load(
          ModelBundle.embedded("tiny"), LoadOptions.defaults().withBackend("onnx"));
    }

    @Override
    protected float tolerance() {
      return INT8_NATS;
    }
  }

  private abstract static class Reference extends LanguageModelContract {
    private final String name;
    private final float tolerance;

    Reference(String name, float tolerance) {
      this.name = name;
      this.tolerance = tolerance;
    }

    @Override
    protected LanguageModel load() throws ModelLoadException {
      return ReferenceModels.load(name);
    }

    @Override
    protected float tolerance() {
      return tolerance;
    }
  }
}
