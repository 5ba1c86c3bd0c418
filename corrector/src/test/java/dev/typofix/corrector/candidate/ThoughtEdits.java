package dev.typofix.corrector.candidate;

import dev.typofix.corrector.TestModel;
import dev.typofix.corrector.ngram.NgramModel;
import dev.typofix.corrector.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;

/** All edits that are thought of for a sentence, as if every word in it were suspicious. */
final class ThoughtEdits {

  private static final WordScanner SCANNER = new WordScanner(TestModel.lexicon());
  private static final CandidateGenerator GENERATOR =
      new CandidateGenerator(TestModel.lexicon(), NgramModel.embedded());

  private ThoughtEdits() {}

  static List<Candidate> of(Sentence sentence) {
    List<Word> words = SCANNER.scan(sentence);
    List<Candidate> candidates = new ArrayList<>(GENERATOR.atOnce(sentence, words));
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).isKnown()) {
        candidates.addAll(GENERATOR.whereSuspicious(sentence, words, i, List.of()));
      }
    }
    return candidates;
  }

  static List<Candidate> atOnce(Sentence sentence) {
    return GENERATOR.atOnce(sentence, SCANNER.scan(sentence));
  }
}
