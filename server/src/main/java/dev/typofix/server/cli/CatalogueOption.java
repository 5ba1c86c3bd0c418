package dev.typofix.server.cli;

import dev.typofix.server.hub.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which models are known by name. Filled by picocli. */
final class CatalogueOption {

  @Option(
      names = "--catalogue",
      paramLabel = "FILE",
      description =
          "A catalogue of models (JSON) over the program's and your own, catalogue.json beside"
              + " your settings.")
  private @Nullable Path file;

  /** The program's catalogue, the user's over it, and over both the one that was named. */
  Catalogue read(CommandEnvironment environment) throws IOException {
    List<Path> files = new ArrayList<>();
    Path users = environment.userFolders().catalogue();
    if (Files.exists(users)) {
      files.add(users);
    }
    if (file != null) {
      files.add(environment.currentFolder().resolve(file));
    }
    return Catalogue.with(files);
  }
}
