package dev.typofix.engine.cache;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the operating system wants caches to lie. Everything in the folder may be deleted at any
 * time.
 */
public final class CacheFolder {

  /** The system property that names another folder. */
  public static final String PROPERTY = "typofix.cache";

  private CacheFolder() {}

  /** Typofix's own cache folder; it need not exist. */
  public static Path ofThisUser() {
    return find(System::getProperty, System::getenv);
  }

  /**
   * As {@link #ofThisUser}, with the surroundings given.
   *
   * @param property the value of a system property, or null
   * @param environment the value of an environment variable, or null
   */
  static Path find(
      Function<String, @Nullable String> property, Function<String, @Nullable String> environment) {
    Optional<Path> chosen = absolute(property.apply(PROPERTY));
    if (chosen.isPresent()) {
      return chosen.get();
    }
    String system = Optional.ofNullable(property.apply("os.name")).orElse("");
    Path home = Path.of(Optional.ofNullable(property.apply("user.home")).orElse(""));
    Path parent;
    if (system.toLowerCase(Locale.ROOT).startsWith("windows")) {
      parent =
          absolute(environment.apply("LOCALAPPDATA"))
              .orElse(home.resolve("AppData").resolve("Local"));
    } else if (system.toLowerCase(Locale.ROOT).startsWith("mac")) {
      parent = home.resolve("Library").resolve("Caches");
    } else {
      // The XDG Base Directory Specification: a relative path is to be ignored.
      parent = absolute(environment.apply("XDG_CACHE_HOME")).orElse(home.resolve(".cache"));
    }
    return parent.resolve("typofix");
  }

  private static Optional<Path> absolute(@Nullable String folder) {
    if (folder == null || folder.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(folder)).filter(Path::isAbsolute);
    } catch (InvalidPathException malformed) {
      return Optional.empty();
    }
  }
}
