package dev.typofix.tooling.evaluate.peer;

import java.nio.file.Path;
import java.util.List;

/** Programs from Python's package index, each in an environment of its own. */
final class Pip {

  private Pip() {}

  static List<List<String>> installation(Path folder, String requirement) {
    return List.of(
        List.of("python3", "-m", "venv", folder.toString()),
        List.of(
            program(folder, "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            requirement));
  }

  static String program(Path folder, String name) {
    return folder.resolve("bin").resolve(name).toString();
  }
}
