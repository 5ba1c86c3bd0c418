package dev.typofix.tooling.errors;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Locale;

/** Where letters lie on a keyboard. */
public enum KeyboardLayout {
  QWERTY("qwertyuiop", "asdfghjkl", "zxcvbnm"),
  QWERTZ("qwertzuiop", "asdfghjkl", "yxcvbnm"),
  AZERTY("azertyuiop", "qsdfghjklm", "wxcvbn");

  private static final double REACH = 1.3;

  private final ImmutableList<String> neighbours;

  KeyboardLayout(String... rows) {
    String[] around = new String[26];
    Arrays.fill(around, "");
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < rows[row].length(); column++) {
        around[rows[row].charAt(column) - 'a'] = around(rows, row, column);
      }
    }
    neighbours = ImmutableList.copyOf(around);
  }

  private static String around(String[] rows, int row, int column) {
    StringBuilder near = new StringBuilder();
    for (int otherRow = 0; otherRow < rows.length; otherRow++) {
      for (int other = 0; other < rows[otherRow].length(); other++) {
        double across = column + shift(row) - other - shift(otherRow);
        double distance = Math.hypot(across, row - otherRow);
        if (distance > 0 && distance < REACH) {
          near.append(rows[otherRow].charAt(other));
        }
      }
    }
    return near.toString();
  }

  /** How far, in widths of a key, a row is shifted to the right of the top row. */
  private static double shift(int row) {
    return (row * row + row) / 8.0;
  }

  /** The letters on keys that touch that of a small letter; none for other characters. */
  public String neighbours(char letter) {
    return letter >= 'a' && letter <= 'z' ? neighbours.get(letter - 'a') : "";
  }

  /** As it is written in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
