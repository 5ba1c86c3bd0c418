package dev.typofix.tooling.lexicon;

import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.corrector.lexicon.TypingErrorModel;
import dev.typofix.corrector.lexicon.WordEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts the lexicon together from its sources. Used once, by one thread. */
final class LexiconBuilder {

  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z'’]*[A-Za-z]|[A-Za-z]");
  private static final int LONGEST_WORD = 40;

  private final SourceFiles files;
  private final Map<String, WordFacts> facts = new HashMap<>();
  private final Map<String, String> misspellings = new TreeMap<>();
  private final Map<String, Integer> pairs = new TreeMap<>();
  private long proseWords;
  private final ConfusionCollector confusions = new ConfusionCollector();
  private final TypingErrorModel.Trainer typingErrors = new TypingErrorModel.Trainer();

  LexiconBuilder(SourceFiles files) {
    this.files = files;
  }

  Lexicon.Content build() throws IOException {
    readScowl();
    new TechnicalWords(files).forEach(this::factsOf);
    readFrequencies();
    readProse();
    readMisspellings();
    new Corrections(files).read(typingErrors, confusions);
    Map<String, WordEntry> words = new TreeMap<>();
    Map<String, String> forms = new TreeMap<>();
    facts.forEach(
        (word, fact) -> {
          WordEntry entry = fact.toEntry();
          if (entry != null) {
            words.put(word, entry);
            putIfPresent(forms, word, fact.specialForm());
          }
        });
    confusions.addHomophones(new Pronunciations(files).homophones(words));
    return new Lexicon.Content(
        words,
        forms,
        misspellings,
        confusions.toMap(words),
        new Variants(files).read(),
        pairFrequencies(words),
        typingErrors.train());
  }

  private Map<String, String> pairFrequencies(Map<String, WordEntry> words) {
    Map<String, String> frequencies = new TreeMap<>();
    pairs.forEach(
        (pair, count) -> {
          if (count > 1 && words.containsKey(pair.replace(" ", ""))) {
            int frequency = WordFacts.decibels((double) count / proseWords);
            frequencies.put(pair, Integer.toString(frequency));
          }
        });
    return frequencies;
  }

  private static void putIfPresent(
      Map<String, String> map, String key, @Nullable String valueOrNull) {
    if (valueOrNull != null) {
      map.put(key, valueOrNull);
    }
  }

  private WordFacts factsOf(String form) {
    return facts.computeIfAbsent(form.toLowerCase(Locale.ROOT), word -> new WordFacts());
  }

  private void readScowl() throws IOException {
    files.forEachLine(
        "lexicons/scowl_all.tsv.gz",
        line -> {
          String[] fields = line.split("\t", -1);
          int level = Integer.parseInt(fields[1]);
          if (level <= 80 && !fields[0].endsWith("'s") && Character.isLetter(fields[0].charAt(0))) {
            factsOf(fields[0]).addScowl(fields[0], level);
          }
        });
  }

  private void readFrequencies() throws IOException {
    Map<String, Double> counts = new HashMap<>();
    files.forEachLine(
        "lexicons/frequency_dictionary_en_82_765.txt.gz",
        line -> {
          String[] fields = line.split(" ", 2);
          counts.put(fields[0], Double.parseDouble(fields[1]));
        });
    double total = counts.values().stream().mapToDouble(Double::doubleValue).sum();
    counts.forEach((word, count) -> factsOf(word).addGeneralShare(count / total));
  }

  /** Shares of running words and numbers of documents, by the prose that the model learns from. */
  private void readProse() throws IOException {
    for (String name : List.of("general", "docs", "comments", "messages")) {
      Map<String, Long> counts = new HashMap<>();
      List<String> document = new ArrayList<>();
      files.forEachLine(
          "prose/" + name + ".txt.gz",
          line -> {
            if (line.isBlank()) {
              addDocument(document, counts);
              document.clear();
            } else {
              document.add(line);
            }
          });
      addDocument(document, counts);
      double total = counts.values().stream().mapToLong(Long::longValue).sum();
      boolean general = name.equals("general");
      counts.forEach(
          (word, count) -> {
            if (general) {
              factsOf(word).addGeneralShare(count / total / 20);
            } else {
              factsOf(word).addTechnicalShare(count / total / 3);
            }
          });
    }
  }

  private void addDocument(List<String> paragraphs, Map<String, Long> counts) {
    Map<String, Map<String, Integer>> words = new HashMap<>();
    for (String paragraph : paragraphs) {
      Matcher matcher = WORD.matcher(paragraph);
      String before = "";
      int end = -2;
      while (matcher.find()) {
        String lower = matcher.group().toLowerCase(Locale.ROOT);
        boolean single = matcher.start() == end + 1 && paragraph.charAt(end) == ' ';
        if (single && facts.containsKey(before + lower)) {
          pairs.merge(before + " " + lower, 1, Integer::sum);
        }
        before = lower;
        end = matcher.end();
        proseWords++;
        String form = matcher.group().replace('’', '\'');
        if (form.length() <= LONGEST_WORD && isProse(paragraph, matcher.start(), matcher.end())) {
          words
              .computeIfAbsent(form.toLowerCase(Locale.ROOT), word -> new HashMap<>())
              .merge(form, 1, Integer::sum);
        }
      }
    }
    words.forEach(
        (word, forms) -> {
          int count = forms.values().stream().mapToInt(Integer::intValue).sum();
          counts.merge(word, (long) count, Long::sum);
          factsOf(word).addDocument(forms, true);
        });
  }

  /** Whether blanks or ordinary punctuation stand around a word: parts of identifiers are none. */
  private static boolean isProse(String text, int start, int end) {
    return (start == 0 || " (\"'“‘-".indexOf(text.charAt(start - 1)) >= 0)
        && (end == text.length() || " .,;:!?)\"'”’-".indexOf(text.charAt(end)) >= 0);
  }

  private void readMisspellings() throws IOException {
    files.forEachLine(
        "typos/typos-words.csv.gz",
        line -> {
          String[] fields = line.split(",", -1);
          String word = fields[0].toLowerCase(Locale.ROOT);
          if (fields.length > 1 && !fields[1].isBlank()) {
            factsOf(word).markMisspelling();
            misspellings.put(word, String.join("|", List.of(fields).subList(1, fields.length)));
          }
        });
  }
}
