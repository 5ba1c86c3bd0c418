package dev.typofix.server.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WordListTest {

  private final Path file;

  WordListTest(@TempDir Path folder) {
    this.file = folder.resolve("words/list.txt");
  }

  private WordList list(String content) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, content);
    return WordList.load(file);
  }

  @Test
  void aMissingFileIsAnEmptyList() throws IOException {
    assertThat(WordList.load(file).accepts("teh")).isFalse();
  }

  @Test
  void smallLettersAcceptCapitalsButNotTheOtherWayRound() throws IOException {
    WordList list = list("# names\nkubectl\nGitHub # a company\n");
    assertThat(list.accepts("kubectl")).isTrue();
    assertThat(list.accepts("Kubectl")).isTrue();
    assertThat(list.accepts("GitHub")).isTrue();
    assertThat(list.accepts("github")).isFalse();
    assertThat(list.accepts("company")).isFalse();
  }

  @Test
  void theWayOfTypingDoesNotMatter() throws IOException {
    WordList list = list("cafe\u0301\no'clock\n");
    assertThat(list.accepts("café")).isTrue();
    assertThat(list.accepts("o’clock")).isTrue();
  }

  @Test
  void anAdditionKeepsCommentsOrderAndLineBreaks() throws IOException {
    WordList list = list("# ours\r\nzebra\r\napple");
    assertThat(list.add("mango").accepts("mango")).isTrue();
    assertThat(file).content().isEqualTo("# ours\r\nzebra\r\napple\r\nmango\r\n");
  }

  @Test
  void aWordIsWrittenOnceAndOthersAdditionsStay() throws IOException {
    WordList list = list("one\n");
    Files.writeString(file, "one\ntwo\n");
    assertThat(list.add("one").accepts("two")).isTrue();
    assertThat(file).content().isEqualTo("one\ntwo\n");
  }

  @Test
  void aFileThatCannotBeReadIsNotWrittenEither() throws IOException {
    Files.createDirectories(file);
    assertThatThrownBy(() -> WordList.load(file)).isInstanceOf(IOException.class);
  }

  @Test
  void theUsersDictionaryLiesWhereTheSystemKeepsConfiguration() {
    Path home = file.getRoot().resolve("home");
    assertThat(DictionaryLocations.user(Map.of(), home, "Linux"))
        .isEqualTo(home.resolve(".config/typofix/dictionary.txt"));
    assertThat(DictionaryLocations.user(Map.of("XDG_CONFIG_HOME", "/x"), home, "Linux"))
        .isEqualTo(Path.of("/x/typofix/dictionary.txt"));
    assertThat(DictionaryLocations.user(Map.of(), home, "Mac OS X"))
        .isEqualTo(home.resolve("Library/Application Support/typofix/dictionary.txt"));
    assertThat(DictionaryLocations.user(Map.of(), home, "Windows 11"))
        .isEqualTo(home.resolve("AppData/Roaming/typofix/dictionary.txt"));
  }
}
