package dev.typofix.corrector.document;

/** How a file's text is read. */
public enum DocumentFormat {
  PLAIN_TEXT,
  MARKDOWN,
  GIT_COMMIT;

  /** Reads a text: finds its passages and their protected spans. Any text is accepted. */
  public Document parse(String text) {
    return new Document(text, java.util.List.of(Passage.whole(text, java.util.List.of())));
  }
}
