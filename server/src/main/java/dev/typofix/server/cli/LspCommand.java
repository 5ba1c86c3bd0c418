package dev.typofix.server.cli;

import dev.typofix.engine.ModelLoadException;
import dev.typofix.server.lsp.LanguageServerLauncher;
import dev.typofix.server.lsp.ServerOptions;
import dev.typofix.server.session.LoadedChecker;
import java.nio.file.Path;
import java.util.Optional;
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
      "  typofix lsp --model MODEL"
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
                this::load,
                environment.userFolders().dictionary(),
                ServerOptions.DEFAULT_DEBOUNCE_MILLIS)
            .withUserSettings(environment.userFolders().settings())
            .withModel(model.model()));
  }

  private LoadedChecker load(Optional<String> name, int threads) throws ModelLoadException {
    Optional<Path> folder = Optional.empty();
    if (name.isPresent()) {
      ModelNames names = environment.modelNames();
      folder =
          name.equals(model.model()) ? names.folderNamedHere(name.get()) : names.folder(name.get());
    }
    return environment.checkers().load(folder, model.load(threads));
  }
}
