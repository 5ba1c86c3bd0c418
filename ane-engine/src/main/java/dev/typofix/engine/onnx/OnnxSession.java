package dev.typofix.engine.onnx;

import ai.onnxruntime.OrtException;
import com.google.common.base.Preconditions;
import dev.typofix.engine.ModelManifest;
import dev.typofix.engine.Session;
import dev.typofix.engine.TokenTree;
import dev.typofix.engine.TreeScores;
import java.nio.LongBuffer;

/**
 * A session whose cache lies in memory that ONNX Runtime reads and writes in place. All buffers are
 * kept from call to call. Confined to one thread at a time.
 */
final class OnnxSession implements Session {

  private final OnnxLanguageModel model;
  private final ModelManifest manifest;
  private final LongStorage tokens = new LongStorage();
  private final LongStorage positions = new LongStorage();
  private final TreeMask mask = new TreeMask();
  private final KeyValueCache cache;
  private final CallQuestions questions;
  private boolean closed;

  OnnxSession(OnnxLanguageModel model, ModelManifest manifest) {
    this.model = model;
    this.manifest = manifest;
    this.cache = new KeyValueCache(manifest);
    this.questions = new CallQuestions(manifest.topCount());
  }

  @Override
  public int size() {
    return cache.rows();
  }

  @Override
  public TreeScores extend(TokenTree tree) {
    checkOpen();
    tree.checkFits(size(), manifest);
    if (tree.rowCount() == 0) {
      return new TreeScores(new float[0], manifest.topCount(), new int[0], new float[0]);
    }
    cache.settle();
    questions.ask(tree);
    int past = cache.rows();
    try (CallTensors inputs = new CallTensors(model.environment());
        CallTensors outputs = new CallTensors(model.environment())) {
      addInputs(inputs, tree, past);
      addOutputs(outputs, tree.rowCount());
      model.run(inputs.byName(), outputs.byName());
    } catch (OrtException failed) {
      throw new IllegalStateException("ONNX Runtime failed: " + failed.getMessage(), failed);
    }
    mask.append(tree, past);
    cache.append(tree.rowCount());
    return questions.answers();
  }

  @Override
  public void truncate(int size) {
    checkOpen();
    Preconditions.checkArgument(
        size >= 0 && size <= size(), "size %s is outside 0 to %s", size, size());
    cache.truncate(size);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void addInputs(CallTensors inputs, TokenTree tree, int past) throws OrtException {
    int rows = tree.rowCount();
    LongBuffer tokenIds = tokens.first(rows);
    LongBuffer positionIds = positions.first(rows);
    for (int row = 0; row < rows; row++) {
      tokenIds.put(row, tree.token(row));
      positionIds.put(row, tree.position(row));
    }
    inputs.add(GraphContract.TOKEN_IDS, tokenIds, 1, rows);
    inputs.add(GraphContract.POSITION_IDS, positionIds, 1, rows);
    inputs.add(GraphContract.MASK, mask.of(tree, past), 1, 1, rows, past + rows);
    inputs.add(
        GraphContract.OUTPUT_ROWS, questions.outputRows(), questions.outputRows().capacity());
    inputs.add(
        GraphContract.TARGET_ROWS, questions.targetRows(), questions.targetRows().capacity());
    inputs.add(
        GraphContract.TARGET_TOKENS, questions.targetTokens(), questions.targetTokens().capacity());
    inputs.add(GraphContract.TOP_ROWS, questions.topRows(), questions.topRows().capacity());
    for (int tensor = 0; tensor < 2 * manifest.layers(); tensor++) {
      inputs.add(
          GraphContract.past(tensor),
          cache.past(tensor),
          1,
          manifest.keyValueHeads(),
          past,
          manifest.headDimension());
    }
  }

  private void addOutputs(CallTensors outputs, int rows) throws OrtException {
    int topCount = manifest.topCount();
    int topRows = questions.topRows().capacity();
    outputs.add(
        GraphContract.TARGET_LOG_PROBS,
        questions.targetLogProbs(),
        questions.targetLogProbs().capacity());
    outputs.add(GraphContract.TOP_LOG_PROBS, questions.topLogProbs(), topRows, topCount);
    outputs.add(GraphContract.TOP_TOKENS, questions.topTokens(), topRows, topCount);
    for (int tensor = 0; tensor < 2 * manifest.layers(); tensor++) {
      outputs.add(
          GraphContract.written(tensor),
          cache.written(tensor, rows),
          1,
          manifest.keyValueHeads(),
          rows,
          manifest.headDimension());
    }
  }

  private void checkOpen() {
    Preconditions.checkState(!closed, "the session is closed");
  }
}
