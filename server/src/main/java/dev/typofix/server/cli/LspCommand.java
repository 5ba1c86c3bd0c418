package dev.typofix.server.cli;

import dev.typofix.server.lsp.LanguageServerLauncher;
import dev.typofix.server.lsp.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code typofix lsp}: serves an editor. */
@Command(
    name = "lsp",
    description = {
      "Serves an editor over standard input and output: the language server protocol, 3.17.",
      "Editors start this themselves. Exits with 1 if the editor left without a shutdown."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  typofix lsp                  what an editor's settings name as the server's command",
      "  typofix lsp --model DIR"
    })
final class LspCommand implements Callable<Integer> {

  private final CommandEnvironment environment;

  @Mixin private final ModelOptions model = new ModelOptions();

  @Option(names = "--stdio", description = "Accepted, since many editors add it; always on.")
  @SuppressWarnings("unused") // nothing to decide
  private boolean stdio;

  LspCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    // Nothing but the protocol may reach the real standard output.
    System.setOut(System.err);
    return LanguageServerLauncher.run(
        environment.streams().in(),
        environment.streams().out(),
        new ServerOptions(
            threads -> environment.checkers().load(model.folder(), model.load(threads)),
            environment.userFolders().dictionary(),
            ServerOptions.DEFAULT_DEBOUNCE_MILLIS));
  }
}
