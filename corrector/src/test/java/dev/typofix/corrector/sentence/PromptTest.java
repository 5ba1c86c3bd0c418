package dev.typofix.corrector.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.Ints;
import dev.typofix.corrector.PromptedModel;
import dev.typofix.corrector.TestModel;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ModelManifest.Prompt;
import dev.typofix.engine.Session;
import dev.typofix.engine.TokenTree;
import dev.typofix.engine.TreeScores;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the prompt, an edit's log-odds are those of the whole texts one after another. */
class PromptTest {

  /** Packing rows otherwise changes the order of sums, which 8-bit weights make visible. */
  private static final double TOLERANCE = 0.1;

  private static final List<String> SENTENCES =
      List.of("It is over teh hill", "We saw teh fox", "over and teh end", "teh fox");

  static Stream<Prompt> prompts() {
    return Stream.of(
        new Prompt(
            List.of("<|text|>"), List.of("<|fix|>"), List.of("<|text|>"), "aligned", "corrector"),
        new Prompt(
            List.of("<|text|>", "Correct this:\n"),
            List.of("<|fix|>", "\n"),
            List.of("<|text|>", "\n"),
            "aligned",
            "corrector"),
        new Prompt(
            List.of("<|text|>", "Correct this:\n"),
            List.of("<|text|>", "It should read\n", "<|fix|>"),
            List.of("<|text|>"),
            "continued",
            "corrector"),
        new Prompt(
            List.of(), List.of("<|text|>"), List.of("<|text|>"), "continued", "language-model"),
        new Prompt(
            List.of("never used"),
            List.of("<|text|>", "Once upon a time\n"),
            List.of("<|text|>"),
            "continued",
            "language-model"));
  }

  @ParameterizedTest
  @MethodSource("prompts")
  void log_odds_are_those_of_the_whole_answers(Prompt prompt) throws ModelLoadException {
    try (SentenceScorer scorer = new SentenceScorer(new PromptedModel(TestModel.model(), prompt))) {
      for (String sentence : SENTENCES) { // the second begins where the first one's prompt ended
        EditToScore edit = edit(sentence);
        double expected =
            logProb(prompt, sentence, sentence.replace("teh", "the"))
                - logProb(prompt, sentence, sentence);
        double atOnce = scorer.begin(sentence, List.of(edit)).get(0).logOdds();
        assertThat(atOnce).as(sentence).isCloseTo(expected, within(TOLERANCE));
        double later = scorer.more(List.of(edit)).get(0).logOdds();
        assertThat(later).as(sentence).isCloseTo(expected, within(TOLERANCE));
      }
    }
  }

  @Test
  void prompts_without_a_token_before_or_after_the_answer_are_refused() {
    assertRefused(new Prompt(List.of("<|text|>"), List.of(), List.of("."), "aligned", "corrector"));
    assertRefused(new Prompt(List.of("<|text|>"), List.of("."), List.of(), "aligned", "corrector"));
  }

  @Test
  void an_aligned_answer_cannot_begin_before_the_prompt() {
    assertRefused(new Prompt(List.of(), List.of("<|fix|>"), List.of("."), "aligned", "corrector"));
  }

  private static void assertRefused(Prompt prompt) {
    assertThatExceptionOfType(ModelLoadException.class)
        .isThrownBy(() -> new SentenceScorer(new PromptedModel(TestModel.model(), prompt)))
        .withMessageContaining("make the bundle again");
  }

  private static EditToScore edit(String sentence) {
    int start = sentence.indexOf("teh");
    return new EditToScore(start, start + 3, "the");
  }

  /** log P(answer, end | prompt), as one chain of tokens. */
  private static double logProb(Prompt prompt, String sentence, String answer) {
    boolean withText = prompt.scoring().equals("corrector");
    List<Integer> before = new ArrayList<>();
    if (withText) {
      before.addAll(tokens(prompt.beforeText()));
      before.addAll(tokens(List.of(sentence)));
    }
    List<Integer> introduction = tokens(prompt.beforeAnswer());
    List<Integer> answered = tokens(List.of(answer));
    int answerPosition =
        prompt.positions().equals("aligned")
            ? tokens(prompt.beforeText()).size()
            : before.size() + introduction.size();
    TokenTree.Builder tree = TokenTree.builder(0);
    int parent = -1;
    for (int token : before) {
      parent = tree.addRow(token, parent, parent + 1);
    }
    int position = answerPosition - introduction.size();
    for (int token : introduction) {
      parent = tree.addRow(token, parent, position++);
    }
    for (int token : answered) {
      tree.addTarget(parent, token);
      parent = tree.addRow(token, parent, position++);
    }
    tree.addTarget(parent, tokens(prompt.afterAnswer()).get(0));
    try (Session session = TestModel.model().newSession()) {
      TreeScores scores = session.extend(tree.build());
      double sum = 0;
      for (int i = 0; i <= answered.size(); i++) {
        sum += scores.targetLogProb(i);
      }
      return sum;
    }
  }

  private static List<Integer> tokens(List<String> pieces) {
    List<Integer> tokens = new ArrayList<>();
    for (String piece : pieces) {
      if (piece.startsWith("<|")) {
        tokens.add(TestModel.model().tokenizer().tokenNumber(piece).orElseThrow());
      } else {
        tokens.addAll(Ints.asList(TestModel.model().tokenizer().tokenize(piece).tokens()));
      }
    }
    return tokens;
  }
}
