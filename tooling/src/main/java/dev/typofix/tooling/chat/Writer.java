package dev.typofix.tooling.chat;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.Session;
import dev.typofix.engine.TokenTree;
import dev.typofix.engine.Tokenizer;
import dev.typofix.engine.TreeScores;
import dev.typofix.tooling.chat.ChatPrompt.Question;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Has a model write one token after the other; what was said before stays in its session. Confined
 * to one thread; closing it leaves the model open.
 */
final class Writer implements AutoCloseable {

  /** More bytes than a character's without a whole one among them are none. */
  private static final int MOST_TOKENS_OF_A_CHARACTER = 4;

  private static final char UNFINISHED = '\ufffd';

  private final ChatPrompt prompt;
  private final Sampler sampler;
  private final Meter meter;
  private final Session session;
  private final Tokenizer tokenizer;
  private final int limit;
  private int position; // of the next row

  Writer(LanguageModel model, ChatPrompt prompt, Sampler sampler, Meter meter) {
    this.prompt = prompt;
    this.sampler = sampler;
    this.meter = meter;
    this.tokenizer = model.tokenizer();
    this.limit = model.manifest().maximumPositions();
    this.session = model.newSession();
  }

  /** How an answer ended. */
  enum Ending {
    /** The model said so. */
    BY_ITSELF,
    /** There were as many tokens as were asked for. */
    AT_THE_NUMBER,
    /** The model holds no more. */
    AT_THE_LIMIT,
    /** The text alone is more than the model holds; nothing was run. */
    TOO_LONG
  }

  /**
   * Writes an answer to a text. A conversation that would be too long is forgotten first.
   *
   * @param out gets the answer piece by piece, in whole characters
   */
  Ending write(String text, int maximumTokens, Consumer<String> out) {
    boolean goesOn = prompt.form() == ChatPrompt.Form.CHAT && session.size() > 0;
    Question question = prompt.question(text, !goesOn);
    if (!goesOn || session.size() + question.tokens().length >= limit) {
      session.truncate(0);
      position = 0;
      question = prompt.question(text, true);
    }
    if (question.tokens().length >= limit || question.tokens().length == 0) {
      return Ending.TOO_LONG;
    }
    return go(question, maximumTokens, out);
  }

  @Override
  public void close() {
    session.close();
  }

  private Ending go(Question question, int maximumTokens, Consumer<String> out) {
    Set<Integer> ends = prompt.ends();
    Pieces pieces = new Pieces(out);
    try {
      long start = System.nanoTime();
      int token = append(question);
      meter.read(question.tokens().length, System.nanoTime() - start);
      for (int count = 0; count < maximumTokens; count++) {
        if (ends.contains(token)) {
          return Ending.BY_ITSELF;
        }
        pieces.add(token);
        if (session.size() >= limit || position >= limit) {
          return Ending.AT_THE_LIMIT;
        }
        if (count + 1 == maximumTokens) {
          break;
        }
        start = System.nanoTime();
        token = append(new Question(new int[] {token}, 1, 0));
        meter.wrote(System.nanoTime() - start);
      }
      return Ending.AT_THE_NUMBER;
    } finally {
      pieces.finish();
    }
  }

  /** Appends rows, each behind the one before, and chooses what follows the last. */
  private int append(Question question) {
    TokenTree.Builder tree = TokenTree.builder(session.size());
    int node = session.size() - 1;
    for (int row = 0; row < question.tokens().length; row++) {
      if (row == question.restart()) {
        position = question.restartPosition();
      }
      node = tree.addRow(question.tokens()[row], node, position++);
    }
    int top = tree.addTop(node);
    TreeScores scores = session.extend(tree.build());
    return sampler.choose(scores, top);
  }

  /** Makes text of tokens that may be parts of characters. */
  private final class Pieces {

    private final Consumer<String> out;
    private int[] pending = new int[0];

    Pieces(Consumer<String> out) {
      this.out = out;
    }

    void add(int token) {
      pending = Arrays.copyOf(pending, pending.length + 1);
      pending[pending.length - 1] = token;
      String text = tokenizer.text(pending);
      boolean whole = text.isEmpty() || text.charAt(text.length() - 1) != UNFINISHED;
      if (whole || pending.length >= MOST_TOKENS_OF_A_CHARACTER) {
        finish();
      }
    }

    void finish() {
      if (pending.length > 0) {
        out.accept(tokenizer.text(pending));
        pending = new int[0];
      }
    }
  }
}
