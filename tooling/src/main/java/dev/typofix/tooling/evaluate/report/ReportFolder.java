package dev.typofix.tooling.evaluate.report;

import dev.typofix.tooling.evaluate.corpus.EvaluationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where the report goes. Each file appears complete or stays as it was. */
public final class ReportFolder {

  private static final String PARTIAL = ".report.partial";

  private final Path folder;

  private ReportFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the folder if it is not there: better now than after an hour's work.
   *
   * @throws EvaluationException if files cannot be written there
   */
  public static ReportFolder in(Path folder) throws EvaluationException {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.writeString(folder.resolve(PARTIAL), ""));
      return new ReportFolder(folder);
    } catch (IOException failed) {
      throw unwritable(folder, failed);
    }
  }

  /**
   * Writes a file.
   *
   * @throws EvaluationException if it cannot be written
   */
  public void write(String name, String content) throws EvaluationException {
    try {
      Path partial = folder.resolve(PARTIAL);
      try {
        Files.writeString(partial, content);
        Files.move(
            partial,
            folder.resolve(name),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException failed) {
      throw unwritable(folder, failed);
    }
  }

  private static EvaluationException unwritable(Path folder, IOException failed) {
    return new EvaluationException(
        folder + ": cannot be written (" + failed.getMessage() + "); name another --output",
        failed);
  }
}
