package dev.typofix.tooling.python;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * A command that a Python module carries out: its arguments, its output and its exit code pass
 * through, {@code --help} too.
 */
@Command
public final class PythonCommand implements Callable<Integer> {

  private static final int FAILURE = 2;

  private final PythonEnvironment environment;
  private final List<String> program;

  @Spec private CommandSpec spec;
  @Unmatched private final List<String> arguments = new ArrayList<>();

  private PythonCommand(PythonEnvironment environment, List<String> program) {
    this.environment = environment;
    this.program = List.copyOf(program);
  }

  /** Adds the commands that are written in Python to the others. */
  public static void addTo(CommandLine commands, Path checkout) {
    PythonEnvironment environment = PythonEnvironment.of(checkout, System.getenv());
    add(
        commands,
        environment,
        "tokenizer",
        "Make a byte-level BPE tokenizer.",
        TRAINING,
        "tokenizer");
    add(
        commands,
        environment,
        "examples",
        "Take everyday sentences out of WordNet.",
        TRAINING,
        "examples");
    add(commands, environment, "train", "Train the corrector.", TRAINING, "train");
    add(
        commands,
        environment,
        "finetune",
        "Turn a pretrained model into a corrector.",
        "typofix_finetuning");
    add(
        commands,
        environment,
        "corrections",
        "Divide corrections: some to learn from, the rest to decide by.",
        "typofix_finetuning.corrections");
    add(
        commands,
        environment,
        "pipeline",
        "From text to a fine-tuned model that the server runs.",
        "typofix_pipeline");
    add(commands, environment, "calibrate", "Fit the decision.", TOOLING, "calibrate");
    add(
        commands,
        environment,
        "thresholds",
        "Choose from which confidence findings are shown.",
        TOOLING,
        "thresholds");
    add(
        commands,
        environment,
        "dequantize",
        "Recover a bundle's weights as a Hugging Face folder.",
        TOOLING,
        "dequantize");
    add(
        commands,
        environment,
        "import",
        "Make a bundle of a GGUF file or a Hugging Face folder.",
        TOOLING,
        "import");
    add(commands, environment, "convert", "Convert a model for Core ML.", TOOLING, "convert");
    CommandLine bench = Objects.requireNonNull(commands.getSubcommands().get("bench"));
    add(bench, environment, "ane", "Time compute units of a Mac.", TOOLING, "ane");
    add(bench, environment, "model", "Make a model to be timed.", TOOLING, "bench-model");
    add(
        commands,
        environment,
        "bundle",
        "List or check a bundle's files.",
        "typofix_tooling.manifest");
  }

  private static final String TRAINING = "typofix_training";
  private static final String TOOLING = "typofix_tooling";

  private static void add(
      CommandLine commands,
      PythonEnvironment environment,
      String name,
      String description,
      String... program) {
    CommandLine command = new CommandLine(new PythonCommand(environment, List.of(program)));
    command.getCommandSpec().name(name);
    command.getCommandSpec().usageMessage().description(description);
    command.setUnmatchedOptionsArePositionalParams(false);
    commands.addSubcommand(name, command);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path python = environment.interpreter().orElse(null);
    if (python == null) {
      spec.commandLine().getErr().println("typofix-tooling: " + environment.advice());
      return FAILURE;
    }
    List<String> command = new ArrayList<>(List.of(python.toString(), "-m"));
    command.addAll(program);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("PYTHONPATH", environment.toolingFolder().toString());
    Process process = builder.start();
    // Ctrl-C reaches the program itself, too: it may have a checkpoint to write.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> waitFor(process), "python"));
    return process.waitFor();
  }

  private static void waitFor(Process process) {
    try {
      process.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
