package dev.typofix.corrector.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.typofix.corrector.RandomWords;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TypingErrorModelTest {

  @Test
  void equal_words_are_certain() {
    TypingErrorModel model = trained();
    assertThat(model.logProb("", "")).isZero();
    assertThat(model.logProb("word", "word")).isZero();
  }

  @Test
  void a_slip_that_was_seen_often_beats_one_that_was_not() {
    TypingErrorModel model = trained();
    assertThat(model.logProb("mor", "more")).isGreaterThan(model.logProb("moe", "more"));
    assertThat(model.logProb("recieve", "receive"))
        .isGreaterThan(model.logProb("reciive", "receive"));
    assertThat(model.logProb("hallo", "hello")).isGreaterThan(model.logProb("hxllo", "hello"));
    assertThat(model.logProb("stoppp", "stopp")).isGreaterThan(model.logProb("stoppk", "stopp"));
  }

  @Test
  void a_slip_at_the_first_letter_is_rarer() {
    TypingErrorModel model = trained();
    assertThat(model.logProb("bagel", "bxgel")).isGreaterThan(model.logProb("agel", "xgel"));
  }

  @Test
  void two_slips_are_rarer_than_either_of_them() {
    TypingErrorModel model = trained();
    double both = model.logProb("recievr", "receive");
    assertThat(both).isLessThan(model.logProb("recieve", "receive"));
    assertThat(both).isLessThan(model.logProb("receivr", "receive"));
  }

  @Test
  void slips_cost_the_same_for_letters_that_it_was_taught_alike() {
    TypingErrorModel.Trainer trainer = new TypingErrorModel.Trainer();
    for (int i = 0; i < 50; i++) {
      trainer.add("xaxx", "xexx");
      trainer.add("xexx", "xaxx");
    }
    TypingErrorModel model = trainer.train();
    assertThat(model.logProb("kak", "kek")).isCloseTo(model.logProb("kek", "kak"), within(1e-6));
  }

  @Test
  void an_untrained_model_counts_every_slip_alike() {
    TypingErrorModel.Trainer trainer = new TypingErrorModel.Trainer();
    trainer.add("same", "same");
    trainer.add("nothing", "likewise");
    TypingErrorModel model = new TypingErrorModel.Trainer().train();
    assertThat(model.logProb("hallo", "hello")).isEqualTo(model.logProb("hxllo", "hello"));
    assertThat(model.logProb("hallo", "hello"))
        .isEqualTo(trainer.train().logProb("hallo", "hello"));
  }

  @Test
  void never_gives_more_than_certainty_nor_impossibility() {
    TypingErrorModel model = trained();
    RandomWords words = new RandomWords(2, "abe'é");
    for (int i = 0; i < 2_000; i++) {
      String typed = words.next(0, 6);
      String meant = words.next(0, 6);
      assertThat(model.logProb(typed, meant))
          .as("%s for %s", typed, meant)
          .isLessThanOrEqualTo(0)
          .isGreaterThan(-200);
    }
  }

  @Test
  void reads_what_it_wrote() throws IOException {
    TypingErrorModel model = trained();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.write(new DataOutputStream(bytes));
    TypingErrorModel read =
        TypingErrorModel.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    RandomWords words = new RandomWords(3, "aeimrst'");
    for (int i = 0; i < 500; i++) {
      String typed = words.next(0, 8);
      String meant = words.next(0, 8);
      assertThat(read.logProb(typed, meant)).isEqualTo(model.logProb(typed, meant));
    }
  }

  /**
   * Taught that {@code ei} turns to {@code ie}, {@code e} to {@code a} or nothing, that {@code p}
   * is doubled.
   */
  private static TypingErrorModel trained() {
    TypingErrorModel.Trainer trainer = new TypingErrorModel.Trainer();
    for (int i = 0; i < 40; i++) {
      trainer.add("recieve", "receive");
      trainer.add("decieve", "deceive");
      trainer.add("tabla", "table");
      trainer.add("lettar", "letter");
      trainer.add("stor", "store");
      trainer.add("befor", "before");
      trainer.add("stoppp", "stopp");
    }
    return trainer.train();
  }
}
