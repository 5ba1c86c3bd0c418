package dev.typofix.server.hub;

import com.google.common.base.Preconditions;
import java.time.Duration;

/**
 * How files are fetched.
 *
 * @param chunkBytes how much is asked for at once; what a stopped download may have to fetch again
 * @param connections how many chunks are fetched side by side
 * @param attempts how often in a row nothing may come before a download gives up
 * @param stall how long nothing may come before a connection counts as dead
 */
public record PullConditions(
    int chunkBytes,
    int connections,
    int attempts,
    Duration stall,
    Waiting waiting,
    FreeSpace freeSpace) {

  /** For users: small chunks for slow lines, and few connections out of regard for the hub. */
  public static final PullConditions DEFAULT =
      new PullConditions(8 << 20, 4, 6, Duration.ofSeconds(60), Waiting.REAL, FreeSpace.REAL);

  /** Checks the numbers. */
  public PullConditions {
    Preconditions.checkArgument(chunkBytes > 0, "chunks of %s bytes", chunkBytes);
    Preconditions.checkArgument(connections > 0, "%s connections", connections);
    Preconditions.checkArgument(attempts > 0, "%s attempts", attempts);
  }
}
