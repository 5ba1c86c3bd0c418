package dev.typofix.engine.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Memory outside the Java heap that native code reads in place and that is used again call after
 * call. Grows by half at least, never shrinks. Confined to one thread at a time.
 */
final class FloatStorage {

  private FloatBuffer buffer = allocate(0);

  /** The first {@code size} floats, whose values are whatever they were. */
  FloatBuffer first(int size) {
    if (buffer.capacity() < size) {
      buffer = allocate(grown(buffer.capacity(), size));
    }
    return buffer.slice(0, size);
  }

  /** As {@link #first}; the first {@code kept} floats keep their values. */
  FloatBuffer firstKeeping(int kept, int size) {
    if (buffer.capacity() < size) {
      FloatBuffer larger = allocate(grown(buffer.capacity(), size));
      buffer = larger.put(0, buffer, 0, kept);
    }
    return buffer.slice(0, size);
  }

  private static int grown(int capacity, int size) {
    return (int) Math.min(Integer.MAX_VALUE / Float.BYTES, Math.max(size, capacity * 3L / 2));
  }

  private static FloatBuffer allocate(int size) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
