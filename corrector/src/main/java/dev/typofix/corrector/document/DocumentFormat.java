package dev.typofix.corrector.document;

import com.google.common.collect.ImmutableSet;
import java.util.Locale;
import java.util.Optional;

/**
 * How a file's text is read: where its prose stands, and what must not be touched. Every format
 * takes any text, in linear time, and fails on none.
 */
public enum DocumentFormat {
  /** Paragraphs that blank lines part. */
  PLAIN_TEXT(
      ImmutableSet.of("plaintext", "text", "restructuredtext", "asciidoc"),
      ImmutableSet.of("txt", "text", "rst", "adoc", "asciidoc", "org", "tex", "log"),
      ImmutableSet.of(
          "README",
          "LICENSE",
          "COPYING",
          "CHANGELOG",
          "CHANGES",
          "NEWS",
          "AUTHORS",
          "INSTALL",
          "NOTICE",
          "TODO",
          "HISTORY",
          "THANKS",
          "CONTRIBUTORS",
          "BUGS",
          "FAQ")),
  /** Each line is a passage of its own. */
  LINES(ImmutableSet.of(), ImmutableSet.of(), ImmutableSet.of()),
  /** CommonMark with the usual extensions. */
  MARKDOWN(
      ImmutableSet.of("markdown", "mdx", "quarto", "rmd"),
      ImmutableSet.of("md", "markdown", "mdown", "mkd", "mdx", "qmd", "rmd"),
      ImmutableSet.of()),
  /** A commit message while it is edited. */
  GIT_COMMIT(
      ImmutableSet.of("git-commit", "gitcommit"),
      ImmutableSet.of(),
      ImmutableSet.of("COMMIT_EDITMSG", "MERGE_MSG", "TAG_EDITMSG", "SQUASH_MSG"));

  private final ImmutableSet<String> languageIds;
  private final ImmutableSet<String> extensions;
  private final ImmutableSet<String> fileNames;

  DocumentFormat(
      ImmutableSet<String> languageIds,
      ImmutableSet<String> extensions,
      ImmutableSet<String> fileNames) {
    this.languageIds = languageIds;
    this.extensions = extensions;
    this.fileNames = fileNames;
  }

  /**
   * The format of a file, by its name's extension or by the whole name; empty if neither is known.
   *
   * @param fileName with or without folders before it
   */
  public static Optional<DocumentFormat> forFileName(String fileName) {
    int folder = Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\'));
    String name = fileName.substring(folder + 1);
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    boolean hasExtension = name.lastIndexOf('.') >= 0;
    for (DocumentFormat format : values()) {
      if (format.fileNames.contains(name)
          || (hasExtension && format.extensions.contains(extension))) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** The format of an editor's language identifier; empty if it is not known. */
  public static Optional<DocumentFormat> forLanguageId(String languageId) {
    for (DocumentFormat format : values()) {
      if (format.languageIds.contains(languageId)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** Reads a text: finds its passages and their protected spans. Any text is accepted. */
  public Document parse(String text) {
    return new Document(text, parser().parse(text));
  }

  private PassageParser parser() {
    return switch (this) {
      case PLAIN_TEXT -> new PlainTextParser();
      case LINES -> new LineParser();
      case MARKDOWN -> new MarkdownParser();
      case GIT_COMMIT -> new GitCommitParser();
    };
  }
}
