package dev.typofix.server.hub;

import com.google.common.base.Preconditions;

/** Bytes {@code [start, end)} of a file. */
record ByteRange(long start, long end) {

  ByteRange {
    Preconditions.checkArgument(0 <= start && start < end, "bytes %s to %s", start, end);
  }

  /** As RFC 9110 has it in the header {@code Range}, where the end counts. */
  String header() {
    return "bytes=" + start + "-" + (end - 1);
  }

  /** Where in an answer's header {@code Content-Range} the bytes begin. */
  String answerStart() {
    return "bytes " + start + "-";
  }
}
