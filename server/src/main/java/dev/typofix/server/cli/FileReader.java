package dev.typofix.server.cli;

import dev.typofix.corrector.document.Document;
import dev.typofix.server.message.Reasons;
import dev.typofix.server.session.DocumentRules;
import dev.typofix.server.workspace.ChangedText;
import dev.typofix.server.workspace.Content;
import dev.typofix.server.workspace.GitChanges;
import dev.typofix.server.workspace.SkipReason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads and parses files. Confined to one thread, which is not the one that checks. */
final class FileReader {

  /** Even a file that the user names is not read whole if it is larger. */
  private static final long MAXIMUM_BYTES = 64L << 20;

  private final Path currentFolder;
  private final WorkspaceRules rules;
  private final Optional<GitChanges> changes;

  /**
   * Makes a reader.
   *
   * @param changes what counts; empty for everything
   */
  FileReader(Path currentFolder, WorkspaceRules rules, Optional<GitChanges> changes) {
    this.currentFolder = currentFolder;
    this.rules = rules;
    this.changes = changes;
  }

  /** Reads a file; that it cannot be read is a result, too. */
  ReadFile read(Path file) {
    try {
      DocumentRules here = rules.of(file);
      if (!here.wanted()) {
        return new ReadFile.Skipped(SkipReason.EXCLUDED);
      }
      if (Files.size(file) > MAXIMUM_BYTES) {
        return new ReadFile.Skipped(SkipReason.TOO_LARGE);
      }
      Content content = Content.of(Files.readAllBytes(file));
      if (content instanceof Content.Text text) {
        return parse(file, text, here);
      }
      return new ReadFile.Skipped(((Content.Skipped) content).reason());
    } catch (IOException failed) {
      return new ReadFile.Failed(displayName(file) + ": " + Reasons.of(failed));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError crash) {
      // One file's crash must not lose the others'.
      return new ReadFile.Failed(CommandFailure.crash(displayName(file), crash));
    }
  }

  private ReadFile parse(Path file, Content.Text content, DocumentRules here) throws IOException {
    SourceText source = new SourceText(displayName(file), content.text());
    if (changes.isEmpty()) {
      return new ReadFile.Text(source, content, source.parse(), here, Optional.empty());
    }
    ChangedText changed = changes.get().in(file, content.text());
    Document document = changed.narrow(source.parse());
    return new ReadFile.Text(source, content, document, here, Optional.of(changed));
  }

  /** The file as the user would name it here: relative if it is below, with {@code /}. */
  String displayName(Path file) {
    Path shown = file.startsWith(currentFolder) ? currentFolder.relativize(file) : file;
    return shown.toString().replace(File.separatorChar, '/');
  }
}
