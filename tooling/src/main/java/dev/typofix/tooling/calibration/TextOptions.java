package dev.typofix.tooling.calibration;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.engine.backend.ModelLoader;
import dev.typofix.tooling.corpus.TextProblem;
import dev.typofix.tooling.manifest.Manifest;
import dev.typofix.tooling.progress.ProgressBar;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which labelled texts are judged, and by which model. */
final class TextOptions {

  @Option(names = "--model", required = true, description = "The model's folder.")
  private Path model;

  @Option(names = "--input", required = true, description = "Text, one a line, gzipped or not.")
  private Path input;

  @Option(names = "--layout", required = true, description = "One of: ${COMPLETION-CANDIDATES}.")
  private TextLayout layout;

  @Option(names = "--every", description = "Take every Nth text.", defaultValue = "1")
  private int every;

  /** Does something with a text. */
  interface Visitor {
    void visit(int number, LabelledText text) throws IOException;
  }

  LanguageModel load() throws ModelLoadException {
    return load(model);
  }

  static LanguageModel load(Path folder) throws ModelLoadException {
    return ModelLoader.load(ModelBundle.directory(folder), LoadOptions.defaults());
  }

  /** All texts of the input. */
  List<LabelledText> read() throws IOException, TextProblem {
    return layout.read(input);
  }

  /** Visits every Nth text from the first on, with a progress bar. */
  void forEach(List<LabelledText> texts, int first, PrintWriter terminal, Visitor visitor)
      throws IOException {
    ProgressBar progress = ProgressBar.ofTerminal(terminal, "texts");
    try {
      for (int i = first; i < texts.size(); i += every) {
        visitor.visit(i, texts.get(i));
        progress.show((double) (i - first) / (texts.size() - first), (i - first) / every + 1L);
      }
    } finally {
      progress.clear();
    }
  }

  /** What a command begins its manifest with. */
  Manifest beginManifest(String command) throws IOException {
    Manifest manifest = new Manifest(command);
    manifest.section("config").put("layout", layout.name()).put("every", every);
    addModel(manifest, "model", model);
    return manifest;
  }

  /** Lists a model by its manifest, which lists its other files with their checksums. */
  static void addModel(Manifest manifest, String name, Path folder) throws IOException {
    manifest.addFiles(name, List.of(folder.resolve("manifest.json")));
  }

  /** Lists the input and what was made of it, beside which the manifest is written. */
  void finishManifest(Manifest manifest, Path output) throws IOException {
    manifest.addFiles("inputs", List.of(input));
    manifest.addFiles("outputs", List.of(output));
    manifest.writeBeside(output);
  }
}
