package dev.typofix.tooling.evaluate.peer;

import dev.typofix.tooling.evaluate.checker.Reported;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Harper: rules and dictionary for American English. Its registry has the library and a language
 * server, but no program that reads files: a small one is built around the library (that takes some
 * minutes), and writes {@link JsonFindings}.
 */
record Harper() implements PeerFormat {

  private static final Map<String, String> KINDS =
      Map.of(
          "Spelling", "misspelling",
          "Typo", "misspelling",
          "BoundaryError", "split-word",
          "Capitalization", "letter-case",
          "Eggcorn", "real-word",
          "Malapropism", "real-word",
          "WordChoice", "real-word",
          "Agreement", "grammar-form",
          "Grammar", "grammar-form",
          "Repetition", "repeated-word");

  @Override
  public String name() {
    return "harper";
  }

  @Override
  public String version() {
    return "3.0.0";
  }

  @Override
  public Map<String, String> sources() {
    return Map.of(
        "Cargo.toml", Resource.text("harper/Cargo.toml"),
        "src/main.rs", Resource.text("harper/main.rs"));
  }

  @Override
  public List<List<String>> installation(Path folder) {
    return List.of(List.of("cargo", "build", "--release", "--quiet", "--target-dir", "target"));
  }

  @Override
  public List<String> command(Path folder, String file) {
    return List.of(folder.resolve("target/release/harper-lines").toString(), file);
  }

  @Override
  public int foundCode() {
    return 0;
  }

  @Override
  public String advice() {
    return "install a recent Rust with cargo";
  }

  @Override
  public List<List<Reported>> parse(String output, List<String> lines) {
    return JsonFindings.parse(output, lines, KINDS);
  }
}
