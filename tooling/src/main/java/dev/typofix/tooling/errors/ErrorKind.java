package dev.typofix.tooling.errors;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of errors that are made, measured and counted apart. */
public enum ErrorKind {
  /** A key beside the right one: {@code yhe}. */
  KEYBOARD_NEIGHBOUR,
  /** Any other letter in place of one: {@code compination}. */
  WRONG_CHARACTER,
  DROPPED_CHARACTER,
  /** A letter typed twice: {@code thhe}, {@code occassion}. */
  DOUBLED_CHARACTER,
  INSERTED_CHARACTER,
  TRANSPOSED_CHARACTERS,
  /** Two slips in one word. */
  TWO_SLIPS,
  /** Written as it sounds: {@code existance}, {@code fone}. */
  PHONETIC,
  /** As people have misspelt the word, by the lexicon or a list. */
  MISSPELLING,
  /** Another word that sounds the same: {@code their} for {@code there}. */
  HOMOPHONE,
  /** Another word that is mixed up with it: {@code form} for {@code from}. */
  CONFUSION,
  /** Another form of the word: {@code give} for {@code gives}. */
  INFLECTION,
  /** {@code a} for {@code an}, or an article left out. */
  ARTICLE,
  /** An apostrophe left out, misplaced or too much. */
  APOSTROPHE,
  REPEATED_WORD,
  SPLIT_WORD,
  JOINED_WORDS,
  /** A letter on the wrong side of a blank: {@code th ecat}. */
  MOVED_LETTER;

  /** As it is written in files: {@code keyboard-neighbour}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of this id. */
  public static Optional<ErrorKind> of(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
  }

  /** Whether such an error makes a text that is no word. */
  public boolean makesNonWord() {
    return switch (this) {
      case KEYBOARD_NEIGHBOUR,
          WRONG_CHARACTER,
          DROPPED_CHARACTER,
          DOUBLED_CHARACTER,
          INSERTED_CHARACTER,
          TRANSPOSED_CHARACTERS,
          TWO_SLIPS,
          PHONETIC,
          MISSPELLING ->
          true;
      default -> false;
    };
  }
}
