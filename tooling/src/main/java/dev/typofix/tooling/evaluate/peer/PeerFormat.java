package dev.typofix.tooling.evaluate.peer;

import dev.typofix.tooling.evaluate.checker.Reported;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How a checker is fetched, started and understood. Immutable. */
interface PeerFormat {

  String name();

  /** The version that is fetched. */
  String version();

  /** What it is and which version, for people. */
  default String description() {
    return name() + " " + version() + ", as it comes";
  }

  /** Files that have to lie in its folder before it is fetched: paths and contents. */
  default Map<String, String> sources() {
    return Map.of();
  }

  /**
   * The commands that fetch it, one after the other, run in its folder.
   *
   * @param folder where it is to lie
   */
  List<List<String>> installation(Path folder);

  /**
   * The command that checks a file.
   *
   * @param folder where it lies
   * @param file the name of the text file in the working folder
   */
  List<String> command(Path folder, String file);

  /** What is written to the checked file: by default one text a line. */
  default String content(List<String> lines) {
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  /** Settings that have to lie beside the checked file: names and contents. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /** What a person is to do whose system lacks a program that it needs. */
  default String advice() {
    return "install it";
  }

  /** What a person is to do when it fails. */
  default String remedy(Path folder) {
    return "delete " + folder + " and try again";
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
