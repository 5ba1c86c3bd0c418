package dev.typofix.corrector;

import dev.typofix.engine.ForwardingModel;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelManifest;
import dev.typofix.engine.ModelManifest.Prompt;

/** A model's weights under another prompt. Closing it leaves the model open. */
public final class PromptedModel extends ForwardingModel {

  private final Prompt prompt;
  private final ModelBundle bundle;

  /** With the model's own files. */
  public PromptedModel(LanguageModel model, Prompt prompt) {
    this(model, prompt, model.bundle());
  }

  /**
   * With other files.
   *
   * @param bundle where they are
   */
  public PromptedModel(LanguageModel model, Prompt prompt, ModelBundle bundle) {
    super(model);
    this.prompt = prompt;
    this.bundle = bundle;
  }

  @Override
  public ModelBundle bundle() {
    return bundle;
  }

  @Override
  public ModelManifest manifest() {
    ModelManifest m = super.manifest();
    return new ModelManifest(
        m.formatVersion(),
        m.name(),
        m.architecture(),
        m.layers(),
        m.hiddenSize(),
        m.keyValueHeads(),
        m.headDimension(),
        m.vocabularySize(),
        m.maximumPositions(),
        m.topCount(),
        m.quantization(),
        prompt,
        m.licence(),
        m.files());
  }

  /** The model that it wraps belongs to all tests. */
  @Override
  public void close() {}
}
