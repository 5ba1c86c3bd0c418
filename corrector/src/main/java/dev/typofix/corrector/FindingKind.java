package dev.typofix.corrector;

import dev.typofix.corrector.candidate.Candidate;
import dev.typofix.corrector.candidate.Candidate.Source;
import dev.typofix.corrector.candidate.Word;
import java.util.List;

/** Kinds of typing errors; {@link #code()} is what users see and settings name. */
public enum FindingKind {
  /** A word that no lexicon holds, with its likely correction. */
  MISSPELLING("misspelling"),
  /** A word of the language in the place of another. */
  REAL_WORD("real-word"),
  /** The right word in a wrong form: number, tense, {@code a}/{@code an}. */
  GRAMMAR_FORM("grammar-form"),
  /** One word typed as two, or a letter moved over the blank between two. */
  SPLIT_WORD("split-word"),
  /** Two words typed as one. */
  JOINED_WORDS("joined-words"),
  /** The same word twice. */
  REPEATED_WORD("repeated-word"),
  /** A wrong capital or small letter. */
  LETTER_CASE("letter-case"),
  /** A word that no lexicon holds and that has no good replacement; reported on request only. */
  UNKNOWN_WORD("unknown-word");

  private final String code;

  FindingKind(String code) {
    this.code = code;
  }

  /** What kind of error an edit of a sentence's words would mend. */
  public static FindingKind of(Candidate candidate, List<Word> words) {
    Word word = words.get(candidate.first());
    if (candidate.source() == Source.REPEATED) {
      return REPEATED_WORD;
    }
    if (candidate.first() != candidate.last()) {
      return SPLIT_WORD;
    }
    if (candidate.replacement().contains(" ")) {
      return JOINED_WORDS;
    }
    if (candidate.source() == Source.LETTER_CASE) {
      return LETTER_CASE;
    }
    if (!word.isKnown()) {
      return MISSPELLING;
    }
    boolean form = candidate.source() == Source.INFLECTION || word.isIndefiniteArticle();
    return form ? GRAMMAR_FORM : REAL_WORD;
  }

  /** The stable name: {@code split-word}. */
  public String code() {
    return code;
  }
}
