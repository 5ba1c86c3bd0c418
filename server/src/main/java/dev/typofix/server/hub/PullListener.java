package dev.typofix.server.hub;

/** Hears how far a pull has come; called by several threads, one at a time. */
public interface PullListener {

  /** The files are known; so many bytes are to be had, so many of them are here already. */
  void begins(long totalBytes, long presentBytes);

  /** More bytes came; fewer than none if some must be fetched again. */
  void received(long bytes);

  /** Something that a person should know; one line. */
  void note(String line);
}
