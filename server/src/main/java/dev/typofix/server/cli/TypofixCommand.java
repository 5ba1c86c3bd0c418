package dev.typofix.server.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program without a command. */
@Command(
    name = "typofix",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing found, or everything done",
      "1:typing errors were found",
      "2:something could not be done: wrong arguments, unreadable files, no model"
    },
    description = "Finds and fixes typing errors with a language model on this machine.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  echo 'We recieve teh mail' | typofix fix",
      "  typofix check docs README.md",
      "  typofix check --format sarif > typofix.sarif",
      "  typofix fix --diff src",
      "  typofix COMMAND --help"
    })
final class TypofixCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  /** When to use colours. */
  enum Colour {
    AUTO,
    ALWAYS,
    NEVER
  }

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      description =
          "Colours: auto (on a terminal, unless NO_COLOR is set), always or never. Default: auto.")
  void colour(Colour when) {
    Ansi ansi =
        switch (when) {
          case AUTO -> Ansi.AUTO;
          case ALWAYS -> Ansi.ON;
          case NEVER -> Ansi.OFF;
        };
    spec().root().commandLine().setColorScheme(picocli.CommandLine.Help.defaultColorScheme(ansi));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec().commandLine(), "which command? " + String.join(", ", spec().subcommands().keySet()));
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
