package dev.typofix.tooling.generate;

import com.google.common.hash.Hashing;
import dev.typofix.corrector.sentence.Sentence;
import dev.typofix.tooling.corpus.CleanDocument;
import dev.typofix.tooling.corpus.PassageCutter;
import dev.typofix.tooling.errors.CorruptedText;
import dev.typofix.tooling.errors.Corrupter;
import dev.typofix.tooling.errors.KeyboardLayout;
import dev.typofix.tooling.errors.ProseText;
import dev.typofix.tooling.errors.TextEdit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Makes the pairs of a block. Immutable, thread-safe. */
final class BlockGenerator {

  private static final double TWO_TO_32 = 4294967296.0;

  private final GenerationPlan plan;
  private final Corrupter corrupter;
  private final PairJson json;
  private final double keptShare;

  /**
   * A generator for the blocks of a plan.
   *
   * @param keptShare of the paragraphs (documents, for long contexts) that are used, above 0 and at
   *     most 1
   */
  BlockGenerator(GenerationPlan plan, Corrupter corrupter, double keptShare) {
    this.plan = plan;
    this.corrupter = corrupter;
    this.json = new PairJson(plan.format());
    this.keptShare = keptShare;
  }

  List<Pair> generate(Block block) {
    RandomGenerator random = randomOf(block);
    Corrupter.Run run = corrupter.run(plan.profile().rates(), random);
    List<Pair> pairs = new ArrayList<>();
    for (CleanDocument document : block.documents()) {
      Pair.Split split = splitOf(document);
      KeyboardLayout keyboard = plan.profile().drawKeyboard(random);
      for (Sentence text : texts(document, random)) {
        pairs.add(pair(text, split, keyboard, run, random));
      }
    }
    return pairs;
  }

  private RandomGenerator randomOf(Block block) {
    long seed =
        Hashing.murmur3_128()
            .newHasher()
            .putLong(plan.seed())
            .putLong(block.index())
            .hash()
            .asLong();
    return new SplittableRandom(seed);
  }

  /** By the text alone, so that a document is for validation in every run or in none. */
  private Pair.Split splitOf(CleanDocument document) {
    int hash =
        Hashing.murmur3_32_fixed()
            .hashString(document.paragraphs().get(0), StandardCharsets.UTF_8)
            .asInt();
    boolean validation = Integer.toUnsignedLong(hash) / TWO_TO_32 < plan.validationShare();
    return validation ? Pair.Split.VALIDATION : Pair.Split.TRAINING;
  }

  private List<Sentence> texts(CleanDocument document, RandomGenerator random) {
    if (plan.length().isPresent()) {
      return random.nextDouble() < keptShare
          ? PassageCutter.contexts(document, plan.length().get(), random)
          : List.of();
    }
    List<Sentence> texts = new ArrayList<>();
    for (String paragraph : document.paragraphs()) {
      if (keptShare >= 1 || random.nextDouble() < keptShare) {
        texts.addAll(PassageCutter.sentences(paragraph, random));
      }
    }
    return texts;
  }

  private Pair pair(
      Sentence text,
      Pair.Split split,
      KeyboardLayout keyboard,
      Corrupter.Run run,
      RandomGenerator random) {
    ProseText prose = run.read(text, keyboard);
    int words = prose.words().size();
    boolean clean = random.nextDouble() < plan.profile().cleanRate();
    int errors = clean ? 0 : plan.profile().drawErrorCount(words, random);
    CorruptedText result = run.corrupt(prose, errors);
    return new Pair(
        json.write(result), split, words, result.edits().stream().map(TextEdit::kind).toList());
  }
}
