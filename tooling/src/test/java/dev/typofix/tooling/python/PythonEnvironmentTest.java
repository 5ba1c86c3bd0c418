package dev.typofix.tooling.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Python is started, and what is said where there is none. */
final class PythonEnvironmentTest {

  @TempDir private Path checkout;

  @Test
  void the_checkouts_own_environment_is_found() throws IOException {
    Path python = program(checkout.resolve("tooling/python/.venv/bin/python"));
    assertThat(PythonEnvironment.of(checkout, Map.of()).interpreter()).contains(python);
  }

  @Test
  void a_named_python_comes_first() throws IOException {
    program(checkout.resolve("tooling/python/.venv/bin/python"));
    Path named = program(checkout.resolve("mine"));
    Map<String, String> variables = Map.of("TYPOFIX_PYTHON", named.toString());
    assertThat(PythonEnvironment.of(checkout, variables).interpreter()).contains(named);
  }

  @Test
  void a_named_python_that_is_missing_is_not_replaced_by_another() throws IOException {
    program(checkout.resolve("tooling/python/.venv/bin/python"));
    PythonEnvironment environment =
        PythonEnvironment.of(checkout, Map.of("TYPOFIX_PYTHON", "no-such-python"));
    assertThat(environment.interpreter()).isEmpty();
    assertThat(environment.advice()).contains("TYPOFIX_PYTHON names no-such-python");
  }

  @Test
  void without_any_the_advice_says_how_to_make_one() {
    PythonEnvironment environment = PythonEnvironment.of(checkout, Map.of());
    assertThat(environment.interpreter()).isEmpty();
    assertThat(environment.advice()).contains("python3 -m venv").contains("pip install");
  }

  private static Path program(Path path) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    Files.writeString(path, "");
    assertThat(path.toFile().setExecutable(true)).isTrue();
    return path;
  }
}
