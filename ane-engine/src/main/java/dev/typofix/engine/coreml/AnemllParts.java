package dev.typofix.engine.coreml;

import dev.typofix.engine.CloseGuard;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ModelManifest;
import dev.typofix.engine.Session;
import dev.typofix.engine.coreml.AnemllMeta.Parts;
import java.util.ArrayList;
import java.util.List;

/**
 * A model in parts: embeddings, layers, head. B rows a prefill, S slots, H channels. Thread-safe.
 *
 * @param embeddings its input {@code [1, n]}, its output {@code [1, n, H]}
 * @param layers the layers' parts in their order
 * @param head one row {@code [1, 1, H]} in, the logits' parts out
 * @param heads the head's outputs
 * @param rows B
 * @param slots S
 * @param width H
 */
record AnemllParts(
    Step embeddings,
    List<Layers> layers,
    Step head,
    List<BridgeFeature> heads,
    int rows,
    int slots,
    int width)
    implements AnemllPrograms {

  AnemllParts {
    layers = List.copyOf(layers);
    heads = List.copyOf(heads);
  }

  /**
   * A model with one input and one output that matter.
   *
   * @param output the first one of a head
   */
  record Step(BridgeModel model, BridgeFeature input, BridgeFeature output) {}

  /** A part of the layers, by its two functions, over the same state. */
  record Layers(LayerStep infer, LayerStep prefill) {}

  /**
   * A function of a part of the layers, for n rows.
   *
   * @param hidden float16 {@code [1, n, H]}
   * @param positions int32 {@code [n]}
   * @param current int32 {@code [1]}: the slot of the first row
   * @param mask float16 {@code [1, 1, n, S]}
   * @param output float16 {@code [1, n, H]}; of the last part's prefill {@code [1, 1, H]}, which is
   *     of no use
   */
  record LayerStep(
      BridgeModel model,
      BridgeFeature hidden,
      BridgeFeature positions,
      BridgeFeature current,
      BridgeFeature mask,
      BridgeFeature output) {}

  /**
   * Loads all parts.
   *
   * @throws ModelLoadException if one does not load, or does not fit the others; none stays open
   */
  static AnemllParts load(Opener opener, Parts parts) throws ModelLoadException {
    Loading loading = new Loading(opener);
    try {
      return loading.parts(parts);
    } catch (ModelLoadException | RuntimeException failed) {
      loading.opened.forEach(BridgeModel::close);
      throw failed;
    }
  }

  @Override
  public String describe() {
    return "program in parts, %d of layers".formatted(layers.size());
  }

  @Override
  public Session newSession(CloseGuard guard, ModelManifest manifest) {
    return new AnemllPathSession(guard, manifest, this);
  }

  @Override
  public void close() {
    embeddings.model().close();
    for (Layers part : layers) {
      part.infer().model().close();
      part.prefill().model().close();
    }
    head.model().close();
  }

  /** Opens models, and remembers them. */
  private static final class Loading {

    private final Opener opener;
    private final List<BridgeModel> opened = new ArrayList<>();
    private final int rows;
    private final int slots;
    private final int width;

    Loading(Opener opener) {
      this.opener = opener;
      this.rows = opener.bundle().meta().batchSize();
      this.slots = opener.bundle().meta().contextLength();
      this.width = opener.bundle().manifest().hiddenSize();
    }

    AnemllParts parts(Parts names) throws ModelLoadException {
      Step embeddings = embeddings(names.embeddings());
      List<Layers> layers = new ArrayList<>();
      for (String chunk : names.chunks()) {
        boolean last = layers.size() == names.chunks().size() - 1;
        layers.add(
            new Layers(
                layerStep(chunk, INFER, 1, 1), layerStep(chunk, PREFILL, rows, last ? 1 : rows)));
      }
      FeatureFinder head = finder(names.head(), open(names.head(), ""));
      List<BridgeFeature> heads =
          PlainAnswers.find(head, 1, opener.bundle().manifest().vocabularySize());
      Step headStep =
          new Step(head.model(), head.halvesIn("hidden_states", 1, 1, width), heads.get(0));
      return new AnemllParts(embeddings, layers, headStep, heads, rows, slots, width);
    }

    private Step embeddings(String name) throws ModelLoadException {
      FeatureFinder finder = finder(name, open(name, ""));
      BridgeFeature input = finder.named(BridgeCalls.INPUT, "input_ids");
      long count = input.shape().size() == 2 ? input.shape().get(1) : 0;
      finder.integersIn("input_ids", 1, Math.max(1, count));
      // Where several input shapes are allowed, Core ML describes none for the output.
      BridgeFeature output = finder.named(BridgeCalls.OUTPUT, "hidden_states");
      if (!output.shape().isEmpty()) {
        finder.halvesOut("hidden_states", 1, count, width);
      }
      return new Step(finder.model(), input, output);
    }

    private LayerStep layerStep(String name, String function, int count, int given)
        throws ModelLoadException {
      FeatureFinder finder = finder(name, open(name, function));
      opener.checkState(finder);
      return new LayerStep(
          finder.model(),
          finder.halvesIn("hidden_states", 1, count, width),
          finder.integersIn("position_ids", count),
          finder.integersIn("current_pos", 1),
          finder.halvesIn("causal_mask", 1, 1, count, slots),
          finder.halvesOut("output_hidden_states", 1, given, width));
    }

    private FeatureFinder finder(String name, BridgeModel model) {
      return opener.finder(model, name);
    }

    private BridgeModel open(String name, String function) throws ModelLoadException {
      BridgeModel model = opener.open(name, function.isEmpty() ? null : function);
      opened.add(model);
      return model;
    }
  }
}
