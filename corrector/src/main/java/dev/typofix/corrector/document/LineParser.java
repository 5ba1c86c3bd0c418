package dev.typofix.corrector.document;

import java.util.List;
import java.util.Optional;

/** Reads each line as a passage of its own, without the line's outer blanks. */
final class LineParser implements PassageParser {

  @Override
  public List<Passage> parse(String text) {
    return Line.of(text).stream()
        .map(line -> new PassageBuilder(text).add(line.strip(text)).build())
        .flatMap(Optional::stream)
        .toList();
  }
}
