package dev.typofix.server.workspace;

import java.util.Locale;
import java.util.Set;

/** Files that no person writes, known by their names: a finding in them helps nobody. */
final class GeneratedFiles {

  private static final Set<String> FOLDERS =
      Set.of("vendor", "third_party", "third-party", "bower_components", "__pycache__");

  private static final Set<String> NAMES =
      Set.of(
          "package-lock.json",
          "npm-shrinkwrap.json",
          "yarn.lock",
          "pnpm-lock.yaml",
          "bun.lock",
          "cargo.lock",
          "poetry.lock",
          "uv.lock",
          "pdm.lock",
          "pipfile.lock",
          "composer.lock",
          "gemfile.lock",
          "podfile.lock",
          "pubspec.lock",
          "mix.lock",
          "flake.lock",
          "gradle.lockfile",
          "go.sum",
          "module.bazel.lock");

  private static final Set<String> ENDINGS =
      Set.of(
          ".min.js", ".min.css", ".min.mjs", ".bundle.js", ".js.map", ".css.map", ".svg", ".pem");

  private GeneratedFiles() {}

  /** Whether a folder holds other people's code. */
  static boolean isVendoredFolder(String name) {
    return FOLDERS.contains(name);
  }

  /** Whether a tool wrote the file. */
  static boolean isGeneratedFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NAMES.contains(lower) || ENDINGS.stream().anyMatch(lower::endsWith);
  }
}
