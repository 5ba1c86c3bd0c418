package dev.typofix.tooling.bench;

import com.google.common.base.Preconditions;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.coreml.BridgeCost;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code typofix-tooling bench bridge}: what calling Core ML from Java costs. */
@Command(
    name = "bridge",
    mixinStandardHelpOptions = true,
    description = {
      "Times calls from Java to the Core ML bridge: one input set, one number of an answer read.",
      "Without a Mac, name the stand-in that native/build makes, see native/README.md."
    },
    footerHeading = "%nExample:%n",
    footer = "  typofix-tooling bench bridge --model BUNDLE")
final class BridgeBench implements Callable<Integer> {

  private static final double TARGET_MICROS = 5;

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "A bundle that holds a Core ML program.")
  private Path model = Path.of("");

  @Option(
      names = "--calls",
      paramLabel = "N",
      description = "How many to time (default: ${DEFAULT-VALUE}).",
      defaultValue = "200000")
  private int calls;

  @Override
  public Integer call() throws ModelLoadException {
    Preconditions.checkArgument(calls >= 1, "--calls %s: at least 1", calls);
    BridgeCost cost = BridgeCost.measure(ModelBundle.directory(model), calls);
    spec.commandLine()
        .getOut()
        .printf(
            "a call: %.2f us to set an input, %.2f us to read an answer (target: below %.0f us)%n",
            cost.setMicros(), cost.readMicros(), TARGET_MICROS);
    return 0;
  }
}
