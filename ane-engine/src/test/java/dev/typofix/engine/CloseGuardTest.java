package dev.typofix.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CloseGuardTest {

  private final CloseGuard guard = new CloseGuard("the thing");
  private final AtomicInteger closings = new AtomicInteger();

  @Test
  void callsAnswerUntilItIsClosedOnce() {
    assertThat(guard.<Integer, RuntimeException>call(() -> 7)).isEqualTo(7);
    guard.close(closings::incrementAndGet);
    guard.close(closings::incrementAndGet);
    assertThat(closings).hasValue(1);
    assertThatIllegalStateException()
        .isThrownBy(() -> guard.run(closings::incrementAndGet))
        .withMessage("the thing is closed");
    assertThat(closings).hasValue(1);
  }

  @Test
  void closingWaitsForACallThatRuns() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    CompletableFuture<Integer> closingsSeen =
        CompletableFuture.supplyAsync(
            () ->
                guard.call(
                    () -> {
                      inside.countDown();
                      assertThat(uninterrupted(leave)).isTrue();
                      return closings.get();
                    }));
    inside.await();
    CompletableFuture<Void> closed =
        CompletableFuture.runAsync(() -> guard.close(closings::incrementAndGet));
    leave.countDown();
    closed.join();
    assertThat(closingsSeen.join()).as("closed while the call ran").isZero();
    assertThat(closings).hasValue(1);
  }

  @Test
  void aFailureIsTheCallersAndLeavesItOpen() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                guard.run(
                    () -> {
                      throw new IOException("no");
                    }));
    assertThat(guard.<Integer, RuntimeException>call(() -> 1)).isEqualTo(1);
  }

  private static boolean uninterrupted(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
