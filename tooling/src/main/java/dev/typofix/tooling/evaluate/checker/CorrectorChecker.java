package dev.typofix.tooling.evaluate.checker;

import dev.typofix.corrector.CancelCheck;
import dev.typofix.corrector.CheckOptions;
import dev.typofix.corrector.Checker;
import dev.typofix.corrector.Finding;
import dev.typofix.corrector.document.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The product's own checker. Confined to the corrector's thread. */
public final class CorrectorChecker implements TextChecker {

  private static final CheckOptions EVERYTHING =
      new CheckOptions(
          OptionalDouble.of(0),
          CheckOptions.DEFAULT.vocabulary(),
          CheckOptions.DEFAULT.unknownWords());

  private final Checker checker;
  private final CheckOptions options;
  private final String description;

  /**
   * Wraps a checker.
   *
   * @param minimumConfidence of the findings that are shown; empty for the product's default
   */
  public CorrectorChecker(Checker checker, OptionalDouble minimumConfidence, String description) {
    this.checker = checker;
    this.options =
        new CheckOptions(
            minimumConfidence,
            CheckOptions.DEFAULT.vocabulary(),
            CheckOptions.DEFAULT.unknownWords());
    this.description = description;
  }

  @Override
  public String name() {
    return "typofix";
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public List<CheckedText> check(List<String> texts, Progress progress) {
    List<CheckedText> checked = new ArrayList<>();
    for (String text : texts) {
      checked.add(check(text));
      progress.step();
    }
    return checked;
  }

  /** The second look costs next to nothing: the sentences are known by then. */
  private CheckedText check(String text) {
    long start = System.nanoTime();
    Document document = Document.line(text);
    List<Finding> shown = checker.check(document, options, CancelCheck.NEVER);
    long nanos = System.nanoTime() - start;
    List<Finding> candidates = checker.check(document, EVERYTHING, CancelCheck.NEVER);
    return new CheckedText(reported(shown), reported(candidates), OptionalLong.of(nanos));
  }

  private static List<Reported> reported(List<Finding> findings) {
    return findings.stream()
        .map(
            finding ->
                new Reported(
                    finding.start(),
                    finding.end(),
                    finding.kind().code(),
                    OptionalDouble.of(finding.confidence()),
                    finding.replacements()))
        .toList();
  }
}
