package dev.typofix.engine.coreml;

import com.google.common.base.Preconditions;
import com.google.common.base.Splitter;
import java.util.List;

/**
 * Where Core ML plans to run an operation. A plan is a forecast: only power and time tell what was
 * really used.
 *
 * @param function the function of the program: {@code main}
 * @param operator the kind of operation: {@code conv}
 * @param output the name of its first output
 * @param preferred {@code cpu}, {@code gpu} or {@code ane}; {@code -} for one that does not run,
 *     such as a constant
 * @param supported all devices that could run it
 * @param cost its part of the whole, 0 to 1; NaN if Core ML does not say
 */
public record OperationPlacement(
    String function,
    String operator,
    String output,
    String preferred,
    List<String> supported,
    double cost) {

  private static final Splitter FIELDS = Splitter.on('\t');
  private static final Splitter DEVICES = Splitter.on(',').omitEmptyStrings();
  private static final String UNKNOWN = "-";

  public OperationPlacement {
    supported = List.copyOf(supported);
  }

  /** Reads a line of the bridge's report. */
  static OperationPlacement parse(String line) {
    List<String> fields = FIELDS.splitToList(line);
    Preconditions.checkArgument(fields.size() == 6, "no line of a plan: %s", line);
    return new OperationPlacement(
        fields.get(0),
        fields.get(1),
        fields.get(2),
        fields.get(3),
        fields.get(4).equals(UNKNOWN) ? List.of() : DEVICES.splitToList(fields.get(4)),
        fields.get(5).equals(UNKNOWN) ? Double.NaN : Double.parseDouble(fields.get(5)));
  }
}
