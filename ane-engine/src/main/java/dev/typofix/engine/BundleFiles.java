package dev.typofix.engine;

import com.google.common.hash.HashCode;
import com.google.common.hash.HashFunction;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.typofix.engine.ModelManifest.FileEntry;
import java.io.IOException;
import java.io.InputStream;

/** Reads a bundle's files and compares them with the manifest. */
final class BundleFiles {

  /** The largest array that every Java virtual machine grants. */
  private static final long MAXIMUM_BYTES_IN_MEMORY = Integer.MAX_VALUE - 8;

  private static final int BLOCK_BYTES = 1 << 16;
  private static final HashFunction SHA_256 = Hashing.sha256();

  private BundleFiles() {}

  /**
   * The manifest's entry of a file.
   *
   * @throws ModelLoadException if the manifest does not list it
   */
  static FileEntry entry(ModelManifest manifest, String location, String file)
      throws ModelLoadException {
    FileEntry entry = manifest.files().get(file);
    if (entry == null) {
      throw new ModelLoadException(
          "%s: manifest.json lists no file %s; use a complete model bundle"
              .formatted(location, file));
    }
    return entry;
  }

  /** Reads a whole file, and returns its bytes only if they are the ones that were listed. */
  static byte[] read(InputStream input, FileEntry entry, String path) throws ModelLoadException {
    if (entry.bytes() > MAXIMUM_BYTES_IN_MEMORY) {
      throw new ModelLoadException(
          "%s: %d bytes do not fit in memory; unpack the bundle into a folder"
              .formatted(path, entry.bytes()));
    }
    try {
      // One byte more than listed, to see whether the file is too long.
      byte[] bytes = input.readNBytes((int) entry.bytes() + 1);
      checkSize(bytes.length, entry, path);
      checkSum(SHA_256.hashBytes(bytes), entry, path);
      return bytes;
    } catch (IOException failed) {
      throw unreadable(path, failed);
    }
  }

  /** Reads a file through and throws its bytes away. */
  static void check(InputStream input, FileEntry entry, String path) throws ModelLoadException {
    try {
      Hasher hasher = SHA_256.newHasher();
      byte[] block = new byte[BLOCK_BYTES];
      long size = 0;
      for (int count = input.read(block); count >= 0; count = input.read(block)) {
        hasher.putBytes(block, 0, count);
        size += count;
      }
      checkSize(size, entry, path);
      checkSum(hasher.hash(), entry, path);
    } catch (IOException failed) {
      throw unreadable(path, failed);
    }
  }

  static void checkSize(long size, FileEntry entry, String path) throws ModelLoadException {
    if (size < entry.bytes()) {
      throw new ModelLoadException(
          "%s: truncated, %d of %d bytes; fetch the model again"
              .formatted(path, size, entry.bytes()));
    }
    if (size > entry.bytes()) {
      throw new ModelLoadException(
          "%s: longer than the %d bytes in manifest.json; fetch the model again"
              .formatted(path, entry.bytes()));
    }
  }

  static void close(InputStream input, String path) throws ModelLoadException {
    try {
      input.close();
    } catch (IOException failed) {
      throw unreadable(path, failed);
    }
  }

  static ModelLoadException unreadable(String path, IOException failed) {
    if (failed instanceof ModelLoadException known) {
      return known;
    }
    return new ModelLoadException(
        "%s: cannot be read (%s); check the file and its permissions".formatted(path, failed),
        failed);
  }

  private static void checkSum(HashCode actual, FileEntry entry, String path)
      throws ModelLoadException {
    if (!actual.toString().equals(entry.sha256())) {
      throw new ModelLoadException(
          "%s: wrong checksum (SHA-256 %s, manifest.json says %s); fetch the model again"
              .formatted(path, actual, entry.sha256()));
    }
  }
}
