package dev.typofix.engine;

/**
 * A model that passes every call on, for one that is to see or change some of them. Closing it
 * closes the other.
 */
public abstract class ForwardingModel implements LanguageModel {

  private final LanguageModel model;

  protected ForwardingModel(LanguageModel model) {
    this.model = model;
  }

  @Override
  public ModelBundle bundle() {
    return model.bundle();
  }

  @Override
  public ModelManifest manifest() {
    return model.manifest();
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
    return model.newSession();
  }

  @Override
  public void close() {
    model.close();
  }

  /** A session that passes every call on. */
  public abstract static class ForwardingSession implements Session {

    private final Session session;

    protected ForwardingSession(Session session) {
      this.session = session;
    }

    @Override
    public int size() {
      return session.size();
    }

    @Override
    public TreeScores extend(TokenTree tree) {
      return session.extend(tree);
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
