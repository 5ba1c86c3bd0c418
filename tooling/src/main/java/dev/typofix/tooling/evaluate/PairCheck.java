package dev.typofix.tooling.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.typofix.tooling.evaluate.checker.CheckedText;
import dev.typofix.tooling.evaluate.checker.Progress;
import dev.typofix.tooling.evaluate.checker.Reported;
import dev.typofix.tooling.evaluate.checker.TextChecker;
import dev.typofix.tooling.evaluate.corpus.Blanks;
import dev.typofix.tooling.evaluate.corpus.EvaluationException;
import dev.typofix.tooling.evaluate.corpus.TextPair;
import dev.typofix.tooling.evaluate.score.EditSimilarity;
import dev.typofix.tooling.evaluate.score.PairScores;
import dev.typofix.tooling.evaluate.score.PairScores.Nearness;
import dev.typofix.tooling.program.TemporaryFolder;
import dev.typofix.tooling.python.PythonProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How near corrected texts come to what they should read. BLEU and ROUGE are Python's. */
final class PairCheck {

  private final PythonProgram python;
  private final ObjectMapper mapper = new ObjectMapper();

  PairCheck(PythonProgram python) {
    this.python = python;
  }

  /** Finds out at once whether Python has what is needed. */
  void prepare() throws EvaluationException {
    nearness(List.of("a"), List.of("a"));
  }

  /** Corrects all texts, and compares. */
  PairScores check(Inputs.Pairs pairs, TextChecker checker, Progress progress)
      throws EvaluationException {
    List<String> typed = pairs.texts().stream().map(TextPair::corrupted).toList();
    List<String> clean = pairs.texts().stream().map(TextPair::clean).toList();
    progress.begin(pairs.file(), typed.size());
    List<CheckedText> checked = checker.check(typed, progress);
    List<String> corrected = corrected(typed, checked);
    return new PairScores(
        pairs.file(), typed.size(), nearness(typed, clean), nearness(corrected, clean));
  }

  /** The texts with what a checker shows put right. */
  static List<String> corrected(List<String> typed, List<CheckedText> checked) {
    List<String> corrected = new ArrayList<>();
    for (int i = 0; i < typed.size(); i++) {
      corrected.add(corrected(typed.get(i), checked.get(i).shown()));
    }
    return corrected;
  }

  /** From behind, so that offsets stay; findings never overlap. */
  private static String corrected(String text, List<Reported> findings) {
    String corrected = text;
    for (int i = findings.size() - 1; i >= 0; i--) {
      corrected = findings.get(i).applied(corrected);
    }
    return corrected;
  }

  /** How near texts come to their references. */
  Nearness nearness(List<String> texts, List<String> references) throws EvaluationException {
    double same = 0;
    double similarity = 0;
    for (int i = 0; i < texts.size(); i++) {
      same += Blanks.fold(texts.get(i)).equals(Blanks.fold(references.get(i))) ? 1 : 0;
      similarity += EditSimilarity.of(texts.get(i), references.get(i));
    }
    JsonNode figures = figures(texts, references);
    return new Nearness(
        same / texts.size(),
        similarity / texts.size(),
        figures.path("bleu").asDouble(),
        figures.path("rougeL").asDouble());
  }

  private JsonNode figures(List<String> texts, List<String> references) throws EvaluationException {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Path file = folder.path().resolve("pairs.jsonl");
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        lines.add(mapper.writeValueAsString(List.of(texts.get(i), references.get(i))));
      }
      Files.writeString(file, lines.stream().collect(Collectors.joining("\n", "", "\n")));
      return mapper.readTree(
          python.run("evaluation", List.of("-m", "typofix_evaluation", file.toString())));
    } catch (PythonProgram.Failure failure) {
      throw new EvaluationException("pairs: " + failure.getMessage(), failure);
    } catch (JsonProcessingException malformed) {
      throw new EvaluationException("typofix_evaluation gave no JSON", malformed);
    } catch (IOException failed) {
      throw new EvaluationException("pairs: " + failed.getMessage(), failed);
    }
  }
}
