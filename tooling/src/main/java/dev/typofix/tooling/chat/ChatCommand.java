package dev.typofix.tooling.chat;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.engine.backend.ModelLoader;
import dev.typofix.tooling.progress.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code typofix-tooling chat}: a model answers, token by token. */
@Command(
    name = "chat",
    mixinStandardHelpOptions = true,
    description = {
      "Has a model answer: to --prompt, or to one line after the other of standard input.",
      "A corrector answers with the corrected text, a model of conversations (ChatML) keeps what was"
          + " said, any other goes on with the text. The answer goes to standard output, how quick it"
          + " was to standard error. Ctrl-C stops. The embedded model was made to judge, not to write:"
          + " it may not find an end."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  typofix-tooling chat --prompt \"Thi sis a test with typos\"",
      "  typofix-tooling chat --model out/anemll --temperature 0.6",
      "  typofix-tooling chat --model models/qwen3-0.6b --raw --prompt \"Once upon a time\""
    })
public final class ChatCommand implements Callable<Integer> {

  private static final int FAILURE = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "A model bundle, or a folder that ANEMLL's conversion made; without it the embedded model.")
  private @Nullable Path model;

  @Option(names = "--prompt", paramLabel = "TEXT", description = "Answer this, then end.")
  private @Nullable String prompt;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "The most tokens of an answer (default: ${DEFAULT-VALUE}).",
      defaultValue = "256")
  private int maximumTokens;

  @Option(
      names = "--temperature",
      description =
          "0 takes the most probable token, 1 follows the model (default: ${DEFAULT-VALUE}).",
      defaultValue = "0")
  private double temperature;

  @Option(
      names = "--seed",
      description = "Of what chance chooses (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private long seed;

  @Option(names = "--raw", description = "Go on with the text, whatever the model knows.")
  private boolean raw;

  @Option(
      names = "--backend",
      description = "coreml or onnx (default: auto, the best that works).",
      defaultValue = "auto")
  private String backend = "auto";

  @Option(names = "--threads", paramLabel = "N", description = "Cores that a call uses.")
  private @Nullable Integer threads;

  private final InputStream input;

  /** Reads standard input. */
  public ChatCommand() {
    this(System.in);
  }

  ChatCommand(InputStream input) {
    this.input = input;
  }

  @Override
  public Integer call() throws IOException {
    if (maximumTokens < 1) {
      throw new IllegalArgumentException("--max-tokens %d: at least 1".formatted(maximumTokens));
    }
    Sampler sampler = new Sampler(temperature, seed);
    PrintWriter errors = spec.commandLine().getErr();
    Meter meter = new Meter();
    Thread farewell = new Thread(() -> tell(meter, errors), "farewell");
    try (LanguageModel loaded =
            ModelLoader.load(bundle(), options(), line -> say(errors, "typofix-tooling: " + line));
        Writer writer = new Writer(loaded, ChatPrompt.of(loaded, raw), sampler, meter)) {
      say(errors, "%s on %s".formatted(loaded.manifest().name(), loaded.backendDescription()));
      // Ctrl-C ends the program in the midst of an answer; the rates are told all the same.
      Runtime.getRuntime().addShutdownHook(farewell);
      int code = prompt == null ? converse(writer) : answer(writer, prompt);
      tell(meter, errors);
      return code;
    }
  }

  private int converse(Writer writer) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    int code = 0;
    for (String line = next(lines); line != null; line = next(lines)) {
      if (!line.isBlank()) {
        code = Math.max(code, answer(writer, line));
      }
    }
    return code;
  }

  private @Nullable String next(BufferedReader lines) throws IOException {
    if (Terminal.showsErrors()) {
      spec.commandLine().getErr().print("> ");
      spec.commandLine().getErr().flush();
    }
    return lines.readLine();
  }

  private int answer(Writer writer, String text) {
    PrintWriter out = spec.commandLine().getOut();
    Writer.Ending ending =
        writer.write(
            text,
            maximumTokens,
            piece -> {
              out.print(piece);
              out.flush();
            });
    out.println();
    out.flush();
    PrintWriter errors = spec.commandLine().getErr();
    switch (ending) {
      case BY_ITSELF -> {}
      case AT_THE_NUMBER ->
          say(errors, "(cut off after %d tokens, see --max-tokens)".formatted(maximumTokens));
      case AT_THE_LIMIT -> say(errors, "(cut off: the model holds no more)");
      case TOO_LONG -> {
        say(errors, "typofix-tooling: the text is empty, or more than the model holds; shorten it");
        return FAILURE;
      }
    }
    return 0;
  }

  private ModelBundle bundle() throws ModelLoadException {
    return model == null ? ModelBundle.embedded("tiny") : ModelLoader.open(model);
  }

  private LoadOptions options() {
    return new LoadOptions(
        backend.equals("auto") ? Optional.empty() : Optional.of(backend),
        threads == null ? OptionalInt.empty() : OptionalInt.of(threads));
  }

  private static void tell(Meter meter, PrintWriter errors) {
    meter.tellOnce().ifPresent(line -> say(errors, line));
  }

  private static void say(PrintWriter errors, String line) {
    errors.println(line);
    errors.flush();
  }
}
