package dev.typofix.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, with the embedded model. */
final class ProcessTest {

  private final Path folder;

  ProcessTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.typofix.server.cli.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve("error").toFile());
    process.environment().put("HOME", folder.toString());
    // Some libraries report less, or nothing, where they see a build machine.
    process.environment().keySet().removeAll(List.of("CI", "XDG_CACHE_HOME"));
    return process.start();
  }

  @Test
  void aPipeIsReadAndItsSentenceFixed() throws Exception {
    Process process = start("fix");
    try (OutputStream in = process.getOutputStream()) {
      in.write("The cat sat on teh mat — and slept.\r\n".getBytes(UTF_8));
    }
    String fixed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(folder.resolve("error")).isEmptyFile();
    assertThat(fixed).isEqualTo("The cat sat on the mat — and slept.\r\n");
    assertThat(process.waitFor()).isZero();
    // ONNX Runtime 1.29 keeps what it reports to its makers below the home folder.
    assertThat(folder).isDirectoryNotContaining("glob:**.cache");
  }

  @Test
  void anAnswerComesBeforeTheNextLineIsSent() throws Exception {
    Process process = start("check", "--lines", "--format", "json");
    try (OutputStream in = process.getOutputStream();
        var answers = process.inputReader(UTF_8)) {
      for (int line = 0; line < 3; line++) {
        in.write("The cat sat on teh mat.\n".getBytes(UTF_8));
        in.flush();
        assertThat(answers.readLine()).contains("\"start\":15,\"end\":18");
      }
    }
    assertThat(process.waitFor()).isEqualTo(1);
  }
}
