package dev.typofix.corrector;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelManifest;
import dev.typofix.engine.ModelManifest.Prompt;
import dev.typofix.engine.Session;
import dev.typofix.engine.Tokenizer;

/**
 * A model's weights under another prompt. Closing it leaves the model open.
 *
 * @param bundle where its other files are
 */
public record PromptedModel(LanguageModel model, Prompt prompt, ModelBundle bundle)
    implements LanguageModel {

  /** With the model's own files. */
  public PromptedModel(LanguageModel model, Prompt prompt) {
    this(model, prompt, model.bundle());
  }

  @Override
  public ModelManifest manifest() {
    ModelManifest m = model.manifest();
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

  @Override
  public Tokenizer tokenizer() {
    return model.tokenizer();
  }

  @Override
  public String backendDescription() {
    return model.backendDescription();
  }

  @Override
  public Session newSession() {
    return model.newSession();
  }

  @Override
  public void close() {}
}
