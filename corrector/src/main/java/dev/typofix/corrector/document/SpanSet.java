package dev.typofix.corrector.document;

import dev.typofix.corrector.document.Passage.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A growing set of places of a text; ranges that touch become one. Confined to one thread. */
final class SpanSet {

  private final BitSet places;
  private final int length;

  SpanSet(int length) {
    this.places = new BitSet(length);
    this.length = length;
  }

  /** Adds {@code [start, end)}, so far as it is in the text. */
  void add(int start, int end) {
    int from = Math.max(0, start);
    int to = Math.min(end, length);
    if (from < to) {
      places.set(from, to);
    }
  }

  void remove(int start, int end) {
    places.clear(start, end);
  }

  boolean contains(int offset) {
    return places.get(offset);
  }

  /** The first place from {@code offset} on that is not in the set. */
  int nextFree(int offset) {
    return Math.min(length, places.nextClearBit(offset));
  }

  /** The first place from {@code offset} on that is in the set, or the text's end. */
  int nextTaken(int offset) {
    int next = places.nextSetBit(offset);
    return next < 0 ? length : next;
  }

  /** In order, never overlapping, never empty. */
  List<Span> toList() {
    List<Span> spans = new ArrayList<>();
    for (int start = places.nextSetBit(0); start >= 0; ) {
      int end = places.nextClearBit(start);
      spans.add(new Span(start, end));
      start = places.nextSetBit(end);
    }
    return spans;
  }
}
