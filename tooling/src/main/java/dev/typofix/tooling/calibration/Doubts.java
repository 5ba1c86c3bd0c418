package dev.typofix.tooling.calibration;

import dev.typofix.corrector.SecondOpinion;
import dev.typofix.corrector.SecondOpinion.Question;
import dev.typofix.corrector.decision.Calibration;
import dev.typofix.corrector.sentence.Sentence;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelLoadException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which judged edits become rows of a table, and what is known of each. */
interface Doubts extends AutoCloseable {

  /** The names of the features, in their order. */
  List<String> features();

  /** The edits to write, with all of their features. */
  List<Question> examined(Sentence sentence, List<Question> judged);

  @Override
  void close();

  /** Every edit, as the first model alone sees it. */
  static Doubts all() {
    return new Doubts() {
      @Override
      public List<String> features() {
        return Calibration.features();
      }

      @Override
      public List<Question> examined(Sentence sentence, List<Question> judged) {
        return judged;
      }

      @Override
      public void close() {}
    };
  }

  /**
   * The edits that the first model does not rule out, with what a larger one says of them.
   *
   * @param second is closed with this
   */
  static Doubts of(LanguageModel first, LanguageModel second) throws ModelLoadException {
    try {
      Calibration calibration = Calibration.read(first.bundle(), Calibration.FILE);
      return new SecondLook(calibration, second, new SecondOpinion(second));
    } catch (ModelLoadException | RuntimeException failed) {
      second.close();
      throw failed;
    }
  }

  /** The edits that the first model does not rule out. */
  static List<Question> notRuledOut(Calibration calibration, List<Question> judged) {
    return judged.stream()
        .filter(edit -> calibration.confidence(edit.features()) >= SecondOpinion.RULED_OUT)
        .toList();
  }

  /** The product's way, {@code SentenceDecision}'s. */
  record SecondLook(Calibration calibration, LanguageModel second, SecondOpinion opinion)
      implements Doubts {

    @Override
    public List<String> features() {
      return Calibration.secondOpinionFeatures();
    }

    @Override
    public List<Question> examined(Sentence sentence, List<Question> judged) {
      List<Question> questions = notRuledOut(calibration, judged);
      if (questions.isEmpty()) {
        return questions;
      }
      Optional<List<float[]>> features = opinion.features(sentence, questions);
      List<Question> examined = new ArrayList<>();
      for (int i = 0; features.isPresent() && i < questions.size(); i++) {
        examined.add(new Question(questions.get(i).edit(), features.get().get(i)));
      }
      return examined;
    }

    @Override
    public void close() {
      opinion.close();
      second.close();
    }
  }
}
