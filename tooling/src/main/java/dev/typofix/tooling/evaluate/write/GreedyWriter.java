package dev.typofix.tooling.evaluate.write;

import com.google.common.primitives.Ints;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.Session;
import dev.typofix.engine.TokenTree;
import dev.typofix.engine.Tokenizer;
import dev.typofix.engine.TreeScores;
import dev.typofix.tooling.evaluate.corpus.EvaluationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes corrections token by token, always the most probable one, with the keys and values of all
 * before it kept, those of a prompt that begins as the last one did as well. Confined to one
 * thread; closing it leaves the model open.
 */
public final class GreedyWriter implements AutoCloseable {

  /** An answer that is so much longer than the text is none: it is cut off there. */
  private static final int MORE_TOKENS = 16;

  private final WritingPrompt prompt;
  private final Tokenizer tokenizer;
  private final Session session;
  private final int maximumPositions;
  private final Set<Integer> ends = new LinkedHashSet<>();
  private int[] held = new int[0]; // the last prompt

  /**
   * Makes a writer.
   *
   * @throws EvaluationException if the model cannot be asked so
   */
  public GreedyWriter(LanguageModel model, WritingPrompt prompt) throws EvaluationException {
    prompt.checkKnownTo(model.tokenizer());
    this.prompt = prompt;
    this.tokenizer = model.tokenizer();
    this.maximumPositions = model.manifest().maximumPositions();
    WritingPrompt.ENDS.forEach(name -> tokenizer.tokenNumber(name).ifPresent(ends::add));
    this.session = model.newSession();
  }

  /**
   * Has the model correct a text; a text that does not fit the model's positions stays as it is.
   */
  public Written write(String text) {
    long start = System.nanoTime();
    int[] tokens = tokenizer.pieces(prompt.pieces(text, tokenizer));
    int limit = 2 * tokenizer.tokenize(text).count() + MORE_TOKENS;
    if (tokens.length + limit > maximumPositions) {
      return new Written(text, 0, System.nanoTime() - start);
    }
    int token = read(tokens);
    List<Integer> written = new ArrayList<>();
    while (!ends.contains(token) && written.size() < limit) {
      written.add(token);
      if (endsLine(written)) {
        break;
      }
      token = append(new int[] {token});
    }
    String answer = tokenizer.text(Ints.toArray(written)).strip();
    return new Written(answer, written.size() + 1, System.nanoTime() - start);
  }

  @Override
  public void close() {
    session.close();
  }

  private boolean endsLine(List<Integer> written) {
    String text = tokenizer.text(Ints.toArray(written));
    return text.stripLeading().contains("\n");
  }

  /** Leaves a prompt in the session; only what differs from the last one is run. */
  private int read(int[] tokens) {
    int difference = Arrays.mismatch(tokens, held);
    int same = difference < 0 ? tokens.length : difference;
    int kept = Math.min(same, tokens.length - 1); // the last one is run: it tells what follows
    session.truncate(kept);
    held = tokens;
    return append(Arrays.copyOfRange(tokens, kept, tokens.length));
  }

  /** Appends tokens, each behind the one before, and tells the most probable next one. */
  private int append(int[] tokens) {
    TokenTree.Builder tree = TokenTree.builder(session.size());
    int node = session.size() - 1;
    for (int token : tokens) {
      node = tree.addRow(token, node, node + 1);
    }
    int top = tree.addTop(node);
    TreeScores scores = session.extend(tree.build());
    return scores.topToken(top, 0);
  }
}
