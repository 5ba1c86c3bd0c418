package dev.typofix.server.cli;

import dev.typofix.corrector.document.DocumentFormat;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.backend.Backend;
import dev.typofix.engine.backend.ModelLoader;
import dev.typofix.engine.cache.CacheFolder;
import dev.typofix.server.session.LoadedChecker;
import dev.typofix.server.settings.SettingsFile;
import dev.typofix.server.settings.TypofixSettings;
import dev.typofix.server.workspace.DictionaryLocations;
import dev.typofix.server.workspace.GitRepository;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code typofix doctor}: what runs where, and why. */
@Command(
    name = "doctor",
    description = {
      "Says what runs where and why: program, machine, model, folders, settings.",
      "Holds nothing of your texts: fit to be put into a bug report."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  typofix doctor", "  typofix doctor --model MODEL --threads 2"})
final class DoctorCommand implements Callable<Integer> {

  private final CommandEnvironment environment;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final ModelOptions model = new ModelOptions();

  DoctorCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    line("typofix", ProgramVersion.text());
    line(
        "java",
        property("java.version") + ", " + property("java.vm.name") + ", " + property("java.home"));
    line("system", property("os.name") + " " + property("os.version") + ", " + property("os.arch"));
    line("processor", Processor.description());
    line("memory", Runtime.getRuntime().maxMemory() / (1 << 20) + " MB at most for Java objects");
    line("source files", grammars(DocumentFormat::backendProblem));
    List<String> warnings = new ArrayList<>();
    TypofixSettings settings =
        new WorkspaceRules(environment, List.of(), warnings::add).ofCurrentFolder().settings();
    boolean works = model(new ModelChoice(environment, model, settings));
    folders();
    settings(settings);
    warnings.forEach(warning -> line("warning", warning));
    return works ? ExitCode.CLEAN : ExitCode.FAILURE;
  }

  /** Whether comments are found with grammars; a problem that several have is told once. */
  static String grammars(Function<DocumentFormat, Optional<String>> problems) {
    Map<String, List<String>> formats = new LinkedHashMap<>();
    for (DocumentFormat format : DocumentFormat.values()) {
      problems
          .apply(format)
          .ifPresent(
              problem ->
                  formats
                      .computeIfAbsent(problem, key -> new ArrayList<>())
                      .add(format.name().toLowerCase(Locale.ROOT)));
    }
    if (formats.isEmpty()) {
      return "comments are found with grammars; all load";
    }
    return formats.entrySet().stream()
        .map(entry -> String.join(", ", entry.getValue()) + " (" + entry.getKey() + ")")
        .collect(Collectors.joining("; ", "comments are found by their marks alone in ", ""));
  }

  private boolean model(ModelChoice choice) {
    try {
      return describe(choice.folder());
    } catch (ModelLoadException failed) {
      line("model", "does not load: " + failed.getMessage());
      if (model.model().isPresent()) {
        return false;
      }
    }
    try {
      line("model instead", "the embedded one");
      describe(Optional.empty());
    } catch (ModelLoadException failed) {
      line("model", "does not load: " + failed.getMessage());
    }
    return false;
  }

  private boolean describe(Optional<Path> folder) throws ModelLoadException {
    long start = System.nanoTime();
    ModelBundle bundle =
        folder.isPresent()
            ? ModelBundle.directory(folder.get())
            : ModelBundle.embedded(ModelCheckerSource.EMBEDDED);
    line("model", bundle.manifest().name() + ", " + bundle.location());
    for (Backend backend : ModelLoader.backends()) {
      line("backend " + backend.name(), backend.obstacle(bundle).orElse("can run it"));
    }
    LoadedChecker loaded = environment.checkers().load(folder, model.load());
    loaded.resources().run();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    line("runs on", loaded.backend() + "; loaded in " + millis + " ms");
    loaded.notices().forEach(notice -> line("warning", notice));
    return true;
  }

  private void folders() {
    line("dictionary", withAccess(environment.userFolders().dictionary()));
    line("workspace dictionary", withAccess(DictionaryLocations.workspace(root())));
    line("models", withAccess(environment.userFolders().models()));
    line("cache", withAccess(CacheFolder.ofThisUser()));
  }

  private Path root() {
    Path here = environment.currentFolder();
    return GitRepository.rootAbove(here).orElse(here);
  }

  private static String withAccess(Path path) {
    if (Files.exists(path)) {
      return path + (Files.isWritable(path) ? "" : " (read-only)");
    }
    Path above = path;
    while (above != null && !Files.exists(above)) {
      above = above.getParent();
    }
    boolean creatable = above != null && Files.isWritable(above);
    return path + (creatable ? " (none yet)" : " (none, and it cannot be made)");
  }

  private void settings(TypofixSettings settings) {
    Optional<Path> file = SettingsFile.find(environment.currentFolder(), root());
    line("your settings", withAccess(environment.userFolders().settings()));
    line("project's settings", file.map(Path::toString).orElse("no typofix.toml was found"));
    line(
        "in force",
        String.format(
            Locale.ROOT,
            "minimum confidence %s, unknown words %s, files up to %d kB, exclude %s",
            settings.minimumConfidence().isPresent()
                ? settings.minimumConfidence().getAsDouble()
                : "the model's",
            settings.unknownWords().name().toLowerCase(Locale.ROOT),
            settings.maximumFileKilobytes(),
            settings.exclude()));
  }

  private void line(String name, String value) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.printf(Locale.ROOT, "%-21s %s%n", name, value);
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
