package dev.typofix.tooling.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.tooling.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, for which a limit on the size of files stands. */
@DisabledOnOs(OS.WINDOWS) // its shell has no such limit
final class FullDiskTest {

  @TempDir private Path folder;

  @Test
  void a_run_that_finds_the_disk_full_goes_on_when_there_is_room()
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("clean.txt"), SampleProse.documents(100, new Random(3)));
    assertThat(generate("", "whole.jsonl")).isEmpty();
    long room = Files.size(folder.resolve("whole.jsonl")) * 3 / 4;

    Files.writeString(folder.resolve("out.jsonl"), "earlier");
    String problem = generate("ulimit -f " + room / 512 + "; ", "out.jsonl");
    assertThat(problem).startsWith("typofix-tooling: ").contains("free some space").hasLineCount(1);
    assertThat(folder.resolve("out.jsonl")).hasContent("earlier");
    assertThat(folder.resolve("out.jsonl.part.json")).as("what is finished").exists();

    assertThat(generate("", "out.jsonl")).isEmpty();
    assertThat(folder.resolve("out.jsonl")).hasSameBinaryContentAs(folder.resolve("whole.jsonl"));
    assertThat(folder.resolve("out.jsonl.part")).doesNotExist();
  }

  /** What the command writes to its standard error. */
  private String generate(String before, String output) throws IOException, InterruptedException {
    Path errors = folder.resolve("errors.txt");
    Process process =
        new ProcessBuilder(
                List.of(
                    "sh",
                    "-c",
                    before + "exec \"$@\"",
                    "sh",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:-UsePerfData",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "generate",
                    "--input",
                    "clean.txt",
                    "--output",
                    output,
                    "--seed",
                    "5",
                    "--count",
                    "10000"))
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("said.txt").toFile())
            .redirectError(errors.toFile())
            .start();
    int code = process.waitFor();
    String written = Files.readString(errors);
    assertThat(code).as(written).isEqualTo(written.isEmpty() ? 0 : 2);
    return written;
  }
}
