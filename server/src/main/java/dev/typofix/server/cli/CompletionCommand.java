package dev.typofix.server.cli;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code typofix completion}: lets a shell complete commands and options. */
@Command(
    name = "completion",
    description = "Prints a script that lets a shell complete Typofix's commands and options.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(typofix completion bash)      in ~/.bashrc",
      "  source <(typofix completion zsh)       in ~/.zshrc, after compinit"
    })
final class CompletionCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  /** Shells that the script serves; one script serves both. */
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
  private @Nullable Shell shell;

  @Override
  public void run() {
    CommandSpec own = Objects.requireNonNull(spec);
    Shell asked = Objects.requireNonNull(shell);
    if (asked == Shell.ZSH) {
      own.commandLine().getOut().print("autoload -U +X bashcompinit && bashcompinit\n");
    }
    own.commandLine().getOut().print(AutoComplete.bash("typofix", own.root().commandLine()));
  }
}
