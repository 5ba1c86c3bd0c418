package dev.typofix.tooling.evaluate.peer;

import dev.typofix.tooling.evaluate.checker.Reported;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** codespell: a list of misspellings. It names lines and words, but no columns. */
record Codespell() implements PeerFormat {

  private static final Pattern FINDING =
      Pattern.compile("[^:]*:(\\d+): (.+?) ==> ([^|]*?)(?: \\|.*)?");

  /** What it takes for a word. */
  private static final Pattern WORD =
      Pattern.compile("[\\w\\-'’]+", Pattern.UNICODE_CHARACTER_CLASS);

  @Override
  public String name() {
    return "codespell";
  }

  @Override
  public String version() {
    return "2.4.3";
  }

  @Override
  public List<List<String>> installation(Path folder) {
    return Pip.installation(folder, name() + "==" + version());
  }

  @Override
  public List<String> command(Path folder, String file) {
    return List.of(Pip.program(folder, "codespell"), "--disable-colors", file);
  }

  @Override
  public int foundCode() {
    return 65;
  }

  @Override
  public List<List<Reported>> parse(String output, List<String> lines) {
    LineFindings findings = new LineFindings(lines);
    int number = 0;
    int from = 0;
    for (String finding : output.lines().toList()) {
      Matcher matcher = FINDING.matcher(finding);
      if (matcher.matches()) {
        int next = Integer.parseInt(matcher.group(1));
        from = next == number ? from : 0;
        number = next;
        String typed = matcher.group(2);
        int start = find(lines.get(number - 1), typed, from);
        findings.add(number, start, typed, Arrays.asList(matcher.group(3).split(", ", -1)));
        from = start + typed.length();
      }
    }
    return findings.all();
  }

  /** Where a word stands, from an offset on; its findings come in the order of the text. */
  private static int find(String line, String typed, int from) {
    Matcher words = WORD.matcher(line);
    for (int start = from; words.find(start); start = words.end()) {
      if (words.group().equals(typed)) {
        return words.start();
      }
    }
    return line.indexOf(typed, from);
  }
}
