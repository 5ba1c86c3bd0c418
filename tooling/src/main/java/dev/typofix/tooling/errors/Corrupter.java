package dev.typofix.tooling.errors;

import dev.typofix.corrector.candidate.Word;
import dev.typofix.corrector.candidate.Word.Shape;
import dev.typofix.corrector.candidate.WordScanner;
import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.corrector.lexicon.WordEntry;
import dev.typofix.corrector.sentence.Sentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Puts errors into clean texts, never into protected spans, names and words that look like names.
 * Immutable and thread-safe; its {@link Run}s belong to one thread each.
 */
public final class Corrupter {

  /** Share of the words that no lexicon knows, and of capitalized ones, that may get errors. */
  private static final double UNUSUAL_SHARE = 0.12;

  private static final int MOST_WORDS_TRIED = 24;
  private static final int MOST_KINDS_TRIED = 8;

  private final WordKnowledge words;
  private final WordScanner scanner;
  private final Map<ErrorKind, ErrorSource> sources = new EnumMap<>(ErrorKind.class);

  public Corrupter(Lexicon lexicon, WrongForms forms) {
    words = new WordKnowledge(lexicon);
    scanner = new WordScanner(lexicon);
    Slips slips = new Slips(words, forms);
    for (ErrorKind kind : ErrorKind.values()) {
      if (kind.makesNonWord() && kind != ErrorKind.MISSPELLING) {
        sources.put(
            kind,
            (text, index, random) ->
                word(
                    text,
                    index,
                    slips.make(kind, text.words().get(index).lower(), text.keyboard(), random)));
      }
    }
    sources.put(
        ErrorKind.MISSPELLING,
        (text, i, random) -> word(text, i, slips.misspelling(text.words().get(i), random)));
    MixUps mixUps = new MixUps(words, forms);
    sources.put(
        ErrorKind.HOMOPHONE, (t, i, r) -> word(t, i, mixUps.homophone(t.words().get(i), r)));
    sources.put(
        ErrorKind.CONFUSION, (t, i, r) -> word(t, i, mixUps.confusion(t.words().get(i), r)));
    sources.put(
        ErrorKind.INFLECTION, (t, i, r) -> word(t, i, mixUps.inflection(t.words().get(i), r)));
    sources.put(
        ErrorKind.APOSTROPHE, (t, i, r) -> word(t, i, mixUps.apostrophe(t.words().get(i), r)));
    SpacingErrors spacing = new SpacingErrors(words, forms);
    sources.put(ErrorKind.ARTICLE, spacing::article);
    sources.put(ErrorKind.SPLIT_WORD, spacing::split);
    sources.put(ErrorKind.JOINED_WORDS, spacing::join);
    sources.put(ErrorKind.MOVED_LETTER, spacing::moveLetter);
    sources.put(ErrorKind.REPEATED_WORD, spacing::repeat);
  }

  private ErrorSource.@Nullable Typed word(ProseText text, int index, @Nullable String lower) {
    if (lower == null) {
      return null;
    }
    Word word = text.words().get(index);
    String typed = words.inCaseOf(word, lower);
    boolean curly = text.text().indexOf('’') >= 0;
    return new ErrorSource.Typed(
        word.start(), word.end(), curly ? typed.replace('\'', '’') : typed);
  }

  /** A run of texts with these rates. */
  public Run run(ErrorRates rates, RandomGenerator random) {
    return new Run(new KindDraw(rates), random);
  }

  /**
   * Corrupts one text after another; what one lacks the place for is made up for in a later one.
   */
  public final class Run {
    private final KindDraw draw;
    private final RandomGenerator random;

    private Run(KindDraw draw, RandomGenerator random) {
      this.draw = draw;
      this.random = random;
    }

    /**
     * Finds the words of a text that are not protected.
     *
     * @param keyboard on which the text is typed
     */
    public ProseText read(Sentence text, KeyboardLayout keyboard) {
      return new ProseText(text.text(), scanner.scan(text), keyboard);
    }

