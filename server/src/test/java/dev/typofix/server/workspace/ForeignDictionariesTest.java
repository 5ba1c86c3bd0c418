package dev.typofix.server.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ForeignDictionariesTest {

  private final Path root;
  private final List<String> warnings = new ArrayList<>();

  ForeignDictionariesTest(@TempDir Path root) {
    this.root = root;
  }

  private void file(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private Vocabulary vocabulary() {
    return ForeignDictionaries.vocabulary(root, warnings::add);
  }

  @Test
  void cspellsWordsAreAccepted() throws IOException {
    file("cspell.json", "{ // ours\n \"words\": [\"frobnicate\", \"!forbidden\", \"GitFix\",], }");
    Vocabulary words = vocabulary();
    assertThat(words.accepts("Frobnicate")).isTrue();
    assertThat(words.accepts("GitFix")).isTrue();
    assertThat(words.accepts("gitfix")).isFalse();
    assertThat(words.accepts("forbidden")).isFalse();
  }

  @Test
  void onlyTheWordsThatTyposKeepsAreAccepted() throws IOException {
    file("_typos.toml", "[default.extend-words]\nhte = \"hte\"\nteh = \"the\"\n");
    assertThat(vocabulary().accepts("hte")).isTrue();
    assertThat(vocabulary().accepts("teh")).isFalse();
  }

  @Test
  void codespellsListsAreAcceptedWhereverTheyAreConfigured() throws IOException {
    file(".codespellrc", "[codespell]\nskip = a\nignore-words-list = nd, ser\nignore-words=w.txt");
    file("w.txt", "ontop\n");
    file("pyproject.toml", "[tool.codespell]\nignore-words-list = 'fo,ba'");
    assertThat(List.of("nd", "ser", "ontop", "fo", "ba")).allMatch(vocabulary()::accepts);
  }

  @Test
  void valesVocabulariesAreAcceptedButNotTheirPatterns() throws IOException {
    file(".vale.ini", "StylesPath = st\nVocab = Base\n[*.md]\nBasedOnStyles = Vale");
    file("st/config/vocabularies/Base/accept.txt", "Kubernetes\n(?i)grep.*\n");
    assertThat(vocabulary().accepts("Kubernetes")).isTrue();
    assertThat(vocabulary().accepts("grep")).isFalse();
  }

  @Test
  void hunspellsWordsAreAcceptedWithoutTheirFlags() throws IOException {
    file("project.dic", "2\nfoobarize/DSG\nbazify\n");
    assertThat(List.of("foobarize", "bazify")).allMatch(vocabulary()::accepts);
    assertThat(vocabulary().accepts("2")).isFalse();
  }

  @Test
  void aMalformedFileIsLeftAsideWithAWarningAndTheOthersHold() throws IOException {
    file("cspell.json", "{\"words\": [");
    file("_typos.toml", "= = =");
    file("x.dic", "1\nkeepme\n");
    assertThat(vocabulary().accepts("keepme")).isTrue();
    assertThat(warnings).hasSize(2).allMatch(line -> line.contains("left aside"));
  }

  @Test
  void aFileOutOfTheRepositoryIsNotRead() throws IOException {
    file("sub/.codespellrc", "[codespell]\nignore-words = ../w.txt");
    file("w.txt", "secret\n");
    assertThat(ForeignDictionaries.vocabulary(root.resolve("sub"), warnings::add).accepts("secret"))
        .isFalse();
  }
}
