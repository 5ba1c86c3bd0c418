package dev.typofix.engine.coreml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TopTokensTest {

  @Test
  void theHighestComeFirstAndOfEqualOnesTheFirstOffered() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      float[] values = new float[1 + random.nextInt(30)];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextInt(8);
      }
      int capacity = random.nextInt(10);
      TopTokens top = new TopTokens(capacity);
      for (int i = 0; i < values.length; i++) {
        top.offer(i, values[i]);
      }
      List<Integer> expected =
          IntStream.range(0, values.length)
              .boxed()
              .sorted(Comparator.comparing((Integer i) -> values[i]).reversed())
              .limit(capacity)
              .toList();
      assertThat(IntStream.range(0, top.size()).mapToObj(top::number).toList()).isEqualTo(expected);
    }
  }
}
