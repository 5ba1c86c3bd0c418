package dev.typofix.tooling.ngram;

import java.util.Arrays;

/** A growing list of 64-bit keys. Not thread-safe. */
final class KeyList {

  private long[] keys = new long[1024];
  private int size;

  void add(long key) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size + (size >> 1));
    }
    keys[size++] = key;
  }

  int size() {
    return size;
  }

  long get(int index) {
    return keys[index];
  }

  /** The keys, in a new array. */
  long[] toArray() {
    return Arrays.copyOf(keys, size);
  }

  /** Sorts the keys and adds those that occur often enough, once, with their counts. */
  void addFrequent(int least, KeyList frequent, KeyList counts) {
    Arrays.parallelSort(keys, 0, size);
    for (int start = 0; start < size; ) {
      int end = start + 1;
      while (end < size && keys[end] == keys[start]) {
        end++;
      }
      if (end - start >= least) {
        frequent.add(keys[start]);
        counts.add(end - start);
      }
      start = end;
    }
  }
}
