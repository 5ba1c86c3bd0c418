package dev.typofix.server.workspace;

/** Why a file, or a whole folder, was not checked. */
public enum SkipReason {
  BINARY("binary"),
  INVALID_TEXT("not valid UTF-8"),
  TOO_LARGE("too large"),
  GENERATED("vendored, minified or lock file"),
  EXCLUDED("excluded by the settings"),
  SYMBOLIC_LINK("symbolic link");

  private final String description;

  SkipReason(String description) {
    this.description = description;
  }

  /** A few words for people, after a count: {@code "3 binary"}. */
  public String description() {
    return description;
  }
}
