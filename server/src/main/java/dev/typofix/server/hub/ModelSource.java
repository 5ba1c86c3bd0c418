package dev.typofix.server.hub;

import java.util.Optional;

/**
 * Where on a hub a model lies.
 *
 * @param repository {@code owner/name}
 * @param revision a branch, a tag or a commit
 */
public record ModelSource(String repository, String revision) {

  private static final String DEFAULT_REVISION = "main";

  /**
   * Checks both names.
   *
   * @throws IllegalArgumentException if one is none
   */
  public ModelSource {
    Names.checkRepository(repository);
    Names.checkRevision(revision);
  }

  /** Reads {@code owner/name} or {@code owner/name@revision}; empty if it is neither. */
  public static Optional<ModelSource> parse(String text) {
    int at = text.indexOf('@');
    String repository = at < 0 ? text : text.substring(0, at);
    String revision = at < 0 ? DEFAULT_REVISION : text.substring(at + 1);
    try {
      return Optional.of(new ModelSource(repository, revision));
    } catch (IllegalArgumentException neither) {
      return Optional.empty();
    }
  }

  /** The repository's own part of the name. */
  String shortName() {
    return repository.substring(repository.indexOf('/') + 1);
  }

  ModelSource at(String otherRevision) {
    return new ModelSource(repository, otherRevision);
  }

  @Override
  public String toString() {
    return repository + "@" + revision;
  }
}
