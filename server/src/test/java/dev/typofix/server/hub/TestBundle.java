package dev.typofix.server.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A bundle that is whole, though no model: its weights are noise.
 *
 * @param files by name
 */
public record TestBundle(Map<String, byte[]> files) {

  /** Weights of so many bytes, made from a seed. */
  public static TestBundle of(long seed, int weightBytes) {
    byte[] weights = new byte[weightBytes];
    new Random(seed).nextBytes(weights);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("model.onnx", weights);
    files.put("tokenizer.json", "{}".getBytes(UTF_8));
    return of(files);
  }

  /** These files, and the manifest that lists them. */
  static TestBundle of(Map<String, byte[]> listed) {
    Map<String, byte[]> files = new LinkedHashMap<>(listed);
    files.put("manifest.json", manifest(listed).getBytes(UTF_8));
    return new TestBundle(files);
  }

  static String sha256(byte[] content) {
    return Hashing.sha256().hashBytes(content).toString();
  }

  static String entry(String name, byte[] content) {
    return "\"%s\": {\"sha256\": \"%s\", \"bytes\": %d}"
        .formatted(name, sha256(content), content.length);
  }

  private static String manifest(Map<String, byte[]> files) {
    String listed =
        files.entrySet().stream()
            .map(file -> entry(file.getKey(), file.getValue()))
            .collect(Collectors.joining(", "));
    return """
        {"formatVersion": 1, "name": "noise", "architecture": "Qwen3ForCausalLM", "layers": 1,
         "hiddenSize": 8, "keyValueHeads": 1, "headDimension": 8, "vocabularySize": 16,
         "maximumPositions": 32, "topCount": 8, "quantization": "int8",
         "prompt": {"beforeText": ["a"], "beforeAnswer": ["b"], "afterAnswer": ["c"], "positions": "aligned",
                    "scoring": "corrector"},
         "licence": "Apache-2.0", "files": {%s}}
        """
        .formatted(listed);
  }

  byte[] file(String name) {
    return Objects.requireNonNull(files.get(name), name);
  }
}
