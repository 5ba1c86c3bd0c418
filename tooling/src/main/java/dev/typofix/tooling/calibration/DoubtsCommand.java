package dev.typofix.tooling.calibration;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.typofix.corrector.SecondOpinion.Question;
import dev.typofix.corrector.candidate.Candidate;
import dev.typofix.corrector.decision.Calibration;
import dev.typofix.corrector.sentence.SentenceScorer;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.tooling.corpus.TextProblem;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private final TextOptions options = new TextOptions();

  @Option(names = "--output", required = true, description = "The file to write, JSONL.")
  private Path output;

  @Override
  public Integer call() throws IOException, ModelLoadException, TextProblem {
    List<LabelledText> texts = options.read();
    Path temporary = output.resolveSibling(output.getFileName() + ".part");
    AtomicLong sentences = new AtomicLong();
    try (LanguageModel loaded = options.load();
        SentenceScorer scorer = new SentenceScorer(loaded);
        Writer writer = Files.newBufferedWriter(temporary)) {
      Calibration calibration = Calibration.read(loaded.bundle(), Calibration.FILE);
      TextJudge judge = new TextJudge(scorer);
      options.forEach(
          texts,
          0,
          spec.commandLine().getErr(),
          (number, text) -> {
            for (TextJudge.Judged sentence : judge.judge(text.text())) {
              ObjectNode doubts = doubts(text, sentence, calibration);
              if (!doubts.path("edits").isEmpty()) {
                writer.write(doubts + "\n");
                sentences.incrementAndGet();
              }
            }
          });
    }
    Files.move(temporary, output, StandardCopyOption.REPLACE_EXISTING);
    options.finishManifest(options.beginManifest("doubts"), output);
    spec.commandLine().getOut().println(output + ": " + sentences + " sentences");
    return 0;
  }

  private static ObjectNode doubts(
      LabelledText text, TextJudge.Judged sentence, Calibration calibration) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    String typed = sentence.sentence().text();
    json.put("text", typed);
    ArrayNode edits = json.putArray("edits");
    for (Question question : Doubts.notRuledOut(calibration, sentence.edits())) {
      Candidate candidate = question.edit().candidate();
      int start = candidate.start();
      int end = candidate.end();
      LabelledText.Label label =
          text.label(sentence.offset() + start, sentence.offset() + end, candidate.replacement());
      if (label != LabelledText.Label.UNCLEAR) {
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
}
