package dev.typofix.corrector.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.typofix.corrector.RandomWords;
import dev.typofix.corrector.TestModel;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ModelManifest;
import dev.typofix.engine.Session;
import dev.typofix.engine.TokenTree;
import dev.typofix.engine.TreeScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceScorerTest {

  /** Packing rows otherwise changes the order of sums, which 8-bit weights make visible. */
  private static final double TOLERANCE = 0.1;

  private static final String SENTENCE =
      "I went too the stor to buy som milk, and teh cat was was on the tabel.";

  private SentenceScorer scorer;

  @BeforeEach
  void open() throws ModelLoadException {
    scorer = new SentenceScorer(TestModel.model());
  }

  @AfterEach
  void close() {
    scorer.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Thi sis a test sentence | Thi sis | This is",
        "The fox jumps over teh lazy dog | teh | the",
        "It is more then enough for us | then | than",
        "We will recieve the mail tomorrow | recieve | receive",
      })
  void a_clear_correction_is_likelier_than_what_was_typed(
      String sentence, String typed, String meant) {
    List<EditScore> scores =
        scorer.begin(
            sentence, List.of(edit(sentence, typed, meant), edit(sentence, typed, "xqzv")));
    assertThat(scores.get(0).logOdds()).isPositive();
    assertThat(scores.get(1).logOdds()).isLessThan(scores.get(0).logOdds());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The quick brown fox jumps over the lazy dog. | fox | box",
        "The quick brown fox jumps over the lazy dog. | over | oven",
        "We went to the store to buy some milk. | store | stare",
      })
  void a_good_word_is_likelier_than_another(String sentence, String typed, String other) {
    List<EditScore> scores = scorer.begin(sentence, List.of(edit(sentence, typed, other)));
    assertThat(scores.get(0).logOdds()).isNegative();
  }

  /** Hundreds of edits in one long sentence are more rows than the model has positions. */
  @Test
  void more_edits_than_one_pass_takes_score_as_they_do_by_themselves() {
    String sentence = "the quick brown fox jumps over the lazy dog and ".repeat(15) + "sleeps";
    RandomWords words = new RandomWords(5, "foxban");
    List<EditToScore> edits = new ArrayList<>();
    for (int at = sentence.indexOf("fox"); at >= 0; at = sentence.indexOf("fox", at + 1)) {
      for (int i = 0; i < 20; i++) {
        edits.add(new EditToScore(at, at + 3, words.next(3, 6)));
      }
    }
    List<EditScore> atOnce = scorer.begin(sentence, edits);
    assertThat(atOnce).hasSameSizeAs(edits);
    scorer.begin(sentence, List.of());
    for (int i = 0; i < edits.size(); i += 37) {
      EditScore alone = scorer.more(List.of(edits.get(i))).get(0);
      assertThat(atOnce.get(i).logOdds()).isCloseTo(alone.logOdds(), within(TOLERANCE));
    }
  }

  @Test
  void no_edit_is_likelier_than_the_copy_lets_expect() {
    List<EditToScore> edits = new ArrayList<>(manyEdits());
    RandomWords words = new RandomWords(7, "thesoma ");
    for (int i = 0; i < 200; i++) {
      int start = words.nextInt(SENTENCE.length());
      int end = start + words.nextInt(Math.min(8, SENTENCE.length() - start) + 1);
      edits.add(new EditToScore(start, end, words.next(0, 6)));
    }
    scorer.begin(SENTENCE, List.of());
    List<EditScore> scores = scorer.more(edits);
    for (int i = 0; i < edits.size(); i++) {
      assertThat(scores.get(i).logOdds())
          .as("%s", edits.get(i))
          .isLessThanOrEqualTo(scorer.mostLogOdds(edits.get(i)) + TOLERANCE);
    }
  }

  @Test
  void the_copy_tells_a_hopeless_edit_from_a_likely_one() {
    String sentence = "It is more then enough for us to know that the house is old.";
    scorer.begin(sentence, List.of());
    assertThat(scorer.mostLogOdds(edit(sentence, "know", "xqzv"))).isLessThan(-4);
    assertThat(scorer.mostLogOdds(edit(sentence, "then", "than"))).isPositive();
  }

  /** Where the sentence ends soon after, nothing of the answer is left out of the log-odds. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "It is over teh hill | teh | the",
        "We went to the stor | stor | store",
        "I saw the quikc fox | quikc | quick",
        "Look at this adn that | adn | and",
        "He was was here | was was | was",
        "There is alot | alot | a lot",
      })
  void log_odds_are_those_of_the_whole_answers(String sentence, String typed, String meant) {
    EditScore score = scorer.begin(sentence, List.of(edit(sentence, typed, meant))).get(0);
    double edited = answerLogProb(sentence, sentence.replace(typed, meant));
    double copied = answerLogProb(sentence, sentence);
    assertThat(score.logOdds()).isCloseTo(edited - copied, within(TOLERANCE));
  }

  /** log P(answer, end | sentence), as one chain of tokens. */
  private static double answerLogProb(String sentence, String answer) {
    LanguageModel model = TestModel.model();
    ModelManifest.Prompt prompt = model.manifest().prompt();
    assertThat(prompt.positions()).isEqualTo("aligned");
    int[] typed = model.tokenizer().tokenize(sentence).tokens();
    int[] answered = model.tokenizer().tokenize(answer).tokens();
    TokenTree.Builder tree = TokenTree.builder(0);
    int parent = tree.addRow(token(prompt.beforeText().get(0)), -1, 0);
    for (int i = 0; i < typed.length; i++) {
      parent = tree.addRow(typed[i], parent, i + 1);
    }
    parent = tree.addRow(token(prompt.beforeAnswer().get(0)), parent, 0);
    for (int i = 0; i < answered.length; i++) {
      tree.addTarget(parent, answered[i]);
      parent = tree.addRow(answered[i], parent, i + 1);
    }
    tree.addTarget(parent, token(prompt.afterAnswer().get(0)));
    double sum = 0;
    try (Session session = model.newSession()) {
      TreeScores scores = session.extend(tree.build());
      for (int i = 0; i <= answered.length; i++) {
        sum += scores.targetLogProb(i);
      }
    }
    return sum;
  }

  private static int token(String name) {
    return TestModel.model().tokenizer().tokenNumber(name).orElseThrow();
  }

  @Test
  void an_edit_scores_the_same_alone_as_among_others() {
    List<EditToScore> edits = manyEdits();
    List<EditScore> together = scorer.begin(SENTENCE, edits);
    assertThat(together).hasSameSizeAs(edits);
    for (int i = 0; i < edits.size(); i++) {
      assertClose(
          together.get(i), scorer.begin(SENTENCE, List.of(edits.get(i))).get(0), edits.get(i));
    }
  }

  @Test
  void an_edit_scores_the_same_at_once_as_later() {
    List<EditToScore> edits = manyEdits();
    List<EditScore> atOnce = scorer.begin(SENTENCE, edits);
    scorer.begin(SENTENCE, List.of());
    List<EditScore> later = scorer.more(edits);
    List<EditScore> again = scorer.more(edits);
    for (int i = 0; i < edits.size(); i++) {
      assertClose(later.get(i), atOnce.get(i), edits.get(i));
      assertClose(again.get(i), atOnce.get(i), edits.get(i));
    }
  }

  @Test
  void a_sentence_scores_the_same_after_another() {
    List<EditToScore> edits = manyEdits();
    List<EditScore> first = scorer.begin(SENTENCE, edits);
    double lowest = scorer.lowestCopyLogProb(0, SENTENCE.length());
    scorer.begin("Something else stands here.", List.of());
    List<EditScore> second = scorer.begin(SENTENCE, edits);
    assertThat(scorer.lowestCopyLogProb(0, SENTENCE.length())).isEqualTo(lowest);
    for (int i = 0; i < edits.size(); i++) {
      assertClose(second.get(i), first.get(i), edits.get(i));
    }
  }

  /**
   * As it is typed: the prompt's rows before the letter that changed are those of the last text.
   */
  @Test
  void a_sentence_scores_the_same_after_one_that_begins_like_it() throws ModelLoadException {
    Random random = new Random(11);
    for (int round = 0; round < 20; round++) {
      StringBuilder typed = new StringBuilder(SENTENCE);
      typed.insert(random.nextInt(SENTENCE.length()), (char) ('a' + random.nextInt(26)));
      String sentence = typed.toString();
      List<EditToScore> edits = List.of(edit(sentence, sentence.substring(4, 9), "went"));
      EditScore after = scorer.begin(sentence, edits).get(0);
      double lowest = scorer.lowestCopyLogProb(0, sentence.length());
      try (SentenceScorer fresh = new SentenceScorer(TestModel.model())) {
        assertClose(after, fresh.begin(sentence, edits).get(0), edits.get(0));
        assertThat(fresh.lowestCopyLogProb(0, sentence.length()))
            .isCloseTo(lowest, within(TOLERANCE));
      }
    }
  }

  @Test
  void a_misspelling_is_the_least_probable_part_of_its_sentence() {
    String sentence = "The fox jumps over teh lazy dog.";
    scorer.begin(sentence, List.of());
    int at = sentence.indexOf("teh");
    double lowest = scorer.lowestCopyLogProb(0, sentence.length());
    assertThat(scorer.lowestCopyLogProb(at, at + 3)).isEqualTo(lowest).isLessThan(-0.5);
    assertThat(scorer.lowestCopyLogProb(0, 3)).isGreaterThan(-0.5);
  }

  @Test
  void what_follows_an_error_is_less_doubtful_behind_its_correction() {
    String sentence = "I work at teh moment on it.";
    int start = sentence.indexOf("moment");
    int end = start + "moment".length();
    scorer.begin(sentence, List.of(edit(sentence, "teh", "the")));
    assertThat(scorer.lowestMendedLogProb(start, end))
        .isGreaterThan(scorer.lowestCopyLogProb(start, end));
    assertThat(scorer.lowestMendedLogProb(0, 6)).isEqualTo(scorer.lowestCopyLogProb(0, 6));
  }

  @Test
  void an_unlikely_edit_leaves_doubts_as_they_are() {
    String sentence = "I work at the moment on it.";
    scorer.begin(sentence, List.of(edit(sentence, "the", "xqzv")));
    assertThat(scorer.lowestMendedLogProb(0, sentence.length()))
        .isEqualTo(scorer.lowestCopyLogProb(0, sentence.length()));
  }

  @Test
  void proposes_the_word_that_it_expects() {
    String sentence = "I went too the store to buy some milk.";
    scorer.begin(sentence, List.of());
    int at = sentence.indexOf("too");
    assertThat(scorer.proposals(at, at + 3, 0)).contains("to");
  }

  @Test
  void a_sentence_of_too_many_tokens_is_not_judged() {
    String sentence = "a b c d e f g h ".repeat(60).strip();
    assertThat(scorer.begin(sentence, List.of(new EditToScore(0, 1, "x")))).isEmpty();
    assertThat(scorer.hasTrunk()).isFalse();
    assertThat(scorer.begin(SENTENCE, manyEdits())).hasSameSizeAs(manyEdits());
    assertThat(scorer.hasTrunk()).isTrue();
  }

  @Test
  void nothing_more_is_scored_before_a_sentence_was_begun() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> scorer.more(manyEdits()));
  }

  @Test
  void any_edit_of_any_text_gets_finite_scores() {
    RandomWords random = new RandomWords(11, "aaeehitst  .,-'’é😀\ud83d\0");
    for (int i = 0; i < 60; i++) {
      String sentence = "x" + random.next(0, 60);
      List<EditToScore> edits = new ArrayList<>();
      for (int j = 0; j < 5; j++) {
        int start = random.nextInt(sentence.length());
        int end = start + random.nextInt(sentence.length() - start + 1);
        edits.add(new EditToScore(start, end, random.next(0, 6)));
      }
      edits.add(new EditToScore(sentence.length(), sentence.length(), "s"));
      List<EditScore> scores = scorer.begin(sentence, edits);
      assertThat(scores).hasSameSizeAs(edits);
      for (EditScore score : scores) {
        assertThat(Double.isFinite(score.logOdds())).isTrue();
        assertThat(score.editLogProb()).isLessThanOrEqualTo(0);
        assertThat(score.copyLogProb()).isLessThanOrEqualTo(0);
      }
    }
  }

  @Test
  void closing_twice_has_no_effect() throws ModelLoadException {
    SentenceScorer other = new SentenceScorer(TestModel.model());
    other.close();
    other.close();
    assertThat(scorer.begin(SENTENCE, List.of())).isEmpty();
    assertThat(scorer.hasTrunk()).isTrue();
  }

  private static List<EditToScore> manyEdits() {
    return List.of(
        edit(SENTENCE, "too", "to"),
        edit(SENTENCE, "too", "two"),
        edit(SENTENCE, "too the", "to the"),
        edit(SENTENCE, "stor", "store"),
        edit(SENTENCE, "stor", "story"),
        edit(SENTENCE, "stor to", "store to"),
        edit(SENTENCE, "som", "some"),
        edit(SENTENCE, "teh", "the"),
        edit(SENTENCE, " was was", " was"),
        edit(SENTENCE, "tabel", "table"),
        edit(SENTENCE, "I", "It"));
  }

  private static EditToScore edit(String sentence, String typed, String meant) {
    int start = sentence.indexOf(typed);
    return new EditToScore(start, start + typed.length(), meant);
  }

  private static void assertClose(EditScore actual, EditScore expected, EditToScore edit) {
    assertThat(actual.logOdds()).as("%s", edit).isCloseTo(expected.logOdds(), within(TOLERANCE));
    assertThat(actual.editLogProb()).isCloseTo(expected.editLogProb(), within(TOLERANCE));
    assertThat(actual.copyLogProb()).isCloseTo(expected.copyLogProb(), within(TOLERANCE));
  }
}
