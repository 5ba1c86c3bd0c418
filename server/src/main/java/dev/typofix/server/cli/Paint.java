package dev.typofix.server.cli;

import picocli.CommandLine.Help.Ansi;

/** Colours for a terminal. The text is never read as markup. */
enum Paint {
  BOLD("1"),
  FAINT("2"),
  RED("1;31"),
  YELLOW("33"),
  BLUE("34");

  private final String code;

  Paint(String code) {
    this.code = code;
  }

  /** The text in this colour; as it is if colours are off. */
  String on(Ansi ansi, String text) {
    return ansi.enabled() ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
  }
}
