package dev.typofix.corrector.sentence;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ModelManifest.Prompt;
import dev.typofix.engine.Tokenizer;
import java.util.Arrays;

/**
 * A model's prompt in tokens.
 *
 * @param beforeText the tokens before the text as typed
 * @param beforeAnswer the tokens before the answer, one at least
 * @param end the token that ends the answer
 * @param withText whether the text as typed stands before the answer; if not, {@code beforeText} is
 *     empty
 * @param aligned whether the answer's positions restart at the text's
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PromptTokens(
    int[] beforeText, int[] beforeAnswer, int end, boolean withText, boolean aligned) {

  /**
   * Reads a model's prompt.
   *
   * @throws ModelLoadException if the prompt lacks what the scoring needs
   */
  static PromptTokens of(LanguageModel model) throws ModelLoadException {
    Prompt prompt = model.manifest().prompt();
    boolean withText = prompt.scoring().equals("corrector");
    boolean aligned = withText && prompt.positions().equals("aligned");
    Tokenizer tokenizer = model.tokenizer();
    int[] beforeText = withText ? tokenizer.pieces(prompt.beforeText()) : new int[0];
    int[] beforeAnswer = tokenizer.pieces(prompt.beforeAnswer());
    int[] afterAnswer = tokenizer.pieces(prompt.afterAnswer());
    if (beforeAnswer.length == 0 || afterAnswer.length == 0) {
      throw refused(model, "the prompt needs a token before and one after the answer");
    }
    if (aligned && beforeText.length < beforeAnswer.length) {
      throw refused(model, "aligned positions need as many tokens before the text as the answer");
    }
    return new PromptTokens(beforeText, beforeAnswer, afterAnswer[0], withText, aligned);
  }

  private static ModelLoadException refused(LanguageModel model, String problem) {
    return new ModelLoadException(
        model.bundle().location() + ": " + problem + "; make the bundle again with such a prompt");
  }

  /**
   * How many rows the prompts of two texts begin with alike; the row before an answer is not one.
   */
  int inCommon(int[] text, int[] other) {
    if (!withText) {
      return beforeAnswer.length - 1;
    }
    int mismatch = Arrays.mismatch(text, other);
    return beforeText.length + (mismatch < 0 ? text.length : mismatch);
  }

  /** The rows before the answer of a text. */
  int rowsBeforeAnswer(int textTokens) {
    return withText ? beforeText.length + textTokens + beforeAnswer.length : beforeAnswer.length;
  }

  /** The position of the answer's first token. */
  int answerPosition(int textTokens) {
    return aligned ? beforeText.length : rowsBeforeAnswer(textTokens);
  }

  /** How many tokens a text may have, for the answer to fit a model's positions. */
  int longestText(int positions) {
    int ends = beforeText.length + beforeAnswer.length;
    return (positions - ends) / (withText && !aligned ? 2 : 1);
  }
}
