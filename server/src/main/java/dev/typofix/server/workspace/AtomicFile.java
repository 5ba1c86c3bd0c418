package dev.typofix.server.workspace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes whole files so that a reader, a crash or a full disk sees the old content or the new,
 * never a part. Symbolic links are written through; permissions stay.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /**
   * Writes a file, new or not; makes its folder where there is none.
   *
   * @throws IOException if that fails; the old content is still there
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    put(target, null, content);
  }

  /**
   * Replaces a file's content if it is still what the caller read.
   *
   * @throws ChangedMeanwhileException if it is not
   * @throws IOException if the file cannot be written; the old content is still there
   */
  public static void replace(Path file, byte[] expected, byte[] content) throws IOException {
    put(file.toRealPath(), expected, content);
  }

  private static void put(Path target, byte @Nullable [] expected, byte[] content)
      throws IOException {
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new FileSystemException(target.toString(), null, "the file is read-only");
    }
    Path folder = target.toAbsolutePath().getParent();
    Path temporary = Files.createTempFile(folder, ".typofix-", ".tmp");
    if (temporary.getFileSystem() == FileSystems.getDefault()) {
      // An interrupted program leaves no temporary file behind.
      temporary.toFile().deleteOnExit();
    }
    try {
      writeAll(temporary, content, target);
      keepPermissions(target, temporary);
      if (expected != null && !Arrays.equals(expected, Files.readAllBytes(target))) {
        throw new ChangedMeanwhileException(target);
      }
      move(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void writeAll(Path temporary, byte[] content, Path target) throws IOException {
    try {
      writeThrough(temporary, content);
    } catch (IOException failed) {
      // Systems say so in words of their own, if the user's language is another in that too.
      if (Files.getFileStore(temporary).getUsableSpace() < content.length) {
        throw fullDisk(target, failed);
      }
      throw failed;
    }
  }

  private static IOException fullDisk(Path target, IOException cause) {
    FileSystemException full =
        new FileSystemException(
            target.toString(), null, "the disk is full; free some space and try again");
    full.initCause(cause);
    return full;
  }

  private static void writeThrough(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** A temporary file is its owner's alone; the target may be open to others. */
  private static void keepPermissions(Path target, Path temporary) throws IOException {
    PosixFileAttributeView to = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
    if (to == null) {
      return;
    }
    if (!Files.exists(target)) {
      to.setPermissions(java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
      return;
    }
    PosixFileAttributes from = Files.readAttributes(target, PosixFileAttributes.class);
    if (!from.group().equals(to.readAttributes().group())) {
      try {
        to.setGroup(from.group());
      } catch (IOException notAllowed) {
        // The file then belongs to the writer's own group, as with any editor.
      }
    }
    to.setPermissions(from.permissions());
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException unsupported) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Somebody else wrote the file after it was read. */
  public static final class ChangedMeanwhileException extends IOException {

    private static final long serialVersionUID = 1L;

    ChangedMeanwhileException(Path file) {
      super(file + " changed while it was checked; it was left alone, run the command again");
    }
  }
}
