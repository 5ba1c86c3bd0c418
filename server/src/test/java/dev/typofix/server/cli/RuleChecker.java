package dev.typofix.server.cli;

import dev.typofix.corrector.CancelCheck;
import dev.typofix.corrector.CheckOptions;
import dev.typofix.corrector.CheckOptions.UnknownWords;
import dev.typofix.corrector.Checker;
import dev.typofix.corrector.Finding;
import dev.typofix.corrector.FindingKind;
import dev.typofix.corrector.document.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A checker that knows a handful of errors by heart; it crashes on {@code crashnow}. */
final class RuleChecker implements Checker {

  private static final Pattern WORDS = Pattern.compile("(?<!\\S)the the(?!\\S)|[\\p{L}']+");

  private record Rule(FindingKind kind, double confidence, List<String> replacements) {}

  private static final Map<String, Rule> RULES =
      Map.of(
          "teh", new Rule(FindingKind.MISSPELLING, 0.99, List.of("the", "ten", "tech")),
          "sentenc", new Rule(FindingKind.MISSPELLING, 0.9, List.of("sentence")),
          "too", new Rule(FindingKind.REAL_WORD, 0.6, List.of("to")),
          "the the", new Rule(FindingKind.REPEATED_WORD, 0.97, List.of("the")),
          "xqzt", new Rule(FindingKind.UNKNOWN_WORD, 0.5, List.of()),
          "halb", new Rule(FindingKind.MISSPELLING, 0.95, List.of("hal\uD800b")));

  @Override
  public List<Finding> check(Document document, CheckOptions options, CancelCheck cancel) {
    List<Finding> findings = new ArrayList<>();
    Matcher matcher = WORDS.matcher(document.text());
    while (matcher.find()) {
      if (matcher.group().equals("crashnow")) {
        throw new IllegalStateException("secret: " + document.text());
      }
      Rule rule = RULES.get(matcher.group());
      if (rule != null && reported(rule, matcher.group(), options)) {
        findings.add(
            new Finding(
                matcher.start(),
                matcher.end(),
                rule.kind(),
                rule.confidence(),
                rule.replacements()));
      }
    }
    return findings;
  }

  private static boolean reported(Rule rule, String word, CheckOptions options) {
    return rule.confidence() >= options.minimumConfidence().orElse(0.5)
        && !options.vocabulary().accepts(word)
        && (rule.kind() != FindingKind.UNKNOWN_WORD
            || options.unknownWords() == UnknownWords.REPORT);
  }
}
