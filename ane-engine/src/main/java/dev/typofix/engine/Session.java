package dev.typofix.engine;

/**
 * A growing tree of tokens with its key/value cache. Nodes are numbered from 0 in the order in
 * which they were appended and keep their number until they are truncated. Confined to one thread
 * at a time.
 */
public interface Session extends AutoCloseable {

  /** How many nodes the session holds: the number that the next appended node gets. */
  int size();

  /**
   * Appends the tree's rows and scores its targets. A row sees its ancestors and itself, nothing
   * else: the score of a path does not depend on what else is packed into the call (exactly with
   * fp32 and per-row int8 weights).
   *
   * @throws IllegalArgumentException if the tree's first parent numbers do not fit {@link #size()}
   * @throws IllegalStateException if the session or its model is closed, or the backend failed
   */
  TreeScores extend(TokenTree tree);

  /**
   * Forgets every node with a number of {@code size} or higher; the session is as if they had never
   * been appended.
   *
   * @param size from 0 to {@link #size()}
   */
  void truncate(int size);

  /** Frees the cache. Closing twice has no effect. */
  @Override
  void close();
}
