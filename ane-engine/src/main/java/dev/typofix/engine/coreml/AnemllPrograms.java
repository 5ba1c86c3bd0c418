package dev.typofix.engine.coreml;

import dev.typofix.engine.CloseGuard;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ModelManifest;
import dev.typofix.engine.Session;
import dev.typofix.engine.cache.CacheFolder;
import dev.typofix.engine.coreml.AnemllMeta.Monolith;
import dev.typofix.engine.coreml.AnemllMeta.Parts;
import dev.typofix.engine.coreml.BlockProgram.BlockFeatures;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The loaded programs of a model that ANEMLL converted, in one of its two forms. Thread-safe. */
sealed interface AnemllPrograms extends AutoCloseable permits AnemllPrograms.Whole, AnemllParts {

  /** The function that runs a block of rows. */
  String PREFILL = "prefill";

  /** The function that runs one row. */
  String INFER = "infer";

  /** For people. */
  String describe();

  Session newSession(CloseGuard guard, ModelManifest manifest);

  @Override
  void close();

  /**
   * Loads what a folder's {@code meta.yaml} names.
   *
   * @throws ModelLoadException if a program is missing, Core ML refuses it, or it differs from what
   *     the descriptions say
   */
  static AnemllPrograms load(AnemllBundle bundle, ComputeUnits units) throws ModelLoadException {
    Opener opener = new Opener(bundle, units, CacheFolder.ofThisUser().resolve("coreml/compiled"));
    if (bundle.meta().programs() instanceof Parts parts) {
      return AnemllParts.load(opener, parts);
    }
    return Whole.load(opener, ((Monolith) bundle.meta().programs()).program());
  }

  /** Opens programs of one folder. */
  record Opener(AnemllBundle bundle, ComputeUnits units, Path cache) {

    BridgeModel open(String program, @Nullable String function) throws ModelLoadException {
      Path path = bundle.program(program);
      return BridgeModel.open(path, cache, AnemllBundle.key(path), function, units);
    }

    FeatureFinder finder(BridgeModel model, String program) {
      return new FeatureFinder(
          model, bundle.location() + '/' + program, AnemllMeta.FILE_NAME + " or config.json");
    }

    /**
     * Checks the one state that all functions and parts share.
     *
     * @throws ModelLoadException if it is not of the model's shape
     */
    void checkState(FeatureFinder finder) throws ModelLoadException {
      List<String> states = List.copyOf(finder.model().features(BridgeCalls.STATE).keySet());
      if (states.size() != 1) {
        throw new ModelLoadException(
            "%s: has the states %s, expected one; convert the model again"
                .formatted(finder.path(), states));
      }
      ModelManifest manifest = bundle.manifest();
      finder.find(
          BridgeCalls.STATE,
          states.get(0),
          BridgeFeature.FLOAT16,
          List.of(
              2L * manifest.layers(),
              (long) manifest.keyValueHeads(),
              (long) bundle.meta().contextLength(),
              (long) manifest.headDimension()));
    }
  }

  /**
   * One program, whose prefill gives the probabilities of all its rows: the rows of any tree, as
   * their mask says. Single rows are run by it as well: a second function would round differently.
   */
  record Whole(BridgeModel model, BlockProgram program) implements AnemllPrograms {

    static Whole load(Opener opener, String name) throws ModelLoadException {
      BridgeModel model = opener.open(name, PREFILL);
      try {
        FeatureFinder finder = opener.finder(model, name);
        int rows = opener.bundle().meta().batchSize();
        int slots = opener.bundle().meta().contextLength();
        opener.checkState(finder);
        BlockFeatures inputs =
            new BlockFeatures(
                finder.integersIn("input_ids", 1, rows),
                finder.integersIn("position_ids", rows),
                finder.integersIn("current_pos", 1),
                finder.halvesIn("causal_mask", 1, 1, rows, slots));
        int vocabulary = opener.bundle().manifest().vocabularySize();
        List<BridgeFeature> heads = PlainAnswers.find(finder, rows, vocabulary);
        return new Whole(
            model,
            new BlockProgram(inputs, rows, slots, bridge -> new PlainAnswers(heads, bridge)));
      } catch (ModelLoadException | RuntimeException failed) {
        model.close();
        throw failed;
      }
    }

    @Override
    public String describe() {
      return "program in one, blocks of %d rows".formatted(program.block());
    }

    @Override
    public Session newSession(CloseGuard guard, ModelManifest manifest) {
      return new CoreMlSession(guard, manifest, program, model.newSession());
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
