package dev.typofix.engine.coreml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.engine.TokenTree;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PathOrderTest {

  /** Each row finds its ancestors just where the rows before it left them. */
  @Test
  void noRowIsWrittenTwice() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      int first = random.nextInt(4);
      int rows = random.nextInt(60);
      TokenTree.Builder builder = TokenTree.builder(first);
      for (int row = 0; row < rows; row++) {
        builder.addRow(0, random.nextInt(first + row + 1) - 1, 0);
      }
      TokenTree tree = builder.build();
      int[] order = PathOrder.depthFirst(tree);
      assertThat(Arrays.stream(order).sorted().toArray())
          .isEqualTo(IntStream.range(0, rows).toArray());
      int[] depths = new int[rows];
      int[] slots = new int[rows]; // rows by depth below the session's own nodes
      for (int row : order) {
        int parent = tree.parent(row) - first;
        depths[row] = parent < 0 ? 0 : depths[parent] + 1;
        for (int each = parent; each >= 0; each = tree.parent(each) - first) {
          assertThat(slots[depths[each]]).isEqualTo(each);
        }
        slots[depths[row]] = row;
      }
    }
  }
}
