package dev.typofix.tooling.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What comes back from Python; scripts of the shell stand in for it. */
@DisabledOnOs(OS.WINDOWS)
final class PythonProgramTest {

  @TempDir private Path checkout;

  @Test
  void what_it_wrote_comes_back() throws Exception {
    assertThat(python("echo \"$1 caf\u00e9\"").run("evaluation", List.of("-m")))
        .isEqualTo("-m caf\u00e9\n");
  }

  @Test
  void a_package_that_is_missing_is_told_in_one_line() throws IOException {
    PythonProgram python =
        python("echo 'Traceback' >&2; echo \"Error: No module named 'sacrebleu'\" >&2; exit 1");
    assertThatThrownBy(() -> python.run("evaluation", List.of()))
        .isInstanceOf(PythonProgram.Failure.class)
        .hasMessage(
            "the Python package 'sacrebleu' is missing: run"
                + " `pip install -e 'tooling/python[evaluation]'`");
  }

  @Test
  void of_another_failure_its_last_line_is_told() throws IOException {
    PythonProgram python = python("echo 'first' >&2; echo 'export: no weights' >&2; exit 1");
    assertThatThrownBy(() -> python.run("evaluation", List.of())).hasMessage("export: no weights");
  }

  @Test
  void without_python_there_is_advice() {
    PythonProgram python = new PythonProgram(PythonEnvironment.of(checkout, Map.of()));
    assertThatThrownBy(() -> python.run("evaluation", List.of()))
        .hasMessageContaining("no Python environment");
  }

  private PythonProgram python(String script) throws IOException {
    Path program = checkout.resolve("tooling/python/.venv/bin/python");
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return new PythonProgram(PythonEnvironment.of(checkout, Map.of()));
  }
}
