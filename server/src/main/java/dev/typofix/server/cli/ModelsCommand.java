package dev.typofix.server.cli;

import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ModelManifest;
import dev.typofix.engine.ModelManifest.FileEntry;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.server.hub.CatalogueEntry;
import dev.typofix.server.hub.CatalogueEntry.Availability;
import dev.typofix.server.session.LoadedChecker;
import dev.typofix.server.settings.TypofixSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code typofix models}: what models there are, and whether they are whole. */
@Command(
    name = "models",
    description = "Lists models, fetches, chooses, removes them, or checks that they are whole.",
    synopsisSubcommandLabel = "(list | pull | use | remove | verify)",
    footerHeading = "%nExamples:%n",
    footer = {
      "  typofix models list",
      "  typofix models pull qwen3-0.6b",
      "  typofix models use qwen3-0.6b",
      "  typofix models verify"
    })
final class ModelsCommand implements Runnable {

  private final CommandEnvironment environment;

  @Spec private @Nullable CommandSpec spec;

  ModelsCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    throw new ParameterException(spec().commandLine(), "list, pull, use, remove or verify?");
  }

  @Command(
      name = "list",
      description =
          "Lists the embedded model, those in your folder of models, and those to pull. Connects"
              + " to nothing.")
  int list(@Mixin CatalogueOption catalogue) throws IOException {
    PrintWriter out = spec().commandLine().getOut();
    Set<String> names = new HashSet<>();
    for (InstalledModel model : installed()) {
      names.add(model.name());
      try {
        out.println(line(model.name(), model.bundle()));
      } catch (ModelLoadException broken) {
        out.println(model.name() + "  broken: " + broken.getMessage());
      }
    }
    for (CatalogueEntry entry : catalogue.read(environment).entries()) {
      if (!names.contains(entry.name())) {
        out.println(line(entry));
      }
    }
    String chosen = settings().model().orElse(ModelCheckerSource.EMBEDDED);
    out.println("in use: " + chosen + "; installed ones lie in " + models());
    return ExitCode.CLEAN;
  }

  private static String line(CatalogueEntry entry) {
    String state =
        entry.availability() == Availability.PUBLISHED
            ? "to pull from " + entry.source()
            : "not published yet";
    return entry.name() + "  " + state + ", " + entry.licence() + "  " + entry.description();
  }

  private static String line(String name, ModelBundle bundle) {
    ModelManifest manifest = bundle.manifest();
    long bytes = manifest.files().values().stream().mapToLong(FileEntry::bytes).sum();
    return String.format(
        Locale.ROOT,
        "%s  %s %s, %d layers of %d, %.1f MB, %s  %s",
        name,
        manifest.architecture(),
        manifest.quantization(),
        manifest.layers(),
        manifest.hiddenSize(),
        bytes / 1e6,
        manifest.licence(),
        bundle.location());
  }

  @Command(
      name = "verify",
      description = "Compares each file with its checksum and loads the model.")
  int verify(
      @Parameters(
              paramLabel = "MODEL",
              arity = "0..*",
              description = "Names or folders of models; all those at hand by default.")
          List<String> models)
      throws IOException {
    PrintWriter out = spec().commandLine().getOut();
    boolean whole = true;
    for (InstalledModel model : named(models)) {
      try {
        model.bundle().verify();
        LoadedChecker loaded = environment.checkers().load(model.folder(), LoadOptions.defaults());
        loaded.resources().run();
        out.println(model.name() + "  whole and loads: " + loaded.backend());
      } catch (ModelLoadException broken) {
        whole = false;
        new Messages(spec().commandLine()).error(String.valueOf(broken.getMessage()));
      }
    }
    return whole ? ExitCode.CLEAN : ExitCode.FAILURE;
  }

  private List<InstalledModel> named(@Nullable List<String> models) throws IOException {
    if (models == null || models.isEmpty()) {
      return installed();
    }
    List<InstalledModel> named = new ArrayList<>();
    for (String model : models) {
      named.add(new InstalledModel(model, environment.modelNames().folderNamedHere(model)));
    }
    return named;
  }

  private List<InstalledModel> installed() throws IOException {
    return InstalledModel.in(models());
  }

  private Path models() {
    return environment.userFolders().models();
  }

  private TypofixSettings settings() {
    return new WorkspaceRules(environment, List.of(), warning -> {}).settings();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
