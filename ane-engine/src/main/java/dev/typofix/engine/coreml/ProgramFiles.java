package dev.typofix.engine.coreml;

import com.google.common.hash.Hashing;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ModelManifest.FileEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A program's package in a folder, its files compared with their checksums: the bundle's own
 * folder, or the cache for a bundle in a jar.
 */
final class ProgramFiles {

  private static final int KEY_LENGTH = 32;

  private ProgramFiles() {}

  /** Names the package's content: two packages of the same key hold the same files. */
  static String key(ProgramDescription program) {
    StringBuilder content = new StringBuilder();
    new TreeMap<>(program.files())
        .forEach((path, entry) -> content.append(path).append(entry.sha256()).append('\n'));
    return Hashing.sha256()
        .hashString(content, StandardCharsets.UTF_8)
        .toString()
        .substring(0, KEY_LENGTH);
  }

  /**
   * The package's folder.
   *
   * @param cache where packages out of a jar are unpacked
   * @throws ModelLoadException if a file is missing or damaged, or the cache cannot be written
   */
  static Path in(ModelBundle bundle, ProgramDescription program, Path cache)
      throws ModelLoadException {
    Optional<Path> folder = Optional.empty();
    for (Map.Entry<String, FileEntry> file : program.files().entrySet()) {
      String inner = file.getKey();
      Optional<Path> path = bundle.path(program.program() + '/' + inner, file.getValue());
      if (path.isEmpty()) {
        return unpacked(bundle, program, cache.resolve(key(program)));
      }
      folder = path.map(found -> above(found, inner));
    }
    return folder.orElseThrow(
        () ->
            new ModelLoadException(
                "%s: %s lists no files of %s; convert the model again"
                    .formatted(
                        bundle.location(), ProgramDescription.FILE_NAME, program.program())));
  }

  private static Path above(Path file, String inner) {
    Path folder = file;
    for (int level = 0; level < Path.of(inner).getNameCount(); level++) {
      folder = folder.resolveSibling("");
    }
    return folder;
  }

  /** A folder appears whole or not at all, and is then believed. */
  private static Path unpacked(ModelBundle bundle, ProgramDescription program, Path target)
      throws ModelLoadException {
    Path folder = target.resolve(program.program());
    if (Files.isDirectory(folder)) {
      return folder;
    }
    try {
      Files.createDirectories(target.toAbsolutePath().getParent());
      Path part = Files.createTempDirectory(target.toAbsolutePath().getParent(), "part");
      try {
        for (Map.Entry<String, FileEntry> file : program.files().entrySet()) {
          String inner = program.program() + '/' + file.getKey();
          Path copy = part.resolve(inner);
          Files.createDirectories(copy.getParent());
          try (InputStream input = bundle.open(inner, file.getValue())) {
            Files.copy(input, copy);
          }
        }
        move(part, target);
      } finally {
        delete(part);
      }
      return folder;
    } catch (ModelLoadException known) {
      throw known;
    } catch (IOException failed) {
      throw new ModelLoadException(
          "%s: %s cannot be unpacked to %s (%s); make room there, or name another folder with -Dtypofix.cache"
              .formatted(bundle.location(), program.program(), target, failed),
          failed);
    }
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      // Unless another process was quicker; its files are as good.
      if (!Files.isDirectory(target)) {
        throw failed;
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
