package dev.typofix.tooling;

import dev.typofix.tooling.bench.BenchCommand;
import dev.typofix.tooling.calibration.DoubtsCommand;
import dev.typofix.tooling.calibration.FeaturesCommand;
import dev.typofix.tooling.chat.ChatCommand;
import dev.typofix.tooling.evaluate.EvaluateCommand;
import dev.typofix.tooling.generate.GenerateCommand;
import dev.typofix.tooling.generate.MeasureErrorsCommand;
import dev.typofix.tooling.lexicon.LexiconCommand;
import dev.typofix.tooling.ngram.NgramsCommand;
import dev.typofix.tooling.python.PythonCommand;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code typofix-tooling}: the maintainers' commands. */
@Command(
    name = "typofix-tooling",
    mixinStandardHelpOptions = true,
    description = "Makes what Typofix runs on, and measures it.",
    subcommands = {
      LexiconCommand.class,
      NgramsCommand.class,
      GenerateCommand.class,
      MeasureErrorsCommand.class,
      FeaturesCommand.class,
      DoubtsCommand.class,
      BenchCommand.class,
      ChatCommand.class,
      EvaluateCommand.class
    })
public final class Main {

  private Main() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    CommandLine commands = new CommandLine(new Main());
    PythonCommand.addTo(commands, Path.of(System.getProperty("typofix.checkout", "")));
    System.exit(withOneLineProblems(commands).execute(arguments));
  }

  static CommandLine withOneLineProblems(CommandLine commands) {
    OneLineProblems problems = new OneLineProblems();
    return commands.setExecutionExceptionHandler(problems).setParameterExceptionHandler(problems);
  }
}
