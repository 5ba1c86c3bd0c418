package dev.typofix.tooling;

import dev.typofix.engine.ModelLoadException;
import dev.typofix.tooling.corpus.TextProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Tells a person in one line why a command cannot do its work; a fault of ours keeps its trace. */
final class OneLineProblems implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private static final int FAILURE = 2;

  @Override
  public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed)
      throws Exception {
    Exception cause =
        problem instanceof UncheckedIOException unchecked ? unchecked.getCause() : problem;
    if (cause instanceof IOException
        || cause instanceof TextProblem
        || cause instanceof ModelLoadException
        || cause instanceof IllegalArgumentException) {
      command.getErr().println("typofix-tooling: " + describe(cause));
      return FAILURE;
    }
    throw problem;
  }

  @Override
  public int handleParseException(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    command.getErr().println("typofix-tooling: " + problem.getMessage());
    command
        .getErr()
        .println("`" + command.getCommandSpec().qualifiedName() + " --help` says how it is used");
    return FAILURE;
  }

  private static String describe(Exception problem) {
    if (problem instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file or folder";
    }
    if (problem instanceof AccessDeniedException denied) {
      return denied.getFile() + ": may not be read or written";
    }
    if (problem instanceof CharacterCodingException) {
      return "an input is not UTF-8: convert it first";
    }
    if (problem instanceof ZipException) {
      return "an input is no whole gzip file: " + problem.getMessage();
    }
    return String.valueOf(problem.getMessage());
  }
}
