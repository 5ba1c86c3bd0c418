package dev.typofix.tooling.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The files that a run writes: everything goes to files that end in {@code .part} and takes its
 * place at the end. Beside them a note says which blocks are finished, so that a run that was
 * interrupted goes on. Not thread-safe.
 */
final class OutputFiles implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Path> targets;
  private final Path note;
  private final String fingerprint;
  private final long finishedBlocks;
  private final Tally tally;
  private final List<OutputStream> streams;
  private final long[] lengths;

  private OutputFiles(List<Path> targets, String fingerprint) throws IOException {
    this.targets = List.copyOf(targets);
    this.fingerprint = fingerprint;
    this.note = Path.of(part(targets.get(0)) + ".json");
    this.lengths = new long[targets.size()];
    JsonNode saved = savedNote();
    this.finishedBlocks = saved.path("finished-blocks").asLong(0);
    this.tally = Tally.read(saved);
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = saved.path("lengths").path(i).asLong(0);
    }
    this.streams = List.copyOf(openAll());
  }

  /**
   * Opens the files, going on where a run with the same fingerprint stopped.
   *
   * @param targets of training and, if there is one, of validation
   */
  static OutputFiles open(List<Path> targets, String fingerprint) throws IOException {
    return new OutputFiles(targets, fingerprint);
  }

  private static Path part(Path target) {
    return target.resolveSibling(target.getFileName() + ".part");
  }

  private JsonNode savedNote() throws IOException {
    if (!Files.exists(note)) {
      return JSON.createObjectNode();
    }
    JsonNode saved = JSON.readTree(note.toFile());
    boolean usable = saved.path("fingerprint").asText().equals(fingerprint);
    for (int i = 0; i < lengths.length; i++) {
      Path part = part(targets.get(i));
      usable &= Files.exists(part) && Files.size(part) >= saved.path("lengths").path(i).asLong();
    }
    return usable ? saved : JSON.createObjectNode();
  }

  private List<OutputStream> openAll() throws IOException {
    List<OutputStream> opened = new java.util.ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      Path part = part(targets.get(i));
      if (Files.notExists(part)) {
        Files.createFile(part);
      }
      try (RandomAccessFile file = new RandomAccessFile(part.toFile(), "rw")) {
        file.setLength(lengths[i]);
      }
      opened.add(new BufferedOutputStream(new FileOutputStream(part.toFile(), true), 1 << 16));
    }
    return opened;
  }

  /** How many blocks an earlier run has finished. */
  long finishedBlocks() {
    return finishedBlocks;
  }

  /** What has been written, by an earlier run too. */
  Tally tally() {
    return tally;
  }

  void write(Pair pair) throws IOException {
    int file = pair.split() == Pair.Split.VALIDATION ? 1 : 0;
    streams.get(file).write(pair.line());
    lengths[file] += pair.line().length;
    tally.add(pair);
  }

  /** Notes that so many blocks are finished. */
  void save(long blocks) throws IOException {
    for (OutputStream stream : streams) {
      stream.flush();
    }
    ObjectNode node = JSON.createObjectNode();
    node.put("fingerprint", fingerprint);
    node.put("finished-blocks", blocks);
    for (long length : lengths) {
      node.withArray("lengths").add(length);
    }
    tally.writeTo(node);
    Path temporary = part(note);
    Files.write(temporary, JSON.writeValueAsBytes(node));
    Files.move(temporary, note, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Puts the finished files in their places. */
  void finish() throws IOException {
    close();
    for (Path target : targets) {
      Files.move(part(target), target, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.deleteIfExists(note);
  }

  /** Takes away what was begun. */
  void discard() throws IOException {
    close();
    for (Path target : targets) {
      Files.deleteIfExists(part(target));
    }
    Files.deleteIfExists(note);
  }

  @Override
  public void close() throws IOException {
    for (OutputStream stream : streams) {
      stream.close();
    }
  }
}
