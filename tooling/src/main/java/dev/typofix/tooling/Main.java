package dev.typofix.tooling;

import dev.typofix.tooling.bench.BenchCommand;
import dev.typofix.tooling.calibration.FeaturesCommand;
import dev.typofix.tooling.lexicon.LexiconCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code typofix-tooling}: the maintainers' commands. */
@Command(
    name = "typofix-tooling",
    mixinStandardHelpOptions = true,
    description = "Makes what Typofix runs on, and measures it.",
    subcommands = {LexiconCommand.class, FeaturesCommand.class, BenchCommand.class})
public final class Main {

  private Main() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }
}
