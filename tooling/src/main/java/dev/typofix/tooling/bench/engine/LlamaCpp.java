package dev.typofix.tooling.bench.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.io.Resources;
import dev.typofix.tooling.program.Program;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * llama.cpp as its bindings for Node come, in a process of its own that is asked line by line: its
 * runs can take turns with ours.
 */
final class LlamaCpp implements Engine {

  private static final String VERSION = "3.22.1";
  private static final String SCRIPT = "llama-cpp.mjs";
  private static final String ADVICE = "install Node 20 or later with npm, or leave out --against";

  private final ObjectMapper mapper = new ObjectMapper();
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter questions;
  private final String description;

  private LlamaCpp(Process process) throws IOException {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = process.outputWriter(StandardCharsets.UTF_8);
    this.description = answer().path("ready").asText();
  }

  /**
   * Fetches it with npm, unless it lies there already.
   *
   * @param peers the folder of all programs that are fetched to compare ourselves with
   * @return where it lies
   * @throws IOException if it cannot be fetched
   */
  static Path installed(Path peers) throws IOException {
    Path folder = peers.toAbsolutePath().resolve("llama.cpp-" + VERSION);
    Files.createDirectories(folder);
    Path complete = folder.resolve("complete");
    if (!Files.exists(complete)) {
      List<String> command =
          List.of(
              "npm",
              "install",
              "--no-audit",
              "--no-fund",
              "--ignore-scripts", // they would compile what lies ready
              "--prefix",
              folder.toString(),
              "node-llama-cpp@" + VERSION);
      Program.Result result = start(command, folder);
      if (result.code() != 0) {
        throw new IOException("llama.cpp: " + result.lastWords() + "; " + ADVICE);
      }
      Files.writeString(complete, "");
    }
    String script =
        Resources.toString(Resources.getResource(LlamaCpp.class, SCRIPT), StandardCharsets.UTF_8);
    Files.writeString(folder.resolve(SCRIPT), script);
    return folder;
  }

  private static Program.Result start(List<String> command, Path folder) throws IOException {
    try {
      return new Program(command, folder).run();
    } catch (IOException missing) {
      throw new IOException("llama.cpp: npm cannot be started; " + ADVICE, missing);
    }
  }

  /**
   * Loads a model.
   *
   * @param folder where {@link #installed} has put it
   * @throws IOException if it cannot be started, or refuses the file
   */
  static LlamaCpp start(Path folder, Path gguf, int threads) throws IOException {
    Process process =
        new ProcessBuilder(
                "node",
                folder.resolve(SCRIPT).toString(),
                gguf.toAbsolutePath().toString(),
                String.valueOf(threads))
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "llama.cpp"));
    return new LlamaCpp(process);
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Timing time(int[] past, int[] tokens) throws IOException {
    questions.write(mapper.writeValueAsString(Map.of("past", past, "tokens", tokens)));
    questions.newLine();
    questions.flush();
    JsonNode answer = answer();
    return new Timing(
        answer.path("nanos").asLong(),
        answer.path("cpuNanos").asLong(),
        answer.path("next").asInt());
  }

  @Override
  public void close() {
    process.destroy();
  }

  private JsonNode answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException(
          "llama.cpp ended early, see above; give it a GGUF file that it can load");
    }
    try {
      return mapper.readTree(line);
    } catch (JsonProcessingException malformed) {
      throw new IOException("llama.cpp: " + line, malformed);
    }
  }
}
