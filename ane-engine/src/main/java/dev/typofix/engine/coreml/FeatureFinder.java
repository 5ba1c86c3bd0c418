package dev.typofix.engine.coreml;

import com.google.common.primitives.Longs;
import dev.typofix.engine.ModelLoadException;
import java.util.List;
import java.util.Map;

/**
 * Looks a model's features up and compares them with what is expected.
 *
 * @param path the model, for messages
 * @param description the file that the expectations come from
 */
record FeatureFinder(BridgeModel model, String path, String description) {

  BridgeFeature integersIn(String name, long... shape) throws ModelLoadException {
    return find(BridgeCalls.INPUT, name, BridgeFeature.INT32, Longs.asList(shape));
  }

  BridgeFeature halvesIn(String name, long... shape) throws ModelLoadException {
    return find(BridgeCalls.INPUT, name, BridgeFeature.FLOAT16, Longs.asList(shape));
  }

  BridgeFeature halvesOut(String name, long... shape) throws ModelLoadException {
    return find(BridgeCalls.OUTPUT, name, BridgeFeature.FLOAT16, Longs.asList(shape));
  }

  /**
   * Finds a feature of a kind ({@link BridgeCalls#INPUT} …), whatever its type and shape.
   *
   * @throws ModelLoadException if there is none of that name
   */
  BridgeFeature named(int kind, String name) throws ModelLoadException {
    Map<String, BridgeFeature> features = model.features(kind);
    BridgeFeature found = features.get(name);
    if (found == null) {
      throw new ModelLoadException(
          "%s: has no %s, only %s; convert the model again"
              .formatted(path, name, features.keySet()));
    }
    return found;
  }

  /**
   * Finds a feature of this type and shape.
   *
   * @throws ModelLoadException if there is none of that name, or it is another
   */
  BridgeFeature find(int kind, String name, int type, List<Long> shape) throws ModelLoadException {
    BridgeFeature found = named(kind, name);
    if (found.type() != type || !found.shape().equals(shape)) {
      throw new ModelLoadException(
          "%s: %s has the shape %s, but %s means %s; convert the model again"
              .formatted(path, name, found.shape(), description, shape));
    }
    return found;
  }
}
