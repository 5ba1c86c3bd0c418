package dev.typofix.server.hub;

import com.google.common.base.Preconditions;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a file before it is fetched.
 *
 * @param sha256 lower-case hexadecimal
 * @param bytes its size
 */
public record KnownFile(Optional<String> sha256, OptionalLong bytes) {

  /** Nothing is known. */
  public static final KnownFile UNKNOWN = new KnownFile(Optional.empty(), OptionalLong.empty());

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if one cannot be
   */
  public KnownFile {
    sha256.ifPresent(Names::checkSha256);
    Preconditions.checkArgument(bytes.orElse(0) >= 0, "%s bytes", bytes);
  }
}
