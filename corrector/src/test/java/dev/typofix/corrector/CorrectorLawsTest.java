package dev.typofix.corrector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.CheckOptions.UnknownWords;
import dev.typofix.corrector.document.Document;
import dev.typofix.corrector.document.DocumentFormat;
import dev.typofix.corrector.document.Passage;
import dev.typofix.corrector.document.Passage.Span;
import dev.typofix.engine.ModelLoadException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the findings of any document. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorrectorLawsTest {

  private static final List<String> PIECES =
      List.of(
          "the",
          "The",
          "teh",
          "a",
          "an",
          "apple",
          "house",
          "recieve",
          "sentenc",
          "Thi sis",
          "alot",
          "i",
          "THis",
          "london",
          "don’t",
          "dont",
          "compilr's",
          "their",
          "is",
          "are",
          "was was",
          "in to",
          "went too",
          "stor",
          "files",
          "was",
          "naïve",
          "😀",
          "👩‍👩‍👧",
          "e\u0301",
          "\ud800",
          "`teh code`",
          "https://exmaple.org/teh",
          "a_nmae",
          "x86",
          "v1.2.3",
          "--verbos",
          "语言",
          "# ",
          "* ",
          "> ",
          "1. ",
          "```",
          "**bold txt**",
          "[lnik](teh.html)",
          "<b>",
          "|",
          "colour");

  private static final List<String> SEPARATORS =
      List.of(
          " ", " ", " ", " ", " ", "  ", "\t", ". ", ", ", "? ", "\n", "\r\n", "\n\n", "-", "\0");

  /** Every finding that the model is asked about, so that the laws have something to hold for. */
  private static final CheckOptions ALL =
      new CheckOptions(OptionalDouble.of(0), Vocabulary.EMPTY, UnknownWords.REPORT);

  private Corrector corrector;

  @BeforeAll
  void open() throws ModelLoadException {
    corrector = Corrector.create(TestModel.model());
  }

  @AfterAll
  void close() {
    corrector.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAIN_TEXT", "LINES", "MARKDOWN", "GIT_COMMIT"})
  void findings_in_prose_are_sound(DocumentFormat format) {
    RandomWords random = new RandomWords(format.name().length(), "abcdeghilnorst");
    int found = 0;
    for (int i = 0; i < 8; i++) {
      found += checkSound(format.parse(randomText(random)));
    }
    assertThat(found).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void findings_in_any_format_are_sound(DocumentFormat format) {
    checkSound(format.parse(randomText(new RandomWords(13, "abcdeghilnorst"))));
  }

  private int checkSound(Document document) {
    List<Finding> all = corrector.check(document, ALL, CancelCheck.NEVER);
    assertSound(document, all);
    assertSound(document, corrector.check(document, CheckOptions.DEFAULT, CancelCheck.NEVER));
    return all.size();
  }

  @Test
  void the_same_text_has_the_same_findings() throws ModelLoadException {
    RandomWords random = new RandomWords(12, "abcdeghilnorst");
    try (Corrector other = Corrector.create(TestModel.model())) {
      for (int i = 0; i < 4; i++) {
        Document document = DocumentFormat.PLAIN_TEXT.parse(randomText(random));
        List<Finding> first = corrector.check(document, CheckOptions.DEFAULT, CancelCheck.NEVER);
        assertThat(other.check(document, CheckOptions.DEFAULT, CancelCheck.NEVER)).isEqualTo(first);
      }
    }
  }

  private static void assertSound(Document document, List<Finding> findings) {
    int end = 0;
    for (Finding finding : findings) {
      assertThat(finding.start()).as("%s", finding).isGreaterThanOrEqualTo(end);
      assertThat(finding.end()).isGreaterThan(finding.start());
      end = finding.end();
      assertThat(end).isLessThanOrEqualTo(document.text().length());
      String typed = document.text().substring(finding.start(), end);
      assertThat(finding.replacements()).doesNotHaveDuplicates().doesNotContain(typed);
      assertThat(finding.replacements()).as("%s", finding).allMatch(text -> fits(finding, text));
      assertThat(finding.replacements().isEmpty())
          .isEqualTo(finding.kind() == FindingKind.UNKNOWN_WORD);
      assertThat(isProtected(document, finding)).as("%s %s", finding, typed).isFalse();
    }
  }

  private static boolean fits(Finding finding, String replacement) {
    boolean mayBeEmpty = finding.kind() == FindingKind.REPEATED_WORD;
    return mayBeEmpty || !replacement.isBlank();
  }

  private static boolean isProtected(Document document, Finding finding) {
    for (Passage passage : document.passages()) {
      for (Span span : passage.protectedSpans()) {
        for (int i = span.start(); i < span.end(); i++) {
          OptionalInt offset = passage.documentOffset(i, i + 1);
          if (offset.isPresent()
              && offset.getAsInt() >= finding.start()
              && offset.getAsInt() < finding.end()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static String randomText(RandomWords random) {
    StringBuilder text = new StringBuilder();
    int count = 1 + random.nextInt(40);
    for (int i = 0; i < count; i++) {
      boolean known = random.nextInt(5) > 0;
      text.append(known ? PIECES.get(random.nextInt(PIECES.size())) : random.next(1, 8));
      text.append(SEPARATORS.get(random.nextInt(SEPARATORS.size())));
    }
    return text.toString();
  }
}
