package dev.typofix.engine.coreml;

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of {@code typofix_coreml.h}, mapped directly. Lengths are {@code size_t} there: 64
 * bits on every machine that Core ML runs on. Texts go in as UTF-8 ended by a zero byte.
 */
final class BridgeCalls {

  /** {@code TYPOFIX_ABI_VERSION} of the header that this class mirrors. */
  static final int ABI_VERSION = 1;

  static final int OK = 0;
  static final int NOT_FOUND = 3;

  static final int INPUT = 0;
  static final int OUTPUT = 1;
  static final int STATE = 2;

  private BridgeCalls() {}

  static native int abiVersion();

  static native int describeRuntime(
      Pointer text, long textCapacity, Pointer message, long messageCapacity);

  static native int modelOpen(
      byte[] path,
      byte @Nullable [] cacheFolder,
      byte @Nullable [] cacheKey,
      byte @Nullable [] functionName,
      int computeUnits,
      Pointer model,
      Pointer message,
      long messageCapacity);

  static native void modelClose(Pointer model);

  static native int modelFeatureCount(Pointer model, int kind);

  static native int modelFeature(
      Pointer model, int kind, int index, Pointer feature, Pointer message, long messageCapacity);

  static native int modelMetadata(
      Pointer model,
      byte[] key,
      Pointer text,
      long textCapacity,
      Pointer message,
      long messageCapacity);

  static native int modelPlan(
      Pointer model,
      @Nullable Pointer text,
      long textCapacity,
      Pointer needed,
      Pointer message,
      long messageCapacity);

  static native int sessionOpen(
      Pointer model, Pointer session, Pointer message, long messageCapacity);

  static native int sessionShare(
      Pointer model, Pointer other, Pointer session, Pointer message, long messageCapacity);

  static native void sessionClose(Pointer session);

  static native int sessionReset(Pointer session, Pointer message, long messageCapacity);

  static native int sessionSetInput(
      Pointer session,
      int index,
      Pointer values,
      long byteCount,
      Pointer message,
      long messageCapacity);

  static native int sessionPredict(Pointer session, Pointer message, long messageCapacity);

  static native int sessionRead(
      Pointer session,
      int index,
      long start,
      long step,
      long count,
      float[] values,
      Pointer message,
      long messageCapacity);
}
