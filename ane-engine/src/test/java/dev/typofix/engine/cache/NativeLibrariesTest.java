package dev.typofix.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeLibrariesTest {

  /** Any resource in a jar will do. */
  private static final String RESOURCE = "/org/assertj/core/api/Assertions.class";

  @TempDir private Path cache;

  @Test
  void unpacksOnceAndFindsItAgain() throws IOException {
    Path first = unpack();
    Path file = first.resolve("Assertions.class");
    Object written = Files.getLastModifiedTime(file);

    assertThat(first.getParent()).isEqualTo(cache.resolve("native"));
    assertThat(file).isRegularFile();
    assertThat(unpack()).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
    assertOnlyFile(first);
  }

  @Test
  void mendsATruncatedFile() throws IOException {
    Path folder = unpack();
    Path file = folder.resolve("Assertions.class");
    byte[] good = Files.readAllBytes(file);
    Files.write(file, new byte[] {1, 2, 3});

    unpack();

    assertThat(file).hasBinaryContent(good);
    assertOnlyFile(folder);
  }

  @Test
  void aCacheThatCannotBeWrittenIsReplacedByATemporaryFolder() throws IOException {
    Path blocked = Files.writeString(cache.resolve("file"), "no folder");

    Path folder = NativeLibraries.unpack(blocked, "test", List.of(RESOURCE)).orElseThrow();

    assertThat(folder.resolve("Assertions.class")).isRegularFile();
    assertThat(blocked).hasContent("no folder");
  }

  @Test
  void thereIsNothingToUnpackForAnUnknownMachine() throws IOException {
    assertThat(NativeLibraries.unpack(cache, "test", List.of("/no/such/library.so"))).isEmpty();
    assertThat(cache).isEmptyDirectory();
  }

  private Path unpack() throws IOException {
    return NativeLibraries.unpack(cache, "test", List.of(RESOURCE, "/none")).orElseThrow();
  }

  private static void assertOnlyFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("Assertions.class"));
    }
  }
}
