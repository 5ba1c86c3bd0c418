package dev.typofix.server.cli;

import dev.typofix.server.cli.FileVisitor.Next;
import dev.typofix.server.workspace.Content;
import dev.typofix.server.workspace.SkipReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code typofix check}: reports what is wrong and changes nothing. */
@Command(
    name = "check",
    description = "Reports typing errors in files, folders or standard input.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  typofix check",
      "  typofix check --min-confidence 0.9 docs README.md",
      "  typofix check --since origin/main",
      "  typofix check --baseline typofix-baseline.json --write-baseline",
      "  typofix check --format sarif src > typofix.sarif",
      "  git log -1 --format=%%B | typofix check --stdin-filename COMMIT_EDITMSG",
      "  typofix check --lines --format json sentences.txt"
    })
final class CheckCommand implements Callable<Integer> {

  private final CommandEnvironment environment;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final RunOptions options = new RunOptions();

  @Mixin private final BaselineOptions baseline = new BaselineOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "text, json (an object a finding, one a line), sarif (2.1.0) or github (workflow"
              + " commands). Default: text.")
  private ReportFormat format = ReportFormat.TEXT;

  @Option(
      names = "--lines",
      description =
          "Take each line of standard input, or of the one file named, as a text of its own. With"
              + " --format json each is answered with one line, {\"findings\":[...]}.")
  private boolean lines;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print findings and failures only: no progress, no summary.")
  private boolean quiet;

  CheckCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws CommandFailure, IOException {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    Optional<String> standardInput = options.paths().standardInput();
    if (lines || standardInput.isPresent()) {
      String input = lines ? "single lines" : "standard input";
      options.since().refuseFor(input);
      baseline.refuseFor(input);
    }
    try (CheckRun run = CheckRun.open(environment, commandLine, options)) {
      String noun = "file";
      if (lines) {
        checkLines(run, standardInput.orElse(""));
        noun = "line";
      } else if (standardInput.isPresent()) {
        checkStandardInput(run, standardInput.get());
        noun = "text";
      } else {
        checkFiles(run);
      }
      commandLine.getOut().flush();
      if (!quiet) {
        run.printSummary(noun);
      }
      return run.tally().exitCode();
    }
  }

  private void checkFiles(CheckRun run) throws CommandFailure, IOException {
    KnownFindings known = baseline.open(environment.currentFolder(), options.since());
    Report report = openReport();
    run.eachFile(
        quiet ? CheckRun.Progress.HIDDEN : CheckRun.Progress.SHOWN,
        known,
        (file, content, checked) -> {
          report.add(checked);
          out().flush();
          return Next.CONTINUE;
        });
    report.finish();
    baseline.finish(run.tally());
  }

  private void checkStandardInput(CheckRun run, String name) throws IOException, CommandFailure {
    Content content = Content.of(environment.streams().in().readAllBytes());
    if (content instanceof Content.Text text) {
      CheckedText checked = run.check(new SourceText(name, text.text()));
      Report report = openReport();
      report.add(checked);
      report.finish();
    } else if (content instanceof Content.Skipped skipped) {
      throw new CommandFailure(
          "standard input is "
              + skipped.reason().description()
              + (skipped.reason() == SkipReason.BINARY ? "; only text can be checked" : " text"));
    }
  }

  private void checkLines(CheckRun run, String name) throws IOException, CommandFailure {
    List<Path> files = options.paths().paths();
    if (files.size() > 1) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--lines takes one file, or standard input");
    }
    if (files.isEmpty()) {
      new LineCheck(run, out(), openLineReport()).read(environment.streams().in(), name);
      return;
    }
    Path file = environment.currentFolder().resolve(files.get(0));
    if (!Files.isRegularFile(file)) {
      throw new CommandFailure(files.get(0) + " is no file that could be read");
    }
    try (InputStream in = Files.newInputStream(file)) {
      new LineCheck(run, out(), openLineReport()).read(in, files.get(0).toString());
    }
  }

  private Report openLineReport() {
    return format == ReportFormat.JSON ? new AnswerReport(out()) : openReport();
  }

  private Report openReport() {
    return format.open(out(), Objects.requireNonNull(spec).commandLine().getColorScheme().ansi());
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
