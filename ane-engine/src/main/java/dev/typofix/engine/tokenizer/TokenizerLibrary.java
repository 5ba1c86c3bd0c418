package dev.typofix.engine.tokenizer;

import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.cache.CacheFolder;
import dev.typofix.engine.cache.NativeLibraries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Loads the native tokenizer library from Typofix's cache. DJL's own loader is left aside on
 * purpose: it looks for graphics cards, unpacks to the user's home folder, and its tokenizer class
 * connects to a cloud's metadata address when it is made. Thread-safe.
 */
final class TokenizerLibrary {

  private static boolean loaded;

  private TokenizerLibrary() {}

  /**
   * Loads the library unless it is loaded.
   *
   * @throws ModelLoadException if there is none for this machine, or it does not load
   */
  static synchronized void load() throws ModelLoadException {
    if (loaded) {
      return;
    }
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    try {
      List<String> names = fileNames(system);
      String folder = "/native/lib/" + platform(system) + "/cpu/";
      Path unpacked =
          NativeLibraries.unpack(
                  CacheFolder.ofThisUser(),
                  "tokenizers",
                  names.stream().map(name -> folder + name).toList())
              .orElseThrow(() -> new IOException("no native library for this machine"));
      for (String name : names) {
        System.load(unpacked.resolve(name).toString());
      }
      loaded = true;
    } catch (IOException | UnsatisfiedLinkError failed) {
      throw new ModelLoadException(
          "The tokenizer cannot be loaded on %s %s (%s); run Typofix on Linux, Windows or macOS, on x86-64 or arm64"
              .formatted(
                  System.getProperty("os.name"),
                  System.getProperty("os.arch"),
                  failed.getMessage()),
          failed);
    }
  }

  private static String platform(String system) {
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return (system.startsWith("windows") ? "win" : system.startsWith("mac") ? "osx" : "linux")
        + (machine.equals("amd64") ? "-x86_64" : "-" + machine);
  }

  /** In the order in which they are loaded: on Windows the library needs three others. */
  private static List<String> fileNames(String system) {
    String library = System.mapLibraryName("tokenizers");
    return system.startsWith("windows")
        ? List.of("libwinpthread-1.dll", "libgcc_s_seh-1.dll", "libstdc++-6.dll", library)
        : List.of(library);
  }
}
