package dev.typofix.server.settings;

import com.google.common.base.Preconditions;
import dev.typofix.corrector.CheckOptions.UnknownWords;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a user chose. The keys in {@code typofix.toml} and in editors are the components' names.
 *
 * @param enable whether documents are checked at all
 * @param minimumConfidence findings below are not shown, from 0 to 1; empty for the model's own
 *     threshold
 * @param fixAllConfidence what "fix all" applies: findings of at least this confidence, from 0 to 1
 * @param severity how loudly findings are shown
 * @param unknownWords what to do with unknown words that have no good replacement
 * @param maximumFileKilobytes larger documents are not checked; 1 kilobyte is 1024 bytes of UTF-8
 * @param dictionaries paths of further word lists, relative to the settings file or workspace
 * @param exclude patterns of files that are not checked
 * @param underCursorDelayMillis how long an editor's finding at the word being typed is withheld
 *     after the last change; 0 shows it at once
 * @param workspaceDiagnostics whether an editor that asks for the findings of all files in its
 *     folders is told them; costs processor time
 * @param threads of the model; 0 for the backend's choice
 * @param model the name of an installed model, or a folder; empty for the embedded one
 * @param hub the address of the hub that models are pulled from, the user's own choice only
 */
public record TypofixSettings(
    boolean enable,
    OptionalDouble minimumConfidence,
    double fixAllConfidence,
    SeverityRule severity,
    UnknownWords unknownWords,
    int maximumFileKilobytes,
    List<String> dictionaries,
    PathPatterns exclude,
    int underCursorDelayMillis,
    boolean workspaceDiagnostics,
    int threads,
    Optional<String> model,
    Optional<String> hub) {

  /** The name of the model that comes with the program. */
  public static final String EMBEDDED_MODEL = "tiny";

  /** What holds where nobody chose. */
  public static final TypofixSettings DEFAULT =
      new TypofixSettings(
          true,
          OptionalDouble.empty(),
          0.9,
          SeverityRule.AUTO,
          UnknownWords.IGNORE,
          1024,
          List.of(),
          PathPatterns.NONE,
          1500,
          false,
          0,
          Optional.empty(),
          Optional.empty());

  public TypofixSettings {
    Preconditions.checkArgument(
        fixAllConfidence >= 0 && fixAllConfidence <= 1,
        "fix-all confidence %s is not from 0 to 1",
        fixAllConfidence);
    dictionaries = List.copyOf(dictionaries);
  }
}
