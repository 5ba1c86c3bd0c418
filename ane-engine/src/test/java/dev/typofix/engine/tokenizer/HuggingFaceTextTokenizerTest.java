package dev.typofix.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.Tokenization;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HuggingFaceTextTokenizerTest {

  private static final String[] PIECES = {
    "the",
    " quick",
    " naïve",
    "cafe\u0301",
    "é",
    "\r\n",
    "\n",
    "\t",
    "\u0000",
    " ",
    "  ",
    "😀",
    "👩‍👩‍👧",
    "🇨🇭",
    "漢字",
    "\uD83D",
    "\uDE00",
    "\u212B",
    "\u1E9B\u0323",
    "a\u0323\u0307",
    "a\u0307\u0323",
    "<|text|>",
    "<|fix|>",
    "ﬁ",
    "'s",
    "١٢",
    "한국",
    "\u1112\u1161\u11AB",
    "\uFEFF",
    "\uFFFD",
    "\u0958",
    "ab12",
    "…",
    "\u2028",
    "n\u0303o"
  };

  private static HuggingFaceTextTokenizer tokenizer;

  @BeforeAll
  static void load() throws ModelLoadException {
    tokenizer = HuggingFaceTextTokenizer.load(ModelBundle.embedded("tiny"));
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  @Test
  void tokensCoverEveryTextWithoutAGap() {
    Random random = new Random(1);
    for (int round = 0; round < 2000; round++) {
      String text = randomText(random);
      Tokenization tokens = tokenizer.tokenize(text);
      int covered = 0;
      int start = 0;
      for (int i = 0; i < tokens.count(); i++) {
        assertThat(tokens.starts()[i]).as(text).isBetween(start, covered);
        assertThat(tokens.ends()[i])
            .as(text)
            .isBetween(Math.max(covered, tokens.starts()[i] + 1), text.length());
        start = tokens.starts()[i];
        covered = tokens.ends()[i];
      }
      assertThat(covered).as(text).isEqualTo(text.length());
    }
  }

  @Test
  void theBytesOfAllTokensAreTheComposedText() {
    Random random = new Random(2);
    for (int round = 0; round < 2000; round++) {
      String text = randomText(random).replaceAll("\\p{Cs}", "x");
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int token : tokenizer.tokenize(text).tokens()) {
        bytes.writeBytes(tokenizer.bytes(token));
      }
      assertThat(bytes.toString(StandardCharsets.UTF_8))
          .isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
    }
  }

  @Test
  void aTokenOfWholeCharactersHasTheirRange() {
    Random random = new Random(3);
    for (int round = 0; round < 2000; round++) {
      String text = Normalizer.normalize(randomText(random), Normalizer.Form.NFC);
      Tokenization tokens = tokenizer.tokenize(text);
      for (int i = 0; i < tokens.count(); i++) {
        String token = tokenizer.text(tokens.tokens()[i]);
        if (!token.contains("\uFFFD")) {
          assertThat(text.substring(tokens.starts()[i], tokens.ends()[i])).isEqualTo(token);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one 😀 two",
        "one\r\ntwo",
        "one\ttwo",
        "one\u0000 two",
        "one \uD83D two",
        "one cafe\u0301 two",
        "one <|text|> two"
      })
  void wordsAfterAnOddCharacterKeepTheirPlace(String text) {
    Tokenization tokens = tokenizer.tokenize(text);
    int last = tokens.count() - 1;

    assertThat(text.substring(tokens.starts()[last], tokens.ends()[last])).endsWith("wo");
    assertThat(tokens.ends()[last]).isEqualTo(text.length());
    assertThat(text.substring(0, tokens.starts()[last])).startsWith("one");
  }

  @Test
  void aComposedCharacterHasItsWholeRange() {
    Tokenization tokens = tokenizer.tokenize("e\u0301 x");

    List<String> ranges = new ArrayList<>();
    for (int i = 0; i < tokens.count(); i++) {
      ranges.add("e\u0301 x".substring(tokens.starts()[i], tokens.ends()[i]));
    }
    assertThat(ranges).contains("e\u0301").endsWith(" x");
  }

  @Test
  void marksInAStrangersTextAreOrdinaryText() {
    int mark = tokenizer.tokenNumber("<|text|>").orElseThrow();

    assertThat(mark).isEqualTo(1);
    assertThat(tokenizer.text(mark)).isEqualTo("<|text|>");
    assertThat(tokenizer.tokenize("a <|text|> b").tokens()).doesNotContain(mark);
    assertThat(tokenizer.tokenNumber("no such token")).isEmpty();
  }

  @Test
  void longTextIsNotCutOff() {
    String text = "word ".repeat(3000);

    assertThat(tokenizer.tokenize(text).count()).isGreaterThan(3000);
    assertThat(tokenizer.tokenize("").count()).isZero();
  }

  @Test
  void aClosedTokenizerSaysSo() throws ModelLoadException {
    HuggingFaceTextTokenizer other = HuggingFaceTextTokenizer.load(ModelBundle.embedded("tiny"));
    other.close();
    assertThatCode(other::close).doesNotThrowAnyException();
    assertThatIllegalStateException().isThrownBy(() -> other.tokenize("x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"model\": ",
        "{\"model\": 3}",
        "{\"model\": {\"vocab\": {\"a\": 0}}, \"decoder\": {\"type\": \"Metaspace\"}}",
        "{\"model\": {\"vocab\": {\"a\": -1}}, \"decoder\": {\"type\": \"ByteLevel\"}}",
        "{\"model\": {\"vocab\": {\"a\": \"b\"}}, \"decoder\": {\"type\": \"ByteLevel\"}}",
        "{\"decoder\": {\"type\": \"ByteLevel\"}}",
        "{\"added_tokens\": [{\"content\": \"x\"}]}",
      })
  void aWrongFileIsRefused(String json) {
    assertThatExceptionOfType(ModelLoadException.class)
        .isThrownBy(
            () ->
                TokenizerFile.read(
                    new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "t.json"))
        .withMessageStartingWith("t.json: ")
        .withMessageEndingWith("fetch the model again");
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(12);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
