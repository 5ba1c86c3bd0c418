package dev.typofix.engine.coreml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ReferenceBundles;
import dev.typofix.engine.ScoredTree;
import dev.typofix.engine.Session;
import dev.typofix.engine.TokenTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What sessions over blocks and slots have beside the contract of all. */
@EnabledIf(value = StandIn.BUILT, disabledReason = StandIn.REASON)
final class CoreMlSessionTest {

  private static final float FP16_NATS = 0.05f;

  @Test
  void aFailedCallChangesNothingAndTheNextOneWorks() throws ModelLoadException {
    try (CoreMlLanguageModel model = StandIn.load("coreml-qwen3")) {
      for (int failure : new int[] {StandIn.PREDICTION_ERROR, StandIn.PREDICTION_EXCEPTION}) {
        FailedCalls.assertHarmless(
            model, ScoredTree.random(failure, model.manifest(), 60), failure);
      }
    }
  }

  @Test
  void theCacheCanBeFilledToItsLastSlotAndNoFurther() throws ModelLoadException {
    try (CoreMlLanguageModel model = StandIn.load("coreml-llama");
        Session session = model.newSession()) {
      assertThat(model.manifest().maximumPositions()).isEqualTo(96);
      ScoredTree tree = ScoredTree.random(3, model.manifest(), 96);
      float[] whole = tree.scores(session);
      session.truncate(0);
      float[] oneByOne = tree.scores(session, cutsTo(96));
      for (int node = 0; node < tree.size(); node++) {
        if (tree.parent(node) >= 0) {
          assertThat(oneByOne[node]).as("node %s", node).isCloseTo(whole[node], within(FP16_NATS));
        }
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.extend(oneMore(96)))
          .withMessage("96 nodes and 1 more, the model holds 96");
      session.truncate(95);
      session.extend(oneMore(95));
    }
  }

  @Test
  void everythingNativeIsFreed() throws ModelLoadException {
    long before;
    try (CoreMlLanguageModel warm = StandIn.load("coreml-qwen2")) {
      warm.newSession().close();
    }
    before = StandIn.liveObjects();
    CoreMlLanguageModel model = StandIn.load("coreml-qwen2");
    Session session = model.newSession();
    session.extend(ScoredTree.random(1, model.manifest(), 30).piece(0, 30));
    model.close();
    session.close();
    assertThat(StandIn.liveObjects()).isEqualTo(before);
  }

  @Test
  void whatACallCostsCanBeMeasured() throws ModelLoadException {
    StandIn.use();
    long before = StandIn.liveObjects();
    BridgeCost cost = BridgeCost.measure(ReferenceBundles.bundle("coreml-qwen2"), 1000);
    assertThat(cost.setMicros()).isPositive();
    assertThat(cost.readMicros()).isPositive();
    assertThat(StandIn.liveObjects()).isEqualTo(before);
  }

  @Test
  void theModelTellsHowItRunsAndWhere() throws ModelLoadException {
    try (CoreMlLanguageModel model = StandIn.load("coreml-qwen2")) {
      assertThat(model.backendDescription())
          .isEqualTo("a stand-in for Core ML, all units, blocks of 8 rows");
      assertThat(model.placement())
          .extracting(OperationPlacement::operator, OperationPlacement::preferred)
          .containsExactly(tuple("const", "-"), tuple("conv", "cpu"), tuple("softmax", "cpu"));
      assertThat(model.placement().get(0).supported()).isEmpty();
      assertThat(model.placement().get(0).cost()).isNaN();
      assertThat(model.placement().get(1).cost()).isEqualTo(0.5);
    }
  }

  private static int[] cutsTo(int end) {
    int[] cuts = new int[end + 1];
    for (int i = 0; i <= end; i++) {
      cuts[i] = i;
    }
    return cuts;
  }

  private static TokenTree oneMore(int firstNode) {
    TokenTree.Builder tree = TokenTree.builder(firstNode);
    tree.addTarget(tree.addRow(1, firstNode - 1, 1), 2);
    return tree.build();
  }
}
