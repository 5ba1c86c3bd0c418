package dev.typofix.server.cli;

import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.server.session.LoadedChecker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code typofix models use}: chooses the model that judges. */
@Command(
    name = "use",
    description = {
      "Chooses the model for check, fix, lsp and doctor, in your settings. It is checked and loaded"
          + " first; one that does not work changes nothing.",
      "A running language server whose editor watches your settings changes over at once."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  typofix models use qwen3-0.6b",
      "  typofix models use ./my-model       a folder",
      "  typofix models use tiny             the embedded model again"
    })
final class UseCommand implements Callable<Integer> {

  private final CommandEnvironment environment;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "Name of an installed model, or a folder.")
  private @Nullable String model;

  UseCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    String asked = Objects.requireNonNull(model);
    Optional<Path> folder;
    try {
      folder = environment.modelNames().folderNamedHere(asked);
      if (folder.isPresent()) {
        ModelBundle.directory(folder.get()).verify();
      }
      LoadedChecker loaded = environment.checkers().load(folder, LoadOptions.defaults());
      loaded.resources().run();
    } catch (ModelLoadException failed) {
      throw new CommandFailure(failed.getMessage() + "; nothing was changed", failed);
    }
    UserSettings settings = new UserSettings(environment.userFolders().settings());
    boolean byName =
        folder.isEmpty() || folder.get().equals(environment.userFolders().models().resolve(asked));
    settings.choose(byName ? asked : folder.get().normalize().toString());
    Objects.requireNonNull(spec)
        .commandLine()
        .getOut()
        .println(asked + " is the model in use; " + settings.path() + " says so");
    return ExitCode.CLEAN;
  }
}
