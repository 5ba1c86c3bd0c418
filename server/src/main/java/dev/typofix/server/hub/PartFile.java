package dev.typofix.server.hub;

import dev.typofix.server.message.Reasons;
import dev.typofix.server.workspace.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A file on its way: {@code FILE.part}, and beside it {@code FILE.part.state}, which says of what
 * content which chunks are there. A chunk is noted only when its bytes are on the disk; so a
 * program that is killed loses the chunks that it was fetching, and no more. Thread-safe.
 */
final class PartFile implements AutoCloseable {

  private static final String FORMAT = "typofix-part 1";

  private final Path path;
  private final Path state;
  private final WantedFile file;
  private final int chunkBytes;
  private final FileChannel channel;
  private final BitSet done;

  private PartFile(Path path, WantedFile file, int chunkBytes, FileChannel channel, BitSet done) {
    this.path = path;
    this.state = stateOf(path);
    this.file = file;
    this.chunkBytes = chunkBytes;
    this.channel = channel;
    this.done = done;
  }

  private static Path stateOf(Path path) {
    return path.resolveSibling(path.getFileName() + ".state");
  }

  private static Path partOf(Path target) {
    return target.resolveSibling(target.getFileName() + ".part");
  }

  /**
   * Opens what there is of a file, or begins it.
   *
   * @throws IOException if it cannot be written
   */
  static PartFile open(Path target, WantedFile file, int chunkBytes) throws IOException {
    Path path = partOf(target);
    Optional<BitSet> known = known(path, file, chunkBytes);
    FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    return new PartFile(path, file, chunkBytes, channel, known.orElseGet(BitSet::new));
  }

  /** How many bytes of a file would not have to be fetched again. */
  static long presentBytes(Path target, WantedFile file, int chunkBytes) {
    return known(partOf(target), file, chunkBytes)
        .map(chunks -> bytes(chunks, file.bytes(), chunkBytes))
        .orElse(0L);
  }

  /** The chunks that are there; empty if the notes are another file's, or cannot be right. */
  private static Optional<BitSet> known(Path path, WantedFile file, int chunkBytes) {
    try {
      List<String> lines = Files.readAllLines(stateOf(path), StandardCharsets.US_ASCII);
      if (lines.size() != 2 || !lines.get(0).equals(identity(file, chunkBytes))) {
        return Optional.empty();
      }
      BitSet chunks = BitSet.valueOf(HexFormat.of().parseHex(lines.get(1)));
      long end = Math.min(file.bytes(), (long) chunks.length() * chunkBytes);
      return Files.size(path) >= end && chunks.length() <= chunkCount(file, chunkBytes)
          ? Optional.of(chunks)
          : Optional.empty();
    } catch (IOException | IllegalArgumentException unusable) {
      // The download then begins anew.
      return Optional.empty();
    }
  }

  private static String identity(WantedFile file, int chunkBytes) {
    return FORMAT + " " + file.sha256() + " " + file.bytes() + " " + chunkBytes;
  }

  private static int chunkCount(WantedFile file, int chunkBytes) {
    return Math.toIntExact((file.bytes() + chunkBytes - 1) / chunkBytes);
  }

  private static long bytes(BitSet chunks, long fileBytes, int chunkBytes) {
    return chunks.stream()
        .mapToLong(
            chunk -> Math.min(fileBytes, (chunk + 1L) * chunkBytes) - (long) chunk * chunkBytes)
        .sum();
  }

  /** The chunks that are still to be fetched. */
  synchronized List<Integer> missing() {
    BitSet missing = new BitSet();
    missing.set(0, chunkCount(file, chunkBytes));
    missing.andNot(done);
    return missing.stream().boxed().toList();
  }

  /** The bytes of a chunk. */
  ByteRange range(int chunk) {
    long start = (long) chunk * chunkBytes;
    return new ByteRange(start, Math.min(file.bytes(), start + chunkBytes));
  }

  /**
   * Writes bytes at their place in the file.
   *
   * @throws HubException if that fails
   */
  void write(byte[] bytes, int count, long offset) throws HubException {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
      while (buffer.hasRemaining()) {
        channel.write(buffer, offset + buffer.position());
      }
    } catch (IOException failed) {
      throw unwritable(failed);
    }
  }

  /** Notes that a chunk is there, once it is on the disk. */
  synchronized void finish(int chunk) throws HubException {
    try {
      channel.force(false);
      done.set(chunk);
      String chunks = HexFormat.of().formatHex(done.toByteArray());
      AtomicFile.write(
          state,
          (identity(file, chunkBytes) + "\n" + chunks + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException failed) {
      throw unwritable(failed);
    }
  }

  private HubException unwritable(IOException failed) {
    return new HubException(
        "%s: cannot be written (%s); free some space and run the command again: it goes on where it stopped"
            .formatted(path, Reasons.of(failed)),
        failed);
  }

  /**
   * Forgets all chunks.
   *
   * @return how many bytes they were
   */
  synchronized long startAgain() throws IOException {
    long bytes = bytes(done, file.bytes(), chunkBytes);
    done.clear();
    Files.deleteIfExists(state);
    channel.truncate(0);
    return bytes;
  }

  /** The file as far as it is written. */
  Path path() {
    return path;
  }

  /** Gives the whole file its own name. */
  void moveTo(Path target) throws IOException {
    channel.force(true);
    channel.close();
    Files.move(
        path,
        target,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(state);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
