package dev.typofix.tooling.python;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the Python of the tooling lies: named by {@code TYPOFIX_PYTHON}, or the environment in the
 * {@code tooling/python} folder of the checkout.
 */
record PythonEnvironment(Optional<Path> chosen, Path toolingFolder) {

  private static final String VARIABLE = "TYPOFIX_PYTHON";

  /** The environment of a checkout. */
  static PythonEnvironment of(Path checkout, Map<String, String> variables) {
    return new PythonEnvironment(
        Optional.ofNullable(variables.get(VARIABLE)).map(Path::of),
        checkout.resolve("tooling").resolve("python"));
  }

  /** The interpreter, if there is one. */
  Optional<Path> interpreter() {
    if (chosen.isPresent()) {
      return chosen.filter(Files::isExecutable);
    }
    Path environment = toolingFolder.resolve(".venv");
    return Stream.of(
            environment.resolve("bin").resolve("python"),
            environment.resolve("Scripts").resolve("python.exe"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** What a person without an interpreter is to do, in one line. */
  String advice() {
    return chosen
        .map(path -> VARIABLE + " names " + path + ", which is no program that can be started")
        .orElse(
            "no Python environment in "
                + toolingFolder.resolve(".venv")
                + ": make one with `python3 -m venv tooling/python/.venv` and"
                + " `tooling/python/.venv/bin/pip install -e 'tooling/python[training,calibration,evaluation,coreml,import]'`,"
                + " or name a Python in "
                + VARIABLE);
  }
}
