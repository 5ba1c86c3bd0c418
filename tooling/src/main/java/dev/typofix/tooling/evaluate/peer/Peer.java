package dev.typofix.tooling.evaluate.peer;

/** The checkers that can be asked for. */
public enum Peer {
  codespell,
  typos,
  cspell,
  harper,
  languagetool,
  hunspell;

  PeerFormat format() {
    return switch (this) {
      case codespell -> new Codespell();
      case typos -> new Typos();
      case cspell -> new Cspell();
      case harper -> new Harper();
      case languagetool -> new LanguageTool();
      case hunspell -> new Hunspell();
    };
  }
}
