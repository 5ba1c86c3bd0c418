package dev.typofix.server.settings;

/** How loudly findings are shown. */
public enum SeverityRule {
  /** A warning where the model is sure (from .9 up), information elsewhere. */
  AUTO("auto"),
  ERROR("error"),
  WARNING("warning"),
  INFORMATION("information"),
  HINT("hint");

  private static final double SURE = 0.9;

  private final String code;

  SeverityRule(String code) {
    this.code = code;
  }

  /** The name in settings. */
  public String code() {
    return code;
  }

  /**
   * The severity of a finding; never {@link #AUTO}.
   *
   * @param confidence the finding's, from 0 to 1
   */
  public SeverityRule forConfidence(double confidence) {
    if (this != AUTO) {
      return this;
    }
    return confidence >= SURE ? WARNING : INFORMATION;
  }
}
