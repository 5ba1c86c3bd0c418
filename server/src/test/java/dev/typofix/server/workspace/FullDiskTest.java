package dev.typofix.server.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a file system of eight blocks, which holds a dictionary of five, and no second one. */
final class FullDiskTest {

  private static final int BLOCK = 1024;

  private final FileSystem disk =
      Jimfs.newFileSystem(
          Configuration.unix().toBuilder().setBlockSize(BLOCK).setMaxSize(8 * BLOCK).build());
  private final Path dictionary = disk.getPath("/words.txt");
  private final String words = "word\n".repeat(BLOCK);

  @BeforeEach
  void fillTheDisk() throws IOException {
    Files.writeString(dictionary, words);
  }

  @AfterEach
  void closeTheDisk() throws IOException {
    disk.close();
  }

  @Test
  void aWordThatNoLongerFitsLeavesTheDictionaryAsItIsAndSaysWhatToDo() throws IOException {
    WordList list = WordList.load(dictionary);
    assertThatThrownBy(() -> list.add("another"))
        .isInstanceOfSatisfying(
            FileSystemException.class,
            full -> {
              assertThat(full.getFile()).isEqualTo("/words.txt");
              assertThat(full.getReason()).contains("disk is full", "free some space");
            })
        .hasRootCauseInstanceOf(IOException.class);
    assertThat(Files.readString(dictionary)).isEqualTo(words);
    try (Stream<Path> left = Files.list(disk.getPath("/"))) {
      assertThat(left).noneMatch(file -> file.toString().endsWith(".tmp"));
    }
  }

  @Test
  void aFileThatNoLongerFitsIsNotReplaced() throws IOException {
    assertThatThrownBy(
            () -> AtomicFile.replace(dictionary, words.getBytes(UTF_8), words.getBytes(UTF_8)))
        .hasMessageContaining("disk is full");
    assertThat(Files.readString(dictionary)).isEqualTo(words);
  }

  @Test
  void aWordIsAddedOnceThereIsSpaceAgain() throws IOException {
    Files.writeString(dictionary, "word\n");
    assertThat(WordList.load(dictionary).add("another").accepts("another")).isTrue();
    assertThat(Files.readString(dictionary)).isEqualTo("word\nanother\n");
  }
}
