package dev.typofix.corrector.document;

/**
 * A stretch of a source file that may hold prose.
 *
 * @param start UTF-16 offset in the document
 * @param end exclusive
 * @param kind what it is, so how prose is read from it
 */
record ProseRange(int start, int end, Kind kind) {

  enum Kind {
    /** A comment with its marks; those on successive lines may be one. */
    COMMENT,
    /** A string literal that documents, with its quotes. */
    DOCSTRING,
    /** Text that readers of the finished page see. */
    TEXT,
    /** A tag between two texts. */
    TAG,
    /** An element whose content is no prose. */
    SKIP
  }
}
