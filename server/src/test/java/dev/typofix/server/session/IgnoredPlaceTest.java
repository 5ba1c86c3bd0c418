package dev.typofix.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class IgnoredPlaceTest {

  private static IgnoredPlace placeOf(String word, String text) {
    DocumentSnapshot snapshot = DocumentSnapshot.opened("untitled:a", "plaintext", 1, text);
    int start = text.indexOf(word);
    return IgnoredPlace.of(snapshot, start, start + word.length());
  }

  @Test
  void editsElsewhereKeepThePlace() {
    assertThat(placeOf("teh", "Over teh fence.\nMore."))
        .isEqualTo(placeOf("teh", "New line.\nSo: jump over – no, Over (teh) fence!"));
  }

  @Test
  void otherNeighboursAreAnotherPlace() {
    assertThat(placeOf("teh", "Over teh fence."))
        .isNotEqualTo(placeOf("teh", "Under teh fence."))
        .isNotEqualTo(placeOf("teh", "Over teh hedge."));
  }

  @Test
  void neighboursEndWithTheLine() {
    assertThat(placeOf("teh", "one\nteh\ntwo"))
        .isEqualTo(new IgnoredPlace("untitled:a", "teh", "", ""));
  }
}
