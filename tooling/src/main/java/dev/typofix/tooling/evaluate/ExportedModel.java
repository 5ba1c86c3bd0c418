package dev.typofix.tooling.evaluate;

import dev.typofix.corrector.decision.Calibration;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.tooling.evaluate.corpus.EvaluationException;
import dev.typofix.tooling.program.TemporaryFolder;
import dev.typofix.tooling.python.PythonProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Hugging Face folder as a bundle, for as long as it is looked at. */
final class ExportedModel implements AutoCloseable {

  private final TemporaryFolder folder;
  private final ModelBundle bundle;

  private ExportedModel(TemporaryFolder folder, ModelBundle bundle) {
    this.folder = folder;
    this.bundle = bundle;
  }

  /** Whether a folder holds a model as Hugging Face lays it out, not a bundle. */
  static boolean isHuggingFace(Path folder) {
    return Files.isRegularFile(folder.resolve("config.json"))
        && !Files.exists(folder.resolve("manifest.json"));
  }

  /**
   * Exports a model.
   *
   * @param calibration the file that turns its scores into confidence
   */
  static ExportedModel of(Path model, Path calibration, PythonProgram python)
      throws EvaluationException, ModelLoadException {
    if (!Files.isRegularFile(calibration)) {
      throw new EvaluationException(
          calibration + ": no such file; name the model's calibration with --calibration");
    }
    try {
      TemporaryFolder folder = new TemporaryFolder();
      try {
        return new ExportedModel(folder, export(model, calibration, python, folder.path()));
      } catch (EvaluationException | IOException | RuntimeException failed) {
        folder.close();
        throw failed;
      }
    } catch (ModelLoadException failed) {
      throw failed;
    } catch (IOException failed) {
      throw new EvaluationException(model + ": " + failed.getMessage(), failed);
    }
  }

  private static ModelBundle export(Path model, Path calibration, PythonProgram python, Path folder)
      throws EvaluationException, ModelLoadException, IOException {
    Path name = model.toAbsolutePath().normalize().getFileName();
    Path bundle = folder.resolve(name == null ? "model" : name.toString());
    try {
      python.run(
          "calibration",
          List.of(
              "export_onnx.py",
              "--model",
              model.toAbsolutePath().toString(),
              "--output",
              bundle.toString()));
      Path copy = Files.copy(calibration, bundle.resolve(Calibration.FILE));
      python.run(
          "calibration",
          List.of("-m", "typofix_tooling.manifest", "add", bundle.toString(), copy.toString()));
    } catch (PythonProgram.Failure failure) {
      throw new EvaluationException(model + ": " + failure.getMessage(), failure);
    }
    return ModelBundle.directory(bundle);
  }

  ModelBundle bundle() {
    return bundle;
  }

  @Override
  public void close() {
    folder.close();
  }
}
