package dev.typofix.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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

  /** Why a file could not be read or written, without its name. */
  static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "does not exist any more";
    }
    if (failure instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    if (failure instanceof AccessDeniedException denied) {
      return "access to " + denied.getFile() + " denied";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
