package dev.typofix.server.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.typofix.server.hub.CatalogueEntry.Availability;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a catalogue: {@code {"formatVersion": 1, "models": [{"name", "description", "licence",
 * "repository", "revision", "published", "files": {"manifest.json": {"sha256", "bytes"}}}]}}. Only
 * name and repository must be there. Fields that it does not know are left alone. One reader reads
 * one file.
 */
final class CatalogueReader {

  private static final int FORMAT_VERSION = 1;
  private static final int MAXIMUM_BYTES = 1 << 20;

  private final String path;

  private CatalogueReader(String path) {
    this.path = path;
  }

  /**
   * Reads a file.
   *
   * @param path where it lies, for messages
   * @throws HubException if it is no catalogue
   */
  static List<CatalogueEntry> read(InputStream in, String path) throws IOException {
    byte[] bytes = in.readNBytes(MAXIMUM_BYTES + 1);
    if (bytes.length > MAXIMUM_BYTES) {
      throw new HubException(path + ": larger than 1 MB, so no catalogue of models");
    }
    try {
      return new CatalogueReader(path).entries(new ObjectMapper().readTree(bytes));
    } catch (JsonProcessingException malformed) {
      int line = malformed.getLocation() == null ? 1 : malformed.getLocation().getLineNr();
      throw new HubException(
          "%s: malformed JSON at line %d (%s); correct the catalogue"
              .formatted(path, line, malformed.getOriginalMessage()),
          malformed);
    }
  }

  private List<CatalogueEntry> entries(JsonNode root) throws HubException {
    JsonNode version = root.path("formatVersion");
    if (!version.isInt() || version.intValue() != FORMAT_VERSION) {
      throw wrong("formatVersion is not " + FORMAT_VERSION);
    }
    if (!root.path("models").isArray()) {
      throw wrong("\"models\" is no list");
    }
    List<CatalogueEntry> entries = new ArrayList<>();
    for (JsonNode model : root.path("models")) {
      try {
        entries.add(entry(model));
      } catch (IllegalArgumentException bad) {
        throw wrong(model.path("name").asText("?") + ": " + bad.getMessage());
      }
    }
    return entries;
  }

  private static CatalogueEntry entry(JsonNode model) {
    Map<String, KnownFile> files = new HashMap<>();
    model.path("files").properties().forEach(file -> files.put(file.getKey(), known(file)));
    files.putIfAbsent(CatalogueEntry.MANIFEST, KnownFile.UNKNOWN);
    return new CatalogueEntry(
        model.path("name").asText(),
        model.path("description").asText(),
        model.path("licence").asText(),
        new ModelSource(model.path("repository").asText(), model.path("revision").asText("main")),
        model.path("published").asBoolean(true) ? Availability.PUBLISHED : Availability.NOT_YET,
        files);
  }

  private static KnownFile known(Map.Entry<String, JsonNode> file) {
    JsonNode sha256 = file.getValue().path("sha256");
    JsonNode bytes = file.getValue().path("bytes");
    return new KnownFile(
        sha256.isTextual() ? Optional.of(sha256.textValue()) : Optional.empty(),
        bytes.canConvertToLong() && bytes.isIntegralNumber()
            ? OptionalLong.of(bytes.longValue())
            : OptionalLong.empty());
  }

  private HubException wrong(String problem) {
    return new HubException(path + ": " + problem + "; correct the catalogue");
  }
}
