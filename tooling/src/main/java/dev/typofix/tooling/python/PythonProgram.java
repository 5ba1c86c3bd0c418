package dev.typofix.tooling.python;

import dev.typofix.tooling.program.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Python of the tooling, for work whose result a Java command goes on with. */
public final class PythonProgram {

  private static final Pattern MISSING = Pattern.compile("No module named '([^']+)'");

  private final PythonEnvironment environment;

  PythonProgram(PythonEnvironment environment) {
    this.environment = environment;
  }

  /** The Python of a checkout. */
  public static PythonProgram of(Path checkout) {
    return new PythonProgram(PythonEnvironment.of(checkout, System.getenv()));
  }

  /** Why Python did not do what it was to do, in one line that says what to do. */
  public static final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    Failure(String message) {
      super(message);
    }
  }

  /**
   * Runs a module or a script of the tooling's Python folder.
   *
   * @param extra the name of the optional dependencies that it needs
   * @return what it wrote to its standard output
   * @throws Failure if there is no Python, or it failed
   */
  public String run(String extra, List<String> arguments) throws Failure {
    Path python = environment.interpreter().orElseThrow(() -> new Failure(environment.advice()));
    Path folder = environment.toolingFolder().toAbsolutePath();
    List<String> command = new ArrayList<>(List.of(python.toAbsolutePath().toString()));
    command.addAll(arguments);
    Program.Result result;
    try {
      result =
          new Program(
                  command,
                  folder,
                  Map.of("PYTHONPATH", folder.toString(), "PYTHONIOENCODING", "utf-8"))
              .run();
    } catch (IOException failed) {
      throw new Failure(python + " cannot be started: " + failed.getMessage());
    }
    if (result.code() == 0) {
      return result.out();
    }
    Matcher missing = MISSING.matcher(result.err());
    if (missing.find()) {
      throw new Failure(
          "the Python package '%s' is missing: run `pip install -e 'tooling/python[%s]'`"
              .formatted(missing.group(1), extra));
    }
    throw new Failure(result.lastWords());
  }
}
