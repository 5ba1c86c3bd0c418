package dev.typofix.server.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models that are known by a name. Immutable. */
public final class Catalogue {

  private static final String RESOURCE = "catalogue.json";

  private final Map<String, CatalogueEntry> entries;

  private Catalogue(Map<String, CatalogueEntry> entries) {
    this.entries = entries;
  }

  /**
   * The catalogue of the program, and files over it: a later one's entry takes the place of an
   * earlier one's of the same name.
   *
   * @throws HubException if a file is no catalogue
   * @throws IOException if a file cannot be read
   */
  public static Catalogue with(List<Path> files) throws IOException {
    Map<String, CatalogueEntry> entries = new LinkedHashMap<>();
    try (InputStream own = Catalogue.class.getResourceAsStream(RESOURCE)) {
      if (own == null) {
        throw new IllegalStateException(RESOURCE + " is missing in the program");
      }
      put(entries, CatalogueReader.read(own, RESOURCE));
    }
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        put(entries, CatalogueReader.read(in, file.toString()));
      }
    }
    return new Catalogue(entries);
  }

  private static void put(Map<String, CatalogueEntry> entries, List<CatalogueEntry> read) {
    read.forEach(entry -> entries.put(entry.name(), entry));
  }

  /** All entries, in the files' order. */
  public Collection<CatalogueEntry> entries() {
    return List.copyOf(entries.values());
  }

  /**
   * The model that a name or {@code owner/repo[@revision]} means.
   *
   * @throws HubException if it means none, with the names that there are
   */
  public CatalogueEntry find(String wish) throws HubException {
    Optional<CatalogueEntry> found =
        Optional.ofNullable(entries.get(wish))
            .or(() -> ModelSource.parse(wish).map(CatalogueEntry::of));
    if (found.isEmpty()) {
      throw new HubException(
          "no model is called \"%s\"; name one of %s, or owner/repository[@revision]"
              .formatted(wish, String.join(", ", new ArrayList<>(entries.keySet()))));
    }
    return found.get();
  }
}
