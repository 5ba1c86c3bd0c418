package dev.typofix.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PathPatternsTest {

  @ParameterizedTest(name = "{0} takes {1}: {2}")
  @CsvSource({
    "*.md, a.md, true",
    "*.md, docs/a.md, true",
    "*.md, a.txt, false",
    "vendor, vendor/a/b.txt, true",
    "vendor, x/vendor/b.txt, true",
    "vendor/, x/vendor/b.txt, true",
    "vendor, vendors/b.txt, false",
    "/vendor, x/vendor/b.txt, false",
    "/vendor, vendor/b.txt, true",
    "docs/*.txt, docs/a.txt, true",
    "docs/*.txt, docs/x/a.txt, false",
    "docs/*.txt, x/docs/a.txt, false",
    "**/node_modules/**, node_modules/a.md, true",
    "**/node_modules/**, x/node_modules/y/a.md, true",
    "docs/**, docs/x/y.md, true"
  })
  void aPatternTakesWhatGitUsersExpect(String pattern, String path, boolean taken) {
    assertThat(PathPatterns.of(List.of(pattern)).matches(Path.of(path))).isEqualTo(taken);
  }
}
