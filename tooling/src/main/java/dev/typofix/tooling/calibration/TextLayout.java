package dev.typofix.tooling.calibration;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.typofix.tooling.corpus.TextLines;
import dev.typofix.tooling.corpus.TextProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How the lines of a file of labelled texts are read. */
enum TextLayout {
  /** JSON with {@code src} and {@code edits}. */
  corrections,
  /** The same; the lines before and after, and the corrected line, as clean text. */
  surroundings,
  /** JSON as {@code generate --edits} writes it. */
  pairs,
  /** A name, a tab and a clean text. */
  tsv,
  /** Clean paragraphs. */
  paragraphs;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Reads a file, gzipped or not.
   *
   * @throws TextProblem if a line is of another layout, or there is none
   */
  List<LabelledText> read(Path input) throws IOException, TextProblem {
    List<LabelledText> texts = new ArrayList<>();
    try (TextLines lines = new TextLines(input)) {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        try {
          parse(line.get()).forEach(texts::add);
        } catch (UncheckedIOException | IndexOutOfBoundsException e) {
          throw lines.wrongLine("what --layout " + this + " reads; see --help", e);
        }
      }
    }
    if (texts.isEmpty()) {
      throw new TextProblem(input + " has no texts; check the file and --layout");
    }
    return texts;
  }

  private Stream<LabelledText> parse(String line) {
    return switch (this) {
      case corrections -> LabelledText.parseCorrection(line, MAPPER).stream();
      case surroundings -> LabelledText.parseSurroundings(line, MAPPER).stream();
      case pairs -> Stream.of(LabelledText.parsePair(line, MAPPER));
      case tsv -> Stream.of(new LabelledText(line.substring(line.indexOf('\t') + 1), List.of()));
      case paragraphs ->
          line.isBlank() ? Stream.empty() : Stream.of(new LabelledText(line, List.of()));
    };
  }
}
