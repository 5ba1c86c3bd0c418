package dev.typofix.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CacheFolderTest {

  @TempDir private Path home;

  @Test
  void followsTheCustomsOfTheSystem() {
    assertThat(find("Linux", Map.of())).isEqualTo(home.resolve(".cache/typofix"));
    assertThat(find("Mac OS X", Map.of())).isEqualTo(home.resolve("Library/Caches/typofix"));
    assertThat(find("Windows 11", Map.of())).isEqualTo(home.resolve("AppData/Local/typofix"));
  }

  @Test
  void obeysTheEnvironment() {
    String chosen = home.resolve("chosen").toString();
    assertThat(find("Linux", Map.of("XDG_CACHE_HOME", chosen)))
        .isEqualTo(Path.of(chosen, "typofix"));
    assertThat(find("Windows 11", Map.of("LOCALAPPDATA", chosen)))
        .isEqualTo(Path.of(chosen, "typofix"));
  }

  @Test
  void ignoresWhatIsNoAbsolutePath() {
    assertThat(find("Linux", Map.of("XDG_CACHE_HOME", "relative")))
        .isEqualTo(home.resolve(".cache/typofix"));
    assertThat(find("Linux", Map.of("XDG_CACHE_HOME", "")))
        .isEqualTo(home.resolve(".cache/typofix"));
  }

  @Test
  void obeysTheSystemPropertyFirst() {
    Map<String, String> properties =
        Map.of("os.name", "Linux", CacheFolder.PROPERTY, home.toString());
    assertThat(CacheFolder.find(properties::get, Map.of("XDG_CACHE_HOME", "/x")::get))
        .isEqualTo(home);
  }

  private Path find(String system, Map<String, String> environment) {
    Map<String, String> properties = Map.of("os.name", system, "user.home", home.toString());
    return CacheFolder.find(properties::get, environment::get);
  }
}
