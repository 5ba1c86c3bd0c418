package dev.typofix.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.cache.CacheFolder;
import dev.typofix.engine.cache.NativeLibraries;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Loads ONNX Runtime's native library, from Typofix's cache rather than out of the jar: that is
 * quicker on every start but the first, and leaves no temporary folder behind. Thread-safe.
 */
final class OnnxRuntimeLibrary {

  /** Read by ONNX Runtime when its first class loads. A user who sets it is obeyed. */
  private static final String PATH_PROPERTY = "onnxruntime.native.path";

  private OnnxRuntimeLibrary() {}

  /**
   * The environment that all models share.
   *
   * @throws ModelLoadException if there is no native library for this machine, or it does not load
   */
  static synchronized OrtEnvironment environment() throws ModelLoadException {
    try {
      if (System.getProperty(PATH_PROPERTY) == null) {
        NativeLibraries.unpack(CacheFolder.ofThisUser(), "onnxruntime", resources())
            .ifPresent(folder -> System.setProperty(PATH_PROPERTY, folder.toString()));
      }
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "typofix");
      environment.setTelemetry(false);
      return environment;
    } catch (LinkageError | IllegalStateException | IOException | OrtException failed) {
      throw new ModelLoadException(
          "ONNX Runtime cannot be loaded on %s %s (%s); run Typofix on Linux, Windows or macOS, on x86-64 or arm64"
              .formatted(
                  System.getProperty("os.name"), System.getProperty("os.arch"), cause(failed)),
          failed);
    }
  }

  /** The names that ONNX Runtime's jar gives its native libraries for this machine. */
  private static List<String> resources() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String folder =
        (system.startsWith("windows") ? "win" : system.startsWith("mac") ? "osx" : "linux")
            + (machine.equals("amd64") || machine.equals("x86_64") ? "-x64" : "-" + machine);
    return List.of(
        resource(folder, "onnxruntime"),
        resource(folder, "onnxruntime4j_jni"),
        resource(folder, "onnxruntime_providers_shared"));
  }

  private static String resource(String folder, String library) {
    return "/ai/onnxruntime/native/" + folder + '/' + System.mapLibraryName(library);
  }

  private static String cause(Throwable failed) {
    Throwable innermost = failed;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return String.valueOf(innermost.getMessage());
  }
}
