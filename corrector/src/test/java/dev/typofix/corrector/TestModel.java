package dev.typofix.corrector;

import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.engine.backend.ModelLoader;

/** The embedded model and lexicon, each loaded once for all tests and never closed. */
public final class TestModel {

  private TestModel() {}

  public static LanguageModel model() {
    return HeldModel.MODEL;
  }

  public static Lexicon lexicon() {
    return HeldLexicon.LEXICON;
  }

  private static final class HeldModel {
    static final LanguageModel MODEL = load();

    private static LanguageModel load() {
      try {
        return ModelLoader.load(
            ModelBundle.embedded("tiny"), LoadOptions.defaults().withThreads(1));
      } catch (ModelLoadException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class HeldLexicon {
    static final Lexicon LEXICON = Lexicon.embedded();
  }
}
