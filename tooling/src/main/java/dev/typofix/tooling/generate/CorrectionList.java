package dev.typofix.tooling.generate;

import com.google.common.base.Splitter;
import dev.typofix.tooling.corpus.CleanDocument;
import dev.typofix.tooling.corpus.DocumentReader;
import dev.typofix.tooling.corpus.TextLayout;
import dev.typofix.tooling.corpus.TextProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Reads lists of corrections, a line each: {@code wrong->right, right}, {@code wrong,right}, {@code
 * wrong TAB right}, or {@code right: wrong, wrong*9}. Of mix-ups also {@code one; other} for both
 * ways. What follows a {@code #} is a comment.
 */
final class CorrectionList {

  private static final Splitter COMMAS = Splitter.on(',').trimResults().omitEmptyStrings();
  private static final Splitter SEMICOLONS = Splitter.on(';').trimResults().omitEmptyStrings();

  private CorrectionList() {}

  /** Hands over each wrong word with each right one, in lower case. */
  static void forEach(Path file, BiConsumer<String, String> consumer)
      throws IOException, TextProblem {
    try (DocumentReader reader = new DocumentReader(file, Optional.of(TextLayout.PARAGRAPHS))) {
      Optional<CleanDocument> lines = reader.next();
      while (lines.isPresent()) {
        lines.get().paragraphs().forEach(line -> addLine(line, consumer));
        lines = reader.next();
      }
    }
  }

  private static void addLine(String line, BiConsumer<String, String> consumer) {
    int comment = line.indexOf('#');
    String text = (comment < 0 ? line : line.substring(0, comment)).toLowerCase(Locale.ROOT);
    for (String separator : List.of("->", "\t")) {
      int place = text.indexOf(separator);
      if (place > 0) {
        String wrong = text.substring(0, place).strip();
        String rest =
            SEMICOLONS.splitToList(text.substring(place + separator.length()) + ";").get(0);
        COMMAS.split(rest).forEach(right -> consumer.accept(wrong, word(right)));
        return;
      }
    }
    int colon = text.indexOf(':');
    if (colon > 0) {
      String right = text.substring(0, colon).strip();
      COMMAS.split(text.substring(colon + 1)).forEach(wrong -> consumer.accept(word(wrong), right));
    } else if (text.indexOf(';') > 0) {
      List<String> words = SEMICOLONS.splitToList(text);
      consumer.accept(word(words.get(0)), word(words.get(Math.min(1, words.size() - 1))));
      consumer.accept(word(words.get(Math.min(1, words.size() - 1))), word(words.get(0)));
    } else {
      List<String> words = COMMAS.splitToList(text);
      words.stream().skip(1).forEach(right -> consumer.accept(words.get(0), right));
    }
  }

  /** A word without a count or an explanation after it. */
  private static String word(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) != '*' && text.charAt(end) != '|') {
      end++;
    }
    return text.substring(0, end).strip();
  }
}
