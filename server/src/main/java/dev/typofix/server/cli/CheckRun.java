package dev.typofix.server.cli;

import dev.typofix.corrector.CancelCheck;
import dev.typofix.corrector.Finding;
import dev.typofix.corrector.document.Document;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.server.cli.FileVisitor.Next;
import dev.typofix.server.message.Reasons;
import dev.typofix.server.session.DocumentRules;
import dev.typofix.server.session.LoadedChecker;
import dev.typofix.server.workspace.GitChanges;
import dev.typofix.server.workspace.WorkspaceScanner.Scan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/**
 * One run of a command over texts: has them checked, counts, and tells the user what could not be
 * read. Confined to one thread.
 */
final class CheckRun implements AutoCloseable {

  private final CommandEnvironment environment;
  private final CommandLine commandLine;
  private final RunOptions options;
  private final WorkspaceRules rules;
  private final Optional<GitChanges> changes;
  private final LoadedChecker loaded;
  private final Messages messages;
  private final Tally tally = new Tally();
  private final long startNanos = System.nanoTime();

  private CheckRun(
      CommandEnvironment environment,
      CommandLine commandLine,
      RunOptions options,
      WorkspaceRules rules,
      Optional<GitChanges> changes,
      LoadedChecker loaded) {
    this.environment = environment;
    this.commandLine = commandLine;
    this.options = options;
    this.rules = rules;
    this.changes = changes;
    this.loaded = loaded;
    this.messages = new Messages(commandLine);
  }

  /**
   * Reads the settings and loads the model.
   *
   * @throws CommandFailure if there is no model that works, or it cannot be told what changed in
   *     files where only that counts
   */
  static CheckRun open(CommandEnvironment environment, CommandLine commandLine, RunOptions options)
      throws CommandFailure {
    Messages messages = new Messages(commandLine);
    WorkspaceRules rules =
        new WorkspaceRules(environment, options.paths().paths(), messages::warning);
    Optional<GitChanges> changes =
        options.since().open(environment.currentFolder(), options.paths().paths());
    try {
      LoadedChecker loaded =
          new ModelChoice(environment, options.model(), rules.settings()).load(messages::warning);
      return new CheckRun(environment, commandLine, options, rules, changes, loaded);
    } catch (ModelLoadException failed) {
      changes.ifPresent(GitChanges::close);
      throw new CommandFailure(failed.getMessage(), failed);
    }
  }

  Tally tally() {
    return tally;
  }

  WorkspaceRules rules() {
    return rules;
  }

  /**
   * Checks a text that is no file, by the rules of the file that its name would be.
   *
   * @throws CommandFailure if the checker has a fault that this text brings out
   */
  CheckedText check(SourceText source) throws CommandFailure {
    DocumentRules here =
        source.name().isEmpty()
            ? rules.ofCurrentFolder()
            : rules.of(environment.currentFolder().resolve(source.name()));
    Document document = source.parse();
    List<Finding> findings = findings(source, document, here);
    tally.checked(document, findings.size());
    return new CheckedText(source, findings);
  }

  private List<Finding> findings(SourceText source, Document document, DocumentRules here)
      throws CommandFailure {
    try {
      return loaded.checker().check(document, options.checking().over(here), CancelCheck.NEVER);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError crash) {
      throw new CommandFailure(CommandFailure.crash(source.shownName(), crash), crash);
    }
  }

  /** Whether a run shows how far it has come. */
  enum Progress {
    SHOWN,
    HIDDEN
  }

  /**
   * Checks each file that the user means; what cannot be read is told and counted.
   *
   * @param known what is not reported
   */
  void eachFile(Progress shown, KnownFindings known, FileVisitor visitor) {
    Path here = environment.currentFolder();
    Scan scan = options.paths().scan(here, environment.gitUser(), rules.settings());
    scan.skipped().forEach(tally::skipped);
    scan.problems().forEach(this::problem);
    boolean visible = shown == Progress.SHOWN && environment.streams().progressVisible();
    ProgressLine progress = new ProgressLine(commandLine.getErr(), visible, scan.files().size());
    FileReader reader = new FileReader(here, rules, changes);
    try (ReadAhead ahead = new ReadAhead(scan.files(), reader)) {
      Next next = Next.CONTINUE;
      for (int i = 0; i < scan.files().size() && next == Next.CONTINUE; i++) {
        Path file = scan.files().get(i);
        progress.show(i, reader.displayName(file));
        ReadFile read = ahead.next();
        if (read instanceof ReadFile.Text text) {
          next = visit(file, text, known, progress, visitor);
        } else if (read instanceof ReadFile.Skipped skipped) {
          tally.skipped(skipped.reason(), 1);
        } else if (read instanceof ReadFile.Failed failed) {
          progress.clear();
          problem(failed.message());
        }
      }
    }
    progress.clear();
  }

  private Next visit(
      Path file,
      ReadFile.Text read,
      KnownFindings known,
      ProgressLine progress,
      FileVisitor visitor) {
    Next next = Next.CONTINUE;
    try {
      CheckedText checked = check(file, read, known);
      progress.clear();
      next = visitor.visit(file, read.content(), checked);
    } catch (IOException failed) {
      progress.clear();
      problem(read.source().shownName() + ": " + Reasons.of(failed));
    } catch (CommandFailure crash) {
      // One file's crash must not lose the others'.
      progress.clear();
      problem(String.valueOf(crash.getMessage()));
    }
    return commandLine.getOut().checkError() ? Next.STOP : next;
  }

  private CheckedText check(Path file, ReadFile.Text read, KnownFindings known)
      throws CommandFailure {
    List<Finding> counted = read.counted(findings(read.source(), read.document(), read.rules()));
    List<Finding> reported = known.without(file, read.source().text(), counted);
    tally.checked(read.document(), reported.size());
    tally.known(counted.size() - reported.size());
    return new CheckedText(read.source(), reported);
  }

  /** Tells the user of something that could not be done; the run ends with a failure. */
  void problem(String message) {
    tally.problem();
    messages.error(message);
  }

  /**
   * Prints the last line of a run on standard error.
   *
   * @param noun what the texts were, in the singular
   */
  void printSummary(String noun) {
    commandLine.getOut().flush();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    commandLine.getErr().println(tally.summary(noun, millis));
  }

  @Override
  public void close() {
    loaded.resources().run();
    changes.ifPresent(GitChanges::close);
  }
}
