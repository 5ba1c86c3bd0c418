package dev.typofix.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.Ints;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every backend must hold to, whatever the model. A backend's test extends this and says how
 * far two ways to the same score may lie apart.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LanguageModelContract {

  private static final int ROUNDS = 12;

  private LanguageModel model;

  /** Loads the model under test; closed when its tests are over. */
  protected abstract LanguageModel load() throws ModelLoadException;

  /** How far two ways to the same score may lie apart, in nats. */
  protected abstract float tolerance();

  /** A tree to be scored. A backend that does not take every tree gives one of those it takes. */
  protected ScoredTree randomTree(int seed, ModelManifest manifest, int size) {
    return ScoredTree.random(seed, manifest, size);
  }

  @BeforeAll
  void loadModel() throws ModelLoadException {
    model = load();
  }

  @AfterAll
  void closeModel() {
    model.close();
  }

  @Test
  void everyRowOfATreeScoresAsItsPathAlone() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      ScoredTree tree = tree(seed, 2 + seed * 4);
      float[] packed = freshScores(tree);
      for (int node = 0; node < tree.size(); node++) {
        if (tree.parent(node) >= 0) {
          float[] alone = freshScores(tree.pathTo(node));
          assertThat(alone[alone.length - 1])
              .as("node %s of tree %s", node, seed)
              .isCloseTo(packed[node], within(tolerance()));
        }
      }
    }
  }

  @Test
  void whatElseIsInTheCallDoesNotMatter() {
    for (int seed = 300; seed < 300 + ROUNDS; seed++) {
      ScoredTree tree = tree(seed, 60);
      int node = 59;
      float[] before = freshScores(tree);
      float[] after = freshScores(tree.withOtherTokensOffThePathTo(node, model.manifest()));
      if (tree.parent(node) >= 0) {
        assertThat(after[node]).as("tree %s", seed).isEqualTo(before[node]);
      }
    }
  }

  @Test
  void aTreeMayBeSplitIntoSeveralCalls() {
    for (int seed = 100; seed < 100 + ROUNDS; seed++) {
      ScoredTree tree = tree(seed, 50);
      int[] cuts = new Random(seed).ints(1 + seed % 7, 0, 51).sorted().toArray();
      cuts[0] = 0;
      try (Session session = model.newSession()) {
        float[] split = tree.scores(session, Ints.concat(cuts, new int[] {50}));
        assertSameFrom(0, tree, split);
      }
    }
  }

  @Test
  void aTruncatedSessionIsAsGoodAsAFreshOne() {
    try (Session session = model.newSession()) {
      for (int seed = 200; seed < 200 + ROUNDS; seed++) {
        ScoredTree tree = tree(seed, 10 + 3 * (seed % 20));
        int kept = new Random(seed).nextInt(tree.size());
        session.truncate(0);
        tree.scores(session);
        session.truncate(kept);
        assertThat(session.size()).isEqualTo(kept);
        // Something else in between, over what was truncated.
        session.extend(chain(kept, 17));
        session.truncate(kept);
        assertSameFrom(kept, tree, tree.scores(session, kept, tree.size()));
      }
    }
  }

  @Test
  void truncatingAgainAndAgainLosesOnlyWhatWasTruncated() {
    ScoredTree tree = tree(7, 40);
    try (Session session = model.newSession()) {
      session.extend(tree.piece(0, 25));
      session.extend(tree.piece(25, 40));
      session.truncate(31);
      session.truncate(19);
      session.extend(tree.piece(19, 22));
      session.truncate(21);
      assertSameFrom(21, tree, tree.scores(session, 21, 40));
    }
  }

  @Test
  void sessionsDoNotDisturbEachOther() {
    ScoredTree one = tree(1, 30);
    ScoredTree two = tree(2, 30);
    try (Session first = model.newSession();
        Session second = model.newSession()) {
      first.extend(one.piece(0, 15));
      second.extend(two.piece(0, 15));
      assertSameFrom(15, one, one.scores(first, 15, 30));
      assertSameFrom(15, two, two.scores(second, 15, 30));
    }
  }

  @Test
  void theMostProbableTokensAreThoseThatTargetsRankHighest() {
    int vocabulary = model.manifest().vocabularySize();
    TokenTree.Builder tree = TokenTree.builder(0);
    int node = -1;
    for (int row = 0; row < 5; row++) {
      node = tree.addRow((row * 37 + 11) % vocabulary, node, row);
    }
    for (int token = 0; token < vocabulary; token++) {
      tree.addTarget(node, token);
    }
    int top = tree.addTop(node);
    try (Session session = model.newSession()) {
      TreeScores scores = session.extend(tree.build());
      List<Integer> ranked = new ArrayList<>();
      double sum = 0;
      for (int token = 0; token < vocabulary; token++) {
        ranked.add(token);
        sum += Math.exp(scores.targetLogProb(token));
      }
      assertThat(sum).as("all probabilities together").isCloseTo(1, within(1e-3));
      ranked.sort((a, b) -> Float.compare(scores.targetLogProb(b), scores.targetLogProb(a)));
      assertThat(scores.topCount()).isEqualTo(model.manifest().topCount());
      for (int rank = 0; rank < scores.topCount(); rank++) {
        float best = scores.targetLogProb(ranked.get(rank));
        assertThat(scores.topLogProb(top, rank)).isCloseTo(best, within(tolerance() + 1e-5f));
        assertThat(scores.targetLogProb(scores.topToken(top, rank)))
            .isCloseTo(best, within(tolerance() + 1e-5f));
      }
    }
  }

  @Test
  void answersComeInTheOrderOfTheQuestions() {
    TokenTree.Builder tree = TokenTree.builder(0);
    int first = tree.addRow(5, -1, 0);
    int second = tree.addRow(6, first, 1);
    int late = tree.addTarget(second, 9);
    int early = tree.addTarget(first, 8);
    int top = tree.addTop(second);
    int repeated = tree.addTarget(second, 9);
    try (Session session = model.newSession()) {
      TreeScores scores = session.extend(tree.build());
      assertThat(scores.targetLogProb(repeated)).isEqualTo(scores.targetLogProb(late));
      assertThat(scores.targetLogProb(early)).isNotEqualTo(scores.targetLogProb(late));
      assertThat(scores.topLogProb(top, 0)).isGreaterThanOrEqualTo(scores.targetLogProb(late));
    }
  }

  @Test
  void rowsMayBeAppendedWithoutAQuestion() {
    TokenTree.Builder tree = TokenTree.builder(0);
    tree.addRow(3, -1, 0);
    try (Session session = model.newSession()) {
      session.extend(tree.build());
      session.extend(TokenTree.builder(1).build());
      assertThat(session.size()).isEqualTo(1);
    }
  }

  @Test
  void aCallersMistakeIsToldAndChangesNothing() {
    ModelManifest manifest = model.manifest();
    try (Session session = model.newSession()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.extend(TokenTree.builder(3).build()))
          .withMessageContaining("starts at node 3");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.extend(oneRow(manifest.vocabularySize(), 0)))
          .withMessageContaining("token " + manifest.vocabularySize());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.extend(oneRow(0, manifest.maximumPositions())))
          .withMessageContaining("position " + manifest.maximumPositions());
      assertThatIllegalArgumentException().isThrownBy(() -> session.truncate(1));
      assertThatIllegalArgumentException().isThrownBy(() -> session.truncate(-1));
      assertThat(session.size()).isZero();
    }
  }

  @Test
  void aClosedSessionOrModelSaysSo() throws ModelLoadException {
    LanguageModel other = load();
    Session closed = other.newSession();
    Session open = other.newSession();
    closed.close();
    assertThatCode(closed::close).doesNotThrowAnyException();
    assertThatIllegalStateException().isThrownBy(() -> closed.extend(oneRow(1, 0)));
    other.close();
    assertThatCode(other::close).doesNotThrowAnyException();
    assertThatIllegalStateException().isThrownBy(() -> open.extend(oneRow(1, 0)));
    assertThatIllegalStateException().isThrownBy(other::newSession);
    assertThatCode(open::close).doesNotThrowAnyException();
  }

  private ScoredTree tree(int seed, int size) {
    return randomTree(seed, model.manifest(), size);
  }

  private float[] freshScores(ScoredTree tree) {
    try (Session session = model.newSession()) {
      return tree.scores(session);
    }
  }

  /** Compares the scores of all nodes whose parent is {@code first} or later. */
  private void assertSameFrom(int first, ScoredTree tree, float[] actual) {
    float[] expected = freshScores(tree);
    for (int node = 0; node < tree.size(); node++) {
      if (tree.parent(node) >= first) {
        assertThat(actual[node])
            .as("node %s of %s", node, tree.size())
            .isCloseTo(expected[node], within(tolerance()));
      }
    }
  }

  private static TokenTree chain(int firstNode, int rows) {
    TokenTree.Builder tree = TokenTree.builder(firstNode);
    int parent = -1;
    for (int row = 0; row < rows; row++) {
      parent = tree.addRow(row, parent, row);
    }
    return tree.build();
  }

  private static TokenTree oneRow(int token, int position) {
    TokenTree.Builder tree = TokenTree.builder(0);
    tree.addRow(token, -1, position);
    return tree.build();
  }
}
