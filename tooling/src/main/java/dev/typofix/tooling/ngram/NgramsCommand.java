package dev.typofix.tooling.ngram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
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
  public Integer call() throws IOException {
    NgramCounter counter = new NgramCounter();
    ObjectMapper mapper = new ObjectMapper();
    for (Path file : leaveOut) {
      try (BufferedReader reader = open(file)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          JsonNode json = mapper.readTree(line);
          TEXTS.forEach(field -> counter.leaveOut(json.path(field).asText()));
        }
      }
    }
    for (Path file : inputs) {
      try (BufferedReader reader = open(file)) {
        reader.lines().filter(line -> !line.isBlank()).forEach(counter::add);
      }
    }
    Path temporary = output.resolveSibling(output.getFileName() + ".part");
    NgramCounter.Summary summary;
    try (OutputStream stream = Files.newOutputStream(temporary)) {
      summary = counter.write(least, stream);
    }
    Files.move(temporary, output, StandardCopyOption.REPLACE_EXISTING);
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

  private static BufferedReader open(Path file) throws IOException {
    InputStream stream = Files.newInputStream(file);
    boolean zipped = file.toString().endsWith(".gz");
    return new BufferedReader(
        new InputStreamReader(
            zipped ? new GZIPInputStream(stream) : stream, StandardCharsets.UTF_8));
  }
}
