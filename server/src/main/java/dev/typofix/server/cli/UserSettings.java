package dev.typofix.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.typofix.server.settings.ModelLine;
import dev.typofix.server.settings.SettingsFile;
import dev.typofix.server.workspace.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The user's own settings file, as far as commands change it.
 *
 * @param path where it is, or would be
 */
record UserSettings(Path path) {

  /** The model that the user chose, a name or a folder. */
  Optional<String> model() {
    return SettingsFile.loadUsers(path).read().settings().model();
  }

  /**
   * Chooses a model, and leaves the rest of the file as it is.
   *
   * @throws CommandFailure if the file is such that only a person can change it
   * @throws IOException if it cannot be written
   */
  void choose(String model) throws IOException, CommandFailure {
    String text = Files.exists(path) ? Files.readString(path, UTF_8) : "";
    Optional<String> changed = ModelLine.set(text, model);
    if (changed.isEmpty()) {
      throw new CommandFailure(
          path + ": cannot be changed safely; write model = \"" + model + "\" into it yourself");
    }
    AtomicFile.write(path, changed.get().getBytes(UTF_8));
  }
}
