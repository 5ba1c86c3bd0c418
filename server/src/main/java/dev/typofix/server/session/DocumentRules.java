package dev.typofix.server.session;

import dev.typofix.corrector.CheckOptions;
import dev.typofix.corrector.Vocabulary;
import dev.typofix.server.settings.TypofixSettings;

/**
 * What holds for one document.
 *
 * @param wanted whether it is checked at all
 * @param vocabulary words that are right in it
 */
public record DocumentRules(TypofixSettings settings, boolean wanted, Vocabulary vocabulary) {

  /** The same, as the checker takes it. */
  public CheckOptions checkOptions() {
    return new CheckOptions(settings.minimumConfidence(), vocabulary, settings.unknownWords());
  }
}
