package dev.typofix.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known of the processor, as far as the speed of a model depends on it. */
final class Processor {

  /** Instructions for many 8-bit products at once, as Linux names them. */
  private static final Set<String> FEATURES =
      Set.of("avx2", "avx_vnni", "avx512f", "avx512_vnni", "amx_int8", "asimd", "asimddp", "i8mm");

  private Processor() {}

  /** One line: logical processors, and on Linux the name and the instructions that matter. */
  static String description() {
    String count = Runtime.getRuntime().availableProcessors() + " logical processors";
    List<String> lines = cpuInfo();
    String name = value(lines, "model name").map(found -> ", " + found).orElse("");
    String features =
        value(lines, "flags")
            .or(() -> value(lines, "Features"))
            .map(
                flags ->
                    Arrays.stream(flags.split("\\s+", -1))
                        .filter(FEATURES::contains)
                        .sorted()
                        .toList())
            .map(
                found ->
                    found.isEmpty()
                        ? ", no vector instructions for 8-bit"
                        : ", " + String.join(" ", found))
            .orElse("");
    return count + name + features;
  }

  private static List<String> cpuInfo() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo"));
    } catch (IOException elsewhere) {
      // Other systems have no such file; nothing depends on it.
      return new ArrayList<>();
    }
  }

  private static Optional<String> value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }
}
