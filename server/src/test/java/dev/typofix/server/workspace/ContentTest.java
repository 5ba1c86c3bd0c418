package dev.typofix.server.workspace;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.server.workspace.Content.Skipped;
import dev.typofix.server.workspace.Content.Text;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ContentTest {

  @Test
  void whateverIsTextIsWrittenBackByteForByte() {
    Random random = new Random(7);
    int texts = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(6)];
      random.nextBytes(bytes);
      if (round % 4 == 0 && bytes.length >= 2) {
        bytes[0] = (byte) (round % 8 == 0 ? 0xFF : 0xFE);
        bytes[1] = (byte) (round % 8 == 0 ? 0xFE : 0xFF);
      }
      if (Content.of(bytes) instanceof Text text) {
        texts++;
        assertThat(text.bytes()).isEqualTo(bytes);
      }
    }
    assertThat(texts).isGreaterThan(3000);
  }

  @Test
  void theByteOrderMarkIsNoPartOfTheText() {
    assertThat(Content.of("\uFEFFa".getBytes(UTF_8)))
        .isEqualTo(new Text("a", TextEncoding.UTF_8_MARKED));
    assertThat(Content.of("\uFEFFa".getBytes(UTF_16BE)))
        .isEqualTo(new Text("a", TextEncoding.UTF_16_BIG_ENDIAN));
  }

  @Test
  void halfASurrogatePairInUtf8IsNoText() {
    byte[] encodedSurrogate = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};
    assertThat(Content.of(encodedSurrogate)).isEqualTo(new Skipped(SkipReason.INVALID_TEXT));
  }

  @Test
  void aZeroByteMakesItBinary() {
    assertThat(Content.of(new byte[] {'a', 0, 'b'})).isEqualTo(new Skipped(SkipReason.BINARY));
  }
}
