package dev.typofix.engine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.google.common.collect.Sets;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ModelManifest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The inputs and outputs that a {@code model.onnx} must have. {@code T} rows are appended to a past
 * of {@code P}; {@code R} of them are put through the head, for {@code N} targets and {@code Q} top
 * rows, each at least 1:
 *
 * <pre>
 * token_ids, position_ids     int64   [1, T]
 * mask                        float32 [1, 1, T, P + T]   added to the attention scores
 * past_key_i, past_value_i    float32 [1, keyValueHeads, P, headDimension]   for each layer
 * output_rows                 int64   [R]   rows of T
 * target_rows, target_tokens  int64   [N]   indices into output_rows; tokens
 * top_rows                    int64   [Q]   indices into output_rows
 *
 * target_log_probs            float32 [N]
 * top_log_probs, top_tokens   float32, int64 [Q, topCount]
 * new_key_i, new_value_i      float32 [1, keyValueHeads, T, headDimension]
 * </pre>
 */
final class GraphContract {

  static final String TOKEN_IDS = "token_ids";
  static final String POSITION_IDS = "position_ids";
  static final String MASK = "mask";
  static final String OUTPUT_ROWS = "output_rows";
  static final String TARGET_ROWS = "target_rows";
  static final String TARGET_TOKENS = "target_tokens";
  static final String TOP_ROWS = "top_rows";
  static final String TARGET_LOG_PROBS = "target_log_probs";
  static final String TOP_LOG_PROBS = "top_log_probs";
  static final String TOP_TOKENS = "top_tokens";

  private GraphContract() {}

  /**
   * The name of a past tensor.
   *
   * @param tensor twice the layer, and one more for values
   */
  static String past(int tensor) {
    return "past_" + kind(tensor);
  }

  /** The name of the tensor with a call's own keys or values. */
  static String written(int tensor) {
    return "new_" + kind(tensor);
  }

  private static String kind(int tensor) {
    return (tensor % 2 == 0 ? "key_" : "value_") + tensor / 2;
  }

  /**
   * Compares a graph with the contract and with its manifest.
   *
   * @throws ModelLoadException if it has other inputs, outputs or sizes
   */
  static void check(OrtSession graph, ModelBundle bundle) throws ModelLoadException, OrtException {
    ModelManifest manifest = bundle.manifest();
    Set<String> inputs =
        new LinkedHashSet<>(
            List.of(
                TOKEN_IDS, POSITION_IDS, MASK, OUTPUT_ROWS, TARGET_ROWS, TARGET_TOKENS, TOP_ROWS));
    Set<String> outputs = new LinkedHashSet<>(List.of(TARGET_LOG_PROBS, TOP_LOG_PROBS, TOP_TOKENS));
    for (int tensor = 0; tensor < 2 * manifest.layers(); tensor++) {
      inputs.add(past(tensor));
      outputs.add(written(tensor));
    }
    checkNames("inputs", graph.getInputNames(), inputs, bundle);
    checkNames("outputs", graph.getOutputNames(), outputs, bundle);
    for (NodeInfo input : graph.getInputInfo().values()) {
      if (input.getName().startsWith("past_") && input.getInfo() instanceof TensorInfo tensor) {
        long[] shape = tensor.getShape();
        checkSize("keyValueHeads", shape[1], manifest.keyValueHeads(), bundle);
        checkSize("headDimension", shape[3], manifest.headDimension(), bundle);
      }
    }
  }

  private static void checkNames(
      String what, Set<String> actual, Set<String> expected, ModelBundle bundle)
      throws ModelLoadException {
    if (!actual.equals(expected)) {
      throw new ModelLoadException(
          "%s: model.onnx has other %s than this Typofix uses (missing %s, unknown %s); export the model again"
              .formatted(
                  bundle.location(),
                  what,
                  Sets.difference(expected, actual),
                  Sets.difference(actual, expected)));
    }
  }

  private static void checkSize(String field, long actual, int expected, ModelBundle bundle)
      throws ModelLoadException {
    if (actual != expected) {
      throw new ModelLoadException(
          "%s: manifest.json says %s %d, but model.onnx has %d; export the model again"
              .formatted(bundle.location(), field, expected, actual));
    }
  }
}
