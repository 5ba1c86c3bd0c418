package dev.typofix.engine.coreml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ScoredTree;
import dev.typofix.engine.Session;
import dev.typofix.engine.TokenTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sessions over one path at a time have beside the contract of all. */
@EnabledIf(value = StandIn.BUILT, disabledReason = StandIn.REASON)
final class AnemllPathSessionTest {

  private static final float FP16_NATS = 0.05f;

  @ParameterizedTest
  @ValueSource(strings = {"anemll-parts", "anemll-chunks"})
  void aLongPromptByBlocksScoresAsRowByRow(String name) throws ModelLoadException {
    try (AnemllLanguageModel model = StandIn.loadAnemll(name);
        Session inBlocks = model.newSession();
        Session rowByRow = model.newSession()) {
      // To the very last slot, where no whole block fits.
      TokenTree.Builder prompt = TokenTree.builder(0);
      for (int row = 0; row < 255; row++) {
        prompt.addRow(7 * row % 320, row - 1, row);
        TokenTree.Builder single = TokenTree.builder(row);
        single.addTarget(single.addRow(7 * row % 320, row - 1, row), 0);
        rowByRow.extend(single.build());
      }
      inBlocks.extend(prompt.build());
      float expected = rowByRow.extend(last(255)).targetLogProb(0);
      assertThat(inBlocks.extend(last(255)).targetLogProb(0))
          .isCloseTo(expected, within(FP16_NATS));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> inBlocks.extend(last(256)))
          .withMessageContaining("position 256");
    }
  }

  @Test
  void rowsThatDoNotCountOnAreRefusedAndChangeNothing() throws ModelLoadException {
    try (AnemllLanguageModel model = StandIn.loadAnemll("anemll-parts");
        Session session = model.newSession()) {
      TokenTree.Builder tree = TokenTree.builder(0);
      tree.addRow(5, tree.addRow(4, -1, 0), 0);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.extend(tree.build()))
          .withMessageContaining("position 0 of a row with 1 ancestors");
      assertThat(session.size()).isZero();
      session.extend(chain(3));
      TokenTree.Builder late = TokenTree.builder(3);
      late.addRow(5, 2, 7);
      assertThatIllegalArgumentException().isThrownBy(() -> session.extend(late.build()));
      assertThat(session.size()).isEqualTo(3);
    }
  }

  @Test
  void aFailedCallChangesNothingAndTheNextOneWorks() throws ModelLoadException {
    try (AnemllLanguageModel model = StandIn.loadAnemll("anemll-chunks")) {
      for (int failure : new int[] {StandIn.PREDICTION_ERROR, StandIn.PREDICTION_EXCEPTION}) {
        FailedCalls.assertHarmless(model, ScoredTree.randomPaths(3, model.manifest(), 60), failure);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"anemll-parts", "anemll-chunks", "anemll-whole"})
  void everythingNativeIsFreed(String name) throws ModelLoadException {
    StandIn.loadAnemll(name).close();
    long before = StandIn.liveObjects();
    AnemllLanguageModel model = StandIn.loadAnemll(name);
    Session session = model.newSession();
    session.extend(last(0));
    model.close();
    session.close();
    assertThat(StandIn.liveObjects()).isEqualTo(before);
  }

  @Test
  void theModelTellsHowItRuns() throws ModelLoadException {
    try (AnemllLanguageModel parts = StandIn.loadAnemll("anemll-chunks");
        AnemllLanguageModel whole = StandIn.loadAnemll("anemll-whole")) {
      assertThat(parts.backendDescription())
          .isEqualTo("a stand-in for Core ML, all units, ANEMLL's program in parts, 2 of layers");
      assertThat(whole.backendDescription())
          .isEqualTo(
              "a stand-in for Core ML, all units, ANEMLL's program in one, blocks of 16 rows");
    }
  }

  private static TokenTree chain(int rows) {
    TokenTree.Builder tree = TokenTree.builder(0);
    for (int row = 0; row < rows; row++) {
      tree.addRow(row, row - 1, row);
    }
    return tree.build();
  }

  /** One row at the end of a path of so many. */
  private static TokenTree last(int place) {
    TokenTree.Builder tree = TokenTree.builder(place);
    tree.addTarget(tree.addRow(9, place - 1, place), 2);
    return tree.build();
  }
}
