package dev.typofix.engine.cache;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.slf4j.LoggerFactory;

/**
 * Unpacks native libraries out of a jar, once, into a folder that is named after their checksums.
 * Files appear whole or not at all, so several processes may start at the same time; a file whose
 * size is wrong is written again. Checking 40 MB against their checksums would cost every start a
 * tenth of a second.
 */
public final class NativeLibraries {

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
      LoggerFactory.getLogger(NativeLibraries.class)
          .debug("{} cannot be written, unpacking to a temporary folder", folder, failed);
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
      if (Files.isRegularFile(file) && Files.size(file) == bytes) {
        return;
      }
      Path part = Files.createTempFile(folder, fileName, ".part");
      try {
        copyTo(part);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    }

    private void copyTo(Path part) throws IOException {
      try (FileChannel output = FileChannel.open(part, StandardOpenOption.WRITE);
          CheckedInputStream input = new CheckedInputStream(resource.openStream(), new CRC32())) {
        input.transferTo(Channels.newOutputStream(output));
        output.force(true);
        if (output.size() != bytes || input.getChecksum().getValue() != checksum) {
          throw new IOException(resource + ": damaged; install Typofix again");
        }
      }
    }
  }
}
