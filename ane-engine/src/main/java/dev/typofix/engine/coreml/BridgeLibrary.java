package dev.typofix.engine.coreml;

import com.google.common.base.CaseFormat;
import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.cache.CacheFolder;
import dev.typofix.engine.cache.NativeLibraries;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bridge's native library. Loading it never throws: it says why it did not work. Thread-safe.
 */
final class BridgeLibrary {

  /**
   * The system property that names a library to use in the place of the one in the jar, or {@code
   * off}.
   */
  static final String PROPERTY = "typofix.coreml.library";

  private static final String RESOURCE = "/dev/typofix/native/macos/libtypofix_coreml.dylib";
  private static final int OLDEST_SYSTEM = 15; // the first with states

  /** The last try to load it. Guarded by the class. */
  private static @Nullable Attempt last;

  private BridgeLibrary() {}

  /** Whether this machine could have Core ML, or somebody named a library. */
  static boolean isExpected() {
    String named = System.getProperty(PROPERTY);
    return named == null ? systemName().startsWith("Mac") : !named.equals("off");
  }

  /**
   * Loads the library if nobody did yet, or the property names another one now; says why that does
   * not work, in one line.
   */
  static synchronized Optional<String> obstacle() {
    String named = System.getProperty(PROPERTY);
    Attempt attempt = last;
    if (attempt == null || !Objects.equals(attempt.named(), named)) {
      attempt = new Attempt(named, load(named, systemName(), System.getProperty("os.version", "")));
      last = attempt;
    }
    return attempt.obstacle();
  }

  /**
   * Makes sure that the library is loaded.
   *
   * @param bundle what it is needed for
   * @throws ModelLoadException with the {@link #obstacle}
   */
  static void require(ModelBundle bundle) throws ModelLoadException {
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      throw new ModelLoadException("%s: %s".formatted(bundle.location(), obstacle.get()));
    }
  }

  /**
   * Loads the library.
   *
   * @param named the value of {@link #PROPERTY}, or null
   * @param system the name of the operating system, as Java gives it
   * @param version its version
   */
  static Optional<String> load(@Nullable String named, String system, String version) {
    if (named != null) {
      return named.equals("off")
          ? Optional.of("turned off by -D" + PROPERTY + "=off")
          : register(Path.of(named));
    }
    Optional<String> unfit = systemObstacle(system, version);
    return unfit.isPresent() ? unfit : loadFromJar();
  }

  private static Optional<String> systemObstacle(String system, String version) {
    if (!system.startsWith("Mac")) {
      return Optional.of("Core ML exists on macOS alone; this is " + system);
    }
    int dot = version.indexOf('.');
    String major = dot < 0 ? version : version.substring(0, dot);
    return major.matches("\\d{1,4}") && Integer.parseInt(major) < OLDEST_SYSTEM
        ? Optional.of("macOS %d or later is needed, this is %s".formatted(OLDEST_SYSTEM, version))
        : Optional.empty();
  }

  private static Optional<String> loadFromJar() {
    try {
      URL resource = BridgeLibrary.class.getResource(RESOURCE);
      if (resource != null && resource.getProtocol().equals("file")) {
        // Classes in a folder, as in the build itself.
        return register(Path.of(resource.toURI()));
      }
      Optional<Path> folder =
          NativeLibraries.unpack(CacheFolder.ofThisUser(), "coreml", List.of(RESOURCE));
      return folder.isPresent()
          ? register(folder.get().resolve(Path.of(RESOURCE).getFileName()))
          : Optional.of(
              "this build of Typofix lacks the Core ML bridge; run native/build on a Mac, then build Typofix again");
    } catch (IOException | URISyntaxException failed) {
      return Optional.of("the Core ML bridge cannot be unpacked (" + failed + ")");
    }
  }

  private static Optional<String> register(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.of(file + ": no such file");
    }
    try {
      FunctionMapper names =
          (library, method) ->
              "typofix_" + CaseFormat.LOWER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, method.getName());
      NativeLibrary library =
          NativeLibrary.getInstance(file.toString(), Map.of(Library.OPTION_FUNCTION_MAPPER, names));
      Native.register(BridgeCalls.class, library);
      int version = BridgeCalls.abiVersion();
      return version == BridgeCalls.ABI_VERSION
          ? Optional.empty()
          : Optional.of(
              "%s has version %d of the bridge, this Typofix uses %d; build native/ again"
                  .formatted(file, version, BridgeCalls.ABI_VERSION));
    } catch (LinkageError failed) {
      return Optional.of("%s does not load (%s)".formatted(file, failed.getMessage()));
    }
  }

  private static String systemName() {
    return System.getProperty("os.name", "unknown");
  }

  /**
   * A try to load the library.
   *
   * @param named what the property said, or null
   * @param obstacle why it did not work, if so
   */
  private record Attempt(@Nullable String named, Optional<String> obstacle) {}
}
