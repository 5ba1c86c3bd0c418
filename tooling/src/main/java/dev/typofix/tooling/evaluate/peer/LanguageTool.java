package dev.typofix.tooling.evaluate.peer;

import dev.typofix.tooling.evaluate.checker.Reported;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * LanguageTool: rules, dictionary and part-of-speech tags for American English. Its artifacts come
 * from Maven's repository, and a small program around them writes {@link JsonFindings}.
 */
record LanguageTool() implements PeerFormat {

  private static final String PROGRAM = "LanguageToolLines.java";

  private static final Map<String, String> KINDS =
      Map.of(
          "TYPOS", "misspelling",
          "COMPOUNDING", "split-word",
          "CASING", "letter-case",
          "CONFUSED_WORDS", "real-word",
          "SEMANTICS", "real-word",
          "GRAMMAR", "grammar-form",
          "NONSTANDARD_PHRASES", "grammar-form");

  @Override
  public String name() {
    return "languagetool";
  }

  @Override
  public String version() {
    return "6.6";
  }

  @Override
  public Map<String, String> sources() {
    return Map.of(
        "pom.xml",
        Resource.text("languagetool/pom.xml"),
        PROGRAM,
        Resource.text("languagetool/" + PROGRAM));
  }

  @Override
  public List<List<String>> installation(Path folder) {
    return List.of(
        List.of(
            "mvn",
            "--batch-mode",
            "--quiet",
            "-Dstyle.color=never",
            "dependency:copy-dependencies",
            "-DincludeScope=runtime",
            "-DoutputDirectory=" + folder.resolve("lib")));
  }

  /** Java compiles the program as it starts: with so many lines a run that is no matter. */
  @Override
  public List<String> command(Path folder, String file) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx2g",
        "-cp",
        folder.resolve("lib") + File.separator + "*",
        folder.resolve(PROGRAM).toString(),
        file);
  }

  @Override
  public int foundCode() {
    return 0;
  }

  @Override
  public List<List<Reported>> parse(String output, List<String> lines) {
    return JsonFindings.parse(output, lines, KINDS);
  }
}
