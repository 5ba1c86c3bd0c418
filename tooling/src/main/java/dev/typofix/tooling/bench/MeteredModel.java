package dev.typofix.tooling.bench;

import dev.typofix.engine.ForwardingModel;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.Session;
import dev.typofix.engine.TokenTree;
import dev.typofix.engine.TreeScores;
import java.util.concurrent.atomic.LongAdder;

/** A model that counts its forward passes, their rows and the time they take. Thread-safe. */
final class MeteredModel extends ForwardingModel {

  private final LongAdder nanos = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final LongAdder passes = new LongAdder();

  MeteredModel(LanguageModel model) {
    super(model);
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
  public Session newSession() {
    return new MeteredSession(super.newSession());
  }

  private final class MeteredSession extends ForwardingSession {

    MeteredSession(Session session) {
      super(session);
    }

    @Override
    public TreeScores extend(TokenTree tree) {
      long start = System.nanoTime();
      TreeScores scores = super.extend(tree);
      nanos.add(System.nanoTime() - start);
      rows.add(tree.rowCount());
      passes.increment();
      return scores;
    }
  }
}
