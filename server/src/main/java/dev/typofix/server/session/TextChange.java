package dev.typofix.server.session;

import java.util.Optional;

/**
 * An edit as an editor tells it.
 *
 * @param range what is replaced; empty for the whole text
 * @param text the replacement
 */
public record TextChange(Optional<Range> range, String text) {

  /** From {@code start} to {@code end}, exclusive; the two may be in wrong order. */
  public record Range(TextPosition start, TextPosition end) {}
}
