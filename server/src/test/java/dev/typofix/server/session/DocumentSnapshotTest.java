package dev.typofix.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class DocumentSnapshotTest {

  private static final String[] PIECES = {
    "a", "word", "é", "€", "😀", "e\u0301", "\uD83D", "\uDE00", " ", "\t", "\n", "\r", "\r\n",
    "\n\n"
  };

  private static DocumentSnapshot opened(String text) {
    return DocumentSnapshot.opened("untitled:a", "plaintext", 1, text);
  }

  private static String randomText(Random random, int pieces) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  @ParameterizedTest
  @EnumSource
  void anyEditLeavesWhatTheWholeTextAnewWouldBe(PositionEncoding encoding) {
    Random random = new Random(42);
    for (int round = 0; round < 200; round++) {
      DocumentSnapshot edited = opened(randomText(random, random.nextInt(30)));
      for (int version = 2; version < 30; version++) {
        int length = edited.text().length();
        TextPosition one = edited.position(random.nextInt(length + 1), encoding);
        TextPosition other = edited.position(random.nextInt(length + 1), encoding);
        String inserted = randomText(random, random.nextInt(4));
        int start = Math.min(edited.offset(one, encoding), edited.offset(other, encoding));
        int end = Math.max(edited.offset(one, encoding), edited.offset(other, encoding));
        String expected =
            edited.text().substring(0, start) + inserted + edited.text().substring(end);
        TextChange change = new TextChange(Optional.of(new TextChange.Range(one, other)), inserted);
        edited = edited.edited(version, List.of(change), encoding);
        assertThat(edited.text()).isEqualTo(expected);
        assertThat(edited.lines()).isEqualTo(LineIndex.of(expected));
        assertThat(edited.version()).isEqualTo(version);
        assertThat(edited.typedAt()).hasValue(start + inserted.length());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPositionOfACharactersBeginLeadsBackToIt(PositionEncoding encoding) {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      DocumentSnapshot snapshot = opened(randomText(random, 20));
      String text = snapshot.text();
      for (int offset = 0; offset <= text.length(); offset += step(text, offset)) {
        boolean withinLineBreak =
            offset > 0
                && offset < text.length()
                && text.charAt(offset - 1) == '\r'
                && text.charAt(offset) == '\n';
        if (!withinLineBreak) {
          TextPosition position = snapshot.position(offset, encoding);
          assertThat(snapshot.offset(position, encoding)).isEqualTo(offset);
        }
      }
    }
  }

  private static int step(String text, int offset) {
    return offset < text.length() ? Character.charCount(text.codePointAt(offset)) : 1;
  }

  @ParameterizedTest
  @EnumSource
  void charactersAreCountedInTheAgreedUnits(PositionEncoding encoding) {
    String text = "aé€😀b";
    int expected =
        switch (encoding) {
          case UTF_8 -> text.getBytes(StandardCharsets.UTF_8).length;
          case UTF_16 -> text.length();
          case UTF_32 -> text.codePointCount(0, text.length());
        };
    assertThat(opened(text).position(text.length(), encoding))
        .isEqualTo(new TextPosition(0, expected));
  }

  @ParameterizedTest(name = "line {0}, character {1} is offset {2}")
  @CsvSource({
    "0, 0, 0",
    "0, 2, 2",
    "0, 3, 2",
    "0, 2147483647, 2",
    "1, 1, 5",
    "1, 9, 6",
    "2, 0, 7",
    "3, 0, 8",
    "9, 0, 8",
    "2147483647, 5, 8",
    "-1, 5, 0",
    "1, -5, 4"
  })
  void aPositionOutsideOfTheTextMeansTheNearestPlace(int line, int character, int offset) {
    DocumentSnapshot snapshot = opened("ab\r\ncd\re");
    assertThat(snapshot.offset(new TextPosition(line, character), PositionEncoding.UTF_16))
        .isEqualTo(offset);
  }

  @Test
  void unitsThatEndWithinACharacterMeanItsBegin() {
    DocumentSnapshot snapshot = opened("a😀b");
    assertThat(snapshot.offset(new TextPosition(0, 3), PositionEncoding.UTF_8)).isEqualTo(1);
    assertThat(snapshot.offset(new TextPosition(0, 5), PositionEncoding.UTF_8)).isEqualTo(3);
  }

  @Test
  void severalEditsApplyOneAfterTheOther() {
    TextChange first = change(0, 0, 0, "xx");
    TextChange second = change(0, 2, 3, "");
    DocumentSnapshot edited =
        opened("abc").edited(2, List.of(first, second), PositionEncoding.UTF_16);
    assertThat(edited.text()).isEqualTo("xxbc");
    assertThat(edited.typedAt()).as("nobody types at two places").isEmpty();
  }

  @Test
  void aChangeWithoutRangeReplacesTheWholeText() {
    DocumentSnapshot edited =
        opened("abc")
            .edited(2, List.of(new TextChange(Optional.empty(), "x\ny")), PositionEncoding.UTF_16);
    assertThat(edited.text()).isEqualTo("x\ny");
    assertThat(edited.lines().lineCount()).isEqualTo(2);
  }

  private static TextChange change(int line, int start, int end, String text) {
    return new TextChange(
        Optional.of(
            new TextChange.Range(new TextPosition(line, start), new TextPosition(line, end))),
        text);
  }
}
