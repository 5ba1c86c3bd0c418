package dev.typofix.tooling.generate;

import dev.typofix.tooling.corpus.CleanDocument;
import dev.typofix.tooling.corpus.Corpus;
import dev.typofix.tooling.corpus.TextProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the corpus into blocks, and begins anew at its end if a number of pairs is asked for. Not
 * thread-safe.
 */
final class BlockReader implements AutoCloseable {

  /** UTF-16 code units; a few hundred pairs. */
  private static final int BLOCK_LENGTH = 1 << 16;

  private final GenerationPlan plan;
  private Corpus corpus;
  private long index;
  private int round;

  BlockReader(GenerationPlan plan) throws IOException, TextProblem {
    this.plan = plan;
    this.corpus = new Corpus(plan.inputs(), plan.layout());
  }

  /** The next block; empty where all texts were used, or there is none. */
  Optional<Block> next() throws IOException, TextProblem {
    List<CleanDocument> documents = read();
    if (documents.isEmpty() && plan.count().isPresent() && index > 0) {
      corpus.close();
      corpus = new Corpus(plan.inputs(), plan.layout());
      round++;
      documents = read();
    }
    return documents.isEmpty()
        ? Optional.empty()
        : Optional.of(new Block(index++, round, documents));
  }

  private List<CleanDocument> read() throws IOException, TextProblem {
    List<CleanDocument> documents = new ArrayList<>();
    int length = 0;
    while (length < BLOCK_LENGTH) {
      Optional<CleanDocument> document = corpus.next();
      if (document.isEmpty()) {
        break;
      }
      documents.add(document.get());
      length += document.get().length();
    }
    return documents;
  }

  /** How much of the corpus has been read in this round, from 0 to 1. */
  double share() {
    return corpus.share();
  }

  @Override
  public void close() throws IOException {
    corpus.close();
  }
}
