package dev.typofix.corrector.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FeatureTest {

  @Test
  void names_are_distinct_and_in_snake_case() {
    assertThat(Arrays.stream(Feature.values()).map(Feature::code))
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("[a-z]+(_[a-z]+)*"));
  }

  /** Renaming one makes every calibration file that users have unreadable. */
  @Test
  void names_come_from_the_constants() {
    assertThat(Feature.LOG_ODDS.code()).isEqualTo("log_odds");
    assertThat(Feature.EDIT_LOG_PROB.code()).isEqualTo("edit_log_prob");
    assertThat(Feature.TYPED_SCOWL_LEVEL.code()).isEqualTo("typed_scowl_level");
    assertThat(Feature.IS_SPLIT.code()).isEqualTo("is_split");
  }
}
