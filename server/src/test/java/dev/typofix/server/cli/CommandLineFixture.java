package dev.typofix.server.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.server.hub.PullConditions;
import dev.typofix.server.session.LoadedChecker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** Runs the program in a folder, with a checker that needs no model. */
final class CommandLineFixture {

  private final Path folder;
  private final Map<String, String> variables = new HashMap<>();
  private PullConditions pullConditions = PullConditions.DEFAULT;

  CommandLineFixture(Path folder) {
    this.folder = folder;
    set("XDG_CONFIG_HOME", folder.resolve(".config").toString());
    set("XDG_DATA_HOME", folder.resolve(".local").toString());
  }

  /** Sets a variable of the environment. */
  void set(String variable, String value) {
    variables.put(variable, value);
  }

  /** Has models fetched so. */
  void pullBy(PullConditions conditions) {
    pullConditions = conditions;
  }

  /**
   * What a run left behind.
   *
   * @param bytesAsLatin1 standard output, a character a byte
   */
  record Outcome(int exitCode, String bytesAsLatin1, String error) {

    byte[] outBytes() {
      return bytesAsLatin1.getBytes(ISO_8859_1);
    }

    String out() {
      return new String(outBytes(), UTF_8);
    }
  }

  /** Writes a file below the folder. */
  Path file(String name, String content) {
    return file(name, content.getBytes(UTF_8));
  }

  Path file(String name, byte[] content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  Outcome run(String... arguments) {
    return runOn("", arguments);
  }

  Outcome runOn(String input, String... arguments) {
    return runOn(input.getBytes(UTF_8), arguments);
  }

  Outcome runOn(byte[] input, String... arguments) {
    return runOn(new ByteArrayInputStream(input), arguments);
  }

  Outcome runOn(InputStream input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    CommandEnvironment environment =
        new CommandEnvironment(
            new StandardStreams(input, out, error, false),
            CommandLineFixture::load,
            folder,
            variables,
            folder,
            pullConditions);
    CommandLine program = Main.program(environment);
    int exitCode = Main.run(program, arguments);
    program.getOut().flush();
    program.getErr().flush();
    return new Outcome(exitCode, out.toString(ISO_8859_1), error.toString(UTF_8));
  }

  /** Finds models as the program does, but puts a checker that needs none in their place. */
  private static LoadedChecker load(Optional<Path> model, LoadOptions options)
      throws ModelLoadException {
    if (model.isPresent()) {
      ModelBundle.directory(model.get());
    }
    return new LoadedChecker(
        new RuleChecker(),
        Optional.empty(),
        "rules",
        "no backend",
        options.backend().map(name -> name + " was asked for").stream().toList(),
        () -> {});
  }
}
