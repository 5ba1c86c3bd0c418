package dev.typofix.engine.coreml;

import com.google.common.base.Preconditions;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * A session of the bridge: inputs, a state, the answers to the last prediction. Confined to one
 * thread at a time.
 */
final class BridgeSession implements AutoCloseable {

  private final BridgeMessage message = new BridgeMessage();
  private final Pointer handle;
  private boolean closed;

  BridgeSession(Pointer handle) {
    this.handle = handle;
  }

  /** What the bridge knows it by. */
  Pointer handle() {
    checkOpen();
    return handle;
  }

  /** Copies a whole input. */
  void set(BridgeFeature input, Memory values) {
    checkOpen();
    message.check(
        BridgeCalls.sessionSetInput(
            handle, input.index(), values, values.size(), message.pointer(), message.capacity()));
  }

  /** Runs the model; the state changes. */
  void predict() {
    checkOpen();
    message.check(BridgeCalls.sessionPredict(handle, message.pointer(), message.capacity()));
  }

  /**
   * Reads numbers of an output, every {@code step}th of its dense order.
   *
   * @param values filled
   */
  void read(BridgeFeature output, long start, long step, float[] values) {
    checkOpen();
    message.check(
        BridgeCalls.sessionRead(
            handle,
            output.index(),
            start,
            step,
            values.length,
            values,
            message.pointer(),
            message.capacity()));
  }

  /** Starts with an empty state. */
  void reset() {
    checkOpen();
    message.check(BridgeCalls.sessionReset(handle, message.pointer(), message.capacity()));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      BridgeCalls.sessionClose(handle);
    }
  }

  private void checkOpen() {
    Preconditions.checkState(!closed, "the session is closed");
  }
}
