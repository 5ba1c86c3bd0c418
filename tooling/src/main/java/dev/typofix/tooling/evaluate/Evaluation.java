package dev.typofix.tooling.evaluate;

import dev.typofix.corrector.Corrector;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ModelManifest.FileEntry;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.engine.backend.ModelLoader;
import dev.typofix.tooling.evaluate.checker.CorrectorChecker;
import dev.typofix.tooling.evaluate.checker.Progress;
import dev.typofix.tooling.evaluate.checker.TextChecker;
import dev.typofix.tooling.evaluate.corpus.EvaluationException;
import dev.typofix.tooling.evaluate.report.EvaluationReport;
import dev.typofix.tooling.evaluate.report.ReportManifest;
import dev.typofix.tooling.evaluate.score.BaselineScores;
import dev.typofix.tooling.evaluate.score.CheckerResult;
import dev.typofix.tooling.evaluate.score.PairScores;
import dev.typofix.tooling.evaluate.write.WritingPrompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** One examination of a model and its peers. */
final class Evaluation {

  private final Inputs inputs;
  private final List<TextChecker> peers;
  private final PairCheck pairCheck;
  private final Progress progress;

  Evaluation(
      Inputs inputs, List<? extends TextChecker> peers, PairCheck pairCheck, Progress progress) {
    this.inputs = inputs;
    this.peers = List.copyOf(peers);
    this.pairCheck = pairCheck;
    this.progress = progress;
  }

  /**
   * How the product is to be run.
   *
   * @param minimumConfidence of the findings that are shown; empty for the model's thresholds
   * @param threads cores of one forward pass, from 1
   * @param second a larger model that decides on what the first does not rule out
   * @param prompt how the model is asked to write corrections itself, too; empty if it is not
   */
  record Run(
      OptionalDouble minimumConfidence,
      int threads,
      Optional<ModelBundle> second,
      Optional<WritingPrompt> prompt) {

    /** A loaded larger model, or none. */
    private record Second(Optional<LanguageModel> model) implements AutoCloseable {
      @Override
      public void close() {
        model.ifPresent(LanguageModel::close);
      }
    }

    private LanguageModel load(ModelBundle bundle) throws ModelLoadException {
      return ModelLoader.load(bundle, LoadOptions.defaults().withThreads(threads));
    }

    private Second loadSecond() throws ModelLoadException {
      return new Second(second.isPresent() ? Optional.of(load(second.get())) : Optional.empty());
    }

    private String name(ModelBundle first) {
      return first.manifest().name()
          + second.map(bundle -> " and " + bundle.manifest().name()).orElse("");
    }
  }

  /**
   * Examines all.
   *
   * @param configuration what else a reader is to know of the run
   */
  EvaluationReport of(ModelBundle bundle, Run run, Map<String, String> configuration)
      throws EvaluationException, ModelLoadException {
    if (!inputs.pairs().isEmpty() || run.prompt().isPresent()) {
      pairCheck.prepare();
    }
    List<CheckerResult> results = new ArrayList<>();
    List<PairScores> pairs = new ArrayList<>();
    List<BaselineScores> baseline = List.of();
    String backend;
    try (LanguageModel model = run.load(bundle);
        Run.Second second = run.loadSecond();
        Corrector corrector = Corrector.create(model, second.model())) {
      backend = model.backendDescription();
      TextChecker checker =
          new CorrectorChecker(corrector, run.minimumConfidence(), run.name(bundle));
      results.add(inputs.corpus().examine(checker, progress));
      for (Inputs.Pairs file : inputs.pairs()) {
        pairs.add(pairCheck.check(file, checker, progress));
      }
      if (run.prompt().isPresent()) {
        baseline =
            new Baseline(pairCheck, progress)
                .of(model, run.prompt().get(), run.minimumConfidence(), inputs.corpus().lines());
      }
    }
    for (TextChecker peer : peers) {
      results.add(inputs.corpus().examine(peer, progress));
    }
    Map<String, String> files = new TreeMap<>();
    for (Map.Entry<String, FileEntry> file : bundle.manifest().files().entrySet()) {
      files.put(file.getKey(), file.getValue().sha256());
    }
    return new EvaluationReport(
        new ReportManifest(
            configuration,
            new ReportManifest.Model(bundle.manifest().name(), bundle.location(), backend, files),
            inputs.files()),
        results,
        pairs,
        baseline);
  }
}
