package dev.typofix.engine.coreml;

import com.google.common.base.Preconditions;
import dev.typofix.engine.CloseGuard;
import dev.typofix.engine.ModelManifest;
import dev.typofix.engine.Session;
import dev.typofix.engine.TokenTree;
import dev.typofix.engine.TreeScores;

/**
 * A session whose cache is a Core ML state; a node's number is its slot. Trees are run in blocks of
 * K rows. Confined to one thread at a time.
 */
final class CoreMlSession implements Session {

  private final CloseGuard guard;
  private final ModelManifest manifest;
  private final BlockProgram program;
  private final BridgeSession bridge;
  private final SessionNodes nodes = new SessionNodes();
  private final BlockInputs inputs;
  private final BlockAnswers answers;

  /** Nodes from 0 on whose keys and values lie in the state. At most {@link #size()}. */
  private int written;

  private boolean closed;

  /**
   * Opens a session.
   *
   * @param guard keeps the model open while a block runs
   * @param bridge closed by this session
   */
  CoreMlSession(
      CloseGuard guard, ModelManifest manifest, BlockProgram program, BridgeSession bridge) {
    this.guard = guard;
    this.manifest = manifest;
    this.program = program;
    this.bridge = bridge;
    this.inputs = new BlockInputs(program, bridge);
    this.answers = program.answers().apply(bridge);
  }

  @Override
  public int size() {
    return nodes.size();
  }

  @Override
  public TreeScores extend(TokenTree tree) {
    Preconditions.checkState(!closed, "the session is closed");
    tree.checkFits(size(), manifest);
    Preconditions.checkArgument(
        size() + tree.rowCount() <= program.slots(),
        "%s nodes and %s more, the model holds %s",
        size(),
        tree.rowCount(),
        program.slots());
    TreeQuestions questions = new TreeQuestions(tree, manifest.topCount());
    int before = size();
    nodes.append(tree);
    try {
      guard.run(() -> runBlocks(questions));
    } catch (IllegalStateException failed) {
      nodes.truncate(before);
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
    written = Math.min(written, size);
  }

  @Override
  public void close() {
    closed = true;
    bridge.close();
  }

  /**
   * Runs all nodes that are not written yet. The last K slots make one block: where more nodes end
   * up there in several calls, those before are run again, which writes the same.
   */
  private void runBlocks(TreeQuestions questions) {
    while (written < size()) {
      int first = Math.min(written, program.slots() - program.block());
      int end = Math.min(first + program.block(), size());
      runBlock(first, end);
      questions.answer(written, end, first, answers);
      written = end;
    }
  }

  private void runBlock(int first, int end) {
    try {
      inputs.set(nodes, first, end);
      bridge.predict();
      answers.forget();
    } catch (IllegalStateException failed) {
      // What a failed call leaves in the state is unknown: the nodes are written again.
      written = 0;
      reset(failed);
      throw failed;
    }
  }

  private void reset(IllegalStateException cause) {
    try {
      bridge.reset();
    } catch (IllegalStateException failed) {
      cause.addSuppressed(failed);
    }
  }
}
