package dev.typofix.tooling.ngram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.typofix.tooling.corpus.TextLines;
import dev.typofix.tooling.corpus.TextProblem;
import dev.typofix.tooling.manifest.Manifest;
import dev.typofix.tooling.progress.ProgressBar;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code typofix-tooling ngrams}: makes the file of counts that the corrector embeds. */
@Command(
    name = "ngrams",
    mixinStandardHelpOptions = true,
    description = "Counts runs of one to three words in clean text, one paragraph a line.",
    footerHeading = "%nExample:%n",
    footer =
        "  typofix-tooling ngrams --input general.txt.gz docs.txt.gz --leave-out gitfix-train.jsonl.gz"
            + " --output english.ngrams")
public final class NgramsCommand implements Callable<Integer> {

  /** The fields of a line of corrections that hold whole lines of text. */
  private static final List<String> TEXTS = List.of("before", "src", "tgt", "after");

  @Spec private CommandSpec spec;

  @Option(
      names = "--input",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Clean text, gzip or not.")
  private List<Path> inputs;

  @Option(
      names = "--leave-out",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Corrections (JSONL) to be judged later: paragraphs that hold their text are not counted.")
  private List<Path> leaveOut = List.of();

  @Option(
      names = "--least",
      split = ",",
      description = "Counts from which runs of one, two, three words are kept: ${DEFAULT-VALUE}.",
      defaultValue = "2,2,3")
  private int[] least;

  @Option(names = "--output", required = true, description = "The file to write.")
  private Path output;

  @Override
  public Integer call() throws IOException, TextProblem {
    NgramCounter counter = new NgramCounter();
    for (Path file : leaveOut) {
      leaveOut(file, counter);
    }
    countAll(counter);
    if (counter.isEmpty()) {
      throw new TextProblem("no text to count in the input; give files with sentences in them");
    }
    Path temporary = output.resolveSibling(output.getFileName() + ".part");
    NgramCounter.Summary summary;
    try (OutputStream stream = Files.newOutputStream(temporary)) {
      summary = counter.write(least, stream);
    }
    Files.move(temporary, output, StandardCopyOption.REPLACE_EXISTING);
    writeManifest();
    spec.commandLine()
        .getOut()
        .printf(
            "%s: %,d runs of %,d tokens in %,d paragraphs, %,d more left out; %,d bytes%n",
            output,
            summary.runs(),
            summary.tokens(),
            summary.paragraphs() - summary.dropped(),
            summary.dropped(),
            Files.size(output));
    return 0;
  }

  private static void leaveOut(Path file, NgramCounter counter) throws IOException, TextProblem {
    ObjectMapper mapper = new ObjectMapper();
    try (TextLines lines = new TextLines(file)) {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        JsonNode json;
        try {
          json = mapper.readTree(line.get());
        } catch (JsonProcessingException e) {
          throw lines.wrongLine("JSON; --leave-out takes corrections, an object a line", e);
        }
        TEXTS.forEach(field -> counter.leaveOut(json.path(field).asText()));
      }
    }
  }

  private void countAll(NgramCounter counter) throws IOException, TextProblem {
    ProgressBar progress = ProgressBar.ofTerminal(spec.commandLine().getErr(), "paragraphs");
    double total = 0;
    for (Path file : inputs) {
      total += TextLines.size(file);
    }
    try {
      long before = 0;
      long paragraphs = 0;
      for (Path file : inputs) {
        try (TextLines lines = new TextLines(file)) {
          for (var line = lines.next(); line.isPresent(); line = lines.next()) {
            if (!line.get().isBlank()) {
              counter.add(line.get());
              paragraphs++;
              progress.show((before + lines.bytesRead()) / total, paragraphs);
            }
          }
          before += lines.bytesRead();
        }
      }
    } finally {
      progress.clear();
    }
  }

  private void writeManifest() throws IOException {
    Manifest manifest = new Manifest("ngrams");
    manifest.section("config").putPOJO("least", least);
    manifest.addFiles("inputs", inputs);
    manifest.addFiles("left-out", leaveOut);
    manifest.addFiles("outputs", List.of(output));
    manifest.writeBeside(output);
  }
}
