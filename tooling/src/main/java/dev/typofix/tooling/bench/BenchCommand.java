package dev.typofix.tooling.bench;

import dev.typofix.corrector.CancelCheck;
import dev.typofix.corrector.CheckOptions;
import dev.typofix.corrector.Corrector;
import dev.typofix.corrector.document.Document;
import dev.typofix.corrector.document.DocumentFormat;
import dev.typofix.corrector.sentence.SentenceSplitter;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.engine.backend.ModelLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code typofix-tooling bench}: from cold, and after each keystroke. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Times a document from cold and after single edits, within one process.",
    footerHeading = "%nExample:%n",
    footer = "  typofix-tooling bench --edits 500 book.md")
public final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--model", description = "A model's folder; without it the embedded one.")
  private @Nullable Path model;

  @Option(names = "--threads", description = "Cores of one forward pass.", defaultValue = "2")
  private int threads;

  @Option(names = "--edits", description = "Single edits to time.", defaultValue = "500")
  private int edits;

  @Parameters(paramLabel = "FILE", description = "The document, Markdown or text.")
  private Path file;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    String text = Files.readString(file);
    long start = System.nanoTime();
    ModelBundle bundle =
        model == null ? ModelBundle.embedded("tiny") : ModelBundle.directory(model);
    try (LanguageModel loaded =
            ModelLoader.load(bundle, new LoadOptions(Optional.empty(), OptionalInt.of(threads)));
        MeteredModel metered = new MeteredModel(loaded);
        Corrector corrector = Corrector.create(metered)) {
      out.printf("ready after %.0f ms (%s)%n", millis(start), loaded.backendDescription());
      DocumentFormat format =
          DocumentFormat.forFileName(file.getFileName().toString())
              .orElse(DocumentFormat.PLAIN_TEXT);
      timeCold(corrector, metered, format.parse(text), out);
      timeEdits(corrector, metered, format, text, out);
      out.printf("resident memory %s%n", residentMemory());
    }
    return 0;
  }

  private static void timeCold(
      Corrector corrector, MeteredModel metered, Document document, PrintWriter out) {
    long words = document.text().split("\\s+", -1).length;
    long sentences =
        document.passages().stream()
            .mapToLong(passage -> SentenceSplitter.split(passage).size())
            .sum();
    MeteredModel.Reading before = metered.read();
    long start = System.nanoTime();
    int findings = corrector.check(document, CheckOptions.DEFAULT, CancelCheck.NEVER).size();
    double millis = millis(start);
    MeteredModel.Reading reading = metered.read().since(before);
    out.printf(
        "from cold: %,d words in %.2f s, %d findings; %.1f rows a word in %,d passes; "
            + "everything but the passes takes %.0f %% of their time%n",
        words,
        millis / 1000,
        findings,
        (double) reading.rows() / words,
        reading.passes(),
        100 * (millis * 1e6 / reading.nanos() - 1));
    out.printf(
        "%.0f corrections a second: sentences checked, %.1f words each%n",
        1000 * sentences / millis, (double) words / sentences);
  }

  /** Each edit changes a letter somewhere; the whole document is parsed and checked again. */
  private void timeEdits(
      Corrector corrector,
      MeteredModel metered,
      DocumentFormat format,
      String text,
      PrintWriter out) {
    Random random = new Random(1);
    int warmUp = 50;
    double[] millis = new double[edits];
    double[] inside = new double[edits];
    for (int i = -warmUp; i < edits; i++) {
      StringBuilder edited = new StringBuilder(text);
      int place = letterAfter(text, random.nextInt(text.length()));
      edited.setCharAt(place, (char) ('a' + random.nextInt(26)));
      MeteredModel.Reading before = metered.read();
      long start = System.nanoTime();
      corrector.check(format.parse(edited.toString()), CheckOptions.DEFAULT, CancelCheck.NEVER);
      if (i >= 0) {
        millis[i] = millis(start);
        inside[i] = metered.read().since(before).nanos() / 1e6;
      }
    }
    Arrays.sort(millis);
    Arrays.sort(inside);
    out.printf(
        "one edit: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms; of it forward passes p50 %.1f ms, p99"
            + " %.1f ms%n",
        at(millis, 0.5), at(millis, 0.95), at(millis, 0.99), at(inside, 0.5), at(inside, 0.99));
  }

  private static int letterAfter(String text, int offset) {
    for (int i = 0; i < text.length(); i++) {
      int place = (offset + i) % text.length();
      if (Character.isLetter(text.charAt(place))) {
        return place;
      }
    }
    throw new IllegalArgumentException("the document has no letters");
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1.0, sorted.length * share)];
  }

  private static double millis(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static String residentMemory() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return "unknown on this system";
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
        .findFirst()
        .orElse("unknown");
  }
}
