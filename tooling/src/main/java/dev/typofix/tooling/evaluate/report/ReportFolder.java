package dev.typofix.tooling.evaluate.report;

import dev.typofix.tooling.evaluate.corpus.EvaluationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where the report goes. Each file appears complete or stays as it was, and a folder that was made
 * for it and got nothing is taken away again.
 */
public final class ReportFolder implements AutoCloseable {

  private static final String PARTIAL = ".report.partial";

  private final Path folder;

  /** The folders that were made for it, the innermost first. */
  private final List<Path> made;

  private ReportFolder(Path folder) {
    this.folder = folder;
    this.made =
        Stream.iterate(folder.toAbsolutePath(), Objects::nonNull, Path::getParent)
            .takeWhile(Files::notExists)
            .toList();
  }

  /**
   * Makes the folder if it is not there: better now than after an hour's work.
   *
   * @throws EvaluationException if files cannot be written there
   */
  public static ReportFolder in(Path folder) throws EvaluationException {
    ReportFolder report = new ReportFolder(folder);
    try {
      Files.createDirectories(folder);
      Files.delete(Files.writeString(folder.resolve(PARTIAL), ""));
      return report;
    } catch (IOException failed) {
      report.close();
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

  @Override
  public void close() {
    try {
      for (Path each : made) {
        Files.deleteIfExists(each);
      }
    } catch (IOException inUse) {
      // The report lies there, or the folder stays empty: neither is a reason to fail.
    }
  }

  private static EvaluationException unwritable(Path folder, IOException failed) {
    return new EvaluationException(
        folder + ": cannot be written (" + failed.getMessage() + "); name another --output",
        failed);
  }
}
