package dev.typofix.engine.coreml;

import com.sun.jna.NativeLibrary;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ReferenceBundles;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bridge over the stand-in for Core ML, built by {@code native/}. Tests that need it are
 * skipped where it was not built.
 */
public final class StandIn {

  /** How such a test is skipped: {@code @EnabledIf(StandIn.BUILT)}. */
  public static final String BUILT = "dev.typofix.engine.coreml.StandIn#isBuilt";

  public static final String REASON =
      "the stand-in for Core ML is not built; run native/build on Linux";

  static final int LOAD_ERROR = 2;
  static final int PREDICTION_ERROR = 6;
  static final int PREDICTION_EXCEPTION = 7;

  private static final Path LIBRARY = Path.of(System.getProperty("typofix.test.standin", "none"));

  private StandIn() {}

  public static boolean isBuilt() {
    return Files.isRegularFile(LIBRARY);
  }

  /** Has the backend use the stand-in; before its first model is loaded. */
  public static void use() {
    System.setProperty(BridgeLibrary.PROPERTY, LIBRARY.toString());
  }

  /** Loads a reference model that has no tokenizer. */
  static CoreMlLanguageModel load(String name) throws ModelLoadException {
    use();
    return CoreMlLanguageModel.load(
        ReferenceBundles.bundle(name), new ReferenceBundles.NoTokenizer(), ComputeUnits.ALL);
  }

  /** Loads a reference model as ANEMLL converts them. */
  static AnemllLanguageModel loadAnemll(String name) throws ModelLoadException {
    use();
    return AnemllLanguageModel.load(
        AnemllBundle.in(ReferenceBundles.folder(name, AnemllMeta.FILE_NAME)),
        new ReferenceBundles.NoTokenizer(),
        ComputeUnits.ALL);
  }

  /** As {@link #load}, for tests that know no backend. */
  public static LanguageModel loadReference(String name) throws ModelLoadException {
    return load(name);
  }

  /** Has the next call that can fail in this way fail. */
  static void failNext(int failure) {
    library().getFunction("standin_fail_next").invokeVoid(new Object[] {failure});
  }

  /** How many models, arrays, states and values of the stand-in are alive. */
  static long liveObjects() {
    return library().getFunction("standin_live_objects").invokeLong(new Object[0]);
  }

  private static NativeLibrary library() {
    return NativeLibrary.getInstance(LIBRARY.toString());
  }
}
