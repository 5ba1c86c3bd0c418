package dev.typofix.server.hub;

import com.google.common.base.Preconditions;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model that can be pulled, or will be.
 *
 * @param name what it is called here
 * @param description one line for people
 * @param licence the weights' licence
 * @param source where it lies
 * @param availability whether it lies there yet
 * @param files what the repository holds of it, by name; what is known of each
 */
public record CatalogueEntry(
    String name,
    String description,
    String licence,
    ModelSource source,
    Availability availability,
    Map<String, KnownFile> files) {

  /** The file that lists a bundle's others. */
  public static final String MANIFEST = "manifest.json";

  /** Whether a model can be had. */
  public enum Availability {
    PUBLISHED,
    NOT_YET
  }

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException if one is none, or there is no manifest
   */
  public CatalogueEntry {
    Names.checkName(name);
    Names.checkFiles(files.keySet());
    Preconditions.checkArgument(files.containsKey(MANIFEST), "no %s in %s", MANIFEST, name);
    files = Map.copyOf(new TreeMap<>(files));
  }

  /** An entry for a repository that no catalogue names, called by its own name. */
  static CatalogueEntry of(ModelSource source) {
    return new CatalogueEntry(
        source.shortName(),
        "",
        "",
        source,
        Availability.PUBLISHED,
        Map.of(MANIFEST, KnownFile.UNKNOWN));
  }

  /** The same model under another name. */
  public CatalogueEntry named(String other) {
    return new CatalogueEntry(other, description, licence, source, availability, files);
  }
}
