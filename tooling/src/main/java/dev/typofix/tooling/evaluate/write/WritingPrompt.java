package dev.typofix.tooling.evaluate.write;

import com.google.common.collect.ImmutableList;
import dev.typofix.engine.Tokenizer;
import dev.typofix.tooling.evaluate.corpus.EvaluationException;
import java.util.ArrayList;
import java.util.List;

/** How a model that was never taught to correct is asked for a correction. */
public enum WritingPrompt {
  /** An instruction and the text, as messages of a chat (ChatML, as Qwen and SmolLM2 know it). */
  chat {
    @Override
    List<String> pieces(String text, Tokenizer tokenizer) {
      List<String> pieces =
          new ArrayList<>(
              List.of(
                  CHAT_START,
                  "system\n" + INSTRUCTION,
                  "<|im_end|>",
                  "\n",
                  CHAT_START,
                  "user\n" + text,
                  "<|im_end|>",
                  "\n",
                  CHAT_START,
                  "assistant\n"));
      if (tokenizer.tokenNumber("<think>").isPresent()) {
        // as Qwen3's own template does it where it is not to think aloud
        pieces.addAll(List.of("<think>", "\n\n", "</think>", "\n\n"));
      }
      return pieces;
    }

    @Override
    void checkKnownTo(Tokenizer tokenizer) throws EvaluationException {
      if (tokenizer.tokenNumber(CHAT_START).isEmpty()) {
        throw new EvaluationException(
            "the model's tokenizer has no %s: it knows no chat; use --prompt completion"
                .formatted(CHAT_START));
      }
    }
  },

  /** A few corrections, and a line that wants to be gone on with. */
  completion {
    @Override
    List<String> pieces(String text, Tokenizer tokenizer) {
      return List.of(EXAMPLES + text + "\nCorrected:");
    }
  };

  private static final String CHAT_START = "<|im_start|>";

  private static final String INSTRUCTION =
      "Correct the spelling and typing errors in the user's text. Change nothing else. Answer with"
          + " the corrected text alone.";

  private static final String EXAMPLES =
      """
      Each text is followed by the same text without its typing errors.

      Text: She recieved teh letter yesterday .
      Corrected: She received the letter yesterday.

      Text: This function returns the the number of rows
      Corrected: This function returns the number of rows

      Text: We walked along the river and had lunch there.
      Corrected: We walked along the river and had lunch there.

      Text:\s""";

  /** The names of tokens that end an answer; it also ends with its line. */
  static final ImmutableList<String> ENDS = ImmutableList.of("<|im_end|>", "<|endoftext|>");

  /** What stands before the answer: names of special tokens, and texts. */
  abstract List<String> pieces(String text, Tokenizer tokenizer);

  /**
   * Finds out whether a model can be asked so.
   *
   * @throws EvaluationException if not
   */
  void checkKnownTo(Tokenizer tokenizer) throws EvaluationException {}
}
