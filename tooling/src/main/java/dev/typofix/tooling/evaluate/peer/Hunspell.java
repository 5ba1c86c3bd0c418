package dev.typofix.tooling.evaluate.peer;

import dev.typofix.tooling.evaluate.checker.Reported;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Hunspell: the spell checker of office programs and browsers, with the American dictionary. It is
 * the system's own, spoken to as ispell was: its offsets count code points, and an empty line ends
 * the findings of each line.
 */
record Hunspell() implements PeerFormat {

  /** A word with suggestions, their number and its offset, or a word without any. */
  private static final Pattern FINDING =
      Pattern.compile("& (\\S+) \\d+ (\\d+): (.*)|# (\\S+) (\\d+)");

  private static final String DICTIONARY = "en_US";

  @Override
  public String name() {
    return "hunspell";
  }

  @Override
  public String version() {
    return "system";
  }

  @Override
  public String description() {
    return "hunspell, the system's, with " + DICTIONARY;
  }

  /** Nothing is fetched; a start with no text shows whether it and its dictionary are there. */
  @Override
  public List<List<String>> installation(Path folder) {
    return List.of(List.of("hunspell", "-a", "-d", DICTIONARY));
  }

  @Override
  public List<String> command(Path folder, String file) {
    return List.of("hunspell", "-a", "-i", "UTF-8", "-d", DICTIONARY, file);
  }

  /** {@code !} keeps quiet about right words; {@code ^} says that what follows is no command. */
  @Override
  public String content(List<String> lines) {
    return lines.stream().map(line -> "^" + line + "\n").collect(Collectors.joining("", "!\n", ""));
  }

  @Override
  public int foundCode() {
    return 0;
  }

  @Override
  public String advice() {
    return "install hunspell and its American dictionary (on Debian `apt install hunspell"
        + " hunspell-en-us`)";
  }

  @Override
  public String remedy(Path folder) {
    return advice();
  }

  @Override
  public List<List<Reported>> parse(String output, List<String> lines) {
    LineFindings findings = new LineFindings(lines);
    int number = 1;
    for (String answer : output.lines().toList()) {
      Matcher matcher = FINDING.matcher(answer);
      if (answer.isEmpty()) {
        number++;
      } else if (matcher.matches() && matcher.group(1) != null) {
        add(findings, number, matcher.group(1), matcher.group(2), suggestions(matcher.group(3)));
      } else if (matcher.matches()) {
        add(findings, number, matcher.group(4), matcher.group(5), List.of());
      }
    }
    if (number != lines.size() + 1) {
      throw new IllegalStateException(
          "answers to %d lines, but there are %d".formatted(number - 1, lines.size()));
    }
    return findings.all();
  }

  /** The offset counts the sign in front of the line, too. */
  private static void add(
      LineFindings findings, int number, String typed, String offset, List<String> replacements) {
    int start = findings.utf16Offset(number, Integer.parseInt(offset) - 1);
    findings.add(number, start, typed, replacements);
  }

  private static List<String> suggestions(String text) {
    return Arrays.asList(text.split(", ", -1));
  }
}
