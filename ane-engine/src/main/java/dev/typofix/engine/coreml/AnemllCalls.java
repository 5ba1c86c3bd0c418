package dev.typofix.engine.coreml;

import com.google.common.primitives.Ints;
import com.sun.jna.Memory;
import dev.typofix.engine.coreml.AnemllParts.Layers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The calls of one session over a model in parts: rows of a path go through embeddings and layers,
 * one row through the head. All parts of the layers write to one state. Confined to one thread at a
 * time.
 */
final class AnemllCalls implements AutoCloseable {

  private final AnemllParts parts;
  private final List<BridgeSession> opened = new ArrayList<>();
  private final List<LayerCall> infer = new ArrayList<>();
  private final List<LayerCall> prefill = new ArrayList<>();
  private final BridgeSession embeddings;
  private final BridgeSession head;
  private final PlainAnswers answers;
  private final Memory tokenMemory;
  private final int[] tokens; // [n] of one call of the embeddings
  private final Memory headMemory;

  /**
   * Opens all sessions over an empty state.
   *
   * @throws IllegalStateException if Core ML fails; none stays open
   */
  AnemllCalls(AnemllParts parts) {
    this.parts = parts;
    this.tokens = new int[Ints.checkedCast(parts.embeddings().input().shape().get(1))];
    this.tokenMemory = new Memory((long) tokens.length * Integer.BYTES);
    this.headMemory = new Memory((long) parts.width() * Short.BYTES);
    try {
      this.embeddings = remember(parts.embeddings().model().newSession());
      BridgeSession first = remember(parts.layers().get(0).infer().model().newSession());
      for (Layers part : parts.layers()) {
        BridgeModel model = part.infer().model();
        BridgeSession session = infer.isEmpty() ? first : remember(model.newSession(first));
        infer.add(new LayerCall(part.infer(), session, 1, parts));
        BridgeSession block = remember(part.prefill().model().newSession(first));
        prefill.add(new LayerCall(part.prefill(), block, parts.rows(), parts));
      }
      this.head = remember(parts.head().model().newSession());
    } catch (IllegalStateException failed) {
      close();
      throw failed;
    }
    this.answers = new PlainAnswers(parts.heads(), head);
  }

  /**
   * Writes rows of a path to the slots of their places; nothing is known of what follows them.
   *
   * @param path tokens, by place
   * @param start the first row's place, which is its slot and its position
   * @param end after the last row's; at most B rows, with B slots from {@code start} on
   */
  void prefill(int[] path, int start, int end) {
    short[] hidden = new short[parts.rows() * parts.width()];
    embed(path, start, end, hidden);
    for (LayerCall part : prefill) {
      part.run(hidden, start);
      // The last part's answer is its first row, and nobody needs it.
      if (part != prefill.get(prefill.size() - 1)) {
        part.read(hidden);
      }
    }
  }

  /** Writes one row, at the place {@code place} of a path. */
  void infer(int[] path, int place) {
    short[] hidden = new short[parts.width()];
    embed(path, place, place + 1, hidden);
    for (LayerCall part : infer) {
      part.run(hidden, place);
      part.read(hidden);
    }
    headMemory.write(0, hidden, 0, hidden.length);
  }

  /** What follows the row that {@link #infer} ran last, as row 0. */
  BlockAnswers answers() {
    head.set(parts.head().input(), headMemory);
    head.predict();
    answers.forget();
    return answers;
  }

  @Override
  public void close() {
    opened.forEach(BridgeSession::close);
  }

  /** Rows that fill up stay zeros, of which the layers make something finite. */
  private void embed(int[] path, int start, int end, short[] hidden) {
    float[] rows = new float[tokens.length * parts.width()];
    short[] halves = new short[rows.length];
    for (int from = start; from < end; from += tokens.length) {
      int count = Math.min(tokens.length, end - from);
      Arrays.fill(tokens, 0);
      System.arraycopy(path, from, tokens, 0, count);
      tokenMemory.write(0, tokens, 0, tokens.length);
      embeddings.set(parts.embeddings().input(), tokenMemory);
      embeddings.predict();
      embeddings.read(parts.embeddings().output(), 0, 1, rows);
      Halves.of(rows, halves);
      int first = (from - start) * parts.width();
      System.arraycopy(halves, 0, hidden, first, count * parts.width());
    }
  }

  private BridgeSession remember(BridgeSession session) {
    opened.add(session);
    return session;
  }
}
