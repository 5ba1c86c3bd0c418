package dev.typofix.server.lsp;

import dev.typofix.corrector.CancelCheck;
import dev.typofix.corrector.CheckOptions;
import dev.typofix.corrector.Checker;
import dev.typofix.corrector.Finding;
import dev.typofix.corrector.FindingKind;
import dev.typofix.corrector.document.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a few words. {@code Boom} makes it throw; a sentence with {@code wait} has it wait for the
 * test's leave.
 */
final class FakeChecker implements Checker {

  private static final Pattern WORD = Pattern.compile("\\p{L}+");

  private static final Map<String, Finding> KNOWN =
      Map.of(
          "teh", known(FindingKind.MISSPELLING, .97, "the", "tech"),
          "stor", known(FindingKind.MISSPELLING, .92, "store", "story", "sort"),
          "too", known(FindingKind.REAL_WORD, .6, "to"),
          "xyzzy", known(FindingKind.UNKNOWN_WORD, .5));

  final AtomicInteger checks = new AtomicInteger();
  final AtomicInteger cancellations = new AtomicInteger();
  final Gate gate = new Gate();

  private static Finding known(FindingKind kind, double confidence, String... replacements) {
    return new Finding(0, 0, kind, confidence, List.of(replacements));
  }

  @Override
  public List<Finding> check(Document document, CheckOptions options, CancelCheck cancel) {
    checks.incrementAndGet();
    if (document.text().contains("Boom")) {
      throw new IllegalStateException("secret " + document.text());
    }
    if (document.text().contains("wait")) {
      gate.pass();
    }
    try {
      cancel.check();
    } catch (java.util.concurrent.CancellationException e) {
      cancellations.incrementAndGet();
      throw e;
    }
    List<Finding> findings = new ArrayList<>();
    Matcher words = WORD.matcher(document.text());
    while (words.find()) {
      Finding known = KNOWN.get(words.group());
      if (known != null
          && known.confidence() >= options.minimumConfidence().orElse(0)
          && !options.vocabulary().accepts(words.group())) {
        findings.add(
            new Finding(
                words.start(),
                words.end(),
                known.kind(),
                known.confidence(),
                known.replacements()));
      }
    }
    return findings;
  }
}
