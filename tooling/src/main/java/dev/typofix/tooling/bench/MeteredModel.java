package dev.typofix.tooling.bench;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.Session;
import dev.typofix.engine.TokenTree;
import dev.typofix.engine.Tokenizer;
import dev.typofix.engine.TreeScores;

/** A model that counts its forward passes, their rows and the time they take. For one thread. */
final class MeteredModel implements LanguageModel {

  private final LanguageModel model;
  private long nanos;
  private long rows;
  private long passes;

  MeteredModel(LanguageModel model) {
    this.model = model;
  }

  /**
   * What was counted so far.
   *
   * @param nanos time within forward passes
   */
  record Reading(long nanos, long rows, long passes) {
    Reading since(Reading earlier) {
      return new Reading(nanos - earlier.nanos, rows - earlier.rows, passes - earlier.passes);
    }
  }

  Reading read() {
    return new Reading(nanos, rows, passes);
  }

  @Override
  public ModelBundle bundle() {
    return model.bundle();
  }

  @Override
  public Tokenizer tokenizer() {
    return model.tokenizer();
  }

  @Override
  public String backendDescription() {
    return model.backendDescription();
  }

  @Override
  public Session newSession() {
    return new MeteredSession(model.newSession());
  }

  @Override
  public void close() {
    model.close();
  }

  private final class MeteredSession implements Session {
    private final Session session;

    MeteredSession(Session session) {
      this.session = session;
    }

    @Override
    public int size() {
      return session.size();
    }

    @Override
    public TreeScores extend(TokenTree tree) {
      long start = System.nanoTime();
      TreeScores scores = session.extend(tree);
      nanos += System.nanoTime() - start;
      rows += tree.rowCount();
      passes++;
      return scores;
    }

    @Override
    public void truncate(int size) {
      session.truncate(size);
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
