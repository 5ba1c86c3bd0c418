package dev.typofix.tooling.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** A program, its arguments, and where it is run. */
public record Program(List<String> command, Path folder, Map<String, String> variables) {

  public Program {
    command = List.copyOf(command);
    variables = Map.copyOf(variables);
  }

  /** A program that sees the environment as it is. */
  public Program(List<String> command, Path folder) {
    this(command, folder, Map.of());
  }

  /** What a program left behind. */
  public record Result(int code, String out, String err) {

    /** The last line that says anything, of the errors or else of the output. */
    public String lastWords() {
      return lastLine(err.isBlank() ? out : err);
    }

    /** The last line of the errors: unlike the output it holds nothing of what was read. */
    public String lastError() {
      return lastLine(err);
    }

    private static String lastLine(String text) {
      return text.lines()
          .filter(line -> !line.isBlank())
          .reduce((first, second) -> second)
          .orElse("it failed without a word")
          .strip();
    }
  }

  /**
   * Runs the program to its end; it ends with this one.
   *
   * @throws IOException if it cannot be started
   */
  public Result run() throws IOException {
    try (TemporaryFolder outputs = new TemporaryFolder()) {
      Path out = outputs.path().resolve("out");
      Path err = outputs.path().resolve("err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(variables);
      Process process = builder.start();
      process.getOutputStream().close();
      Thread hook = new Thread(process::destroy, "program");
      Runtime.getRuntime().addShutdownHook(hook);
      int code = waitFor(process);
      Runtime.getRuntime().removeShutdownHook(hook);
      return new Result(code, text(out), text(err));
    }
  }

  private static int waitFor(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException interrupted) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
