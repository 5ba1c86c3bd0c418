package dev.typofix.tooling.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.tooling.bench.BenchCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that Python carries out are reached, and their arguments get there. */
final class PythonCommandTest {

  @TempDir private Path checkout;

  @Command(name = "root", subcommands = BenchCommand.class)
  private static final class Root {}

  @Test
  @DisabledOnOs(OS.WINDOWS) // the stand-in for Python is a shell script
  void arguments_reach_the_module() throws Exception {
    Path python = checkout.resolve("tooling/python/.venv/bin/python");
    Files.createDirectories(python.getParent());
    Files.writeString(python, "#!/bin/sh\necho \"$@\" > \"" + checkout + "/called\"\nexit 7\n");
    assertThat(python.toFile().setExecutable(true)).isTrue();
    assertThat(commands(new StringWriter()).execute("bench", "ane", "--past", "0", "256"))
        .isEqualTo(7);
    assertThat(checkout.resolve("called")).hasContent("-m typofix_tooling ane --past 0 256");
    assertThat(commands(new StringWriter()).execute("convert", "--via", "anemll")).isEqualTo(7);
    assertThat(checkout.resolve("called")).hasContent("-m typofix_tooling convert --via anemll");
    assertThat(commands(new StringWriter()).execute("finetune", "--all")).isEqualTo(7);
    assertThat(checkout.resolve("called")).hasContent("-m typofix_finetuning --all");
    assertThat(commands(new StringWriter()).execute("import", "a.gguf", "--output", "b"))
        .isEqualTo(7);
    assertThat(checkout.resolve("called"))
        .hasContent("-m typofix_tooling import a.gguf --output b");
  }

  @Test
  void without_a_python_the_advice_names_what_to_install() {
    StringWriter errors = new StringWriter();
    if (System.getenv("TYPOFIX_PYTHON") == null) {
      assertThat(commands(errors).execute("convert")).isEqualTo(2);
      assertThat(errors.toString()).contains("coreml");
    }
  }

  @Test
  void a_document_is_still_needed_where_one_is_timed() {
    StringWriter errors = new StringWriter();
    assertThat(commands(errors).execute("bench")).isEqualTo(2);
    assertThat(errors.toString()).contains("FILE");
  }

  private CommandLine commands(StringWriter errors) {
    CommandLine commands = new CommandLine(new Root());
    PythonCommand.addTo(commands, checkout);
    return commands.setErr(new PrintWriter(errors, true));
  }
}
