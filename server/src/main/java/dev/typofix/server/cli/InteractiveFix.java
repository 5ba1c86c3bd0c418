package dev.typofix.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.typofix.corrector.Finding;
import dev.typofix.server.message.Reasons;
import dev.typofix.server.workspace.AtomicFile;
import dev.typofix.server.workspace.Content;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;

/**
 * Shows each finding and does what the user answers. A file is written when its last finding is
 * answered, or the user stops; the end of the answers means stop.
 */
final class InteractiveFix implements FileVisitor {

  private static final int MAXIMUM_CHOICES = 9;

  private final BufferedReader answers;
  private final CommandLine commandLine;
  private final FixTally fixed;
  private final Set<String> accepted = new HashSet<>();
  private final WorkspaceRules rules;
  private Mood mood = Mood.ASK;

  /** How the run goes on. */
  private enum Mood {
    ASK,
    FIX_ALL,
    STOP
  }

  InteractiveFix(InputStream in, CommandLine commandLine, FixTally fixed, WorkspaceRules rules) {
    this.answers = new BufferedReader(new InputStreamReader(in, UTF_8));
    this.commandLine = commandLine;
    this.fixed = fixed;
    this.rules = rules;
  }

  @Override
  public Next visit(Path file, Content.Text content, CheckedText checked) throws IOException {
    Map<Finding, String> choices = new HashMap<>();
    List<Finding> findings = checked.findings();
    for (int i = 0; i < findings.size() && mood != Mood.STOP; i++) {
      Finding finding = findings.get(i);
      if (!accepted.contains(typed(checked, finding))) {
        choose(file, checked, finding).ifPresent(chosen -> choices.put(finding, chosen));
      }
    }
    if (!choices.isEmpty()) {
      String corrected =
          Corrections.apply(
              content.text(), findings, finding -> Optional.ofNullable(choices.get(finding)));
      AtomicFile.replace(file, content.bytes(), content.bytesWith(corrected));
      fixed.add(choices.size());
    }
    return mood == Mood.STOP ? Next.STOP : Next.CONTINUE;
  }

  private Optional<String> choose(Path file, CheckedText checked, Finding finding)
      throws IOException {
    if (mood == Mood.FIX_ALL) {
      return Corrections.best(finding);
    }
    PrintWriter out = commandLine.getOut();
    new TextReport(out, commandLine.getColorScheme().ansi())
        .add(new CheckedText(checked.source(), List.of(finding)));
    while (true) {
      out.print(question(finding));
      out.flush();
      String answer = answers.readLine();
      if (answer == null) {
        out.println();
        mood = Mood.STOP;
        return Optional.empty();
      }
      Optional<Choice> choice = understand(answer.strip().toLowerCase(Locale.ROOT), finding);
      if (choice.isPresent()) {
        return act(choice.get(), file, checked, finding);
      }
      out.println(
          "  y or Enter: take the first; 1-9: take that one; n: leave it; d: it is a word, add it"
              + " to the workspace's dictionary;\n"
              + "  a: take the first here and everywhere after; q: write what was answered and"
              + " stop");
    }
  }

  /** What an answer asks for: a replacement by its index, or what {@code letter} stands for. */
  private record Choice(char letter, int index) {}

  private static String question(Finding finding) {
    List<String> replacements = finding.replacements();
    if (replacements.isEmpty()) {
      return "  [n/d/q/?] ";
    }
    StringBuilder question = new StringBuilder();
    int shown = Math.min(MAXIMUM_CHOICES, replacements.size());
    for (int i = 0; i < shown && shown > 1; i++) {
      question.append("  ").append(i + 1).append(": ").append(Printable.of(replacements.get(i)));
    }
    return question + "  [y/n" + (shown > 1 ? "/1-" + shown : "") + "/d/a/q/?] ";
  }

  private static Optional<Choice> understand(String answer, Finding finding) {
    boolean replaceable = !finding.replacements().isEmpty();
    if (answer.matches("[1-9]")) {
      int index = answer.charAt(0) - '1';
      return index < finding.replacements().size()
          ? Optional.of(new Choice('y', index))
          : Optional.empty();
    }
    return switch (answer) {
      case "", "y", "a" ->
          replaceable
              ? Optional.of(new Choice(answer.isEmpty() ? 'y' : answer.charAt(0), 0))
              : Optional.empty();
      case "n", "d", "q" -> Optional.of(new Choice(answer.charAt(0), 0));
      default -> Optional.empty();
    };
  }

  private Optional<String> act(Choice choice, Path file, CheckedText checked, Finding finding) {
    switch (choice.letter()) {
      case 'y' -> {
        return Optional.of(finding.replacements().get(choice.index()));
      }
      case 'a' -> {
        mood = Mood.FIX_ALL;
        return Corrections.best(finding);
      }
      case 'q' -> mood = Mood.STOP;
      case 'd' -> keepWord(file, typed(checked, finding));
      default -> {
        // Left as it is.
      }
    }
    return Optional.empty();
  }

  private void keepWord(Path file, String word) {
    accepted.add(word);
    try {
      commandLine.getOut().println("  added to " + rules.keep(word, file));
    } catch (IOException failed) {
      new Messages(commandLine).error("the word was not kept: " + Reasons.of(failed));
    }
  }

  private static String typed(CheckedText checked, Finding finding) {
    return checked.source().text().substring(finding.start(), finding.end());
  }
}
