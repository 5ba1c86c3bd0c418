package dev.typofix.engine.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/** As {@link FloatStorage}, for 64-bit integers. Confined to one thread at a time. */
final class LongStorage {

  private LongBuffer buffer = allocate(0);

  /** The first {@code size} integers, whose values are whatever they were. */
  LongBuffer first(int size) {
    if (buffer.capacity() < size) {
      buffer = allocate(Math.max(size, buffer.capacity() * 3 / 2));
    }
    return buffer.slice(0, size);
  }

  private static LongBuffer allocate(int size) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(size, Long.BYTES))
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
  }
}
