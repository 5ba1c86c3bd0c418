package dev.typofix.server.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {

  private final Path folder;

  AtomicFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void aFileIsReplacedIfItIsStillTheSame() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    AtomicFile.replace(file, bytes("old"), bytes("new"));
    assertThat(file).hasContent("new");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aFileThatChangedMeanwhileIsLeftAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "somebody's");
    assertThatThrownBy(() -> AtomicFile.replace(file, bytes("old"), bytes("new")))
        .isInstanceOf(AtomicFile.ChangedMeanwhileException.class)
        .hasMessageContaining("changed");
    assertThat(file).hasContent("somebody's");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aFileThatIsGoneIsNotMadeAgain() {
    Path file = folder.resolve("gone");
    assertThatThrownBy(() -> AtomicFile.replace(file, bytes("old"), bytes("new")))
        .isInstanceOf(IOException.class);
    assertThat(file).doesNotExist();
  }

  @Test
  void aNewFileIsMadeWithItsFolder() throws IOException {
    Path file = folder.resolve("deep/er/a");
    AtomicFile.write(file, bytes("new"));
    assertThat(file).hasContent("new");
  }

  @Test
  void aFolderInTheFilesPlaceIsAnErrorAndStays() throws IOException {
    Path file = Files.createDirectory(folder.resolve("a"));
    Files.writeString(file.resolve("kept"), "");
    assertThatThrownBy(() -> AtomicFile.write(file, bytes("new"))).isInstanceOf(IOException.class);
    assertThat(file.resolve("kept")).exists();
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }
}
