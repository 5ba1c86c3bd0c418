package dev.typofix.engine.coreml;

import com.google.common.base.Preconditions;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.typofix.engine.ModelLoadException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model that the bridge has opened. Sessions may be opened by several threads; the others that
 * come in its way wait. Closing it leaves its sessions alive.
 */
final class BridgeModel implements AutoCloseable {

  private static final int PLAN_BYTES = 1 << 16;

  private final BridgeMessage message = new BridgeMessage();
  private final Pointer handle;
  private final Map<Integer, Map<String, BridgeFeature>> features = new LinkedHashMap<>();
  private boolean closed;

  private BridgeModel(Pointer handle) {
    this.handle = handle;
  }

  /**
   * Opens a package, or a compiled model.
   *
   * @param cache where compiled models are kept
   * @param key names the package's content among them
   * @throws ModelLoadException if Core ML refuses it; its words are in the message
   */
  static BridgeModel open(Path model, Path cache, String key, ComputeUnits units)
      throws ModelLoadException {
    return open(model, cache, key, null, units);
  }

  /**
   * Opens a function of a model.
   *
   * @param function its name, or null for the main one
   */
  static BridgeModel open(
      Path model, Path cache, String key, @Nullable String function, ComputeUnits units)
      throws ModelLoadException {
    BridgeMessage message = new BridgeMessage();
    Memory handle = new Memory(Native64.POINTER_BYTES);
    int status =
        BridgeCalls.modelOpen(
            Native64.text(model.toString()),
            Native64.text(cache.toString()),
            Native64.text(key),
            function == null ? null : Native64.text(function),
            units.number(),
            handle,
            message.pointer(),
            message.capacity());
    message.checkLoading(status, model.toString());
    BridgeModel opened = new BridgeModel(handle.getPointer(0));
    try {
      opened.describe(BridgeCalls.INPUT, model);
      opened.describe(BridgeCalls.OUTPUT, model);
      opened.describe(BridgeCalls.STATE, model);
      return opened;
    } catch (ModelLoadException failed) {
      opened.close();
      throw failed;
    }
  }

  /** What runs the models, for people. */
  static String runtime() {
    BridgeMessage message = new BridgeMessage();
    Memory text = new Memory(256);
    message.check(
        BridgeCalls.describeRuntime(text, text.size(), message.pointer(), message.capacity()));
    return text.getString(0, StandardCharsets.UTF_8.name());
  }

  /** The features of a kind ({@link BridgeCalls#INPUT} …) by their names. */
  Map<String, BridgeFeature> features(int kind) {
    return features.getOrDefault(kind, Map.of());
  }

  /** A value of the user-defined metadata, if there is one. */
  synchronized Optional<String> metadata(String key) {
    checkOpen();
    Memory text = new Memory(256);
    int status =
        BridgeCalls.modelMetadata(
            handle, Native64.text(key), text, text.size(), message.pointer(), message.capacity());
    if (status == BridgeCalls.NOT_FOUND) {
      return Optional.empty();
    }
    message.check(status);
    return Optional.of(text.getString(0, StandardCharsets.UTF_8.name()));
  }

  /** Which operation would run where, by Core ML's own plan. */
  synchronized List<OperationPlacement> placement() {
    checkOpen();
    Memory needed = new Memory(8);
    Memory text = new Memory(PLAN_BYTES);
    plan(text, needed);
    if (needed.getLong(0) > text.size()) {
      text = new Memory(needed.getLong(0));
      plan(text, needed);
    }
    return text.getString(0, StandardCharsets.UTF_8.name())
        .lines()
        .map(OperationPlacement::parse)
        .toList();
  }

  /** Opens a session over an empty state. */
  synchronized BridgeSession newSession() {
    checkOpen();
    Memory session = new Memory(Native64.POINTER_BYTES);
    message.check(BridgeCalls.sessionOpen(handle, session, message.pointer(), message.capacity()));
    return new BridgeSession(session.getPointer(0));
  }

  /** Opens a session over the state of another one, of another function or part of the model. */
  synchronized BridgeSession newSession(BridgeSession shared) {
    checkOpen();
    Memory session = new Memory(Native64.POINTER_BYTES);
    message.check(
        BridgeCalls.sessionShare(
            handle, shared.handle(), session, message.pointer(), message.capacity()));
    return new BridgeSession(session.getPointer(0));
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      BridgeCalls.modelClose(handle);
    }
  }

  private void plan(Memory text, Memory needed) {
    message.check(
        BridgeCalls.modelPlan(
            handle, text, text.size(), needed, message.pointer(), message.capacity()));
  }

  private void describe(int kind, Path model) throws ModelLoadException {
    Map<String, BridgeFeature> found = new LinkedHashMap<>();
    Memory feature = new Memory(BridgeFeature.BYTES);
    for (int index = 0; index < BridgeCalls.modelFeatureCount(handle, kind); index++) {
      int status =
          BridgeCalls.modelFeature(
              handle, kind, index, feature, message.pointer(), message.capacity());
      message.checkLoading(status, model.toString());
      BridgeFeature read = BridgeFeature.read(index, feature);
      found.put(read.name(), read);
    }
    features.put(kind, found);
  }

  private void checkOpen() {
    Preconditions.checkState(!closed, "the model is closed");
  }
}
