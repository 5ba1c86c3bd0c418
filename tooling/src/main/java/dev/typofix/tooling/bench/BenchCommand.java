package dev.typofix.tooling.bench;

import dev.typofix.corrector.document.DocumentFormat;
import dev.typofix.corrector.lanes.ParallelChecker;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.engine.backend.ModelLoader;
import dev.typofix.tooling.bench.engine.EngineCommand;
import dev.typofix.tooling.evaluate.corpus.CorpusReader;
import dev.typofix.tooling.evaluate.corpus.EvaluationException;
import dev.typofix.tooling.evaluate.corpus.GoldLine;
import dev.typofix.tooling.evaluate.corpus.InputFile;
import dev.typofix.tooling.evaluate.corpus.Selection;
import dev.typofix.tooling.timing.Times;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code typofix-tooling bench}: from cold, after each keystroke, and line by line. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = {BridgeBench.class, EngineCommand.class},
    description =
        "Times a document from cold and after single edits, or labelled lines (.jsonl, .jsonl.gz)"
            + " one by one and side by side, within one process.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  typofix-tooling bench --edits 500 book.md",
      "  typofix-tooling bench gitfix-dev.jsonl.gz"
    })
public final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--model", description = "A model's folder; without it the embedded one.")
  private @Nullable Path model;

  @Option(names = "--threads", description = "Cores of one forward pass.", defaultValue = "1")
  private int threads;

  @Option(
      names = "--lanes",
      description = "Passages that are judged side by side.",
      defaultValue = "2")
  private int lanes;

  @Option(names = "--edits", description = "Single edits to time.", defaultValue = "500")
  private int edits;

  // optional for the parser only: its subcommands have no such argument
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The document, Markdown or text, or labelled lines.")
  private @Nullable Path file;

  @Override
  public Integer call() throws IOException, EvaluationException {
    if (file == null) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'FILE'");
    }
    return time(file);
  }

  private int time(Path file) throws IOException, EvaluationException {
    PrintWriter out = spec.commandLine().getOut();
    String name = String.valueOf(file.getFileName());
    boolean labelled = name.endsWith(".jsonl") || name.endsWith(".jsonl.gz");
    List<String> lines = labelled ? labelledLines(file) : List.of();
    String text = labelled ? "" : Files.readString(file);
    long start = System.nanoTime();
    try (LanguageModel loaded =
            ModelLoader.load(bundle(), LoadOptions.defaults().withThreads(threads));
        MeteredModel metered = new MeteredModel(loaded);
        Helpers helpers = new Helpers(lanes);
        ParallelChecker checker = ParallelChecker.create(metered, lanes, helpers.executor())) {
      out.printf(
          "ready after %.0f ms (%s, %d lanes)%n",
          Times.millisSince(start), loaded.backendDescription(), lanes);
      if (labelled) {
        LineBench bench = new LineBench(metered, out);
        bench.timeEach(lines);
        bench.timeTogether(lines, lanes, helpers.executor());
      } else {
        DocumentFormat format = DocumentFormat.forFileName(name).orElse(DocumentFormat.PLAIN_TEXT);
        DocumentBench bench = new DocumentBench(checker, metered, format, lanes, out);
        bench.timeCold(text);
        bench.timeEdits(text, edits);
        bench.timeTyping(text, edits);
      }
      out.printf("resident memory %s%n", residentMemory());
    }
    return 0;
  }

  private ModelBundle bundle() throws ModelLoadException {
    return model == null ? ModelBundle.embedded("tiny") : ModelBundle.directory(model);
  }

  private static List<String> labelledLines(Path file) throws EvaluationException {
    return new CorpusReader(Selection.ALL)
        .labelled(InputFile.read(file)).stream().map(GoldLine::text).toList();
  }

  /** The threads of the other lanes. */
  private static final class Helpers implements AutoCloseable {
    private final ExecutorService executor;

    Helpers(int lanes) {
      executor = Executors.newFixedThreadPool(Math.max(1, lanes - 1));
    }

    Executor executor() {
      return executor;
    }

    @Override
    public void close() {
      executor.shutdown();
    }
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
