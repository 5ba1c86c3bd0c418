package dev.typofix.server.lsp;

import dev.typofix.corrector.Finding;
import dev.typofix.corrector.FindingKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in plain words what a finding is. */
final class FindingMessage {

  private static final int LONGEST_QUOTE = 60;

  private FindingMessage() {}

  /** The diagnostic's message: what is wrong and what would be right, one line. */
  static String shortly(Finding finding, String text) {
    String typed = typed(finding, text);
    if (finding.replacements().isEmpty()) {
      return typed + " is in no dictionary.";
    }
    String best = quote(finding.replacements().get(0));
    return switch (finding.kind()) {
      case MISSPELLING -> typed + " looks like a misspelling of " + best + ".";
      case REAL_WORD -> "Did you mean " + best + " instead of " + typed + "?";
      case GRAMMAR_FORM -> best + " fits better here than " + typed + ".";
      case SPLIT_WORD -> typed + " should probably read " + best + ".";
      case JOINED_WORDS -> typed + " looks like more than one word: " + best + ".";
      case REPEATED_WORD -> typed + " repeats itself: " + best + " may be enough.";
      case LETTER_CASE -> typed + " is usually written " + best + ".";
      case UNKNOWN_WORD -> typed + " is in no dictionary; the nearest word is " + best + ".";
    };
  }

  /** Markdown: why, how sure, and what else it could be. */
  static String fully(Finding finding, String text) {
    StringBuilder markdown = new StringBuilder("**Typofix:** ");
    markdown.append(escape(shortly(finding, text))).append("\n\n").append(why(finding.kind()));
    if (!finding.replacements().isEmpty()) {
      markdown.append(String.format(Locale.ROOT, " %s sure.", percent(finding.confidence())));
    }
    List<String> others = finding.replacements().stream().skip(1).toList();
    if (!others.isEmpty()) {
      markdown.append(
          others.stream()
              .map(other -> escape(quote(other)))
              .collect(Collectors.joining(", ", "\n\nOther candidates: ", "")));
    }
    return markdown.toString();
  }

  private static String why(FindingKind kind) {
    return switch (kind) {
      case MISSPELLING -> "No dictionary has this word, and another one fits the sentence.";
      case REAL_WORD -> "The word exists, but the model expects another one in this sentence.";
      case GRAMMAR_FORM -> "The model expects another form of the word in this sentence.";
      case SPLIT_WORD -> "A blank stands where the model expects none, or one letter off.";
      case JOINED_WORDS -> "The model expects a blank in here.";
      case REPEATED_WORD -> "The same word stands here twice.";
      case LETTER_CASE -> "The model expects other capital or small letters.";
      case UNKNOWN_WORD -> "Neither the built-in dictionary nor yours has this word.";
    };
  }

  /** {@code 97 %}; never 100, for no model is. */
  static String percent(double confidence) {
    return Math.min(99, Math.round(confidence * 100)) + " %";
  }

  /** What a finding covers, quoted. */
  static String typed(Finding finding, String text) {
    return quote(text.substring(finding.start(), finding.end()));
  }

  /** A text in quotes, on one line and not too long. */
  static String quote(String text) {
    String line = text.replaceAll("\\s+", " ");
    int end =
        line.offsetByCodePoints(0, Math.min(LONGEST_QUOTE, line.codePointCount(0, line.length())));
    return '"' + (end < line.length() ? line.substring(0, end) + "…" : line) + '"';
  }

  private static String escape(String text) {
    return text.replaceAll("([\\\\`*_{}\\[\\]<>()#+!|~])", "\\\\$1");
  }
}
