package dev.typofix.tooling.generate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.tooling.corpus.PassageLength;
import dev.typofix.tooling.corpus.TextLayout;
import dev.typofix.tooling.corpus.TextProblem;
import dev.typofix.tooling.errors.Corrupter;
import dev.typofix.tooling.errors.WrongForms;
import dev.typofix.tooling.manifest.Manifest;
import dev.typofix.tooling.progress.ProgressBar;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code typofix-tooling generate}: clean text in, pairs of corrupted and clean texts out. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Puts errors that people make into clean text and writes a JSON object a line.",
      "The same seed and input give the same bytes, whatever the number of threads. A run that was"
          + " interrupted leaves OUTPUT.part and goes on there when the same command is started"
          + " again. OUTPUT.manifest.json says what the output was made of."
    },
    footerHeading = "%nFormats:%n",
    footer = {
      "  pairs  {\"corrupted\": \"...\", \"clean\": \"...\"}; with --edits also \"edits\": [{\"start\","
          + " \"end\", \"original\", \"replacement\", \"kind\"}], offsets in code points of the clean"
          + " text",
      "  chat   {\"messages\": [{\"role\": \"system\", \"content\": \"...\"}, {\"role\": \"user\","
          + " \"content\": corrupted}, {\"role\": \"assistant\", \"content\": clean}]}",
      "",
      "Examples:",
      "  typofix-tooling generate --input book.txt docs.txt.gz --output pairs.jsonl --seed 1",
      "  typofix-tooling generate --input *.txt.gz --output chat.jsonl --seed 1 --format chat"
          + " --count 20000 --natural"
    })
public final class GenerateCommand implements Callable<Integer> {

  private static final double CHAT_VALIDATION_SHARE = 0.05;

  @Spec private CommandSpec spec;

  @Option(
      names = "--input",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Clean text in UTF-8, gzipped or not. Several files are mixed by their sizes.")
  private List<Path> inputs;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE.jsonl",
      description = "The file to write.")
  private Path output;

  @Option(names = "--seed", required = true, description = "Decides every random choice.")
  private long seed;

  @Option(
      names = "--count",
      paramLabel = "N",
      description =
          "How many pairs, taken from all over the input; it is read again until there are so many."
              + " Without it each text is used once.")
  private @Nullable Long count;

  @Option(
      names = "--rate",
      paramLabel = "SHARE",
      description = "Share of the words of a corrupted text that get an error; 0.15 by default.")
  private @Nullable Double rate;

  @Option(
      names = "--natural",
      description =
          "Make each kind of error, and so many a text, as measure-errors found in git histories;"
              + " not together with --rate.")
  private boolean natural;

  @Option(
      names = "--clean-rate",
      paramLabel = "SHARE",
      description = "Share of the texts that stay as they are; 0.2 by default.")
  private @Nullable Double cleanRate;

