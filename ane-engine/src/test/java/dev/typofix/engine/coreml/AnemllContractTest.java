package dev.typofix.engine.coreml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.LanguageModelContract;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ModelManifest;
import dev.typofix.engine.ReferenceBundles;
import dev.typofix.engine.ReferenceBundles.Distance;
import dev.typofix.engine.ScoredTree;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract, by models as ANEMLL converts them, over the stand-in for Core ML. */
@EnabledIf(value = StandIn.BUILT, disabledReason = StandIn.REASON)
final class AnemllContractTest {

  /** As for the own programs; between parts, rows are halves too. */
  private static final float FP16_NATS = 0.05f;

  /** The layers in one part, blocks of 16, compiled. */
  @Nested
  final class Parts extends OfPaths {
    Parts() {
      super("anemll-parts");
    }
  }

  /** The layers in two parts, blocks of 8, packages. */
  @Nested
  final class Chunks extends OfPaths {
    Chunks() {
      super("anemll-chunks");
    }
  }

  /** One program, blocks of 16: any tree. */
  @Nested
  final class Whole extends Reference {
    Whole() {
      super("anemll-whole");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "anemll-parts, expected-paths.json",
    "anemll-chunks, expected-paths.json",
    "anemll-whole, expected-paths.json",
    "anemll-whole, expected.json",
  })
  void scoresAgreeWithTheReference(String name, String expected) throws ModelLoadException {
    try (LanguageModel model = StandIn.loadAnemll(name)) {
      Distance distance = ReferenceBundles.distance(model, "reference/qwen3/" + expected);
      assertThat(distance.count()).isGreaterThan(50);
      assertThat(distance.mean()).isLessThan(0.003);
      assertThat(distance.largest()).isLessThan(0.03);
    }
  }

  /** A model whose positions are its slots takes trees of plain paths. */
  private abstract static class OfPaths extends Reference {

    OfPaths(String name) {
      super(name);
    }

    @Override
    protected ScoredTree randomTree(int seed, ModelManifest manifest, int size) {
      return ScoredTree.randomPaths(seed, manifest, size);
    }
  }

  /** The contract for a reference model. */
  private abstract static class Reference extends LanguageModelContract {

    private final String name;

    Reference(String name) {
      this.name = name;
    }

    @Override
    protected LanguageModel load() throws ModelLoadException {
      return StandIn.loadAnemll(name);
    }

    @Override
    protected float tolerance() {
      return FP16_NATS;
    }
  }
}
