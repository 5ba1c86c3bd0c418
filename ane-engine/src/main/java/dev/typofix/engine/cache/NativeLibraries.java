package dev.typofix.engine.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacks native libraries out of a jar, once. Each start compares what lies in the cache with the
 * jar's own checksums, and mends what differs; files appear whole or not at all, so several
 * processes may start at the same time.
 */
public final class NativeLibraries {

  private static final Logger log = LoggerFactory.getLogger(NativeLibraries.class);
  private static final int BLOCK_BYTES = 1 << 18;

  private NativeLibraries() {}

  /**
   * Unpacks libraries into one folder of the cache, or into a temporary one where the cache cannot
   * be written.
   *
   * @param cache the cache folder
   * @param name what they belong to: {@code onnxruntime}
   * @param resources absolute resource names on the class path; those that do not exist are left
   *     out
   * @return the folder that holds the files, or empty if there is no such resource in a jar
   * @throws IOException if they can be written nowhere
   */
  public static Optional<Path> unpack(Path cache, String name, List<String> resources)
      throws IOException {
    List<Library> libraries = new ArrayList<>();
    for (String resource : resources) {
      Library.find(resource).ifPresent(libraries::add);
    }
    if (libraries.isEmpty()) {
      return Optional.empty();
    }
    Path folder = cache.resolve("native").resolve(name + '-' + key(libraries));
    try {
      Files.createDirectories(folder);
      for (Library library : libraries) {
        library.writeTo(folder);
      }
      return Optional.of(folder);
    } catch (IOException failed) {
      log.debug("{} cannot be written ({}), unpacking to a temporary folder", folder, failed);
      return Optional.of(unpackTemporarily(name, libraries));
    }
  }

  private static Path unpackTemporarily(String name, List<Library> libraries) throws IOException {
    Path folder = Files.createTempDirectory("typofix-" + name);
    // Deleted in the reverse order of these calls: the folder last, when it is empty.
    folder.toFile().deleteOnExit();
    for (Library library : libraries) {
      folder.resolve(library.fileName()).toFile().deleteOnExit();
      library.writeTo(folder);
    }
    return folder;
  }

  /** Tells one set of libraries from another: a new version never meets an old version's files. */
  private static String key(List<Library> libraries) {
    long key = 0;
    for (Library library : libraries) {
      key = 31 * key + library.checksum();
    }
    return String.format("%08x", key & 0xffffffffL);
  }

  /**
   * A library in a jar.
   *
   * @param bytes its size
   * @param checksum CRC-32
   */
  private record Library(URL resource, String fileName, long bytes, long checksum) {

    static Optional<Library> find(String resource) throws IOException {
      URL url = NativeLibraries.class.getResource(resource);
      if (url == null) {
        return Optional.empty();
      }
      URLConnection connection = url.openConnection();
      if (!(connection instanceof JarURLConnection jar)) {
        return Optional.empty();
      }
      JarEntry entry = jar.getJarEntry();
      String fileName = resource.substring(resource.lastIndexOf('/') + 1);
      return Optional.of(new Library(url, fileName, entry.getSize(), entry.getCrc()));
    }

    void writeTo(Path folder) throws IOException {
      Path file = folder.resolve(fileName);
      if (isIn(file)) {
        return;
      }
      Path part = Files.createTempFile(folder, fileName, ".part");
      try {
        try (InputStream input = resource.openStream();
            OutputStream output = Files.newOutputStream(part)) {
          input.transferTo(output);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
      if (!isIn(file)) {
        throw new IOException(file + ": written, but not what was written is read back");
      }
    }

    private boolean isIn(Path file) throws IOException {
      if (!Files.isRegularFile(file) || Files.size(file) != bytes) {
        return false;
      }
      CRC32 actual = new CRC32();
      byte[] block = new byte[BLOCK_BYTES];
      try (InputStream input = Files.newInputStream(file)) {
        for (int count = input.read(block); count >= 0; count = input.read(block)) {
          actual.update(block, 0, count);
        }
      }
      return actual.getValue() == checksum;
    }
  }
}
