package dev.typofix.tooling.bench.engine;

import dev.typofix.engine.ForwardingModel;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.Session;
import dev.typofix.engine.TokenTree;
import dev.typofix.engine.TreeScores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A model that remembers what its sessions were asked, so that another one can be asked the same.
 * For one session at a time; closing it leaves the model open.
 */
final class RecordingModel extends ForwardingModel {

  private List<ToIntFunction<Session>> calls = new ArrayList<>();

  RecordingModel(LanguageModel model) {
    super(model);
  }

  /** What was asked since the last time: each call, played to a session, tells its rows. */
  List<ToIntFunction<Session>> take() {
    List<ToIntFunction<Session>> taken = calls;
    calls = new ArrayList<>();
    return taken;
  }

  @Override
  public Session newSession() {
    return new RecordingSession(super.newSession());
  }

  @Override
  public void close() {}

  private static int extend(Session session, TokenTree tree) {
    session.extend(tree);
    return tree.rowCount();
  }

  private static int truncate(Session session, int size) {
    session.truncate(size);
    return 0;
  }

  private final class RecordingSession extends ForwardingSession {

    RecordingSession(Session session) {
      super(session);
    }

    @Override
    public TreeScores extend(TokenTree tree) {
      calls.add(other -> RecordingModel.extend(other, tree));
      return super.extend(tree);
    }

    @Override
    public void truncate(int size) {
      calls.add(other -> RecordingModel.truncate(other, size));
      super.truncate(size);
    }
  }
}
