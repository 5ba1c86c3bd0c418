package dev.typofix.server.cli;

import dev.typofix.server.cli.FileVisitor.Next;
import dev.typofix.server.workspace.AtomicFile;
import dev.typofix.server.workspace.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code typofix fix}: corrects a text or files. */
@Command(
    name = "fix",
    description = {
      "Corrects standard input, or files.",
      "Without paths, standard input goes corrected to standard output, everything else in it byte"
          + " for byte. Files want one of --diff, --write and --interactive; --diff exits with 1 if"
          + " it shows a change."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  echo 'We recieve teh mail' | typofix fix",
      "  typofix fix --diff docs | git apply",
      "  typofix fix --write --min-confidence 0.9 README.md",
      "  typofix fix --interactive src"
    })
final class FixCommand implements Callable<Integer> {

  private final CommandEnvironment environment;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final RunOptions options = new RunOptions();

  @ArgGroup private @Nullable Mode mode;

  /** What happens to the corrections of files. */
  static final class Mode {

    @Option(names = "--diff", description = "Print what would change as a unified diff.")
    private boolean diff;

    @Option(
        names = {"-w", "--write"},
        description = "Write the corrections into the files, whole files at a time.")
    private boolean write;

    @Option(
        names = {"-i", "--interactive"},
        description = "Ask for each finding what to do; answers are read from standard input.")
    private boolean interactive;
  }

  FixCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws CommandFailure, IOException {
    Optional<String> standardInput =
        options.paths().isEmpty() && mode == null
            ? Optional.of("")
            : options.paths().standardInput();
    if (standardInput.isPresent()) {
      refuseModeFor("standard input");
      options.since().refuseFor("standard input");
      return fixStandardInput(standardInput.get());
    }
    if (mode == null) {
      throw new ParameterException(
          commandLine(), "files want one of --diff, --write and --interactive");
    }
    try (CheckRun run = openRun()) {
      return fixFiles(run, mode);
    }
  }

  private void refuseModeFor(String input) {
    if (mode != null && !mode.diff) {
      throw new ParameterException(
          commandLine(), "--write and --interactive are for files, not for " + input);
    }
  }

  private CheckRun openRun() throws CommandFailure {
    return CheckRun.open(environment, commandLine(), options);
  }

  private int fixStandardInput(String name) throws CommandFailure, IOException {
    byte[] bytes = environment.streams().in().readAllBytes();
    if (!(Content.of(bytes) instanceof Content.Text content)) {
      write(bytes);
      throw new CommandFailure(
          "standard input is not valid UTF-8 text; it was passed on as it is, convert it first");
    }
    try (CheckRun run = openRun()) {
      CheckedText checked = checkOrPassOn(run, new SourceText(name, content.text()), bytes);
      String corrected = Corrections.applyBest(content.text(), checked.findings());
      if (mode != null) {
        return printDiff(checked, corrected) ? ExitCode.FINDINGS : ExitCode.CLEAN;
      }
      write(content.bytesWith(corrected));
      return ExitCode.CLEAN;
    }
  }

  /** A text that cannot be checked is passed on as it is, so that nothing in a pipe is lost. */
  private CheckedText checkOrPassOn(CheckRun run, SourceText source, byte[] bytes)
      throws CommandFailure, IOException {
    try {
      return run.check(source);
    } catch (CommandFailure failed) {
      if (mode == null) {
        write(bytes);
      }
      throw failed;
    }
  }

  private void write(byte[] bytes) throws IOException {
    commandLine().getOut().flush();
    OutputStream out = environment.streams().out();
    out.write(bytes);
    out.flush();
  }

  private int fixFiles(CheckRun run, Mode chosen) {
    FixTally fixed = new FixTally();
    run.eachFile(
        CheckRun.Progress.SHOWN,
        KnownFindings.NONE,
        chosen.interactive
            ? new InteractiveFix(environment.streams().in(), commandLine(), fixed, run.rules())
            : (file, content, checked) -> {
              String corrected = Corrections.applyBest(content.text(), checked.findings());
              if (chosen.diff) {
                printDiff(checked, corrected);
              } else if (chosen.write && !corrected.equals(content.text())) {
                AtomicFile.replace(file, content.bytes(), content.bytesWith(corrected));
              }
              fixed.add(Corrections.count(checked.findings()));
              return Next.CONTINUE;
            });
    commandLine().getOut().flush();
    run.printSummary("file");
    commandLine().getErr().println(fixed.summary(chosen.diff ? "to fix" : "fixed"));
    int done = run.tally().exitCodeOfRepairs();
    return done == ExitCode.CLEAN && chosen.diff && fixed.any() ? ExitCode.FINDINGS : done;
  }

  private boolean printDiff(CheckedText checked, String corrected) {
    var lines =
        UnifiedDiff.between(checked.source().shownName(), checked.source().text(), corrected);
    lines.forEach(line -> commandLine().getOut().print(line + "\n"));
    return !lines.isEmpty();
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec).commandLine();
  }
}
