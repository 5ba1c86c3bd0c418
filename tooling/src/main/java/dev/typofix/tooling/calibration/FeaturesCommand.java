package dev.typofix.tooling.calibration;

import dev.typofix.corrector.FindingKind;
import dev.typofix.corrector.SecondOpinion.Question;
import dev.typofix.corrector.candidate.Candidate;
import dev.typofix.corrector.decision.Feature;
import dev.typofix.corrector.sentence.SentenceScorer;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.tooling.corpus.TextProblem;
import dev.typofix.tooling.manifest.Manifest;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code typofix-tooling features}: what the decision sees of each judged edit, with its label. */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    description =
        "Writes the features of every judged edit of labelled texts, for fitting a decision.",
    footerHeading = "%nExample:%n",
    footer =
        "  typofix-tooling features --model models/tiny --input gitfix-train.jsonl.gz"
            + " --layout corrections --output train.tsv.gz")
public final class FeaturesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private final TextOptions options = new TextOptions();

  @Option(
      names = "--second",
      description =
          "The folder of a larger model that is asked for what the first does not rule out: only"
              + " such edits are written, with what both say. For a second-opinion.json.")
  private Optional<Path> second = Optional.empty();

  @Option(names = "--output", required = true, description = "The gzipped table to write.")
  private Path output;

  @Option(names = "--first", description = "Begin with this text, from 0.", defaultValue = "0")
  private int first;

  @Option(
      names = "--leave-out",
      description =
          "Count each correction of the input once less: the lexicon was made from the same file.")
  private boolean leaveOut;

  @Override
  public Integer call() throws IOException, ModelLoadException, TextProblem {
    List<LabelledText> texts = options.read();
    Path temporary = output.resolveSibling(output.getFileName() + ".part");
    try (LanguageModel loaded = options.load();
        SentenceScorer scorer = new SentenceScorer(loaded);
        Doubts doubts =
            second.isPresent() ? Doubts.of(loaded, TextOptions.load(second.get())) : Doubts.all();
        BufferedWriter writer =
            new BufferedWriter(
                new OutputStreamWriter(
                    new GZIPOutputStream(Files.newOutputStream(temporary)),
                    StandardCharsets.UTF_8))) {
      writer.write(
          Stream.concat(
                  Stream.of("text", "label", "start", "end", "replacement", "source", "kind"),
                  doubts.features().stream())
              .collect(Collectors.joining("\t", "", "\n")));
      Table table = new Table(scorer, doubts, writer, leaveOut);
      options.forEach(texts, first, spec.commandLine().getErr(), table::add);
    }
    Files.move(temporary, output, StandardCopyOption.REPLACE_EXISTING);
    writeManifest();
    return 0;
  }

  private void writeManifest() throws IOException {
    Manifest manifest = options.beginManifest("features");
    manifest.section("config").put("first", first).put("leave-out", leaveOut);
    if (second.isPresent()) {
      TextOptions.addModel(manifest, "second", second.get());
    }
    options.finishManifest(manifest, output);
  }

  /** The table in the making. */
  private static final class Table {
    private static final int CORRECTIONS =
        Arrays.asList(Feature.values()).indexOf(Feature.CORRECTIONS);

    private final TextJudge judge;
    private final Doubts doubts;
    private final BufferedWriter writer;
    private final boolean leaveOut;

    Table(SentenceScorer scorer, Doubts doubts, BufferedWriter writer, boolean leaveOut) {
      this.doubts = doubts;
      this.leaveOut = leaveOut;
      this.judge = new TextJudge(scorer);
      this.writer = writer;
    }

    void add(int number, LabelledText labelled) throws IOException {
      for (TextJudge.Judged sentence : judge.judge(labelled.text())) {
        for (Question asked : doubts.examined(sentence.sentence(), sentence.edits())) {
          Candidate candidate = asked.edit().candidate();
          FindingKind kind = FindingKind.of(candidate, sentence.words());
          addRow(number, labelled, sentence.offset(), candidate, kind, asked.features());
        }
      }
    }

    private void addRow(
        int number,
        LabelledText labelled,
        int offset,
        Candidate candidate,
        FindingKind kind,
        float[] features)
        throws IOException {
      String text = labelled.text();
      int start = offset + candidate.start();
      int end = offset + candidate.end();
      LabelledText.Label label = labelled.label(start, end, candidate.replacement());
      if (leaveOut && label == LabelledText.Label.RIGHT) {
        features[CORRECTIONS] = (float) Math.log(Math.max(1, Math.exp(features[CORRECTIONS]) - 1));
      }
      StringBuilder row = new StringBuilder();
      row.append(number)
          .append('\t')
          .append(label)
          .append('\t')
          .append(text.codePointCount(0, start))
          .append('\t')
          .append(text.codePointCount(0, end))
          .append('\t')
          .append(candidate.replacement())
          .append('\t')
          .append(candidate.source())
          .append('\t')
          .append(kind.code());
      for (float feature : features) {
        row.append('\t').append(feature);
      }
      writer.write(row.append('\n').toString());
    }
  }
}
