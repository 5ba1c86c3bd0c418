package dev.typofix.engine.coreml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.LanguageModelContract;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ReferenceBundles;
import dev.typofix.engine.ReferenceBundles.Distance;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract, through JNA and the bridge, over the stand-in for Core ML. */
@EnabledIf(value = StandIn.BUILT, disabledReason = StandIn.REASON)
final class CoreMlContractTest {

  /**
   * Logits up to 16 are multiples of 1/128, and now and then one falls to the other side; the cache
   * rounds too.
   */
  private static final float FP16_NATS = 0.05f;

  /** Blocks of 16, logits in two outputs. */
  @Nested
  final class Qwen3 extends Reference {
    Qwen3() {
      super("coreml-qwen3");
    }
  }

  /** Blocks of 8 in 96 slots: the end of the cache is run again and again. */
  @Nested
  final class Qwen2 extends Reference {
    Qwen2() {
      super("coreml-qwen2");
    }
  }

  /** Blocks of 32 in 96 slots. */
  @Nested
  final class Llama extends Reference {
    Llama() {
      super("coreml-llama");
    }
  }

  /** Weights, cache and logits are halves. Measured: 0.0018 on average and 0.0092 at most. */
  @ParameterizedTest
  @ValueSource(strings = {"qwen3", "qwen2", "llama"})
  void scoresAgreeWithTheReference(String name) throws ModelLoadException {
    try (LanguageModel model = StandIn.load("coreml-" + name)) {
      Distance distance = ReferenceBundles.distance(model, "reference/" + name + "/expected.json");
      assertThat(distance.count()).isGreaterThan(50);
      assertThat(distance.mean()).isLessThan(0.003);
      assertThat(distance.largest()).isLessThan(0.02);
    }
  }

  private abstract static class Reference extends LanguageModelContract {
    private final String name;

    Reference(String name) {
      this.name = name;
    }

    @Override
    protected LanguageModel load() throws ModelLoadException {
      return StandIn.load(name);
    }

    @Override
    protected float tolerance() {
      return FP16_NATS;
    }
  }
}
