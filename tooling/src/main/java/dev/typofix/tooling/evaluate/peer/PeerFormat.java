package dev.typofix.tooling.evaluate.peer;

import dev.typofix.tooling.evaluate.checker.Reported;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How a checker is fetched, started and understood. Immutable. */
interface PeerFormat {

  String name();

  /** The version that is fetched. */
  String version();

  /**
   * The commands that fetch it, one after the other.
   *
   * @param folder where it is to lie
   */
  List<List<String>> installation(Path folder);

  /**
   * The command that checks a file.
   *
   * @param folder where it lies
   * @param file the name of a text file in the working folder, one text a line
   */
  List<String> command(Path folder, String file);

  /** Settings that have to lie beside the checked file: names and contents. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /** The exit code of a run that found something. */
  int foundCode();

  /**
   * Reads what it wrote.
   *
   * @param lines of the file that was checked
   * @return findings of each line, in the order of the text
   */
  List<List<Reported>> parse(String output, List<String> lines);
}
