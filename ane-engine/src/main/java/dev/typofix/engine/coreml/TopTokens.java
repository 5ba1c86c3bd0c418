package dev.typofix.engine.coreml;

/**
 * The highest of the values offered, in falling order; of equal ones the one offered first.
 * Confined to one thread.
 */
final class TopTokens {

  private final int[] numbers;
  private final float[] values;
  private int size;

  /** Keeps so many. */
  TopTokens(int capacity) {
    this.numbers = new int[capacity];
    this.values = new float[capacity];
  }

  void offer(int number, float value) {
    if (size == values.length && (size == 0 || value <= values[size - 1])) {
      return;
    }
    int place = size == values.length ? size - 1 : size++;
    while (place > 0 && values[place - 1] < value) {
      numbers[place] = numbers[place - 1];
      values[place] = values[place - 1];
      place--;
    }
    numbers[place] = number;
    values[place] = value;
  }

  int size() {
    return size;
  }

  int number(int rank) {
    return numbers[rank];
  }

  float value(int rank) {
    return values[rank];
  }
}
