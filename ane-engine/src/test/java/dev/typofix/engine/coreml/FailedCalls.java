package dev.typofix.engine.coreml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ScoredTree;
import dev.typofix.engine.Session;

/** What a call to Core ML that fails must leave as it was. */
final class FailedCalls {

  private static final float FP16_NATS = 0.05f;

  private FailedCalls() {}

  /**
   * A failed call changes nothing, and the next one works.
   *
   * @param tree of 60 rows
   * @param failure what the stand-in does in the second of two calls
   */
  static void assertHarmless(LanguageModel model, ScoredTree tree, int failure) {
    float[] expected;
    try (Session session = model.newSession()) {
      expected = tree.scores(session);
    }
    try (Session session = model.newSession()) {
      session.extend(tree.piece(0, 40));
      StandIn.failNext(failure);
      assertThatIllegalStateException()
          .isThrownBy(() -> session.extend(tree.piece(40, 60)))
          .withMessageStartingWith("Core ML failed: ");
      assertThat(session.size()).isEqualTo(40);
      float[] actual = tree.scores(session, 40, 60);
      for (int node = 0; node < tree.size(); node++) {
        if (tree.parent(node) >= 40) {
          assertThat(actual[node]).isCloseTo(expected[node], within(FP16_NATS));
        }
      }
    }
  }
}
