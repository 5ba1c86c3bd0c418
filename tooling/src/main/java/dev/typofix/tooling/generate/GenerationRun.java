package dev.typofix.tooling.generate;

import dev.typofix.tooling.corpus.Corpus;
import dev.typofix.tooling.corpus.PassageLength;
import dev.typofix.tooling.corpus.TextProblem;
import dev.typofix.tooling.errors.Corrupter;
import dev.typofix.tooling.progress.ProgressBar;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads, corrupts and writes blocks: many at once, in order, a bounded number in memory. */
final class GenerationRun {

  private static final int BLOCKS_BETWEEN_SAVES = 8;

  /** UTF-16 code units of a pair of one to three sentences, on average. */
  private static final double PAIR_LENGTH = 170;

  /** The same of a word or mark. */
  private static final double TOKEN_LENGTH = 5.5;

  /** More texts are kept than are needed, so that one reading of the corpus will mostly do. */
  private static final double RESERVE = 1.25;

  private final GenerationPlan plan;
  private final Corrupter corrupter;
  private final int threads;
  private final ProgressBar progress;

  GenerationRun(GenerationPlan plan, Corrupter corrupter, int threads, ProgressBar progress) {
    this.plan = plan;
    this.corrupter = corrupter;
    this.threads = threads;
    this.progress = progress;
  }

  /** A block that is being worked on. */
  private record Pending(Block block, Future<List<Pair>> pairs, double share) {}

  /** Writes all pairs; the files still have to be put in their places. */
  void writeTo(OutputFiles files) throws IOException, TextProblem, InterruptedException {
    BlockGenerator generator = new BlockGenerator(plan, corrupter, keptShare());
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    Deque<Pending> pending = new ArrayDeque<>();
    RoundWatch rounds = new RoundWatch();
    try (BlockReader reader = new BlockReader(plan)) {
      boolean more = true;
      while (more || !pending.isEmpty()) {
        while (more && pending.size() < 4 * threads) {
          Optional<Block> block = reader.next();
          more = block.isPresent();
          if (more && block.get().index() >= files.finishedBlocks()) {
            Future<List<Pair>> pairs = workers.submit(() -> generator.generate(block.get()));
            pending.add(new Pending(block.get(), pairs, reader.share()));
          }
        }
        Pending first = pending.poll();
        if (first == null
            || rounds.isIdle(first.block(), files.tally().pairs())
            || write(first, files)) {
          break;
        }
      }
      if (files.tally().pairs() == 0) {
        throw new TextProblem("no text to corrupt in the input; give files with sentences in them");
      }
    } finally {
      workers.shutdownNow();
      progress.clear();
    }
  }

  /** Whether there are as many pairs as were asked for. */
  private boolean write(Pending block, OutputFiles files) throws IOException, InterruptedException {
    Tally tally = files.tally();
    long count = plan.count().orElse(Long.MAX_VALUE);
    for (Pair pair : await(block.pairs())) {
      if (tally.pairs() < count) {
        files.write(pair);
      }
    }
    if ((block.block().index() + 1) % BLOCKS_BETWEEN_SAVES == 0) {
      files.save(block.block().index() + 1);
    }
    double share = plan.count().isPresent() ? (double) tally.pairs() / count : block.share();
    progress.show(share, tally.pairs());
    return tally.pairs() >= count;
  }

  private static List<Pair> await(Future<List<Pair>> pairs) throws InterruptedException {
    try {
      return pairs.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a block could not be corrupted", e.getCause());
    }
  }

  /** Which share of the texts makes about as many pairs as are asked for. */
  private double keptShare() throws IOException, TextProblem {
    if (plan.count().isEmpty()) {
      return 1;
    }
    double pairLength = plan.length().map(GenerationRun::meanLength).orElse(PAIR_LENGTH);
    double expected = Corpus.estimateLength(plan.inputs(), plan.layout()) / pairLength;
    return Math.min(1, RESERVE * plan.count().getAsLong() / Math.max(1, expected));
  }

  private static double meanLength(PassageLength length) {
    return TOKEN_LENGTH * (length.minimum() + length.maximum()) / 2;
  }

  /** Notices rounds through the corpus that gave nothing. */
  private static final class RoundWatch {
    private int round;
    private long pairsBefore;

    boolean isIdle(Block block, long pairs) {
      if (block.round() == round) {
        return false;
      }
      boolean idle = pairs == pairsBefore;
      round = block.round();
      pairsBefore = pairs;
      return idle;
    }
  }
}
