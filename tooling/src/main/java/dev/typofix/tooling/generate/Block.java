package dev.typofix.tooling.generate;

import dev.typofix.tooling.corpus.CleanDocument;
import java.util.List;

/**
 * Documents that are worked on at once, with random numbers of their own.
 *
 * @param index of the run, from 0
 * @param round how often the corpus was read before, from 0
 */
record Block(long index, int round, List<CleanDocument> documents) {

  Block {
    documents = List.copyOf(documents);
  }
}
