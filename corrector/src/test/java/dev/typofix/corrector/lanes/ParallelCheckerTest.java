package dev.typofix.corrector.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.typofix.corrector.CancelCheck;
import dev.typofix.corrector.CheckOptions;
import dev.typofix.corrector.CheckOptions.UnknownWords;
import dev.typofix.corrector.Corrector;
import dev.typofix.corrector.Finding;
import dev.typofix.corrector.TestModel;
import dev.typofix.corrector.Vocabulary;
import dev.typofix.corrector.document.Document;
import dev.typofix.corrector.document.DocumentFormat;
import dev.typofix.engine.ModelLoadException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several lanes find what one finds, and stop together. */
class ParallelCheckerTest {

  private static final List<String> WORDS =
      List.of(
          "We", "recieve", "teh", "mail", "and", "read", "it", "in", "to", "the", "the", "stor");

  private final ExecutorService executor = Executors.newFixedThreadPool(2);
  private ParallelChecker checker;

  @BeforeEach
  void open() throws ModelLoadException {
    checker = ParallelChecker.create(TestModel.model(), 3, executor);
  }

  @AfterEach
  void close() {
    checker.close();
    executor.shutdownNow();
  }

  @Test
  void several_lanes_find_what_one_corrector_finds() throws ModelLoadException {
    CheckOptions all =
        new CheckOptions(OptionalDouble.of(0), Vocabulary.EMPTY, UnknownWords.REPORT);
    Random random = new Random(7);
    int found = 0;
    try (Corrector one = Corrector.create(TestModel.model())) {
      for (int paragraphs = 0; paragraphs < 12; paragraphs++) {
        Document document = document(random, paragraphs);
        List<Finding> findings = checker.check(document, all, CancelCheck.NEVER);
        assertThat(findings).isEqualTo(one.check(document, all, CancelCheck.NEVER));
        found += findings.size();
      }
    }
    assertThat(found).isPositive();
  }

  @Test
  void a_changed_passage_is_found_among_those_that_are_remembered() throws ModelLoadException {
    Random random = new Random(9);
    String text = document(random, 8).text();
    checker.check(DocumentFormat.PLAIN_TEXT.parse(text), CheckOptions.DEFAULT, CancelCheck.NEVER);
    for (int round = 0; round < 5; round++) {
      int place = text.indexOf(' ', random.nextInt(text.length() / 2)) + 1;
      Document changed =
          DocumentFormat.PLAIN_TEXT.parse(
              text.substring(0, place) + "teh " + text.substring(place));
      List<Finding> findings = checker.check(changed, CheckOptions.DEFAULT, CancelCheck.NEVER);
      try (Corrector fresh = Corrector.create(TestModel.model())) {
        assertThat(findings)
            .isNotEmpty()
            .isEqualTo(fresh.check(changed, CheckOptions.DEFAULT, CancelCheck.NEVER));
      }
    }
  }

  @Test
  void a_cancelled_check_ends_in_every_lane_and_the_next_one_works() {
    Document document = document(new Random(8), 40);
    AtomicInteger asked = new AtomicInteger();
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () ->
                checker.check(
                    document,
                    CheckOptions.DEFAULT,
                    () -> {
                      if (asked.incrementAndGet() >= 4) {
                        throw new CancellationException("enough");
                      }
                    }))
        .withMessage("enough");
    assertThat(asked.get()).as("one more at most in each of the other lanes").isBetween(4, 6);
    assertThat(checker.check(document, CheckOptions.DEFAULT, CancelCheck.NEVER)).isNotEmpty();
  }

  @Test
  void a_fault_in_any_lane_is_the_callers() {
    Thread caller = Thread.currentThread();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                checker.check(
                    document(new Random(9), 40),
                    CheckOptions.DEFAULT,
                    () -> {
                      if (Thread.currentThread() != caller) {
                        throw new IllegalStateException("helper");
                      }
                    }))
        .withMessage("helper");
  }

  @Test
  void no_lane_is_too_few() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParallelChecker.create(TestModel.model(), 0, executor));
  }

  private static Document document(Random random, int paragraphs) {
    return DocumentFormat.PLAIN_TEXT.parse(
        IntStream.range(0, paragraphs)
            .mapToObj(i -> paragraph(random))
            .collect(Collectors.joining("\n\n")));
  }

  private static String paragraph(Random random) {
    return random
        .ints(6, 0, WORDS.size())
        .mapToObj(WORDS::get)
        .collect(Collectors.joining(" ", "", "."));
  }
}
