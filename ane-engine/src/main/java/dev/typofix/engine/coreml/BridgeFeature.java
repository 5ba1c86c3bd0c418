package dev.typofix.engine.coreml;

import com.sun.jna.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An input, output or state of a model.
 *
 * @param index its number among those of its kind
 * @param type the bridge's number of the element type
 * @param shape its sizes, the last axis fastest
 */
record BridgeFeature(String name, int index, int type, List<Long> shape) {

  static final int FLOAT16 = 1;
  static final int INT32 = 4;

  // typofix_feature: char name[128]; int32 type, rank; int64 shape[8].
  static final int BYTES = 200;
  private static final int TYPE_OFFSET = 128;
  private static final int RANK_OFFSET = 132;
  private static final int SHAPE_OFFSET = 136;

  BridgeFeature {
    shape = List.copyOf(shape);
  }

  /** Reads a {@code typofix_feature}. */
  static BridgeFeature read(int index, Memory memory) {
    List<Long> shape = new ArrayList<>();
    for (int axis = 0; axis < memory.getInt(RANK_OFFSET); axis++) {
      shape.add(memory.getLong(SHAPE_OFFSET + 8L * axis));
    }
    return new BridgeFeature(
        memory.getString(0, StandardCharsets.UTF_8.name()),
        index,
        memory.getInt(TYPE_OFFSET),
        shape);
  }
}
