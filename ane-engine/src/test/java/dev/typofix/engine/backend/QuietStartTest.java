package dev.typofix.engine.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start does to the rest of the machine, seen from outside. */
final class QuietStartTest {

  @TempDir private Path folder;

  @Test
  void nothingIsAskedOfTheNetwork() throws Exception {
    assertThat(start(folder.resolve("cache"))).isEqualTo("3 tokens");
  }

  @Test
  void whatTheTokenizerLibraryWouldAskIsSeen() throws Exception {
    assertThat(start(folder.resolve("cache"), "call home"))
        .startsWith("asked for http://")
        .endsWith("3 tokens");
  }

  @Test
  void onlyTheCacheIsWritten() throws Exception {
    start(folder.resolve("cache"));

    assertThat(folder.resolve("home")).isEmptyDirectory();
    assertThat(folder.resolve("temporary")).isEmptyDirectory();
    assertThat(folder.resolve("cache/native")).isNotEmptyDirectory();
  }

  @Test
  void aCacheThatCannotBeWrittenIsNoObstacle() throws Exception {
    Path blocked = Files.writeString(folder.resolve("blocked"), "no folder");

    assertThat(start(blocked)).isEqualTo("3 tokens");
    assertThat(folder.resolve("temporary")).isEmptyDirectory();
  }

  /** Runs {@link QuietStart} and returns what it printed. */
  private String start(Path cache, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + Files.createDirectories(folder.resolve("home")),
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("temporary")),
                "-Dtypofix.cache=" + cache,
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                QuietStart.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(List.of("OPT_OUT_TRACKING", "DJL_OFFLINE"));
    builder.redirectError(folder.resolve("errors").toFile());
    Process process = builder.start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("errors"))).isZero();
    return output;
  }
}
