package dev.typofix.tooling.bench.engine;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.engine.backend.ModelLoader;
import dev.typofix.tooling.evaluate.corpus.CorpusReader;
import dev.typofix.tooling.evaluate.corpus.EvaluationException;
import dev.typofix.tooling.evaluate.corpus.GoldLine;
import dev.typofix.tooling.evaluate.corpus.InputFile;
import dev.typofix.tooling.evaluate.corpus.Selection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code typofix-tooling bench engine}: forward passes, beside llama.cpp. */
@Command(
    name = "engine",
    mixinStandardHelpOptions = true,
    description = {
      "Times forward passes of a model: packed calls of many rows, and writing token by token; and"
          + " llama.cpp with the same weights, the two taking turns. A call's rows are a token tree"
          + " here, a sequence there; each row has its logits. A ratio above 1 says that we are"
          + " quicker. CPU is the time of all cores together, which other work on the machine"
          + " changes least."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  typofix-tooling bench engine --model models/tiny --lines gitfix-dev.jsonl.gz",
      "  typofix-tooling bench model --shape qwen3-0.6b --quantization int8 --output out/qwen3-int8",
      "  typofix-tooling bench engine --model out/qwen3-int8 --against llama.cpp --threads 1 2"
    })
public final class EngineCommand implements Callable<Integer> {

  private static final String LLAMA_CPP = "llama.cpp";
  private static final int LINES = 100;

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "BUNDLE",
      description = "A model's folder; without it the embedded one.")
  private @Nullable Path model;

  @Option(
      names = "--against",
      paramLabel = LLAMA_CPP,
      description =
          "Another engine: " + LLAMA_CPP + ", fetched into target/peers by npm the first time.")
  private @Nullable String against;

  @Option(
      names = "--gguf",
      paramLabel = "FILE",
      description = "The same weights for llama.cpp; without it the model.gguf in the folder.")
  private @Nullable Path gguf;

  @Option(
      names = "--rows",
      arity = "1..*",
      paramLabel = "N",
      description = "Rows of a packed call (default: ${DEFAULT-VALUE}).",
      defaultValue = "1 4 16 32 64 128",
      split = " ")
  private List<Integer> rows = List.of();

  @Option(
      names = "--past",
      paramLabel = "N",
      description = "Rows that lie before each call (default: ${DEFAULT-VALUE}).",
      defaultValue = "64")
  private int past;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description = "Calls of each size, and tokens to write (default: ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int repeats;

  @Option(
      names = "--threads",
      arity = "1..*",
      paramLabel = "N",
      description = "Cores of one call, each number in turn (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private List<Integer> threads = List.of();

  @Option(
      names = "--lines",
      paramLabel = "FILE",
      description =
          "Labelled lines: times what the passes of a checked line take, the embedded model's calls"
              + " being put to this one.")
  private @Nullable Path lines;

  @Override
  public Integer call() throws IOException, EvaluationException {
    check();
    List<String> texts = lines == null ? List.of() : texts(lines);
    Path peer = against == null ? null : LlamaCpp.installed(peers());
    PrintWriter out = spec.commandLine().getOut();
    for (int count : threads) {
      try (LanguageModel loaded =
          ModelLoader.load(bundle(), LoadOptions.defaults().withThreads(count))) {
        out.printf("%s, %s%n", loaded.manifest().name(), loaded.manifest().quantization());
        time(loaded, peer, count);
        if (!texts.isEmpty()) {
          ReplayBench.run(loaded, texts, out);
        }
      }
    }
    return 0;
  }

  private void time(LanguageModel loaded, @Nullable Path peer, int count) throws IOException {
    List<Engine> engines = new ArrayList<>();
    try {
      engines.add(new OwnEngine(loaded));
      if (peer != null) {
        engines.add(LlamaCpp.start(peer, weights(), count));
      }
      CallBench bench =
          new CallBench(
              engines,
              spec.commandLine().getOut(),
              loaded.manifest().vocabularySize(),
              past,
              repeats);
      bench.timeCalls(rows);
      bench.timeWriting(repeats);
    } finally {
      engines.forEach(Engine::close);
    }
  }

  private void check() throws IOException {
    if (past < 1
        || repeats < 1
        || rows.stream().anyMatch(each -> each < 1)
        || threads.stream().anyMatch(each -> each < 1)) {
      throw problem("--rows, --past, --repeats and --threads take numbers from 1");
    }
    if (against != null) {
      if (!against.equals(LLAMA_CPP)) {
        throw problem("--against takes " + LLAMA_CPP);
      }
      if (!Files.isRegularFile(weights())) {
        throw problem(
            weights()
                + ": no such file; name the same weights as GGUF with --gguf, or make both by"
                + " `typofix-tooling bench model`");
      }
    }
  }

  private ParameterException problem(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Path weights() {
    return gguf != null ? gguf : (model == null ? Path.of("") : model).resolve("model.gguf");
  }

  private ModelBundle bundle() throws ModelLoadException {
    return model == null ? ModelBundle.embedded("tiny") : ModelBundle.directory(model);
  }

  private static Path peers() {
    return Path.of(System.getProperty("typofix.checkout", "")).resolve("target").resolve("peers");
  }

  private static List<String> texts(Path file) throws EvaluationException {
    return new CorpusReader(new Selection(1, LINES))
        .labelled(InputFile.read(file)).stream().map(GoldLine::text).toList();
  }
}
