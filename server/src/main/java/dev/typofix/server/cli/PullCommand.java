package dev.typofix.server.cli;

import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.server.hub.CatalogueEntry;
import dev.typofix.server.hub.Hub;
import dev.typofix.server.hub.ModelPull;
import dev.typofix.server.hub.ModelPull.Result;
import dev.typofix.server.hub.ModelsFolder;
import dev.typofix.server.settings.SettingsFile;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code typofix models pull}: the one command that uses the network. */
@Command(
    name = "pull",
    description = {
      "Fetches a model from a hub, checks it and installs it, or goes on where an earlier pull"
          + " stopped. Nothing else in Typofix uses the network.",
      "The environment says how: HF_ENDPOINT (or the setting \"hub\") another hub or mirror,"
          + " HF_TOKEN your token, HTTPS_PROXY and NO_PROXY the way out, HF_HUB_OFFLINE=1 that"
          + " there is none."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  typofix models list                        names what there is to pull",
      "  typofix models pull qwen3-0.6b",
      "  typofix models pull owner/repository@v1 --name mine",
      "  HF_ENDPOINT=https://mirror.example typofix models pull qwen3-0.6b"
    })
final class PullCommand implements Callable<Integer> {

  private final CommandEnvironment environment;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      description = "A name from the catalogue, or owner/repository[@revision].")
  private @Nullable String model;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the model is called here; its name in the catalogue by default.")
  private @Nullable String name;

  @Option(
      names = "--offline",
      description = "Connects to nothing: only says whether the model is here, whole.")
  private boolean offline;

  @Mixin private final CatalogueOption catalogue = new CatalogueOption();

  PullCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    CatalogueEntry entry = catalogue.read(environment).find(Objects.requireNonNull(model));
    if (name != null) {
      entry = named(entry, name);
    }
    if (entry.name().equals(ModelCheckerSource.EMBEDDED)) {
      throw new CommandFailure(
          entry.name() + " is the embedded model's name; choose another with --name NAME");
    }
    ModelsFolder models = new ModelsFolder(environment.userFolders().models());
    if (offline || isSet("HF_HUB_OFFLINE")) {
      return tellOffline(entry, models);
    }
    return pull(entry, models);
  }

  private static CatalogueEntry named(CatalogueEntry entry, String name) throws CommandFailure {
    if (!ModelsFolder.isName(name)) {
      throw new CommandFailure("--name: \"" + name + "\" cannot be a model's name");
    }
    return entry.named(name);
  }

  private int pull(CatalogueEntry entry, ModelsFolder models) throws IOException, CommandFailure {
    var settings = SettingsFile.loadUsers(environment.userFolders().settings()).read().settings();
    Hub hub = Hub.of(environment.variables(), settings.hub());
    PullProgress progress =
        new PullProgress(
            spec().commandLine().getErr(),
            environment.streams().progressVisible(),
            new Messages(spec().commandLine()));
    ModelPull pull =
        new ModelPull(hub, environment.variables(), models, environment.pullConditions(), progress);
    try {
      Result result = pull.pull(entry);
      progress.clear();
      print(
          result == Result.WAS_THERE
              ? entry.name() + " is here already, whole and unchanged"
              : entry.name() + " is installed in " + models.of(entry.name()));
      print("\"typofix models use " + entry.name() + "\" has it judge from now on");
      return ExitCode.CLEAN;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("stopped; run the command again: it goes on from here", stopped);
    } finally {
      progress.clear();
    }
  }

  private int tellOffline(CatalogueEntry entry, ModelsFolder models)
      throws IOException, CommandFailure {
    try {
      ModelBundle.directory(models.of(entry.name())).verify();
      print(entry.name() + " is here, whole");
      return ExitCode.CLEAN;
    } catch (ModelLoadException missing) {
      throw new CommandFailure(
          missing.getMessage() + " (nothing was fetched, for the network is not to be used)",
          missing);
    }
  }

  private boolean isSet(String variable) {
    String value = environment.variables().getOrDefault(variable, "");
    return !value.isEmpty() && !value.equals("0") && !value.equalsIgnoreCase("false");
  }

  private void print(String line) {
    spec().commandLine().getOut().println(line);
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
