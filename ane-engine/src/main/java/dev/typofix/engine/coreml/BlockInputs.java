package dev.typofix.engine.coreml;

import com.sun.jna.Memory;
import dev.typofix.engine.coreml.BlockProgram.BlockFeatures;
import java.util.Arrays;

/**
 * A block's inputs: K rows, those of some nodes and rows that fill it up. Confined to one thread at
 * a time.
 */
final class BlockInputs {

  /** −10000 as a half, added to a score that must not count. Finite: {@code -inf} makes NaN. */
  static final short HIDDEN = (short) 0xf0e2;

  static final short VISIBLE = 0;

  private final BlockFeatures features;
  private final BridgeSession bridge;
  private final int rows;
  private final int slots;
  private final int[] tokens; // [K]
  private final int[] positions; // [K]
  private final short[] mask; // [K, S] of halves
  private final Memory rowMemory;
  private final Memory maskMemory;
  private final Memory slotMemory = new Memory(Integer.BYTES);

  BlockInputs(BlockProgram program, BridgeSession bridge) {
    this.features = program.features();
    this.bridge = bridge;
    this.rows = program.block();
    this.slots = program.slots();
    this.tokens = new int[rows];
    this.positions = new int[rows];
    this.mask = new short[rows * slots];
    this.rowMemory = new Memory((long) rows * Integer.BYTES);
    this.maskMemory = new Memory((long) mask.length * Short.BYTES);
  }

  /**
   * Sets a block's inputs.
   *
   * @param first the block's first node, which is its first slot
   * @param end after its last node; the rows from there on fill the block up
   */
  void set(SessionNodes nodes, int first, int end) {
    Arrays.fill(mask, HIDDEN);
    for (int row = 0; row < rows; row++) {
      int node = first + row;
      boolean padding = node >= end;
      tokens[row] = padding ? 0 : nodes.token(node);
      positions[row] = padding ? 0 : nodes.position(node);
      if (!padding) {
        showAncestors(nodes, first, row);
      }
      // A row that sees nothing would make NaN, which then spreads through the cache.
      mask[row * slots + node] = VISIBLE;
    }
    rowMemory.write(0, tokens, 0, rows);
    bridge.set(features.tokenIds(), rowMemory);
    rowMemory.write(0, positions, 0, rows);
    bridge.set(features.positionIds(), rowMemory);
    slotMemory.setInt(0, first);
    bridge.set(features.firstSlot(), slotMemory);
    maskMemory.write(0, mask, 0, mask.length);
    bridge.set(features.mask(), maskMemory);
  }

  private void showAncestors(SessionNodes nodes, int first, int row) {
    int parent = nodes.parent(first + row);
    if (parent >= first) {
      // What the parent sees, its row sees too.
      System.arraycopy(mask, (parent - first) * slots, mask, row * slots, slots);
      return;
    }
    for (int node = parent; node >= 0; node = nodes.parent(node)) {
      mask[row * slots + node] = VISIBLE;
    }
  }
}
