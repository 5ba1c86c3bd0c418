package dev.typofix.tooling.evaluate;

import dev.typofix.tooling.evaluate.corpus.CleanSet;
import dev.typofix.tooling.evaluate.corpus.CorpusReader;
import dev.typofix.tooling.evaluate.corpus.EvaluationException;
import dev.typofix.tooling.evaluate.corpus.GoldLine;
import dev.typofix.tooling.evaluate.corpus.InputFile;
import dev.typofix.tooling.evaluate.corpus.TextPair;
import dev.typofix.tooling.evaluate.report.ReportManifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All that was read.
 *
 * @param files what it was read from
 */
record Inputs(Corpus corpus, List<Pairs> pairs, List<ReportManifest.Input> files) {

  Inputs {
    pairs = List.copyOf(pairs);
    files = List.copyOf(files);
  }

  /** The pairs of a file. */
  record Pairs(String file, List<TextPair> texts) {
    Pairs {
      texts = List.copyOf(texts);
    }
  }

  /** The files' paths, by what they hold. */
  record Paths(List<Path> labelled, List<Path> clean, List<Path> pairs) {
    Paths {
      labelled = List.copyOf(labelled);
      clean = List.copyOf(clean);
      pairs = List.copyOf(pairs);
    }
  }

  /** Reads everything before the work begins: a wrong file is best told of at once. */
  static Inputs read(CorpusReader reader, Paths paths) throws EvaluationException {
    List<ReportManifest.Input> files = new ArrayList<>();
    List<GoldLine> lines = new ArrayList<>();
    for (Path path : paths.labelled()) {
      InputFile file = InputFile.read(path);
      List<GoldLine> read = reader.labelled(file);
      lines.addAll(read);
      files.add(input(file, read.size()));
    }
    List<CleanSet> sets = new ArrayList<>();
    for (Path path : paths.clean()) {
      InputFile file = InputFile.read(path);
      CleanSet set = reader.clean(file);
      sets.add(set);
      files.add(input(file, set.texts().size()));
    }
    List<Pairs> pairs = new ArrayList<>();
    for (Path path : paths.pairs()) {
      InputFile file = InputFile.read(path);
      List<TextPair> read = reader.pairs(file);
      pairs.add(new Pairs(file.name(), read));
      files.add(input(file, read.size()));
    }
    return new Inputs(new Corpus(lines, sets), pairs, files);
  }

  private static ReportManifest.Input input(InputFile file, int texts) {
    return new ReportManifest.Input(file.path().toString(), file.sha256(), texts);
  }
}
