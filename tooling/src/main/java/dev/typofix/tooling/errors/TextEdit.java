package dev.typofix.tooling.errors;

import com.google.common.base.Preconditions;

/**
 * An error in a text.
 *
 * @param start UTF-16 offset in the clean text
 * @param end exclusive
 * @param replacement what stands there in the corrupted text
 */
public record TextEdit(int start, int end, String replacement, ErrorKind kind) {

  public TextEdit {
    Preconditions.checkArgument(start >= 0 && start < end, "edit of [%s, %s)", start, end);
  }

  boolean overlaps(TextEdit other) {
    return start < other.end && other.start < end;
  }
}
