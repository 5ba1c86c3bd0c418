package dev.typofix.server.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The documents that are open in the editor, each at its current version. The listener thread
 * opens, edits and closes; any thread reads, and may say that a version's author stopped typing.
 */
public final class OpenDocuments {

  private final Map<String, DocumentSnapshot> snapshots = new ConcurrentHashMap<>();

  /** Opens a document, or replaces what an editor opens twice. */
  public void open(DocumentSnapshot snapshot) {
    snapshots.put(snapshot.uri(), snapshot);
  }

  /**
   * Edits a document.
   *
   * @return the new snapshot; empty if the document is not open
   */
  public Optional<DocumentSnapshot> edit(
      String uri, int version, List<TextChange> changes, PositionEncoding encoding) {
    return Optional.ofNullable(
        snapshots.computeIfPresent(uri, (key, old) -> old.edited(version, changes, encoding)));
  }

  /**
   * Says that nobody is typing in this version any more.
   *
   * @return the document; empty if it is another version by now, or closed
   */
  public Optional<DocumentSnapshot> settle(String uri, int version) {
    return Optional.ofNullable(
            snapshots.computeIfPresent(
                uri, (key, now) -> now.version() == version ? now.settled() : now))
        .filter(now -> now.version() == version);
  }

  /** Closes a document. */
  public void close(String uri) {
    snapshots.remove(uri);
  }

  /** A document's current version, if it is open. */
  public Optional<DocumentSnapshot> get(String uri) {
    return Optional.ofNullable(snapshots.get(uri));
  }

  /** All that are open, in no order. */
  public List<DocumentSnapshot> all() {
    return List.copyOf(snapshots.values());
  }
}
