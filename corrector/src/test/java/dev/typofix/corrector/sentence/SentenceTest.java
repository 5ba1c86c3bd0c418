package dev.typofix.corrector.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.typofix.corrector.document.Passage.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceTest {

  @Test
  void a_range_that_touches_a_protected_span_only_is_free() {
    Sentence sentence = new Sentence("run `make all` now", List.of(new Span(4, 14)));
    assertThat(sentence.isProtected(0, 4)).isFalse();
    assertThat(sentence.isProtected(14, 18)).isFalse();
    assertThat(sentence.isProtected(0, 5)).isTrue();
    assertThat(sentence.isProtected(13, 18)).isTrue();
    assertThat(sentence.isProtected(6, 8)).isTrue();
    assertThat(sentence.isProtected(0, 18)).isTrue();
  }

  @Test
  void a_sentence_is_never_blank() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Sentence(" ", List.of()));
  }
}
