package dev.typofix.engine.coreml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ModelManifest;
import dev.typofix.engine.ModelManifest.FileEntry;
import dev.typofix.engine.ReferenceBundles;
import dev.typofix.engine.Session;
import dev.typofix.engine.TokenTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Packages that are absent, damaged, or made for something else: clear words, nothing left open.
 */
@EnabledIf(value = StandIn.BUILT, disabledReason = StandIn.REASON)
final class CoreMlLoadingTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String WEIGHTS = "model.mlpackage/Data/dev.typofix.standin/weights.bin";

  @TempDir private Path folder;

  @BeforeEach
  void copyABundle() throws IOException {
    StandIn.use();
    Path source = Path.of(bundle().location());
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(source.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  @Test
  void aWholeBundleLoads() throws IOException {
    load().close();
  }

  @ParameterizedTest
  @CsvSource({
    "block, 64, 'made with blocks of 16 rows, but coreml.json means 64'",
    "slots, 320, 'kv_cache has the shape [4, 2, 288, 16], but coreml.json means [4, 2, 320, 16]'",
    "layers, 3, 'layers is 3, but manifest.json says 2'",
    "vocabularySize, 321, 'vocabularySize is 321, but manifest.json says 320'",
    "formatVersion, 2, 'formatVersion 2, but this Typofix reads 1'",
    "logitGroup, 100, '[256, 128] logits in groups of 100'",
  })
  void aModelMadeForOtherSizesIsRefusedByName(String field, int value, String message)
      throws IOException {
    changeDescription(description -> description.put(field, value));
    assertRefused(message);
  }

  @ParameterizedTest
  @CsvSource({"../model.mlpackage", "/model.mlpackage", "model.mlmodelc", "a/b.mlpackage"})
  void aPackageOutsideTheBundleIsRefused(String name) throws IOException {
    changeDescription(description -> description.put("program", name));
    assertRefused("is no plain name of an .mlpackage");
  }

  @Test
  void aHalfWrittenOrDamagedPackageIsRefused() throws IOException {
    byte[] weights = Files.readAllBytes(folder.resolve(WEIGHTS));
    Files.write(folder.resolve(WEIGHTS), Arrays.copyOf(weights, weights.length / 2));
    assertRefused("truncated");
    weights[weights.length / 2] ^= 1;
    Files.write(folder.resolve(WEIGHTS), weights);
    assertRefused("wrong checksum");
    Files.delete(folder.resolve(WEIGHTS));
    assertRefused("missing");
  }

  @Test
  void coreMlsOwnWordsAreInTheMessage() throws IOException {
    // Another content, so no compiled model of it is kept that would be tried first.
    byte[] weights = Files.readAllBytes(folder.resolve(WEIGHTS));
    weights[weights.length - 1] ^= 1;
    Files.write(folder.resolve(WEIGHTS), weights);
    String sha256 = Hashing.sha256().hashBytes(weights).toString();
    changeDescription(
        description ->
            ((ObjectNode) description.get("files").iterator().next()).put("sha256", sha256));
    deleteKept();
    StandIn.failNext(StandIn.LOAD_ERROR);
    assertRefused("Failed to build the model execution plan.");
  }

  @Test
  void aBundleWithoutProgramHasAnObstacle() throws ModelLoadException {
    ModelBundle plain = ReferenceBundles.bundle("qwen3");
    assertThat(CoreMlLanguageModel.obstacle(plain)).contains("the bundle holds no coreml.json");
    assertThat(CoreMlLanguageModel.isExpected(plain)).isFalse();
    assertThat(CoreMlLanguageModel.obstacle(bundle())).isEmpty();
    assertThat(CoreMlLanguageModel.isExpected(bundle())).isTrue();
  }

  @Test
  void aPackageInAJarIsUnpackedOnce() throws ModelLoadException {
    ModelBundle inJar = new WithoutFolder(ModelBundle.directory(folder));
    for (int round = 0; round < 2; round++) {
      try (CoreMlLanguageModel model =
              CoreMlLanguageModel.load(
                  inJar, new ReferenceBundles.NoTokenizer(), ComputeUnits.CPU);
          Session session = model.newSession()) {
        TokenTree.Builder tree = TokenTree.builder(0);
        tree.addTarget(tree.addRow(1, -1, 0), 2);
        assertThat(session.extend(tree.build()).targetLogProb(0)).isNegative();
      }
    }
  }

  private CoreMlLanguageModel load() throws ModelLoadException {
    return CoreMlLanguageModel.load(
        ModelBundle.directory(folder), new ReferenceBundles.NoTokenizer(), ComputeUnits.ALL);
  }

  private void assertRefused(String message) {
    long before = StandIn.liveObjects();
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(message);
    assertThat(StandIn.liveObjects()).isEqualTo(before);
  }

  private void deleteKept() throws IOException {
    ProgramDescription program = ProgramDescription.of(ModelBundle.directory(folder));
    Path compiled = Path.of(System.getProperty("typofix.cache")).resolve("coreml/compiled");
    if (Files.isDirectory(compiled)) {
      try (Stream<Path> kept = Files.list(compiled)) {
        for (Path model : kept.toList()) {
          if (model.getFileName().toString().startsWith(ProgramFiles.key(program))) {
            Files.delete(model.resolve("weights.bin"));
            Files.delete(model);
          }
        }
      }
    }
  }

  private void changeDescription(Consumer<ObjectNode> change) throws IOException {
    Path file = folder.resolve(ProgramDescription.FILE_NAME);
    ObjectNode description = (ObjectNode) JSON.readTree(file.toFile());
    change.accept(description);
    byte[] bytes = JSON.writeValueAsBytes(description);
    Files.write(file, bytes);
    Path manifest = folder.resolve("manifest.json");
    ObjectNode root = (ObjectNode) JSON.readTree(manifest.toFile());
    ((ObjectNode) root.get("files").get(ProgramDescription.FILE_NAME))
        .put("sha256", Hashing.sha256().hashBytes(bytes).toString())
        .put("bytes", bytes.length);
    Files.write(manifest, JSON.writeValueAsBytes(root));
  }

  private static ModelBundle bundle() throws ModelLoadException {
    return ReferenceBundles.bundle("coreml-qwen3");
  }

  /** A bundle that has streams only, as one in a jar. */
  private record WithoutFolder(ModelBundle inner) implements ModelBundle {

    @Override
    public ModelManifest manifest() {
      return inner.manifest();
    }

    @Override
    public String location() {
      return inner.location();
    }

    @Override
    public InputStream open(String file) throws ModelLoadException {
      return inner.open(file);
    }

    @Override
    public InputStream open(String file, FileEntry entry) throws ModelLoadException {
      return inner.open(file, entry);
    }

    @Override
    public Optional<Path> path(String file) {
      return Optional.empty();
    }

    @Override
    public Optional<Path> path(String file, FileEntry entry) {
      return Optional.empty();
    }
  }
}
