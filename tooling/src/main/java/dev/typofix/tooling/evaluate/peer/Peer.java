package dev.typofix.tooling.evaluate.peer;

/** The checkers that can be asked for. */
public enum Peer {
  codespell,
  typos,
  cspell;

  PeerFormat format() {
    return switch (this) {
      case codespell -> new Codespell();
      case typos -> new Typos();
      case cspell -> new Cspell();
    };
  }
}
