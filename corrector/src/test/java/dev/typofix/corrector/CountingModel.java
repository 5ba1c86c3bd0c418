package dev.typofix.corrector;

import dev.typofix.engine.ForwardingModel;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.Session;
import dev.typofix.engine.TokenTree;
import dev.typofix.engine.TreeScores;

/** Another model that counts its sessions and their forward passes. Used by one thread. */
final class CountingModel extends ForwardingModel {

  private int passes;
  private int openSessions;

  CountingModel(LanguageModel model) {
    super(model);
  }

  /** Forward passes since the last call of this method. */
  int takePasses() {
    int taken = passes;
    passes = 0;
    return taken;
  }

  int openSessions() {
    return openSessions;
  }

  @Override
  public Session newSession() {
    openSessions++;
    return new CountingSession(super.newSession());
  }

  /** The model that it wraps belongs to all tests. */
  @Override
  public void close() {}

  private final class CountingSession extends ForwardingSession {
    private boolean closed;

    CountingSession(Session session) {
      super(session);
    }

    @Override
    public TreeScores extend(TokenTree tree) {
      passes++;
      return super.extend(tree);
    }

    @Override
    public void close() {
      openSessions -= closed ? 0 : 1;
      closed = true;
      super.close();
    }
  }
}
