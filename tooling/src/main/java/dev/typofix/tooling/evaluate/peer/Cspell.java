package dev.typofix.tooling.evaluate.peer;

import dev.typofix.tooling.evaluate.checker.Reported;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** cspell: dictionaries for source code, with suggestions. Its columns count UTF-16 from 1. */
record Cspell() implements PeerFormat {

  private static final Pattern FINDING =
      Pattern.compile("[^:]*:(\\d+):(\\d+) - [^(]*\\((.+?)\\)(.*)");

  private static final Pattern SUGGESTIONS = Pattern.compile("\\[([^\\]]*)\\]");

  @Override
  public String name() {
    return "cspell";
  }

  @Override
  public String version() {
    return "8.19.4";
  }

  @Override
  public List<List<String>> installation(Path folder) {
    return List.of(
        List.of(
            "npm",
            "install",
            "--no-audit",
            "--no-fund",
            "--prefix",
            folder.toString(),
            "cspell@" + version()));
  }

  @Override
  public List<String> command(Path folder, String file) {
    return List.of(
        folder.resolve("node_modules").resolve(".bin").resolve("cspell").toString(),
        "lint",
        "--no-color",
        "--no-progress",
        "--no-summary",
        "--show-suggestions",
        "--language-id=plaintext",
        file);
  }

  /** Without these it would stop at the fifth of the same word. */
  @Override
  public Map<String, String> settings() {
    return Map.of(
        "cspell.json",
        """
        {"version": "0.2", "maxNumberOfProblems": 1000000, "maxDuplicateProblems": 1000000}
        """);
  }

  @Override
  public int foundCode() {
    return 1;
  }

  @Override
  public List<List<Reported>> parse(String output, List<String> lines) {
    LineFindings findings = new LineFindings(lines);
    for (String line : output.lines().toList()) {
      Matcher matcher = FINDING.matcher(line);
      if (matcher.matches()) {
        findings.add(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)) - 1,
            matcher.group(3),
            suggestions(matcher.group(4)));
      }
    }
    return findings.all();
  }

  /** A star marks those that it prefers; they come first anyway. */
  private static List<String> suggestions(String text) {
    Matcher list = SUGGESTIONS.matcher(text);
    if (!list.find() || list.group(1).isEmpty()) {
      return List.of();
    }
    return Arrays.stream(list.group(1).split(", ", -1))
        .map(word -> word.endsWith("*") ? word.substring(0, word.length() - 1) : word)
        .toList();
  }
}
