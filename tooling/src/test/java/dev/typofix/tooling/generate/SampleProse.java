package dev.typofix.tooling.generate;

import java.util.List;
import java.util.Random;

/** English of a kind, as much as a test wants: sentences put together at random. */
final class SampleProse {

  private static final List<String> SUBJECTS =
      List.of(
          "The server",
          "Their client",
          "An old document",
          "The user's settings",
          "Your answer",
          "It's a file that",
          "A good teacher",
          "The weather",
          "They",
          "The committee",
          "Every child",
          "Our neighbours",
          "The parser",
          "This chapter",
          "A whole paragraph",
          "Nobody in Vienna");

  private static final List<String> VERBS =
      List.of(
          "doesn't remember",
          "receives",
          "writes",
          "explains",
          "changes",
          "believes in",
          "describes",
          "accepts",
          "is looking for",
          "has written",
          "finds",
          "separates",
          "returns to",
          "knows",
          "considers",
          "is responsible for",
          "then uses",
          "was ready for",
          "can't replace");

  private static final List<String> OBJECTS =
      List.of(
          "the configuration",
          "an unusual word",
          "its own `getValue()` method",
          "a piece of advice",
          "the beginning of the sentence",
          "two different languages",
          "the file /usr/share/dict/words",
          "a page at https://example.org/a/their",
          "the whole history",
          "an experience of that kind",
          "the government",
          "every occurrence",
          "too many questions",
          "the effect of the weather",
          "what `their_name` means",
          "a necessary change",
          "the address on the page",
          "the whole truth");

  private static final List<String> ENDINGS =
      List.of(
          "because of the weather",
          "in the beginning",
          "when they are there",
          "without any reason",
          "as soon as it's possible",
          "where the others were",
          "and that is quite enough",
          "if you don't mind",
          "with all of their friends",
          "for the first time",
          "through the night",
          "on the other hand",
          "before the end of the year",
          "than anybody else 🙂 there");

  private SampleProse() {}

  /** Documents of one to twelve paragraphs, a blank line between them. */
  static String documents(int count, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      for (int p = random.nextInt(12); p >= 0; p--) {
        for (int s = random.nextInt(5); s >= 0; s--) {
          text.append(sentence(random)).append(s == 0 ? "\n" : " ");
        }
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String sentence(Random random) {
    String start = pick(SUBJECTS, random) + " " + pick(VERBS, random) + " " + pick(OBJECTS, random);
    return start + " " + pick(ENDINGS, random) + " " + (1 + random.nextInt(9000)) + ".";
  }

  private static String pick(List<String> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
