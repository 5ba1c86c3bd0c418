package dev.typofix.corrector.ngram;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * How often runs of one to three tokens were counted, in three bytes each: a hash table of 18-bit
 * fingerprints and 6-bit logarithms, without the tokens themselves. A run that was never counted is
 * taken for another about once in 60,000 questions. Immutable and thread-safe.
 */
public final class NgramCounts {

  /** Natural logarithm between two neighbouring levels. */
  private static final double STEP = 0.25;

  private static final int LEVELS = 64; // level 0: an empty cell
  private static final int CELL_BYTES = 3;
  private static final double LOAD = 0.85;
  private static final String RESOURCE = "english.ngrams";
  private static final byte[] MAGIC = {'T', 'Y', 'P', 'O', 'N', 'G', 'R', '1'};
  private static final int HEAD = MAGIC.length + Integer.BYTES + Long.BYTES;

  private final byte[] file;
  private final int cells;
  private final double logTotal;

  private NgramCounts(byte[] file) {
    ByteBuffer head = ByteBuffer.wrap(file);
    this.file = file;
    this.cells = head.getInt(MAGIC.length);
    this.logTotal = Math.log((double) head.getLong(MAGIC.length + Integer.BYTES));
  }

  /** Reads the counts that lie in the jar. */
  public static NgramCounts embedded() {
    try (InputStream input = NgramCounts.class.getResourceAsStream(RESOURCE)) {
      if (input == null) {
        throw new IllegalStateException("the jar lacks " + RESOURCE);
      }
      return read(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file of counts to its end.
   *
   * @throws IOException if it cannot be read, is none, or is damaged
   */
  public static NgramCounts read(InputStream input) throws IOException {
    byte[] file = input.readAllBytes();
    int end = file.length - Long.BYTES;
    if (end < HEAD || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IOException("not a file of n-gram counts");
    }
    CRC32 sum = new CRC32();
    sum.update(file, 0, end);
    int cells = ByteBuffer.wrap(file).getInt(MAGIC.length);
    if (ByteBuffer.wrap(file).getLong(end) != sum.getValue()
        || cells < 1
        || (long) cells * CELL_BYTES != end - HEAD) {
      throw new IOException("the n-gram counts are damaged: their checksum or size differs");
    }
    return new NgramCounts(file);
  }

  /**
   * Writes a file of counts.
   *
   * @param keys runs, each once
   * @param counts how often each was seen, at least 1
   * @param total tokens of the text
   */
  public static void write(long[] keys, int[] counts, long total, OutputStream output)
      throws IOException {
    int cells = Math.max(1, (int) Math.ceil(keys.length / LOAD) | 1);
    byte[] table = new byte[cells * CELL_BYTES];
    for (int i = 0; i < keys.length; i++) {
      int level = Math.min(LEVELS - 1, 1 + (int) Math.round(Math.log(counts[i]) / STEP));
      int cell = slot(keys[i], cells);
      while (value(table, 0, cell) != 0) {
        cell = cell + 1 == cells ? 0 : cell + 1;
      }
      int value = fingerprint(keys[i]) << 6 | level;
      table[cell * CELL_BYTES] = (byte) (value >>> 16);
      table[cell * CELL_BYTES + 1] = (byte) (value >>> 8);
      table[cell * CELL_BYTES + 2] = (byte) value;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(HEAD + table.length);
    DataOutputStream data = new DataOutputStream(bytes);
    data.write(MAGIC);
    data.writeInt(cells);
    data.writeLong(total);
    data.write(table);
    CRC32 sum = new CRC32();
    sum.update(bytes.toByteArray());
    data.writeLong(sum.getValue());
    bytes.writeTo(output);
  }

  /** Natural logarithm of a run's count, to within 0.13; negative infinity if it was not seen. */
  double logCount(long key) {
    int wanted = fingerprint(key);
    int cell = slot(key, cells);
    int value = value(file, HEAD, cell);
    while (value != 0) {
      if (value >>> 6 == wanted) {
        return ((value & (LEVELS - 1)) - 1) * STEP;
      }
      cell = cell + 1 == cells ? 0 : cell + 1;
      value = value(file, HEAD, cell);
    }
    return Double.NEGATIVE_INFINITY;
  }

  /** Natural logarithm of how many tokens were counted. */
  double logTotal() {
    return logTotal;
  }

  private static int slot(long key, int cells) {
    return (int) Long.remainderUnsigned(key, cells);
  }

  private static int fingerprint(long key) {
    return (int) (key >>> 46);
  }

  private static int value(byte[] bytes, int offset, int cell) {
    int at = offset + cell * CELL_BYTES;
    return (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff);
  }
}
