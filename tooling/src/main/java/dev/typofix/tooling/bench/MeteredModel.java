package dev.typofix.tooling.bench;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.Session;
import dev.typofix.engine.TokenTree;
import dev.typofix.engine.Tokenizer;
import dev.typofix.engine.TreeScores;
import java.util.concurrent.atomic.LongAdder;

/** A model that counts its forward passes, their rows and the time they take. Thread-safe. */
final class MeteredModel implements LanguageModel {

  private final LanguageModel model;
  private final LongAdder nanos = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final LongAdder passes = new LongAdder();

  MeteredModel(LanguageModel model) {
    this.model = model;
  }

  /**
   * What was counted so far.
   *
   * @param nanos time within forward passes, of all lanes together
   */
  record Reading(long nanos, long rows, long passes) {
    Reading since(Reading earlier) {
      return new Reading(nanos - earlier.nanos, rows - earlier.rows, passes - earlier.passes);
    }
  }

  Reading read() {
    return new Reading(nanos.sum(), rows.sum(), passes.sum());
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
      nanos.add(System.nanoTime() - start);
      rows.add(tree.rowCount());
      passes.increment();
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