    /** Makes up to so many errors, fewer where there is no place for them. */
    public CorruptedText corrupt(ProseText text, int errors) {
      List<TextEdit> edits = new ArrayList<>();
      int[] places = errors == 0 ? new int[0] : placesFor(text);
      Set<ErrorKind> impossible = EnumSet.noneOf(ErrorKind.class);
      for (int i = 0; i < errors && places.length > 0; i++) {
        make(text, places, impossible, edits).ifPresent(edits::add);
      }
      return new CorruptedText(text.text(), edits);
    }

    private Optional<TextEdit> make(
        ProseText text, int[] places, Set<ErrorKind> impossible, List<TextEdit> edits) {
      for (ErrorKind kind : draw.due()) {
        Optional<TextEdit> edit = make(kind, text, places, impossible, edits);
        if (edit.isPresent()) {
          draw.pay(kind);
          return edit;
        }
      }
      for (int i = 0; i < MOST_KINDS_TRIED; i++) {
        ErrorKind kind = draw.next(random);
        Optional<TextEdit> edit = make(kind, text, places, impossible, edits);
        if (edit.isPresent()) {
          return edit;
        }
        draw.owe(kind);
      }
      return Optional.empty();
    }

    /** Remembers a kind that the text has no place for, so that it is not tried there again. */
    private Optional<TextEdit> make(
        ErrorKind kind,
        ProseText text,
        int[] places,
        Set<ErrorKind> impossible,
        List<TextEdit> edits) {
      if (impossible.contains(kind)) {
        return Optional.empty();
      }
      Optional<TextEdit> edit = make(kind, text, places, edits);
      if (edit.isEmpty()) {
        impossible.add(kind);
      }
      return edit;
    }

    /** Tries words in random order; slips happen the oftener the longer a word is. */
    private Optional<TextEdit> make(
        ErrorKind kind, ProseText text, int[] places, List<TextEdit> edits) {
      ErrorSource source = sources.get(kind);
      if (source == null) {
        throw new IllegalStateException("no source of " + kind);
      }
      for (int i = 0; i < Math.min(places.length, MOST_WORDS_TRIED); i++) {
        int other = i + random.nextInt(places.length - i);
        int index = places[other];
        places[other] = places[i];
        places[i] = index;
        boolean passed =
            !kind.makesNonWord() || random.nextInt(10) < text.words().get(index).length();
        ErrorSource.Typed typed = passed ? source.at(text, index, random) : null;
        if (typed != null) {
          TextEdit edit = new TextEdit(typed.start(), typed.end(), typed.replacement(), kind);
          if (isError(edit, text) && edits.stream().noneMatch(edit::overlaps)) {
            return Optional.of(edit);
          }
        }
      }
      return Optional.empty();
    }

    private int[] placesFor(ProseText text) {
      int[] places = new int[text.words().size()];
      int count = 0;
      for (int i = 0; i < places.length; i++) {
        if (mayErr(text, i)) {
          places[count++] = i;
        }
      }
      return Arrays.copyOf(places, count);
    }

    /** Names never; words that look like names, or that the lexicon lacks, now and then. */
    private boolean mayErr(ProseText text, int index) {
      Word word = text.words().get(index);
      if (word.shape() == Shape.MIXED) {
        return false;
      }
      if (word.shape() == Shape.UPPER && word.length() > 1) {
        return isLowerWord(word) && random.nextDouble() < UNUSUAL_SHARE;
      }
      if (word.shape() == Shape.CAPITALIZED && !word.lower().equals("i")) {
        boolean atStart = text.startsSentence(index);
        return isLowerWord(word) && (atStart || random.nextDouble() < UNUSUAL_SHARE);
      }
      return word.isKnown() || random.nextDouble() < UNUSUAL_SHARE;
    }
  }

  /** Whether a word is usually written in small letters. */
  private static boolean isLowerWord(Word word) {
    return word.entry()
        .map(e -> e.status() == WordEntry.Status.ACCEPTED && e.casing() == WordEntry.Casing.LOWER)
        .orElse(false);
  }

  /** Variants of a spelling are no errors. */
  private boolean isError(TextEdit edit, ProseText text) {
    String clean = text.slice(edit.start(), edit.end());
    return !clean.equals(edit.replacement())
        && !words
            .lexicon()
            .areVariants(
                edit.replacement().toLowerCase(Locale.ROOT), clean.toLowerCase(Locale.ROOT));
  }
}
