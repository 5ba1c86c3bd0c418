package dev.typofix.tooling.errors;

import dev.typofix.corrector.candidate.Word;
import java.util.List;

/**
 * A text as errors are made in it.
 *
 * @param words those outside protected spans, in order
 * @param keyboard on which it is typed
 */
public record ProseText(String text, List<Word> words, KeyboardLayout keyboard) {

  public ProseText {
    words = List.copyOf(words);
  }

  /** Whether a single blank parts a word and the next one. */
  boolean joinsNext(int index) {
    if (index + 1 >= words.size()) {
      return false;
    }
    int end = words.get(index).end();
    return words.get(index + 1).start() == end + 1 && text.charAt(end) == ' ';
  }

  /** Whether a word stands at the start of a sentence, a heading, a quotation or the like. */
  boolean startsSentence(int index) {
    int i = words.get(index).start() - 1;
    while (i >= 0 && " \"'“‘([*_".indexOf(text.charAt(i)) >= 0) {
      i--;
    }
    return i < 0 || ".!?:\n-–—•#>".indexOf(text.charAt(i)) >= 0;
  }

  /** What stands in a range. */
  String slice(int start, int end) {
    return text.substring(start, end);
  }
}
