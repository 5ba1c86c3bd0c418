package dev.typofix.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A tree of tokens for tests. Its scores are the log-probabilities of each node's token after its
 * parent, {@code NaN} for roots. The arrays are not copied; nobody changes them.
 */
public final class ScoredTree {

  private final int[] tokens; // [nodes]
  private final int[] parents; // [nodes], -1 for a root
  private final int[] positions; // [nodes]

  public ScoredTree(int[] tokens, int[] parents, int[] positions) {
    this.tokens = tokens;
    this.parents = parents;
    this.positions = positions;
  }

  /** A tree like those of real calls, long stretches with branches, and now and then a new root. */
  public static ScoredTree random(int seed, ModelManifest manifest, int size) {
    Random random = new Random(seed);
    int[] tokens = new int[size];
    int[] parents = new int[size];
    int[] positions = new int[size];
    for (int node = 0; node < size; node++) {
      tokens[node] = random.nextInt(manifest.vocabularySize());
      boolean root = node == 0 || random.nextInt(16) == 0;
      parents[node] = root ? -1 : random.nextInt(3) > 0 ? node - 1 : random.nextInt(node);
      boolean restart = root || random.nextInt(12) == 0;
      positions[node] = restart ? random.nextInt(3) : positions[parents[node]] + 1;
    }
    return new ScoredTree(tokens, parents, positions);
  }

  /** A tree of the same form whose positions count on along each path. */
  public static ScoredTree randomPaths(int seed, ModelManifest manifest, int size) {
    ScoredTree tree = random(seed, manifest, size);
    int[] depths = new int[size];
    for (int node = 0; node < size; node++) {
      depths[node] = tree.parents[node] < 0 ? 0 : depths[tree.parents[node]] + 1;
    }
    return new ScoredTree(tree.tokens, tree.parents, depths);
  }

  public int size() {
    return tokens.length;
  }

  public int parent(int node) {
    return parents[node];
  }

  /** The node and its ancestors only, as a tree of its own. */
  public ScoredTree pathTo(int node) {
    List<Integer> path = new ArrayList<>();
    for (int each = node; each >= 0; each = parents[each]) {
      path.add(each);
    }
    Collections.reverse(path);
    int[] chain = new int[path.size()];
    Arrays.setAll(chain, index -> index - 1);
    return new ScoredTree(
        path.stream().mapToInt(each -> tokens[each]).toArray(),
        chain,
        path.stream().mapToInt(each -> positions[each]).toArray());
  }

  /** The same tree with another token in each node that is neither the given one nor above it. */
  public ScoredTree withOtherTokensOffThePathTo(int node, ModelManifest manifest) {
    int[] others = new int[size()];
    for (int each = 0; each < size(); each++) {
      others[each] = (tokens[each] + 1 + each) % manifest.vocabularySize();
    }
    for (int each = node; each >= 0; each = parents[each]) {
      others[each] = tokens[each];
    }
    return new ScoredTree(others, parents, positions);
  }

  /**
   * The nodes from {@code start} on up to {@code end}, exclusive, asking for all their children.
   */
  public TokenTree piece(int start, int end) {
    TokenTree.Builder tree = TokenTree.builder(start);
    for (int node = start; node < end; node++) {
      tree.addRow(tokens[node], parents[node], positions[node]);
    }
    for (int node = 0; node < size(); node++) {
      if (parents[node] >= start && parents[node] < end) {
        tree.addTarget(parents[node], tokens[node]);
      }
    }
    return tree.build();
  }

  /** The scores, all from one call to an empty session. */
  public float[] scores(Session session) {
    return scores(session, 0, size());
  }

  /**
   * The scores, from a call for each stretch between two cuts. The session holds the nodes before
   * the first cut already; their children get {@code NaN}.
   *
   * @param cuts ascending node numbers, the last one {@link #size()}
   */
  public float[] scores(Session session, int... cuts) {
    float[] scores = new float[size()];
    Arrays.fill(scores, Float.NaN);
    for (int cut = 0; cut + 1 < cuts.length; cut++) {
      TreeScores found = session.extend(piece(cuts[cut], cuts[cut + 1]));
      int target = 0;
      for (int node = 0; node < size(); node++) {
        if (parents[node] >= cuts[cut] && parents[node] < cuts[cut + 1]) {
          scores[node] = found.targetLogProb(target++);
        }
      }
    }
    return scores;
  }
}
