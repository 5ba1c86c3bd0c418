package dev.typofix.corrector.document;

import java.util.List;

/** Finds the prose of one kind of file. Stateless, safe to share. */
@FunctionalInterface
interface PassageParser {

  /** The passages of any text, in its order, never overlapping. */
  List<Passage> parse(String text);
}
