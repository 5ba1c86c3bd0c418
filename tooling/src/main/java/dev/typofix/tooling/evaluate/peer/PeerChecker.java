package dev.typofix.tooling.evaluate.peer;

import com.google.common.collect.Lists;
import com.google.common.io.MoreFiles;
import dev.typofix.tooling.evaluate.checker.CheckedText;
import dev.typofix.tooling.evaluate.checker.Progress;
import dev.typofix.tooling.evaluate.checker.Reported;
import dev.typofix.tooling.evaluate.checker.TextChecker;
import dev.typofix.tooling.evaluate.corpus.EvaluationException;
import dev.typofix.tooling.program.Program;
import dev.typofix.tooling.program.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Another checker, as a program of its own that reads a file of many lines at once. */
public final class PeerChecker implements TextChecker {

  /** So many texts a run: a start is dear, but so is a bar that does not move. */
  private static final int BATCH = 1000;

  private static final String FILE = "texts.txt";

  /** Colours for a terminal. */
  private static final Pattern ESCAPES = Pattern.compile("\u001B\\[[0-9;]*m");

  private final PeerFormat format;
  private final Path folder;

  private PeerChecker(PeerFormat format, Path folder) {
    this.format = format;
    this.folder = folder;
  }

  /**
   * Fetches a checker with its own package manager, unless it lies there already.
   *
   * @param peers the folder of all such checkers
   * @throws EvaluationException if it cannot be fetched
   */
  public static PeerChecker installed(Peer peer, Path peers, Progress progress)
      throws EvaluationException {
    PeerFormat format = peer.format();
    Path folder = peers.toAbsolutePath().resolve(format.name() + "-" + format.version());
    Path complete = folder.resolve("complete");
    if (!Files.exists(complete)) {
      List<List<String>> commands = format.installation(folder);
      progress.begin("fetching " + format.name(), commands.size());
      try {
        writeSources(format, folder);
        for (List<String> command : commands) {
          install(format, command, folder);
          progress.step();
        }
        Files.writeString(complete, "");
      } catch (IOException failed) {
        throw new EvaluationException(folder + ": " + failed.getMessage(), failed);
      }
    }
    return new PeerChecker(format, folder);
  }

  private static void writeSources(PeerFormat format, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> source : format.sources().entrySet()) {
      Path file = folder.resolve(source.getKey());
      MoreFiles.createParentDirectories(file);
      Files.writeString(file, source.getValue());
    }
  }

  @Override
  public String name() {
    return format.name();
  }

  @Override
  public String description() {
    return format.description();
  }

  @Override
  public List<CheckedText> check(List<String> texts, Progress progress) throws EvaluationException {
    List<CheckedText> checked = new ArrayList<>();
    for (List<String> batch : Lists.partition(texts, BATCH)) {
      for (List<Reported> findings : checkBatch(batch)) {
        checked.add(CheckedText.of(findings));
        progress.step();
      }
    }
    return checked;
  }

  private List<List<Reported>> checkBatch(List<String> texts) throws EvaluationException {
    List<String> lines = texts.stream().map(PeerChecker::oneLine).toList();
    try (TemporaryFolder work = new TemporaryFolder()) {
      Files.writeString(work.path().resolve(FILE), format.content(lines));
      for (Map.Entry<String, String> setting : format.settings().entrySet()) {
        Files.writeString(work.path().resolve(setting.getKey()), setting.getValue());
      }
      return findings(run(format, format.command(folder, FILE), work.path()), lines);
    } catch (IllegalStateException misunderstood) {
      throw new EvaluationException(
          format.name()
              + " "
              + format.version()
              + " wrote what was not expected: "
              + misunderstood.getMessage(),
          misunderstood);
    } catch (IOException failed) {
      throw new EvaluationException(format.name() + ": " + failed.getMessage(), failed);
    }
  }

  /** A text without line ends, each replaced by a blank so that offsets stay. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\n\\r\\f\\x0b\\x1c-\\x1e\\x85\\u2028\\u2029]", " ");
  }

  /** The code for findings without any is that of a failure as well. */
  private List<List<Reported>> findings(Program.Result result, List<String> lines)
      throws EvaluationException {
    List<List<Reported>> findings = format.parse(result.out(), lines);
    boolean found = findings.stream().anyMatch(ofLine -> !ofLine.isEmpty());
    if (result.code() != (found ? format.foundCode() : 0)) {
      throw failed(format, result.code(), result.lastError(), folder);
    }
    return findings;
  }

  private static void install(PeerFormat format, List<String> command, Path folder)
      throws EvaluationException {
    Program.Result result = run(format, command, folder);
    if (result.code() != 0) {
      throw failed(format, result.code(), problem(result), folder);
    }
  }

  /** Package managers name the problem first, and go on about logs and help. */
  private static String problem(Program.Result result) {
    return Stream.of(result.err(), result.out())
        .flatMap(String::lines)
        .filter(line -> line.toLowerCase(Locale.ROOT).contains("error"))
        .findFirst()
        .map(line -> ESCAPES.matcher(line).replaceAll("").strip())
        .orElseGet(result::lastWords);
  }

  private static Program.Result run(PeerFormat format, List<String> command, Path folder)
      throws EvaluationException {
    try {
      return new Program(command, folder).run();
    } catch (IOException failed) {
      throw new EvaluationException(
          "%s: %s cannot be started; %s, or leave out --peer %s"
              .formatted(format.name(), command.get(0), format.advice(), format.name()),
          failed);
    }
  }

  private static EvaluationException failed(
      PeerFormat format, int code, String words, Path folder) {
    return new EvaluationException(
        "%s: %s (exit code %d); %s, or leave out --peer %s"
            .formatted(format.name(), words, code, format.remedy(folder), format.name()));
  }
}
