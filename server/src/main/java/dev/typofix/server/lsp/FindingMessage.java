package dev.typofix.server.lsp;

import dev.typofix.corrector.Finding;
import dev.typofix.corrector.FindingKind;
import dev.typofix.server.message.Phrases;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in plain words what a finding is. */
final class FindingMessage {

  private FindingMessage() {}

  /** The diagnostic's message: what is wrong and what would be right, one line. */
  static String shortly(Finding finding, String text) {
    String typed = Phrases.typed(finding, text);
    if (finding.replacements().isEmpty()) {
      return typed + " is in no dictionary.";
    }
    String best = Phrases.quote(finding.replacements().get(0));
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

  /**
   * Markdown: why, how sure, and what else it could be. Editors show it below the diagnostic's own
   * message, so it does not say that again.
   */
  static String fully(Finding finding) {
    StringBuilder markdown = new StringBuilder(why(finding.kind()));
    if (!finding.replacements().isEmpty()) {
      markdown.append(
          String.format(Locale.ROOT, " %s sure.", Phrases.percent(finding.confidence())));
    }
    List<String> others = finding.replacements().stream().skip(1).toList();
    if (!others.isEmpty()) {
      markdown.append(
          others.stream()
              .map(other -> escape(Phrases.quote(other)))
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

  private static String escape(String text) {
    return text.replaceAll("([\\\\`*_{}\\[\\]<>()#+!|~])", "\\\\$1");
  }
}
