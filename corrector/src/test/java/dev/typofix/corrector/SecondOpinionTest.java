package dev.typofix.corrector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import dev.typofix.corrector.decision.Calibration;
import dev.typofix.corrector.document.Document;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ModelManifest.Prompt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded weights as a language model of their own are the larger model here. */
class SecondOpinionTest {

  private static final String TEXT = "They will recieve it before teh end of the week.";

  private static final Prompt LANGUAGE_MODEL =
      new Prompt(
          List.of(), List.of("<|text|>"), List.of("<|text|>"), "continued", "language-model");

  private final Path folder;

  SecondOpinionTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void a_second_model_confirms() throws IOException {
    assertThat(check(calibration("second_log_odds", -100)))
        .extracting(Finding::start)
        .containsExactly(TEXT.indexOf("recieve"), TEXT.indexOf("teh"));
  }

  @Test
  void a_second_model_withdraws() throws IOException {
    assertThat(check(calibration("second_log_odds", 100))).isEmpty();
  }

  @Test
  void a_second_model_finds_what_the_first_one_doubts() throws IOException {
    List<Finding> sure =
        check(calibration("second_log_odds", -100), "I went too the stor to buy som milk");
    List<Finding> alone = checkAlone("I went too the stor to buy som milk");
    assertThat(sure).hasSizeGreaterThan(alone.size());
  }

  @Test
  void what_both_say_reaches_the_decision() throws IOException {
    assertThat(check(calibration("log_odds", -100)))
        .extracting(Finding::start)
        .containsExactly(TEXT.indexOf("recieve"), TEXT.indexOf("teh"));
    assertThat(check(calibration("second_margin", 100))).isEmpty();
  }

  @Test
  void a_model_without_such_a_decision_is_refused() {
    assertThatExceptionOfType(ModelLoadException.class)
        .isThrownBy(
            () -> Corrector.create(TestModel.model(), Optional.of(TestModel.model())).close())
        .withMessageContaining("second-opinion.json")
        .withMessageContaining("calibrate");
  }

  private List<Finding> check(ObjectNode calibration) throws IOException {
    return check(calibration, TEXT);
  }

  private List<Finding> check(ObjectNode calibration, String text) throws IOException {
    LanguageModel large = new PromptedModel(TestModel.model(), LANGUAGE_MODEL, bundle(calibration));
    try (Corrector corrector = Corrector.create(TestModel.model(), Optional.of(large))) {
      return corrector.check(Document.line(text), CheckOptions.DEFAULT, CancelCheck.NEVER);
    }
  }

  private static List<Finding> checkAlone(String text) throws IOException {
    try (Corrector corrector = Corrector.create(TestModel.model())) {
      return corrector.check(Document.line(text), CheckOptions.DEFAULT, CancelCheck.NEVER);
    }
  }

  /** A bundle that holds nothing but the decision. */
  private ModelBundle bundle(ObjectNode calibration) throws IOException {
    Path file = folder.resolve(Calibration.SECOND_OPINION_FILE);
    byte[] bytes = calibration.toString().getBytes(UTF_8);
    Files.write(file, bytes);
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode manifest;
    try (InputStream input = Files.newInputStream(Path.of("../models/tiny/manifest.json"))) {
      manifest = (ObjectNode) mapper.readTree(input);
    }
    manifest
        .putObject("files")
        .putObject(Calibration.SECOND_OPINION_FILE)
        .put("sha256", Hashing.sha256().hashBytes(bytes).toString())
        .put("bytes", bytes.length);
    Files.writeString(folder.resolve("manifest.json"), manifest.toString());
    return ModelBundle.directory(folder);
  }

  /** One tree: sure where the feature is above a value, else sure of the contrary. */
  private static ObjectNode calibration(String feature, double above) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    ArrayNode names = json.putArray("features");
    Calibration.secondOpinionFeatures().forEach(names::add);
    ObjectNode trees = json.putObject("trees");
    int number = Calibration.secondOpinionFeatures().indexOf(feature);
    trees.putArray("feature").add(number).add(-1).add(-1);
    trees.putArray("threshold").add(above).add(-5).add(5);
    trees.putArray("left").add(1).add(-1).add(-1);
    trees.putArray("right").add(2).add(-1).add(-1);
    trees.putArray("roots").add(0);
    json.put("slope", 1).put("intercept", 0).put("threshold", 0.5).putObject("thresholds");
    return json;
  }
}
