package dev.typofix.server.session;

import java.util.Arrays;
import java.util.Optional;

/** The unit in which an editor counts characters within a line. */
public enum PositionEncoding {
  UTF_8("utf-8"),
  UTF_16("utf-16"),
  UTF_32("utf-32");

  private final String protocolName;

  PositionEncoding(String protocolName) {
    this.protocolName = protocolName;
  }

  /** The name in the language server protocol. */
  public String protocolName() {
    return protocolName;
  }

  /** The encoding of that name, if it is known. */
  public static Optional<PositionEncoding> named(String protocolName) {
    return Arrays.stream(values())
        .filter(encoding -> encoding.protocolName.equals(protocolName))
        .findFirst();
  }

  /**
   * The units from {@code start} to {@code end}; a lone surrogate counts as the three bytes of its
   * replacement character in UTF-8, as one unit elsewhere.
   */
  int length(CharSequence text, int start, int end) {
    int units = 0;
    int offset = start;
    while (offset < end) {
      int codePoint = Character.codePointAt(text, offset);
      int next = offset + Character.charCount(codePoint);
      units += next <= end ? unitsOf(codePoint) : 1;
      offset = next;
    }
    return units;
  }

  /**
   * The offset that lies {@code units} after {@code start}, at most {@code end}. Units that end
   * within a character mean its begin, except between two surrogates in UTF-16.
   */
  int advance(CharSequence text, int start, int end, int units) {
    if (this == UTF_16) {
      return (int) Math.min(end, (long) start + units);
    }
    int left = units;
    int offset = start;
    while (offset < end && left > 0) {
      int codePoint = Character.codePointAt(text, offset);
      left -= unitsOf(codePoint);
      if (left < 0) {
        break;
      }
      offset += Character.charCount(codePoint);
    }
    return Math.min(end, offset);
  }

  private int unitsOf(int codePoint) {
    return switch (this) {
      case UTF_8 -> codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      case UTF_16 -> Character.charCount(codePoint);
      case UTF_32 -> 1;
    };
  }
}
