package dev.typofix.tooling.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.tooling.corpus.TextProblem;
import dev.typofix.tooling.errors.Corrupter;
import dev.typofix.tooling.errors.WrongForms;
import dev.typofix.tooling.progress.ProgressBar;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationRunTest {

  private static final long FEW = 5_500;
  private static final long MANY = 6_500;

  @TempDir private Path folder;

  @Test
  void an_interrupted_run_goes_on_where_it_stopped()
      throws IOException, TextProblem, InterruptedException {
    Path input = folder.resolve("clean.txt");
    Files.writeString(input, SampleProse.documents(100, new Random(3)));
    Path whole = folder.resolve("whole.jsonl");
    try (OutputFiles files = OutputFiles.open(List.of(whole), "same")) {
      run(input, MANY, files);
      files.finish();
    }
    Path broken = folder.resolve("broken.jsonl");
    try (OutputFiles files = OutputFiles.open(List.of(broken), "same")) {
      run(input, FEW, files);
    }
    assertThat(broken).doesNotExist();
    try (OutputFiles files = OutputFiles.open(List.of(broken), "same")) {
      assertThat(files.finishedBlocks()).isPositive();
      run(input, MANY, files);
      assertThat(files.tally().pairs()).isEqualTo(MANY);
      files.finish();
    }
    assertThat(broken).hasSameTextualContentAs(whole);
    try (var names = Files.list(folder)) {
      assertThat(names.map(name -> name.getFileName().toString()))
          .containsExactlyInAnyOrder("clean.txt", "whole.jsonl", "broken.jsonl");
    }
  }

  @Test
  void a_run_with_another_plan_starts_over() throws IOException, TextProblem, InterruptedException {
    Path input = folder.resolve("clean.txt");
    Files.writeString(input, SampleProse.documents(100, new Random(3)));
    Path output = folder.resolve("out.jsonl");
    try (OutputFiles files = OutputFiles.open(List.of(output), "one plan")) {
      run(input, FEW, files);
    }
    try (OutputFiles files = OutputFiles.open(List.of(output), "another")) {
      assertThat(files.finishedBlocks()).isZero();
      assertThat(files.tally().pairs()).isZero();
    }
    assertThat(folder.resolve("out.jsonl.part")).isEmptyFile();
  }

  private static void run(Path input, long count, OutputFiles files)
      throws IOException, TextProblem, InterruptedException {
    GenerationPlan plan =
        new GenerationPlan(
            List.of(input),
            Optional.empty(),
            5,
            OptionalLong.of(count),
            Optional.empty(),
            PairFormat.PAIRS,
            0,
            ErrorProfileReader.defaults());
    Lexicon lexicon = Lexicon.embedded();
    ProgressBar progress = ProgressBar.ofTerminal(new PrintWriter(new StringWriter()), "pairs");
    new GenerationRun(plan, new Corrupter(lexicon, new WrongForms(lexicon)), 2, progress)
        .writeTo(files);
  }
}
