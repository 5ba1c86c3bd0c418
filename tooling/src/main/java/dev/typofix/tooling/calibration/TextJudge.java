package dev.typofix.tooling.calibration;

import dev.typofix.corrector.SecondOpinion.Question;
import dev.typofix.corrector.SentenceJudge;
import dev.typofix.corrector.candidate.Word;
import dev.typofix.corrector.decision.FeatureExtractor;
import dev.typofix.corrector.document.Document;
import dev.typofix.corrector.document.Passage;
import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.corrector.ngram.NgramModel;
import dev.typofix.corrector.sentence.Sentence;
import dev.typofix.corrector.sentence.SentenceScorer;
import dev.typofix.corrector.sentence.SentenceSplitter;
import java.util.ArrayList;
import java.util.List;

/** Has a model judge every edit of a text, sentence after sentence. Confined to one thread. */
final class TextJudge {

  private final Lexicon lexicon = Lexicon.embedded();
  private final NgramModel ngrams = NgramModel.embedded();
  private final SentenceJudge judge;

  TextJudge(SentenceScorer scorer) {
    this.judge = new SentenceJudge(lexicon, ngrams, scorer);
  }

  /**
   * A sentence of a text.
   *
   * @param offset where it begins in the text, UTF-16
   */
  record Judged(int offset, Sentence sentence, List<Word> words, List<Question> edits) {}

  /** The sentences that are short enough to be judged. */
  List<Judged> judge(String text) {
    List<Judged> sentences = new ArrayList<>();
    for (Passage passage : Document.line(text).passages()) {
      for (Sentence.Placed placed : SentenceSplitter.split(passage)) {
        judge
            .judge(placed.sentence())
            .map(judgement -> judged(placed.start(), judgement))
            .ifPresent(sentences::add);
      }
    }
    return sentences;
  }

  private Judged judged(int offset, SentenceJudge.Judgement judgement) {
    FeatureExtractor extractor =
        new FeatureExtractor(
            lexicon, ngrams, judgement.sentence(), judgement.words(), judgement.edits());
    List<Question> edits =
        judgement.edits().stream().map(e -> new Question(e, extractor.extract(e))).toList();
    return new Judged(offset, judgement.sentence(), judgement.words(), edits);
  }
}
