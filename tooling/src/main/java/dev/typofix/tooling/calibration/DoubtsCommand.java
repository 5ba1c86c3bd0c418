package dev.typofix.tooling.calibration;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.typofix.corrector.SecondOpinion;
import dev.typofix.corrector.SecondOpinion.Question;
import dev.typofix.corrector.candidate.Candidate;
import dev.typofix.corrector.decision.Calibration;
import dev.typofix.corrector.sentence.SentenceScorer;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.engine.backend.ModelLoader;
import dev.typofix.tooling.corpus.TextProblem;
import dev.typofix.tooling.manifest.Manifest;
import dev.typofix.tooling.progress.ProgressBar;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code typofix-tooling doubts}: the edits that a second opinion is asked for, with their label.
 */
@Command(
    name = "doubts",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the sentences of labelled texts in which a model does not rule out every edit, as JSON"
          + " a line: the text, and those edits with whether each is right.",
      "A model that gives a second opinion learns to tell these:"
          + " `typofix-tooling finetune --objective contrast`."
    },
    footerHeading = "%nExample:%n",
    footer =
        "  typofix-tooling doubts --model models/tiny --input corrections.jsonl.gz"
            + " --layout corrections --output doubts.jsonl")
public final class DoubtsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--model", required = true, description = "The model's folder.")
  private Path model;

  @Option(names = "--input", required = true, description = "Text, one a line, gzipped or not.")
  private Path input;

  @Option(names = "--layout", required = true, description = "One of: ${COMPLETION-CANDIDATES}.")
  private TextLayout layout;

  @Option(names = "--output", required = true, description = "The file to write, JSONL.")
  private Path output;

  @Option(names = "--every", description = "Take every Nth text.", defaultValue = "1")
  private int every;

  @Override
  public Integer call() throws IOException, ModelLoadException, TextProblem {
    List<LabelledText> texts = layout.read(input);
    Path temporary = output.resolveSibling(output.getFileName() + ".part");
    long sentences = 0;
    try (LanguageModel loaded =
            ModelLoader.load(ModelBundle.directory(model), LoadOptions.defaults());
        SentenceScorer scorer = new SentenceScorer(loaded);
        Writer writer = Files.newBufferedWriter(temporary)) {
      Calibration calibration = Calibration.read(loaded.bundle(), Calibration.FILE);
      TextJudge judge = new TextJudge(scorer);
      ProgressBar progress = ProgressBar.ofTerminal(spec.commandLine().getErr(), "texts");
      try {
        for (int i = 0; i < texts.size(); i += every) {
          for (TextJudge.Judged sentence : judge.judge(texts.get(i).text())) {
            ObjectNode doubts = doubts(texts.get(i), sentence, calibration);
            if (!doubts.path("edits").isEmpty()) {
              writer.write(doubts + "\n");
              sentences++;
            }
          }
          progress.show((double) i / texts.size(), i / every + 1L);
        }
      } finally {
        progress.clear();
      }
    }
    Files.move(temporary, output, StandardCopyOption.REPLACE_EXISTING);
    writeManifest();
    spec.commandLine().getOut().println(output + ": " + sentences + " sentences");
    return 0;
  }

  private static ObjectNode doubts(
      LabelledText text, TextJudge.Judged sentence, Calibration calibration) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    String typed = sentence.sentence().text();
    json.put("text", typed);
    ArrayNode edits = json.putArray("edits");
    for (Question question : sentence.edits()) {
      Candidate candidate = question.edit().candidate();
      int start = candidate.start();
      int end = candidate.end();
      LabelledText.Label label =
          text.label(sentence.offset() + start, sentence.offset() + end, candidate.replacement());
      if (label != LabelledText.Label.UNCLEAR
          && calibration.confidence(question.features()) >= SecondOpinion.RULED_OUT) {
        edits
            .addObject()
            .put("start", typed.codePointCount(0, start))
            .put("end", typed.codePointCount(0, end))
            .put("replacement", candidate.replacement())
            .put("right", label == LabelledText.Label.RIGHT);
      }
    }
    return json;
  }

  private void writeManifest() throws IOException {
    Manifest manifest = new Manifest("doubts");
    manifest.section("config").put("layout", layout.name()).put("every", every);
    // It lists the model's other files with their checksums.
    manifest.addFiles("model", List.of(model.resolve("manifest.json")));
    manifest.addFiles("inputs", List.of(input));
    manifest.addFiles("outputs", List.of(output));
    manifest.writeBeside(output);
  }
}
