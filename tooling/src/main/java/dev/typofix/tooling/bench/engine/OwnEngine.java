package dev.typofix.tooling.bench.engine;

import com.sun.management.OperatingSystemMXBean;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.Session;
import dev.typofix.engine.TokenTree;
import dev.typofix.engine.TreeScores;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Our own engine: a call's tokens are a tree, a trunk with branches of two tokens. */
final class OwnEngine implements Engine {

  private static final int BRANCH = 2;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final LanguageModel model;
  private final Session session;
  private int[] held = new int[0]; // the tokens of the session

  /** Closing the engine leaves the model open. */
  OwnEngine(LanguageModel model) {
    this.model = model;
    this.session = model.newSession();
  }

  @Override
  public String description() {
    return model.backendDescription();
  }

  @Override
  public Timing time(int[] past, int[] tokens) {
    become(past);
    TokenTree.Builder builder = TokenTree.builder(past.length);
    int trunk = Math.max(1, tokens.length / 2);
    int node = past.length - 1;
    for (int row = 0; row < tokens.length; row++) {
      boolean leavesTrunk = row >= trunk && (row - trunk) % BRANCH == 0;
      int parent = leavesTrunk ? past.length + (row - trunk) % trunk : node;
      node = builder.addRow(tokens[row], parent, position(past.length, trunk, row));
      builder.addTarget(node, tokens[(row + 1) % tokens.length]);
    }
    int top = builder.addTop(node);
    TokenTree tree = builder.build();
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    TreeScores scores = session.extend(tree);
    long nanos = System.nanoTime() - start;
    long cpuNanos = system.getProcessCpuTime() - cpu;
    if (tokens.length == 1) {
      held = append(past, tokens);
    } else {
      session.truncate(past.length);
    }
    return new Timing(nanos, cpuNanos, scores.topToken(top, 0));
  }

  @Override
  public void close() {
    session.close();
  }

  private static int position(int past, int trunk, int row) {
    int inBranches = row - trunk;
    return inBranches < 0 ? past + row : past + inBranches % trunk + 1 + inBranches % BRANCH;
  }

  private void become(int[] past) {
    int difference = Arrays.mismatch(past, held);
    int same = difference < 0 ? past.length : difference;
    session.truncate(same);
    TokenTree.Builder builder = TokenTree.builder(same);
    for (int row = same; row < past.length; row++) {
      builder.addRow(past[row], row - 1, row);
    }
    session.extend(builder.build());
    held = past;
  }

  private static int[] append(int[] past, int[] tokens) {
    int[] all = Arrays.copyOf(past, past.length + tokens.length);
    System.arraycopy(tokens, 0, all, past.length, tokens.length);
    return all;
  }
}
