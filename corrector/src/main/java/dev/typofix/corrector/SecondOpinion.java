package dev.typofix.corrector;

import dev.typofix.corrector.decision.Feature;
import dev.typofix.corrector.decision.JudgedEdit;
import dev.typofix.corrector.decision.OpinionFeature;
import dev.typofix.corrector.sentence.EditScore;
import dev.typofix.corrector.sentence.Sentence;
import dev.typofix.corrector.sentence.SentenceScorer;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelLoadException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Asks a larger model for the few edits that the first model does not rule out: in one clean
 * sentence of three, and hardly more than one edit there. Owns a session; confined to one thread.
 */
public final class SecondOpinion implements AutoCloseable {

  /** Edits of which the first model is less confident than this are not asked for. */
  public static final double RULED_OUT = 0.01;

  private static final double LARGEST_MARGIN = 20;

  private final SentenceScorer scorer;

  /**
   * Opens a session of the larger model.
   *
   * @throws ModelLoadException as {@link SentenceScorer}
   */
  public SecondOpinion(LanguageModel model) throws ModelLoadException {
    this.scorer = new SentenceScorer(model);
  }

  /** An edit that is asked for, with what the first decision looked at. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Question(JudgedEdit edit, float[] features) {

    private boolean overlaps(Question other) {
      return edit.candidate().start() < other.edit.candidate().end()
          && other.edit.candidate().start() < edit.candidate().end();
    }
  }

  /**
   * The edits' features, each followed by what the larger model says, in the order of {@link
   * OpinionFeature}; empty if it has no room for the sentence.
   */
  public Optional<List<float[]>> features(Sentence sentence, List<Question> questions) {
    List<EditScore> scores =
        scorer.begin(
            sentence.text(), questions.stream().map(q -> q.edit().candidate().toScore()).toList());
    if (!scorer.hasTrunk()) {
      return Optional.empty();
    }
    return Optional.of(
        IntStream.range(0, questions.size())
            .mapToObj(i -> features(questions, scores, i))
            .toList());
  }

  private float[] features(List<Question> questions, List<EditScore> scores, int index) {
    Question question = questions.get(index);
    EditScore score = scores.get(index);
    double bestOther = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < questions.size(); i++) {
      if (i != index && question.overlaps(questions.get(i))) {
        bestOther = Math.max(bestOther, scores.get(i).logOdds());
      }
    }
    int next = Feature.values().length;
    float[] features = Arrays.copyOf(question.features(), next + OpinionFeature.values().length);
    for (OpinionFeature feature : OpinionFeature.values()) {
      features[next++] =
          (float)
              switch (feature) {
                case LOG_ODDS -> score.logOdds();
                case EDIT_LOG_PROB -> score.editLogProb();
                case COPY_LOG_PROB -> score.copyLogProb();
                case CONTEXT_GAIN -> score.contextGain();
                case LOWEST_COPY_LOG_PROB ->
                    scorer.lowestCopyLogProb(
                        question.edit().candidate().start(), question.edit().candidate().end());
                case MARGIN -> Math.min(LARGEST_MARGIN, score.logOdds() - bestOther);
              };
    }
    return features;
  }

  @Override
  public void close() {
    scorer.close();
  }
}
