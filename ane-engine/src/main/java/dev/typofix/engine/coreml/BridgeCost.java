package dev.typofix.engine.coreml;

import com.sun.jna.Memory;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.cache.CacheFolder;
import java.nio.file.Path;

/**
 * What a call from Java through the bridge costs, predictions apart.
 *
 * @param setMicros to set an input of one number
 * @param readMicros to read one number of an answer
 */
public record BridgeCost(double setMicros, double readMicros) {

  /**
   * Measures with a bundle's program; half as many calls come before, for the compiler to warm up.
   *
   * @throws ModelLoadException if Core ML cannot run the bundle here
   * @throws IllegalStateException if Core ML fails
   */
  public static BridgeCost measure(ModelBundle bundle, int calls) throws ModelLoadException {
    String obstacle = CoreMlLanguageModel.obstacle(bundle).orElse("");
    if (!obstacle.isEmpty()) {
      throw new ModelLoadException("%s: %s".formatted(bundle.location(), obstacle));
    }
    ProgramDescription program = ProgramDescription.of(bundle);
    Path cache = CacheFolder.ofThisUser().resolve("coreml");
    Path files = ProgramFiles.in(bundle, program, cache.resolve("packages"));
    String key = ProgramFiles.key(program);
    try (BridgeModel model =
            BridgeModel.open(files, cache.resolve("compiled"), key, ComputeUnits.CPU);
        BridgeSession session = model.newSession()) {
      ProgramContract contract = ProgramContract.find(model, program, files.toString());
      session.predict();
      Memory slot = new Memory(Integer.BYTES);
      slot.setInt(0, 0);
      float[] value = new float[1];
      Runnable set = () -> session.set(contract.inputs().firstSlot(), slot);
      Runnable read = () -> session.read(contract.groupMax(), 0, 1, value);
      return new BridgeCost(micros(set, calls), micros(read, calls));
    }
  }

  private static double micros(Runnable call, int calls) {
    repeat(call, calls / 2);
    long start = System.nanoTime();
    repeat(call, calls);
    return (System.nanoTime() - start) / 1e3 / calls;
  }

  private static void repeat(Runnable call, int times) {
    for (int i = 0; i < times; i++) {
      call.run();
    }
  }
}
