package dev.typofix.server.cli;

import dev.typofix.corrector.document.Document;
import dev.typofix.corrector.document.Passage;
import dev.typofix.server.workspace.SkipReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run has done so far. Confined to one thread. */
final class Tally {

  private final Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);
  private int texts;
  private long words;
  private int findings;
  private int known;
  private int problems;

  /** Counts a text that was checked. */
  void checked(Document document, int findingCount) {
    texts++;
    words += document.passages().stream().mapToLong(Tally::words).sum();
    findings += findingCount;
  }

  private static long words(Passage passage) {
    String text = passage.text();
    long count = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      boolean blank = Character.isWhitespace(text.charAt(i));
      if (!blank && !inWord) {
        count++;
      }
      inWord = !blank;
    }
    return count;
  }

  /** Counts findings that are not reported since the user knows them. */
  void known(int count) {
    known += count;
  }

  void skipped(SkipReason reason, int count) {
    skipped.merge(reason, count, Integer::sum);
  }

  /** Counts something that could not be done and that the user was told of. */
  void problem() {
    problems++;
  }

  int findings() {
    return findings;
  }

  /** What the program exits with after a check. */
  int exitCode() {
    if (problems > 0) {
      return ExitCode.FAILURE;
    }
    return findings > 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  /** What the program exits with where findings were dealt with. */
  int exitCodeOfRepairs() {
    return problems > 0 ? ExitCode.FAILURE : ExitCode.CLEAN;
  }

  /**
   * One line for a person.
   *
   * @param noun what the texts were, in the singular: {@code file}
   */
  String summary(String noun, long millis) {
    List<String> parts = new ArrayList<>();
    parts.add(count(texts, noun) + ", " + count(words, "word") + ", " + count(findings, "finding"));
    if (known > 0) {
      parts.add(String.format(Locale.ROOT, "%,d in the baseline", known));
    }
    if (problems > 0) {
      parts.add(count(problems, "problem"));
    }
    String line =
        String.join(", ", parts) + String.format(Locale.ROOT, " in %.1f s", millis / 1000.0);
    if (skipped.isEmpty()) {
      return line;
    }
    List<String> reasons = new ArrayList<>();
    skipped.forEach((reason, count) -> reasons.add(count + " " + reason.description()));
    return line + "; skipped: " + String.join(", ", reasons);
  }

  private static String count(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }
}
