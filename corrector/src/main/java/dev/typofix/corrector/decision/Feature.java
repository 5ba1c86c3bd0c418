package dev.typofix.corrector.decision;

import java.util.Locale;

/**
 * What a decision looks at. The order is that of the feature vectors and of the calibration file.
 */
public enum Feature {
  /** log P(edit) − log P(copy), with context. */
  LOG_ODDS,
  /** The edit's own tokens. */
  EDIT_LOG_PROB,
  /** The copy's own tokens. */
  COPY_LOG_PROB,
  /** How much better the text goes on after the edit. */
  CONTEXT_GAIN,
  /** The least probable token of the copy. */
  LOWEST_COPY_LOG_PROB,
  /** Log-odds less those of the best other edit of the same place. */
  MARGIN,
  /** Log-odds less those of the best edit of the same place. */
  BELOW_BEST,
  /** How many edits of the same place were judged. */
  RIVALS,
  /** Typing this for that. */
  SLIP_LOG_PROB,
  EDIT_DISTANCE,
  /** Words typed: 0 unknown, 1 weak, 2 a name, 3 accepted; the least of two. */
  TYPED_STATUS,
  /** Known in the way it is written. */
  TYPED_KNOWN,
  TYPED_SCOWL_LEVEL,
  TYPED_GENERAL_FREQUENCY,
  TYPED_TECHNICAL_FREQUENCY,
  REPLACEMENT_SCOWL_LEVEL,
  REPLACEMENT_GENERAL_FREQUENCY,
  REPLACEMENT_TECHNICAL_FREQUENCY,
  /** Letters typed. */
  TYPED_LENGTH,
  FROM_MISSPELLINGS,
  /** ln(1 + how often people corrected this to that). */
  CORRECTIONS,
  FROM_INFLECTIONS,
  FROM_MODEL,
  IS_SPLIT,
  IS_JOIN,
  IS_MOVED_LETTER,
  IS_REPETITION,
  IS_LETTER_CASE,
  /** How much more frequent the words are with the edit's blanks than with the typed ones. */
  BLANK_ADVANTAGE,
  /** How much more probable n-grams find the stretch with the edit, in nats. */
  NGRAM_GAIN,
  /** The stretch with the edit. */
  NGRAM_EDITED,
  /** The stretch as typed. */
  NGRAM_TYPED,
  /** Mean length of the runs of the stretch as typed that were counted in clean text, 1 to 3. */
  NGRAM_TYPED_ORDER,
  /** The same with the edit. */
  NGRAM_EDITED_ORDER,
  /** The longest counted run of the stretch as typed. */
  NGRAM_TYPED_BEST_ORDER,
  /** The same of the stretch with the edit. */
  NGRAM_EDITED_BEST_ORDER,
  /** The {@link WordClass} of the second token before the edit. */
  CLASS_TWO_BEFORE,
  /** That of the token before the edit. */
  CLASS_BEFORE,
  /** That of the token behind the edit. */
  CLASS_AFTER,
  /** That of the second token behind the edit. */
  CLASS_TWO_AFTER,
  /** That of what was typed. */
  TYPED_CLASS,
  /** That of what is proposed. */
  REPLACEMENT_CLASS,
  /** How often the sentence has the replacement at other places. */
  REPLACEMENT_ELSEWHERE,
  /** The first letters differ. */
  FIRST_LETTER_CHANGES,
  /** The last letters differ. */
  LAST_LETTER_CHANGES,
  /** The edit adds or takes a final s only. */
  ONLY_FINAL_S,
  /** 0 lower case, 1 capitalized, 2 capitals, 3 mixed. */
  SHAPE,
  /** The word begins the sentence. */
  AT_START,
  /** A hyphen stands at the word. */
  AT_HYPHEN,
  /** Some mark other than a blank or ordinary punctuation stands at the word. */
  AT_SYMBOL,
  /** Quotation marks stand at the word. */
  AT_QUOTE,
  /** Words of the sentence. */
  SENTENCE_WORDS,
  /** The share of other words of the sentence that the lexicon lacks. */
  UNKNOWN_SHARE,
  /** The share of the sentence's characters that are protected or no letters. */
  CODE_SHARE,
  /** Other places of the sentence where the same is typed. */
  SAME_TYPED;

  /** The name in the calibration file. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
