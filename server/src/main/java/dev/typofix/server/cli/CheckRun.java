package dev.typofix.server.cli;

import dev.typofix.corrector.CancelCheck;
import dev.typofix.corrector.Finding;
import dev.typofix.corrector.document.Document;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.server.cli.FileVisitor.Next;
import dev.typofix.server.message.Failures;
import dev.typofix.server.message.Reasons;
import dev.typofix.server.session.DocumentRules;
import dev.typofix.server.session.LoadedChecker;
import dev.typofix.server.workspace.Content;
import dev.typofix.server.workspace.SkipReason;
import dev.typofix.server.workspace.WorkspaceScanner.Scan;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/**
 * One run of a command over texts: has them checked, counts, and tells the user what could not be
 * read. Confined to one thread.
 */
final class CheckRun implements AutoCloseable {

  /** Even a file that the user names is not read whole if it is larger. */
  private static final long MAXIMUM_BYTES = 64L << 20;

  private final CommandEnvironment environment;
  private final CommandLine commandLine;
  private final RunOptions options;
  private final WorkspaceRules rules;
  private final LoadedChecker loaded;
  private final Messages messages;
  private final Tally tally = new Tally();
  private final long startNanos = System.nanoTime();

  private CheckRun(
      CommandEnvironment environment,
      CommandLine commandLine,
      RunOptions options,
      WorkspaceRules rules,
      LoadedChecker loaded) {
    this.environment = environment;
    this.commandLine = commandLine;
    this.options = options;
    this.rules = rules;
    this.loaded = loaded;
    this.messages = new Messages(commandLine);
  }

  /**
   * Reads the settings and loads the model.
   *
   * @throws CommandFailure if there is no model that works
   */
  static CheckRun open(CommandEnvironment environment, CommandLine commandLine, RunOptions options)
      throws CommandFailure {
    Messages messages = new Messages(commandLine);
    WorkspaceRules rules =
        new WorkspaceRules(environment, options.paths().paths(), messages::warning);
    int settled = rules.settings().threads();
    OptionalInt threads = options.model().threads();
    if (threads.isEmpty() && settled > 0) {
      threads = OptionalInt.of(settled);
    }
    try {
      LoadedChecker loaded = environment.checkers().load(options.model().folder(), threads);
      return new CheckRun(environment, commandLine, options, rules, loaded);
    } catch (ModelLoadException failed) {
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
    return check(source, here);
  }

  private CheckedText check(SourceText source, DocumentRules here) throws CommandFailure {
    try {
      Document document = source.parse();
      List<Finding> findings =
          loaded.checker().check(document, options.checking().over(here), CancelCheck.NEVER);
      tally.checked(document, findings.size());
      return new CheckedText(source, findings);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError crash) {
      throw crashed(source.shownName(), crash);
    }
  }

  /** An exception's own message may hold the user's text; so its kind and place must do. */
  private static CommandFailure crashed(String name, Throwable crash) {
    return new CommandFailure(
        name
            + ": could not be checked for a fault in Typofix, nothing was changed; please report"
            + " this line: "
            + Failures.describe(crash),
        crash);
  }

  /** Whether a run shows how far it has come. */
  enum Progress {
    SHOWN,
    HIDDEN
  }

  /** Checks each file that the user means; what cannot be read is told and counted. */
  void eachFile(Progress shown, FileVisitor visitor) {
    Scan scan = options.paths().scan(environment.currentFolder(), rules.settings());
    scan.skipped().forEach(tally::skipped);
    scan.problems().forEach(this::problem);
    boolean visible = shown == Progress.SHOWN && environment.streams().progressVisible();
    ProgressLine progress = new ProgressLine(commandLine.getErr(), visible, scan.files().size());
    Next next = Next.CONTINUE;
    for (int i = 0; i < scan.files().size() && next == Next.CONTINUE; i++) {
      Path file = scan.files().get(i);
      progress.show(i, displayName(file));
      next = visit(file, progress, visitor);
    }
    progress.clear();
  }

  private Next visit(Path file, ProgressLine progress, FileVisitor visitor) {
    Next next = Next.CONTINUE;
    try {
      DocumentRules here = rules.of(file);
      if (read(file, here) instanceof Content.Text content) {
        CheckedText checked = check(new SourceText(displayName(file), content.text()), here);
        progress.clear();
        next = visitor.visit(file, content, checked);
      }
    } catch (IOException failed) {
      progress.clear();
      problem(displayName(file) + ": " + Reasons.of(failed));
    } catch (CommandFailure failed) {
      // One file's crash must not lose the others'.
      progress.clear();
      problem(String.valueOf(failed.getMessage()));
    }
    return commandLine.getOut().checkError() ? Next.STOP : next;
  }

  private Content read(Path file, DocumentRules here) throws IOException {
    Content content;
    if (!here.wanted()) {
      content = new Content.Skipped(SkipReason.EXCLUDED);
    } else if (Files.size(file) > MAXIMUM_BYTES) {
      content = new Content.Skipped(SkipReason.TOO_LARGE);
    } else {
      content = Content.of(Files.readAllBytes(file));
    }
    if (content instanceof Content.Skipped skipped) {
      tally.skipped(skipped.reason(), 1);
    }
    return content;
  }

  /** The file as the user would name it here: relative if it is below, with {@code /}. */
  private String displayName(Path file) {
    Path here = environment.currentFolder();
    Path shown = file.startsWith(here) ? here.relativize(file) : file;
    return shown.toString().replace(File.separatorChar, '/');
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
  }
}
