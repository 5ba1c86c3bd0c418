package dev.typofix.tooling.evaluate.corpus;

import java.util.Locale;

/** The classes of corrections. All but the last count. */
public enum EditClass {
  /** What stands there is no word. */
  NONWORD,
  /** A word in the place of another. */
  REALWORD,
  /** The right word in a wrong form. */
  INFLECT,
  /** A blank too many, too few or at the wrong place. */
  SPACE,
  /** The same word twice. */
  DOUBLED,
  /** Matters of style and others that say neither right nor wrong of a checker. */
  OTHER;

  /** The class of that name in a file of corrections; {@link #OTHER} if it does not count. */
  public static EditClass named(String name) {
    for (EditClass each : values()) {
      if (each.code().equals(name)) {
        return each;
      }
    }
    return OTHER;
  }

  /** The class that a kind of findings stands for, given the kind's code. */
  public static EditClass ofFindings(String kind) {
    return switch (kind) {
      case "misspelling" -> NONWORD;
      case "real-word" -> REALWORD;
      case "grammar-form" -> INFLECT;
      case "split-word", "joined-words" -> SPACE;
      case "repeated-word" -> DOUBLED;
      default -> OTHER;
    };
  }

  /** The name in files. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
