package dev.typofix.server.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/** Lines on standard error that start with the program's name. */
final class Messages {

  private final CommandLine commandLine;

  Messages(CommandLine commandLine) {
    this.commandLine = commandLine;
  }

  /** Something could not be done. */
  void error(String message) {
    print(Paint.RED, message);
  }

  /** Something is not as it should be, and the program goes on. */
  void warning(String message) {
    print(Paint.YELLOW, message);
  }

  private void print(Paint paint, String message) {
    commandLine.getOut().flush();
    PrintWriter error = commandLine.getErr();
    String name = paint.on(commandLine.getColorScheme().ansi(), "typofix: ");
    error.println(name + Printable.of(message));
  }
}
