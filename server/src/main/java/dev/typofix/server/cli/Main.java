package dev.typofix.server.cli;

import dev.typofix.server.message.Failures;
import dev.typofix.server.message.Reasons;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import picocli.CommandLine;

/** The program {@code typofix}. */
public final class Main {

  private Main() {}

  /** Runs the command that the arguments name and exits with its code. */
  public static void main(String[] arguments) {
    CommandLine program = program(CommandEnvironment.ofProcess());
    int exitCode = run(program, arguments);
    program.getOut().flush();
    program.getErr().flush();
    System.exit(exitCode);
  }

  /** Runs a command; that memory did not do is told like any other failure. */
  static int run(CommandLine program, String... arguments) {
    try {
      return program.execute(arguments);
    } catch (OutOfMemoryError tooLarge) {
      new Messages(program)
          .error(
              "the input needs more memory than Java may take; give it less at a time, or set"
                  + " TYPOFIX_JAVA_OPTS=-Xmx2g");
      return ExitCode.FAILURE;
    }
  }

  /** The program with all its commands. */
  static CommandLine program(CommandEnvironment environment) {
    PrintWriter error = environment.streams().errorWriter();
    return new CommandLine(new TypofixCommand())
        .addSubcommand(new CheckCommand(environment))
        .addSubcommand(new FixCommand(environment))
        .addSubcommand(new LspCommand(environment))
        .addSubcommand(
            new CommandLine(new ModelsCommand(environment))
                .addSubcommand(new PullCommand(environment))
                .addSubcommand(new UseCommand(environment))
                .addSubcommand(new RemoveCommand(environment)))
        .addSubcommand(new DoctorCommand(environment))
        .addSubcommand(new CompletionCommand())
        .setOut(environment.streams().outWriter())
        .setErr(error)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpLongOptionsMaxWidth(28)
        .setExecutionExceptionHandler(
            (failure, commandLine, parsed) -> {
              commandLine.getOut().flush();
              report(failure, commandLine);
              return ExitCode.FAILURE;
            });
  }

  private static void report(Exception failure, CommandLine commandLine) {
    Messages messages = new Messages(commandLine);
    if (failure instanceof CommandFailure) {
      messages.error(String.valueOf(failure.getMessage()));
    } else if (failure instanceof FileSystemException system) {
      messages.error(system.getFile() + ": " + Reasons.of(system));
    } else if (failure instanceof IOException input) {
      messages.error(Reasons.of(input));
    } else {
      // An exception's own message may hold the user's text.
      messages.error("a fault in Typofix, please report this line: " + Failures.describe(failure));
    }
  }
}
