package dev.typofix.corrector.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.TestModel;
import dev.typofix.corrector.lexicon.WordEntry;
import org.junit.jupiter.api.Test;

class IrregularFormsTest {

  private final IrregularForms forms = IrregularForms.embedded();

  @Test
  void tells_the_other_forms_of_a_word() {
    assertThat(forms.of("went")).containsExactlyInAnyOrder("go", "goes", "gone", "going");
    assertThat(forms.of("children")).containsExactly("child");
    assertThat(forms.of("lay")).as("of lay and of lie").contains("laid", "lie", "lain");
    assertThat(forms.of("file")).isEmpty();
  }

  @Test
  void what_has_a_form_is_one() {
    for (String word : forms.words()) {
      assertThat(forms.of(word)).as(word).isNotEmpty().doesNotContain(word);
      assertThat(forms.of(word)).allSatisfy(form -> assertThat(forms.of(form)).contains(word));
    }
  }

  @Test
  void each_form_is_a_word_that_may_be_proposed() {
    assertThat(forms.words())
        .hasSizeGreaterThan(400)
        .allMatch(
            word -> TestModel.lexicon().entry(word).map(WordEntry::isProposable).orElse(false));
  }
}
