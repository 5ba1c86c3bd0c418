package dev.typofix.corrector.lexicon;

import com.google.common.base.Splitter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.zip.CRC32;
import org.apache.lucene.store.InputStreamDataInput;

/**
 * The English words, their frequencies, known misspellings, words that are mixed up, spelling
 * variants and the model of typing errors. Words are looked up in lower case with a straight
 * apostrophe. Immutable and thread-safe.
 */
public final class Lexicon {

  private static final String RESOURCE = "english.lexicon";
  private static final byte[] MAGIC = {'T', 'Y', 'P', 'O', 'L', 'E', 'X', '1'};
  private static final Splitter LIST = Splitter.on('|').omitEmptyStrings();

  private final WordTransducer words;
  private final WordMap forms;
  private final WordMap misspellings;
  private final WordMap confusions;
  private final WordMap variants;
  private final WordMap pairs;
  private final TypingErrorModel typingErrors;

  private Lexicon(DataInputStream input) throws IOException {
    InputStreamDataInput sections = new InputStreamDataInput(input);
    words = WordTransducer.read(sections);
    forms = WordMap.read(sections);
    misspellings = WordMap.read(sections);
    confusions = WordMap.read(sections);
    variants = WordMap.read(sections);
    pairs = WordMap.read(sections);
    typingErrors = TypingErrorModel.read(input);
  }

  /** Reads the lexicon that lies in the jar. */
  public static Lexicon embedded() {
    try (InputStream input = Lexicon.class.getResourceAsStream(RESOURCE)) {
      if (input == null) {
        throw new IllegalStateException("the jar lacks " + RESOURCE);
      }
      return read(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a lexicon file to its end. The checksum is compared before anything else is believed.
   *
   * @throws IOException if it cannot be read, is none, or is damaged
   */
  public static Lexicon read(InputStream input) throws IOException {
    byte[] file = input.readAllBytes();
    int end = file.length - Long.BYTES;
    if (end < MAGIC.length || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IOException("not a Typofix lexicon");
    }
    CRC32 sum = new CRC32();
    sum.update(file, 0, end);
    if (ByteBuffer.wrap(file).getLong(end) != sum.getValue()) {
      throw new IOException("the lexicon is damaged: its checksum differs");
    }
    int start = MAGIC.length;
    return new Lexicon(new DataInputStream(new ByteArrayInputStream(file, start, end - start)));
  }

  /**
   * What a lexicon file is made of; keys are in lower case, lists of words are joined by {@code |}.
   *
   * @param words every word
   * @param forms how words of {@link WordEntry.Casing#SPECIAL} are written
   * @param misspellings known misspellings and their corrections
   * @param confusions what a word, or two with a blank between, may stand for by mistake
   * @param variants words that are variants of each other have a value in common
   * @param pairs two words with a blank between that are a word without it, and their frequency in
   *     the unit of {@link WordEntry}
   */
  public record Content(
      Map<String, WordEntry> words,
      Map<String, String> forms,
      Map<String, String> misspellings,
      Map<String, String> confusions,
      Map<String, String> variants,
      Map<String, String> pairs,
      TypingErrorModel typingErrors) {

    /** Writes the lexicon file. */
    public void write(OutputStream output) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(MAGIC);
      WordTransducer.write(words, bytes);
      WordMap.write(forms, bytes);
      WordMap.write(misspellings, bytes);
      WordMap.write(confusions, bytes);
      WordMap.write(variants, bytes);
      WordMap.write(pairs, bytes);
      DataOutputStream data = new DataOutputStream(bytes);
      typingErrors.write(data);
      CRC32 sum = new CRC32();
      sum.update(bytes.toByteArray());
      data.writeLong(sum.getValue());
      bytes.writeTo(output);
    }
  }

  /** What is known of a word; empty if the lexicon lacks it. */
  public Optional<WordEntry> entry(String word) {
    return words.get(word);
  }

  /** How the word is usually written: {@code github} → {@code GitHub}. */
  public String canonicalForm(String word) {
    WordEntry.Casing casing = entry(word).map(WordEntry::casing).orElse(WordEntry.Casing.LOWER);
    return switch (casing) {
      case LOWER -> word;
      case CAPITALIZED -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
      case SPECIAL -> forms.get(word).orElse(word);
    };
  }

  /** The corrections of a known misspelling, likeliest first; empty if it is none. */
  public List<String> corrections(String misspelling) {
    return misspellings.get(misspelling).map(LIST::splitToList).orElse(List.of());
  }

  /** Visits every known misspelling with its corrections, likeliest first. */
  public void forEachMisspelling(BiConsumer<String, List<String>> consumer) {
    misspellings.forEach(
        (misspelling, list) -> consumer.accept(misspelling, LIST.splitToList(list)));
  }

  /** Visits every word, or two words with a blank between, that may stand by mistake. */
  public void forEachConfusion(BiConsumer<String, List<Confusion>> consumer) {
    confusions.forEach((typed, list) -> consumer.accept(typed, parseConfusions(list)));
  }

  /**
   * What may be meant where a word, or two words with a blank between, stands by mistake: words
   * that sound alike or were mixed up in corrections.
   */
  public List<Confusion> confusions(String typed) {
    return confusions.get(typed).map(Lexicon::parseConfusions).orElse(List.of());
  }

  private static List<Confusion> parseConfusions(String list) {
    return LIST.splitToList(list).stream().map(Confusion::parse).toList();
  }

  /**
   * What may be meant by a word.
   *
   * @param meant one word or two, in lower case
   * @param corrections how often people corrected the one to the other in the histories looked at
   */
  public record Confusion(String meant, int corrections) {

    private static Confusion parse(String text) {
      int colon = text.lastIndexOf(':');
      return new Confusion(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
  }

  /**
   * How frequent two words with a blank between are that make a word without it, in the unit of
   * {@link WordEntry}; {@link WordEntry#NEVER_SEEN} for others.
   */
  public int pairFrequency(String pair) {
    return pairs.get(pair).map(Integer::parseInt).orElse(WordEntry.NEVER_SEEN);
  }

  /** How often people corrected a text, one word or two in lower case, to another. */
  public int correctionCount(String typed, String meant) {
    return confusions(typed).stream()
        .filter(confusion -> confusion.meant().equals(meant))
        .mapToInt(Confusion::corrections)
        .findFirst()
        .orElse(0);
  }

  /**
   * Whether two words are regional or other variants of one word ({@code colour}, {@code color}).
   */
  public boolean areVariants(String a, String b) {
    Optional<String> left = variants.get(a);
    Optional<String> right = variants.get(b);
    if (left.isEmpty() || right.isEmpty()) {
      return false;
    }
    List<String> shared = LIST.splitToList(right.get());
    return LIST.splitToList(left.get()).stream().anyMatch(shared::contains);
  }

  /**
   * Finds words near another, itself included if it is a word.
   *
   * @param distance 1 or 2 edits; a transposition of neighbours is one
   */
  public void forEachNear(String word, int distance, BiConsumer<String, WordEntry> consumer) {
    words.forEachNear(word, distance, consumer);
  }

  /** How likely each slip is. */
  public TypingErrorModel typingErrors() {
    return typingErrors;
  }
}
