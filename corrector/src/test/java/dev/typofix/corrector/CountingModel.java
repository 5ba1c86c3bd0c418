package dev.typofix.corrector;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.Session;
import dev.typofix.engine.TokenTree;
import dev.typofix.engine.Tokenizer;
import dev.typofix.engine.TreeScores;

/** Another model that counts its sessions and their forward passes. Used by one thread. */
final class CountingModel implements LanguageModel {

  private final LanguageModel model;
  private int passes;
  private int openSessions;

  CountingModel(LanguageModel model) {
    this.model = model;
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
    openSessions++;
    return new CountingSession(model.newSession());
  }

  /** The model that it wraps belongs to all tests. */
  @Override
  public void close() {}

  private final class CountingSession implements Session {
    private final Session session;
    private boolean closed;

    CountingSession(Session session) {
      this.session = session;
    }

    @Override
    public int size() {
      return session.size();
    }

    @Override
    public TreeScores extend(TokenTree tree) {
      passes++;
      return session.extend(tree);
    }

    @Override
    public void truncate(int size) {
      session.truncate(size);
    }

    @Override
    public void close() {
      openSessions -= closed ? 0 : 1;
      closed = true;
      session.close();
    }
  }
}
