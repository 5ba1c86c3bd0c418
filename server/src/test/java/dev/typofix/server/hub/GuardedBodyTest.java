package dev.typofix.server.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class GuardedBodyTest {

  /** Sends nothing until it is closed, as a connection that is stuck. */
  private static final class Stuck extends InputStream {

    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return read();
    }

    @Override
    public int read() {
      Uninterruptibles.awaitUninterruptibly(closed);
      return -1;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @Test
  void aBodyThatIsStuckIsBrokenOff() throws IOException {
    try (GuardedBody body = new GuardedBody(new Stuck(), Duration.ofMillis(20))) {
      assertThatThrownBy(() -> body.read(new byte[8]))
          .isInstanceOf(IOException.class)
          .hasMessage("the connection is stuck");
    }
  }

  @Test
  void aBodyThatComesIsReadToItsEnd() throws IOException {
    InputStream bytes = new ByteArrayInputStream(new byte[] {1, 2, 3});
    try (GuardedBody body = new GuardedBody(bytes, Duration.ofMinutes(1))) {
      assertThat(body.read(new byte[8])).isEqualTo(3);
      assertThat(body.read(new byte[8])).isEqualTo(-1);
    }
  }
}
