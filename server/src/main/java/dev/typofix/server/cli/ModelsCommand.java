package dev.typofix.server.cli;

import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ModelManifest;
import dev.typofix.engine.ModelManifest.FileEntry;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.server.session.LoadedChecker;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code typofix models}: what models there are, and whether they are whole. */
@Command(
    name = "models",
    description = "Lists the models at hand, or checks that they are whole.",
    synopsisSubcommandLabel = "(list | verify)",
    footerHeading = "%nExamples:%n",
    footer = {"  typofix models list", "  typofix models verify", "  typofix models verify DIR"})
final class ModelsCommand implements Runnable {

  private final CommandEnvironment environment;

  @Spec private @Nullable CommandSpec spec;

  ModelsCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    throw new ParameterException(spec().commandLine(), "list or verify?");
  }

  @Command(
      name = "list",
      description = "Lists the embedded model and those in the user's folder of models.")
  int list() throws IOException {
    PrintWriter out = spec().commandLine().getOut();
    for (InstalledModel model : installed()) {
      try {
        out.println(line(model.bundle()));
      } catch (ModelLoadException broken) {
        out.println(model.name() + "  broken: " + broken.getMessage());
      }
    }
    out.println("more are looked for in " + environment.userFolders().models());
    return ExitCode.CLEAN;
  }

  private static String line(ModelBundle bundle) {
    ModelManifest manifest = bundle.manifest();
    long bytes = manifest.files().values().stream().mapToLong(FileEntry::bytes).sum();
    return String.format(
        Locale.ROOT,
        "%s  %s %s, %d layers of %d, %.1f MB, %s  %s",
        manifest.name(),
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
              paramLabel = "DIR",
              arity = "0..*",
              description = "Folders of models; all those at hand by default.")
          List<Path> folders)
      throws IOException {
    PrintWriter out = spec().commandLine().getOut();
    boolean whole = true;
    for (InstalledModel model : named(folders)) {
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

  private List<InstalledModel> named(@Nullable List<Path> folders) throws IOException {
    if (folders == null || folders.isEmpty()) {
      return installed();
    }
    List<InstalledModel> named = new ArrayList<>();
    for (Path folder : folders) {
      named.add(InstalledModel.ofFolder(environment.currentFolder().resolve(folder)));
    }
    return named;
  }

  private List<InstalledModel> installed() throws IOException {
    return InstalledModel.in(environment.userFolders().models());
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
