package dev.typofix.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.server.cli.Main;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command line in a process of its own, its streams being pipes as in a shell. */
class PipedCommandTest {

  @Test
  void fixes_what_is_piped_through() throws IOException {
    assertThat(run("Thi sis teh line.\r\nIt was recieved", "fix"))
        .isEqualTo("This is the line.\r\nIt was received");
  }

  private static String run(String input, String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.command().add("-cp");
    builder.command().add(System.getProperty("java.class.path"));
    builder.command().add("-Dtypofix.cache=" + System.getProperty("typofix.cache", ""));
    builder.command().add(Main.class.getName());
    builder.command().addAll(List.of(arguments));
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (OutputStream stream = process.getOutputStream()) {
      stream.write(input.getBytes(StandardCharsets.UTF_8));
    }
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
