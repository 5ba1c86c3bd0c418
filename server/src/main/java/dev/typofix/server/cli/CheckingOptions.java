package dev.typofix.server.cli;

import dev.typofix.corrector.CheckOptions;
import dev.typofix.corrector.CheckOptions.UnknownWords;
import dev.typofix.server.session.DocumentRules;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What counts as a finding. Filled by picocli. */
final class CheckingOptions {

  @Spec(Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--unknown-words",
      description = "Report unknown words too, even those that have no good replacement.")
  private boolean unknownWords;

  private OptionalDouble minimumConfidence = OptionalDouble.empty();

  @Option(
      names = "--min-confidence",
      paramLabel = "P",
      description =
          "Leave out findings that are less sure, from 0 to 1; the model's own threshold by default.")
  void minimumConfidence(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--min-confidence is from 0 to 1, not " + value);
    }
    minimumConfidence = OptionalDouble.of(value);
  }

  /** The options of one check: what the user said on the command line, else the settings. */
  CheckOptions over(DocumentRules rules) {
    CheckOptions settled = rules.checkOptions();
    return new CheckOptions(
        minimumConfidence.isPresent() ? minimumConfidence : settled.minimumConfidence(),
        settled.vocabulary(),
        unknownWords ? UnknownWords.REPORT : settled.unknownWords());
  }
}
