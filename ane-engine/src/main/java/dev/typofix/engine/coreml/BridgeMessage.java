package dev.typofix.engine.coreml;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.typofix.engine.ModelLoadException;
import java.nio.charset.StandardCharsets;

/** Room for the bridge's words on a failure. Confined to one thread at a time. */
final class BridgeMessage {

  private static final int BYTES = 1024;

  private final Memory memory = new Memory(BYTES);

  /** Where the bridge writes. */
  Pointer pointer() {
    return memory;
  }

  long capacity() {
    return BYTES;
  }

  /**
   * Looks at what a call returned while a model is used.
   *
   * @throws IllegalStateException unless it worked
   */
  void check(int status) {
    if (status != BridgeCalls.OK) {
      throw new IllegalStateException("Core ML failed: %s (status %d)".formatted(text(), status));
    }
  }

  /**
   * Looks at what a call returned while a model is loaded.
   *
   * @param what the model, for people
   * @throws ModelLoadException unless it worked
   */
  void checkLoading(int status, String what) throws ModelLoadException {
    if (status != BridgeCalls.OK) {
      throw new ModelLoadException(
          "%s: Core ML cannot load it (%s, status %d); convert or fetch the model again"
              .formatted(what, text(), status));
    }
  }

  private String text() {
    return memory.getString(0, StandardCharsets.UTF_8.name());
  }
}