  @Option(
      names = "--min-tokens",
      paramLabel = "N",
      description =
          "Make long texts of neighbouring paragraphs, of so many words and marks at least: a run of"
              + " letters, digits and apostrophes is one, any other character but a blank is one.")
  private @Nullable Integer minimumTokens;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "The most words and marks of a long text; 4 times --min-tokens by default.")
  private @Nullable Integer maximumTokens;

  @Option(
      names = "--layout",
      defaultValue = "auto",
      description =
          "How text lies in the files: plain (wrapped lines, a blank line between paragraphs),"
              + " paragraphs (one a line, a blank line between documents), wikitext, opensubtitles"
              + " (an utterance a line), or auto to guess it for each file.")
  private String layout;

  @Option(names = "--format", defaultValue = "pairs", description = "pairs or chat; see below.")
  private String format;

  @Option(names = "--edits", description = "With pairs: write the errors and their kinds, too.")
  private boolean edits;

  @Option(
      names = "--validation-share",
      paramLabel = "SHARE",
      description =
          "Share of the documents that go to a file of their own, FILE.validation.jsonl; a document"
              + " goes there in every run or in none. 0.05 by default for chat, 0 for pairs.")
  private @Nullable Double validationShare;

  @Option(
      names = "--config",
      paramLabel = "FILE.toml",
      description =
          "Rates to use instead of the defaults: rate, clean-rate, errors-per-text, [kinds],"
              + " [keyboards]. [kinds] replaces all of them.")
  private @Nullable Path config;

  @Option(
      names = "--misspellings",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "More misspellings, one a line: wrong->right, wrong,right, wrong TAB right, or"
              + " right: wrong, wrong.")
  private List<Path> misspellings = new ArrayList<>();

  @Option(
      names = "--confusions",
      arity = "1..*",
      paramLabel = "FILE",
      description = "More words that are mixed up, in the same forms, or one; other for both ways.")
  private List<Path> confusions = new ArrayList<>();

  @Option(names = "--threads", description = "How many threads work; all cores by default.")
  private @Nullable Integer threads;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter error = spec.commandLine().getErr();
    try {
      generate();
      return 0;
    } catch (TextProblem | IOException | IllegalArgumentException e) {
      error.println("typofix-tooling: " + CommandProblem.describe(e));
      return CommandProblem.EXIT_CODE;
    }
  }

  private void generate() throws IOException, TextProblem, InterruptedException {
    long started = System.nanoTime();
    GenerationPlan plan = plan();
    checkPaths();
    Manifest manifest = manifest(plan);
    Corrupter corrupter = corrupter();
    int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (workers < 1) {
      throw new IllegalArgumentException("--threads must be 1 or more");
    }
    ProgressBar progress = ProgressBar.ofTerminal(spec.commandLine().getErr(), "pairs");
    try (OutputFiles files = OutputFiles.open(targets(plan), manifest.fingerprint())) {
      try {
        new GenerationRun(plan, corrupter, workers, progress).writeTo(files);
      } catch (TextProblem e) {
        files.discard();
        throw e;
      }
      files.finish();
      Tally tally = files.tally();
      tally.writeTo(manifest.section("counts"));
      manifest.addFiles("outputs", targets(plan));
      manifest.write(Path.of(output + ".manifest.json"));
      double seconds = (System.nanoTime() - started) / 1e9;
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%s: %,d pairs (%,d for validation), %,d errors, in %.1f s%n",
              output,
              tally.pairs(),
              tally.validationPairs(),
              tally.errors(),
              seconds);
    }
  }

  private GenerationPlan plan() throws IOException, TextProblem {
    PairFormat pairFormat = pairFormat();
    double share = pairFormat == PairFormat.CHAT ? CHAT_VALIDATION_SHARE : 0;
    return new GenerationPlan(
        inputs,
        textLayout(),
        seed,
        count == null ? OptionalLong.empty() : OptionalLong.of(count),
        length(),
        pairFormat,
        validationShare == null ? share : validationShare,
        profile());
  }

  private PairFormat pairFormat() {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "pairs" -> edits ? PairFormat.PAIRS_WITH_EDITS : PairFormat.PAIRS;
      case "chat" -> {
        if (edits) {
          throw new IllegalArgumentException(
              "--edits goes with --format pairs only; leave one out");
        }
        yield PairFormat.CHAT;
      }
      default ->
          throw new IllegalArgumentException("--format must be pairs or chat, but is " + format);
    };
  }

  private Optional<TextLayout> textLayout() {
    if (layout.equalsIgnoreCase("auto")) {
      return Optional.empty();
    }
    for (TextLayout known : TextLayout.values()) {
      if (known.name().equalsIgnoreCase(layout)) {
        return Optional.of(known);
      }
    }
    throw new IllegalArgumentException(
        "--layout must be auto, plain, paragraphs, wikitext or opensubtitles, but is " + layout);
  }

  private Optional<PassageLength> length() {
    if (minimumTokens == null && maximumTokens == null) {
      return Optional.empty();
    }
    if (minimumTokens == null) {
      throw new IllegalArgumentException("--max-tokens needs --min-tokens");
    }
    return Optional.of(
        new PassageLength(
            minimumTokens, maximumTokens == null ? 4 * minimumTokens : maximumTokens));
  }

  private ErrorProfile profile() throws IOException, TextProblem {
    if (natural && rate != null) {
      throw new IllegalArgumentException("--natural sets the rate itself; leave out --rate");
    }
    ErrorProfile profile = natural ? ErrorProfileReader.natural() : ErrorProfileReader.defaults();
    if (config != null) {
      profile = ErrorProfileReader.overridden(profile, config);
    }
    if (rate != null) {
      profile = profile.withRate(rate);
    }
    return cleanRate == null ? profile : profile.withCleanRate(cleanRate);
  }

  private void checkPaths() throws IOException {
    if (Files.exists(output) && !Files.isRegularFile(output)) {
      throw new IllegalArgumentException(
          output + " is a folder or a device; name a file for --output");
    }
    for (Path input : inputs) {
      if (Files.exists(output) && Files.exists(input) && Files.isSameFile(input, output)) {
        throw new IllegalArgumentException(
            output + " is an input, too; choose another file for --output");
      }
    }
  }

  private Corrupter corrupter() throws IOException, TextProblem {
    Lexicon lexicon = Lexicon.embedded();
    WrongForms forms = new WrongForms(lexicon);
    for (Path file : misspellings) {
      CorrectionList.forEach(file, forms::addMisspelling);
    }
    for (Path file : confusions) {
      CorrectionList.forEach(file, forms::addConfusion);
    }
    return new Corrupter(lexicon, forms);
  }

  private List<Path> targets(GenerationPlan plan) {
    if (plan.validationShare() == 0) {
      return List.of(output);
    }
    String name = String.valueOf(output.getFileName());
    int dot = name.lastIndexOf('.');
    int stem = dot > 0 ? dot : name.length();
    String validation = name.substring(0, stem) + ".validation" + name.substring(stem);
    return List.of(output, output.resolveSibling(validation));
  }

  private Manifest manifest(GenerationPlan plan) throws IOException, TextProblem {
    Manifest manifest = new Manifest("generate");
    ObjectNode node = manifest.section("config");
    node.put("seed", plan.seed());
    node.put("layout", layout.toLowerCase(Locale.ROOT));
    node.put("format", plan.format().name().toLowerCase(Locale.ROOT));
    node.put("validation-share", plan.validationShare());
    plan.count().ifPresent(number -> node.put("count", number));
    plan.length().ifPresent(length -> node.put("min-tokens", length.minimum()));
    plan.length().ifPresent(length -> node.put("max-tokens", length.maximum()));
    ErrorProfile profile = plan.profile();
    node.put("clean-rate", profile.cleanRate());
    if (profile.errorsPerText().isEmpty()) {
      node.put("rate", profile.rate());
    } else {
      ArrayNode shares = node.putArray("errors-per-text");
      profile.errorsPerText().forEach(shares::add);
    }
    ObjectNode kinds = node.putObject("kinds");
    profile.rates().shares().forEach((kind, share) -> kinds.put(kind.id(), share));
    ObjectNode keyboards = node.putObject("keyboards");
    profile.keyboards().forEach((keyboard, share) -> keyboards.put(keyboard.id(), share));
    List<Path> sources = new ArrayList<>(inputs);
    sources.addAll(misspellings);
    sources.addAll(confusions);
    for (Path source : sources) {
      if (!Files.isRegularFile(source)) {
        throw new TextProblem(source + " does not exist, or is no file; check its path");
      }
    }
    manifest.addFiles("inputs", sources);
    return manifest;
  }
}
