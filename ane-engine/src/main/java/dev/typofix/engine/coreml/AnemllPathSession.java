package dev.typofix.engine.coreml;

import com.google.common.base.Preconditions;
import dev.typofix.engine.CloseGuard;
import dev.typofix.engine.ModelManifest;
import dev.typofix.engine.Session;
import dev.typofix.engine.TokenTree;
import dev.typofix.engine.TreeScores;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A session over a model in parts, whose function for one row ties the row's position to its slot.
 * So the state holds one path, row by row from slot 0 on, and the paths of a tree are run one after
 * the other: from where a path leaves the one that the state holds, its slots are written anew.
 *
 * <p>Rows that nothing is asked about are not run before something that hangs on them is. A tree of
 * n rows that are all asked about costs n calls, in whatever order they come. Confined to one
 * thread at a time.
 */
final class AnemllPathSession implements Session {

  private final CloseGuard guard;
  private final ModelManifest manifest;
  private final AnemllParts parts;
  private final SessionNodes nodes = new SessionNodes();

  /** The nodes of the path that the state holds, by slot. */
  private final int[] held;

  private int heldCount;
  private @Nullable AnemllCalls calls;
  private boolean closed;

  AnemllPathSession(CloseGuard guard, ModelManifest manifest, AnemllParts parts) {
    this.guard = guard;
    this.manifest = manifest;
    this.parts = parts;
    this.held = new int[parts.slots()];
  }

  @Override
  public int size() {
    return nodes.size();
  }

  /**
   * As the interface says, for paths.
   *
   * @throws IllegalArgumentException also if a row's position is not the number of its ancestors
   */
  @Override
  public TreeScores extend(TokenTree tree) {
    Preconditions.checkState(!closed, "the session is closed");
    tree.checkFits(size(), manifest);
    checkPositions(tree);
    TreeQuestions questions = new TreeQuestions(tree, manifest.topCount());
    int before = size();
    nodes.append(tree);
    try {
      guard.run(() -> answer(tree, questions));
    } catch (IllegalStateException failed) {
      nodes.truncate(before);
      heldCount = 0;
      // What a failed call leaves in the state is unknown; the next call starts with an empty one.
      closeCalls();
      throw failed;
    }
    return questions.scores();
  }

  @Override
  public void truncate(int size) {
    Preconditions.checkState(!closed, "the session is closed");
    Preconditions.checkArgument(
        size >= 0 && size <= size(), "size %s is outside 0 to %s", size, size());
    nodes.truncate(size);
    int kept = 0;
    while (kept < heldCount && held[kept] < size) {
      kept++;
    }
    heldCount = kept;
  }

  @Override
  public void close() {
    closed = true;
    closeCalls();
  }

  private void checkPositions(TokenTree tree) {
    for (int row = 0; row < tree.rowCount(); row++) {
      int parent = tree.parent(row);
      int expected = 0;
      if (parent >= tree.firstNode()) {
        expected = tree.position(parent - tree.firstNode()) + 1;
      } else if (parent >= 0) {
        expected = nodes.position(parent) + 1;
      }
      Preconditions.checkArgument(
          tree.position(row) == expected,
          "position %s of a row with %s ancestors: a model in parts counts on; convert it in one program to place rows freely",
          tree.position(row),
          expected);
    }
  }

  private void answer(TokenTree tree, TreeQuestions questions) {
    boolean[] asked = new boolean[tree.rowCount()];
    for (int target = 0; target < tree.targetCount(); target++) {
      asked[tree.targetRow(target)] = true;
    }
    for (int top = 0; top < tree.topCount(); top++) {
      asked[tree.topRow(top)] = true;
    }
    for (int row : PathOrder.depthFirst(tree)) {
      if (asked[row]) {
        int node = tree.firstNode() + row;
        questions.answer(node, node + 1, node, run(node));
      }
    }
  }

  /** Runs a node, and before it those of its ancestors that the state does not hold. */
  private BlockAnswers run(int node) {
    AnemllCalls open = calls;
    if (open == null) {
      open = new AnemllCalls(parts);
      calls = open;
    }
    int place = nodes.position(node);
    int[] path = new int[place + 1];
    int[] tokens = new int[place + 1];
    for (int each = node, at = place; at >= 0; each = nodes.parent(each), at--) {
      path[at] = each;
      tokens[at] = nodes.token(each);
    }
    int mismatch = Arrays.mismatch(held, 0, Math.min(heldCount, place), path, 0, place);
    heldCount = mismatch < 0 ? place : mismatch;
    write(open, tokens, place);
    open.infer(tokens, place);
    System.arraycopy(path, 0, held, 0, place + 1);
    heldCount = place + 1;
    return open.answers();
  }

  /** Writes the path's rows that are missing before a place. */
  private void write(AnemllCalls open, int[] tokens, int place) {
    while (heldCount < place) {
      int end = Math.min(place, heldCount + parts.rows());
      if (end - heldCount > 1 && heldCount + parts.rows() <= parts.slots()) {
        open.prefill(tokens, heldCount, end);
      } else {
        end = heldCount + 1;
        open.infer(tokens, heldCount);
      }
      heldCount = end;
    }
  }

  private void closeCalls() {
    AnemllCalls open = calls;
    if (open != null) {
      calls = null;
      open.close();
    }
  }
}
