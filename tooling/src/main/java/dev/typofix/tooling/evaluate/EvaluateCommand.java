package dev.typofix.tooling.evaluate;

import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.tooling.evaluate.checker.Progress;
import dev.typofix.tooling.evaluate.checker.TextChecker;
import dev.typofix.tooling.evaluate.corpus.CorpusReader;
import dev.typofix.tooling.evaluate.corpus.EvaluationException;
import dev.typofix.tooling.evaluate.corpus.Selection;
import dev.typofix.tooling.evaluate.peer.Peer;
import dev.typofix.tooling.evaluate.peer.PeerChecker;
import dev.typofix.tooling.evaluate.report.BaselineTable;
import dev.typofix.tooling.evaluate.report.EvaluationReport;
import dev.typofix.tooling.evaluate.report.HtmlReport;
import dev.typofix.tooling.evaluate.report.JsonReport;
import dev.typofix.tooling.evaluate.report.ReportFolder;
import dev.typofix.tooling.evaluate.write.WritingPrompt;
import dev.typofix.tooling.progress.Terminal;
import dev.typofix.tooling.python.PythonProgram;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code typofix-tooling evaluate}: how good a model is, and other checkers beside it. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Examines a model on texts whose errors are known, and writes a report.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  typofix-tooling evaluate --model models/tiny --labelled gitfix-dev.jsonl.gz \\",
      "      --clean clean-dev-docs.tsv.gz clean-dev-comments.tsv.gz --output target/report",
      "  typofix-tooling evaluate --model smollm2 --prompt chat --labelled gitfix-dev.jsonl.gz \\",
      "      --every 40 --output target/baseline",
      "",
      "The report holds lines of these texts: it is as private as they are."
    })
public final class EvaluateCommand implements Callable<Integer> {

  private static final int FAILURE = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      description =
          "A model bundle, or a Hugging Face folder, which is exported first; without it the"
              + " embedded model.")
  private @Nullable Path model;

  @Option(
      names = "--second",
      paramLabel = "FOLDER",
      description =
          "The bundle of a larger model, which decides on what the first does not rule out.")
  private @Nullable Path second;

  @Option(
      names = "--labelled",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Lines with their corrections: JSONL with src and edits, gzipped or not.")
  private List<Path> labelled = List.of();

  @Option(
      names = "--clean",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Texts without errors: a name, a tab and the text; gzipped or not.")
  private List<Path> clean = List.of();

  @Option(
      names = "--pairs",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Texts as typed and as they should read: JSONL with corrupted and clean, or src and tgt."
              + " Needs Python.")
  private List<Path> pairs = List.of();

  @Option(
      names = "--peer",
      arity = "1..*",
      paramLabel = "NAME",
      description =
          "Another checker to examine beside it: ${COMPLETION-CANDIDATES}. Fetched into"
              + " target/peers the first time by its own package manager (pip, npm, cargo, mvn);"
              + " hunspell is the system's.")
  private List<Peer> peers = List.of();

  @Option(
      names = "--calibration",
      paramLabel = "FILE",
      description = "The calibration of a Hugging Face folder; without it that of models/tiny.")
  private @Nullable Path calibration;

  @Option(
      names = "--min-confidence",
      paramLabel = "0..1",
      description = "Show findings from this confidence on; without it the model's own thresholds.")
  private @Nullable Double minimumConfidence;

  @Option(
      names = "--prompt",
      paramLabel = "KIND",
      description =
          "Have the model write corrections itself, too, token by token: of three sentences and of"
              + " the labelled lines, asked by ${COMPLETION-CANDIDATES}. Writes baseline.md beside"
              + " the report. Needs Python.")
  private @Nullable WritingPrompt prompt;

  @Option(
      names = "--every",
      paramLabel = "N",
      description = "Take every Nth text of each file, for a quick look.",
      defaultValue = "1")
  private int every;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Take at most N texts of each file.",
      defaultValue = "2147483647",
      showDefaultValue = Visibility.NEVER)
  private int limit;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Cores that one forward pass uses (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int threads;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "Where report.html and report.json are written.")
  private Path output = Path.of("");

  @Override
  public Integer call() {
    checkNumbers();
    PrintWriter err = spec.commandLine().getErr();
    try {
      run(Terminal.showsErrors() ? Progress.onTerminal(err) : Progress.inLog(err));
      return 0;
    } catch (EvaluationException | ModelLoadException problem) {
      err.println("typofix-tooling: " + problem.getMessage());
      return FAILURE;
    }
  }

  private void checkNumbers() {
    if (every < 1 || limit < 1 || threads < 1) {
      throw new ParameterException(
          spec.commandLine(), "--every, --limit and --threads take numbers from 1");
    }
    if (minimumConfidence != null && !(minimumConfidence >= 0 && minimumConfidence <= 1)) {
      throw new ParameterException(
          spec.commandLine(), "--min-confidence takes a number from 0 to 1");
    }
  }

  private void run(Progress progress) throws EvaluationException, ModelLoadException {
    try (ReportFolder folder = ReportFolder.in(output)) {
      EvaluationReport report = examine(progress);
      folder.write("report.html", HtmlReport.of(report));
      folder.write("report.json", JsonReport.of(report));
      if (!report.baseline().isEmpty()) {
        folder.write("baseline.md", BaselineTable.markdown(report));
      }
    }
  }

  private EvaluationReport examine(Progress progress)
      throws EvaluationException, ModelLoadException {
    Inputs inputs =
        Inputs.read(
            new CorpusReader(new Selection(every, limit)),
            new Inputs.Paths(labelled, clean, pairs));
    Path checkout = Path.of(System.getProperty("typofix.checkout", ""));
    PythonProgram python = PythonProgram.of(checkout);
    List<TextChecker> checkers = new ArrayList<>();
    for (Peer peer : peers) {
      checkers.add(
          PeerChecker.installed(peer, checkout.resolve("target").resolve("peers"), progress));
    }
    Evaluation evaluation = new Evaluation(inputs, checkers, new PairCheck(python), progress);
    if (model != null && ExportedModel.isHuggingFace(model)) {
      Path calibrated =
          calibration == null ? checkout.resolve("models/tiny/calibration.json") : calibration;
      try (ExportedModel exported = ExportedModel.of(model, calibrated, python)) {
        return evaluation.of(exported.bundle(), how(), configuration());
      }
    }
    return evaluation.of(bundle(), how(), configuration());
  }

  private ModelBundle bundle() throws ModelLoadException {
    return model == null ? ModelBundle.embedded("tiny") : ModelBundle.directory(model);
  }

  private Evaluation.Run how() throws ModelLoadException {
    return new Evaluation.Run(
        minimumConfidence == null ? OptionalDouble.empty() : OptionalDouble.of(minimumConfidence),
        threads,
        second == null ? Optional.empty() : Optional.of(ModelBundle.directory(second)),
        Optional.ofNullable(prompt));
  }

  private Map<String, String> configuration() {
    Map<String, String> configuration = new LinkedHashMap<>();
    configuration.put("model", model == null ? "embedded" : model.toString());
    configuration.put("second", second == null ? "none" : second.toString());
    configuration.put("calibration", calibration == null ? "default" : calibration.toString());
    configuration.put("prompt", prompt == null ? "none" : prompt.toString());
    configuration.put("every", String.valueOf(every));
    configuration.put("limit", limit == Integer.MAX_VALUE ? "none" : String.valueOf(limit));
    configuration.put("threads", String.valueOf(threads));
    configuration.put(
        "minimumConfidence",
        minimumConfidence == null ? "the model's own" : String.valueOf(minimumConfidence));
    return configuration;
  }
}
