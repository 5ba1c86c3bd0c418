package dev.typofix.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * What {@code manifest.json} says of a model. The field names are those of the JSON.
 *
 * @param formatVersion the version of the bundle format, 1
 * @param name the bundle's short name: {@code tiny}
 * @param architecture the Hugging Face class: {@code Qwen3ForCausalLM}
 * @param layers the number of transformer layers
 * @param hiddenSize the width of the residual stream
 * @param keyValueHeads key/value heads a layer
 * @param headDimension the width of a head
 * @param vocabularySize the number of tokens
 * @param maximumPositions positions run from 0 to this, exclusive
 * @param topCount how many most probable tokens the graph returns for a top row
 * @param quantization {@code fp32}, {@code int8} or {@code int4}
 * @param prompt how text is put before the model
 * @param licence the weights' licence
 * @param files each file of the bundle, by its name in the folder
 */
public record ModelManifest(
    int formatVersion,
    String name,
    String architecture,
    int layers,
    int hiddenSize,
    int keyValueHeads,
    int headDimension,
    int vocabularySize,
    int maximumPositions,
    int topCount,
    String quantization,
    Prompt prompt,
    String licence,
    Map<String, FileEntry> files) {

  public ModelManifest {
    files = Map.copyOf(files);
  }

  /** The same, for a backend that holds fewer positions or rows than the model has. */
  public ModelManifest withMaximumPositions(int maximum) {
    return new ModelManifest(
        formatVersion,
        name,
        architecture,
        layers,
        hiddenSize,
        keyValueHeads,
        headDimension,
        vocabularySize,
        maximum,
        topCount,
        quantization,
        prompt,
        licence,
        files);
  }

  /**
   * Reads a {@code manifest.json}, whose other files need not be at hand.
   *
   * @param path where it lies, for messages
   * @throws ModelLoadException if it is too long, no JSON, of another version, or lacks a field
   */
  public static ModelManifest read(InputStream input, String path) throws IOException {
    return ManifestReader.read(input, path);
  }

  /**
   * How text and answer are put to the model. A <em>piece</em> is the name of a special token or a
   * text, which is tokenized by itself; so are the text as typed and the answer.
   *
   * @param beforeText the pieces before the text as typed; not used by a {@code language-model}
   * @param beforeAnswer the pieces before the answer, one at least: the answer's first token is
   *     judged behind the last of them
   * @param afterAnswer the pieces after the answer; the first token of them ends it
   * @param positions {@code aligned}: the answer's positions restart at the text's; {@code
   *     continued}: they run on
   * @param scoring {@code corrector}: log P(answer | text as typed); {@code language-model}: log
   *     P(text) with and without the edit, the text as typed being no part of the prompt
   */
  public record Prompt(
      List<String> beforeText,
      List<String> beforeAnswer,
      List<String> afterAnswer,
      String positions,
      String scoring) {

    public Prompt {
      beforeText = List.copyOf(beforeText);
      beforeAnswer = List.copyOf(beforeAnswer);
      afterAnswer = List.copyOf(afterAnswer);
    }
  }

  /**
   * A file of the bundle.
   *
   * @param sha256 lower-case hexadecimal
   * @param bytes the file's exact size
   */
  public record FileEntry(String sha256, long bytes) {}
}
