package dev.typofix.server.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;

/** How findings are written; the names in small letters are what {@code --format} takes. */
enum ReportFormat {
  TEXT,
  JSON,
  SARIF,
  GITHUB;

  /** A report that writes to {@code out}. */
  Report open(PrintWriter out, Ansi ansi) {
    return switch (this) {
      case TEXT -> new TextReport(out, ansi);
      case JSON -> new JsonReport(out);
      case SARIF -> new SarifReport(out);
      case GITHUB -> new GithubReport(out);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
