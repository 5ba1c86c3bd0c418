package dev.typofix.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class TextPositionsTest {

  private static final String[] PIECES = {"a", "é", "日", "\uD83D\uDE00", " ", "\n", "\r\n"};

  @Test
  void placesAreThoseOfAWalkFromTheBeginningInWhateverOrderTheyAreAskedFor() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i >= 0; i--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      SourceText source = new SourceText("", text.toString(), 0);
      TextPositions positions = new TextPositions(source);
      for (int question = 0; question < 30; question++) {
        int offset = text.offsetByCodePoints(0, random.nextInt(codePoints(text) + 1));
        TextPositions fresh = new TextPositions(source);
        int lineStart = positions.lineStart(positions.line(offset));
        assertThat(positions.codePointOffset(offset)).isEqualTo(text.codePointCount(0, offset));
        assertThat(positions.columnNumber(offset))
            .isEqualTo(text.codePointCount(lineStart, offset) + 1)
            .isEqualTo(fresh.columnNumber(offset));
      }
    }
  }

  private static int codePoints(CharSequence text) {
    return text.toString().codePointCount(0, text.length());
  }
}
