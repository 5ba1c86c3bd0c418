package dev.typofix.engine.coreml;

import com.sun.jna.Memory;
import dev.typofix.engine.coreml.AnemllParts.LayerStep;
import java.util.Arrays;

/** Calls a function of a part of the layers. Confined to one thread at a time. */
final class LayerCall {

  private final LayerStep step;
  private final BridgeSession session;
  private final int rows;
  private final int slots;
  private final Memory hiddenMemory;
  private final Memory positionMemory;
  private final Memory currentMemory = new Memory(Integer.BYTES);
  private final Memory maskMemory;
  private final int[] positions; // [rows]
  private final short[] mask; // [rows, slots] of halves
  private final float[] output; // [rows, H]

  LayerCall(LayerStep step, BridgeSession session, int rows, AnemllParts parts) {
    this.step = step;
    this.session = session;
    this.rows = rows;
    this.slots = parts.slots();
    this.positions = new int[rows];
    this.mask = new short[rows * slots];
    this.output = new float[rows * parts.width()];
    this.hiddenMemory = new Memory((long) output.length * Short.BYTES);
    this.positionMemory = new Memory((long) rows * Integer.BYTES);
    this.maskMemory = new Memory((long) mask.length * Short.BYTES);
  }

  /**
   * Runs rows of a path: row r is written to slot {@code first} + r, is at that position, and sees
   * the slots up to its own. So does a row that fills up, which therefore sees something.
   *
   * @param hidden halves {@code [rows, H]}
   */
  void run(short[] hidden, int first) {
    Arrays.fill(mask, BlockInputs.HIDDEN);
    for (int row = 0; row < rows; row++) {
      positions[row] = first + row;
      Arrays.fill(mask, row * slots, row * slots + first + row + 1, BlockInputs.VISIBLE);
    }
    hiddenMemory.write(0, hidden, 0, hidden.length);
    session.set(step.hidden(), hiddenMemory);
    positionMemory.write(0, positions, 0, rows);
    session.set(step.positions(), positionMemory);
    currentMemory.setInt(0, first);
    session.set(step.current(), currentMemory);
    maskMemory.write(0, mask, 0, mask.length);
    session.set(step.mask(), maskMemory);
    session.predict();
  }

  /** Reads what came out, for the next part: halves {@code [rows, H]}. */
  void read(short[] hidden) {
    session.read(step.output(), 0, 1, output);
    Halves.of(output, hidden);
  }
}
