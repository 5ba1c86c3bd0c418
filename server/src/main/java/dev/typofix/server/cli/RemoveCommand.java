package dev.typofix.server.cli;

import dev.typofix.server.hub.ModelsFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code typofix models remove}: deletes an installed model. */
@Command(
    name = "remove",
    description = "Deletes a model from your folder of models, and what is left of pulls of it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  typofix models remove qwen3-0.6b",
      "  typofix models remove qwen3-0.6b --force     though it is the model in use"
    })
final class RemoveCommand implements Callable<Integer> {

  private final CommandEnvironment environment;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Name of an installed model.")
  private @Nullable String name;

  @Option(
      names = "--force",
      description = "Also if it is the model in use; the embedded one takes its place.")
  private boolean force;

  RemoveCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    String asked = Objects.requireNonNull(name);
    if (asked.equals(ModelCheckerSource.EMBEDDED)) {
      throw new CommandFailure(asked + " is part of the program and cannot be removed");
    }
    ModelsFolder models = new ModelsFolder(environment.userFolders().models());
    Path folder = models.of(asked);
    UserSettings settings = new UserSettings(environment.userFolders().settings());
    boolean inUse = isInUse(asked, folder, settings.model());
    if (inUse && !force) {
      throw new CommandFailure(
          asked
              + " is the model in use; choose another with \"typofix models use\", or say --force"
              + " and the embedded model takes its place");
    }
    if (inUse) {
      settings.choose(ModelCheckerSource.EMBEDDED);
    }
    if (!models.remove(asked)) {
      throw new CommandFailure("no model " + asked + " is installed");
    }
    Objects.requireNonNull(spec)
        .commandLine()
        .getOut()
        .println(asked + " is removed" + (inUse ? "; the embedded model is in use now" : ""));
    return ExitCode.CLEAN;
  }

  /** By its name or by its folder. */
  private boolean isInUse(String asked, Path folder, Optional<String> chosen) {
    if (chosen.isEmpty()) {
      return false;
    }
    try {
      return chosen.get().equals(asked)
          || environment.currentFolder().resolve(chosen.get()).normalize().equals(folder);
    } catch (java.nio.file.InvalidPathException noPath) {
      return false;
    }
  }
}
