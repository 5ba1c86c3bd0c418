package dev.typofix.server.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.typofix.engine.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which files make up a model: those in its manifest, those of its Core ML program, and what the
 * catalogue knows beyond. All checksums hang on the manifest's, which the catalogue may know.
 */
final class BundleFiles {

  /** Lists the files of a Core ML program, as the manifest lists the bundle's. */
  static final String CORE_ML = "coreml.json";

  private BundleFiles() {}

  /**
   * The files that the manifest and the catalogue list.
   *
   * @throws HubException if the two disagree
   */
  static Map<String, WantedFile> listed(ModelManifest manifest, CatalogueEntry entry)
      throws HubException {
    Map<String, WantedFile> files = new TreeMap<>();
    manifest.files().forEach((name, file) -> files.put(name, WantedFile.of(name, file)));
    for (Map.Entry<String, KnownFile> known : entry.files().entrySet()) {
      if (!known.getKey().equals(CatalogueEntry.MANIFEST)) {
        merge(files, known.getKey(), known.getValue());
      }
    }
    return files;
  }

  private static void merge(Map<String, WantedFile> files, String path, KnownFile known)
      throws HubException {
    WantedFile listed = files.get(path);
    boolean differs =
        listed != null
            && (!known.sha256().orElse(listed.sha256()).equals(listed.sha256())
                || known.bytes().orElse(listed.bytes()) != listed.bytes());
    if (differs) {
      throw new HubException(
          path + ": catalogue and manifest disagree about it; correct the catalogue");
    }
    if (listed == null && known.sha256().isPresent() && known.bytes().isPresent()) {
      files.put(path, new WantedFile(path, known.sha256().get(), known.bytes().getAsLong()));
    } else if (listed == null) {
      throw new HubException(
          path + ": neither manifest nor catalogue know its checksum; correct the catalogue");
    }
  }

  /**
   * The files of a Core ML program.
   *
   * @param description a {@code coreml.json}, already checked
   * @throws HubException if it is malformed
   */
  static Map<String, WantedFile> ofCoreMl(Path description) throws IOException {
    Map<String, WantedFile> files = new TreeMap<>();
    try {
      JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(description));
      String program = root.path("program").asText();
      for (Map.Entry<String, JsonNode> file : root.path("files").properties()) {
        String path = program + "/" + file.getKey();
        JsonNode entry = file.getValue();
        files.put(
            path,
            new WantedFile(path, entry.path("sha256").asText(), entry.path("bytes").asLong(-1)));
      }
      return files;
    } catch (JsonProcessingException | IllegalArgumentException malformed) {
      throw new HubException(
          "%s: %s; tell the model's maker".formatted(CORE_ML, malformed.getMessage()), malformed);
    }
  }
}
