package dev.typofix.server.cli;

import dev.typofix.corrector.Finding;
import java.nio.file.Path;
import java.util.List;

/** Decides which findings of a file are worth reporting. Confined to one thread. */
@FunctionalInterface
interface KnownFindings {

  /** Nothing is known: all are reported. */
  KnownFindings NONE = (file, text, findings) -> findings;

  /** The findings that are not known, in the order of the text; asked once for each file. */
  List<Finding> without(Path file, String text, List<Finding> findings);
}
