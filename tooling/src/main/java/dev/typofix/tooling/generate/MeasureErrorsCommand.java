package dev.typofix.tooling.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.tooling.corpus.CleanDocument;
import dev.typofix.tooling.corpus.DocumentReader;
import dev.typofix.tooling.corpus.TextLayout;
import dev.typofix.tooling.corpus.TextProblem;
import dev.typofix.tooling.errors.ErrorClassifier;
import dev.typofix.tooling.errors.ErrorKind;
import dev.typofix.tooling.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code typofix-tooling measure-errors}: how often people make each kind of error. */
@Command(
    name = "measure-errors",
    mixinStandardHelpOptions = true,
    description =
        "Measures how often each kind of error is made, and how many a text, in corrections that"
            + " people made. generate --natural uses what was measured.",
    footerHeading = "%nInput:%n",
    footer =
        "  {\"src\": ..., \"edits\": [{\"wrong\": \"teh\", \"right\": \"the\"}]} a line, as mined from"
            + " git histories")
public final class MeasureErrorsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--input", required = true, description = "Corrections, JSONL, gzipped or not.")
  private Path input;

  @Option(names = "--output", required = true, description = "The rates to write, JSON.")
  private Path output;

  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<ErrorKind, Integer> kinds = new EnumMap<>(ErrorKind.class);
  private final Map<Integer, Integer> errorsPerText = new TreeMap<>();
  private long texts;
  private long others;

  @Override
  public Integer call() {
    try {
      measure();
      return 0;
    } catch (TextProblem | IOException e) {
      spec.commandLine().getErr().println("typofix-tooling: " + CommandProblem.describe(e));
      return CommandProblem.EXIT_CODE;
    }
  }

  private void measure() throws IOException, TextProblem {
    ErrorClassifier classifier = new ErrorClassifier(Lexicon.embedded());
    try (DocumentReader reader = new DocumentReader(input, Optional.of(TextLayout.PARAGRAPHS))) {
      Optional<CleanDocument> lines = reader.next();
      while (lines.isPresent()) {
        for (String line : lines.get().paragraphs()) {
          addText(line, classifier);
        }
        lines = reader.next();
      }
    }
    if (kinds.isEmpty()) {
      throw new TextProblem(input + " has no corrections; expected JSON with edits a line");
    }
    write();
    int errors = kinds.values().stream().mapToInt(Integer::intValue).sum();
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: %,d errors of %d kinds in %,d texts; %,d edits of no kind%n",
            output,
            errors,
            kinds.size(),
            texts,
            others);
  }

  private void addText(String line, ErrorClassifier classifier) throws TextProblem {
    int errors = 0;
    for (JsonNode edit : parse(line).path("edits")) {
      String wrong = edit.path("wrong").asText();
      String right = edit.path("right").asText();
      boolean doubled = right.isEmpty() && edit.path("cls").asText().equals("doubled");
      Optional<ErrorKind> kind =
          doubled
              ? classifier.classify(wrong + " " + wrong, wrong)
              : classifier.classify(wrong, right);
      kind.ifPresent(known -> kinds.merge(known, 1, Integer::sum));
      errors += kind.isPresent() ? 1 : 0;
      others += kind.isPresent() ? 0 : 1;
    }
    if (errors > 0) {
      texts++;
      errorsPerText.merge(errors, 1, Integer::sum);
    }
  }

  private JsonNode parse(String line) throws TextProblem {
    try {
      return mapper.readTree(line);
    } catch (JsonProcessingException e) {
      throw new TextProblem(input + " has a line that is no JSON; expected an object a line", e);
    }
  }

  private void write() throws IOException {
    Manifest manifest = new Manifest("measure-errors");
    manifest.addFiles("inputs", List.of(input));
    ObjectNode counts = manifest.section("counts");
    counts.put("texts", texts);
    counts.put("of-no-kind", others);
    ArrayNode shares = counts.arrayNode();
    int most = errorsPerText.keySet().stream().mapToInt(Integer::intValue).max().orElse(1);
    for (int i = 1; i <= most; i++) {
      shares.add(rounded((double) errorsPerText.getOrDefault(i, 0) / texts));
    }
    manifest.set("errors-per-text", shares);
    double all = kinds.values().stream().mapToInt(Integer::intValue).sum();
    ObjectNode byKind = manifest.section("kinds");
    kinds.forEach((kind, count) -> byKind.put(kind.id(), rounded(count / all)));
    manifest.write(output);
  }

  private static double rounded(double share) {
    return Math.round(share * 10_000) / 10_000.0;
  }
}
