package dev.typofix.tooling.corpus;

import dev.typofix.corrector.document.Passage;
import dev.typofix.corrector.document.Passage.Span;
import dev.typofix.corrector.document.ProtectedSpans;
import dev.typofix.corrector.sentence.Sentence;
import dev.typofix.corrector.sentence.SentenceSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Cuts documents into the texts that become pairs. Offsets and protected spans are those of the
 * text. Pure but for the random numbers that it draws.
 */
public final class PassageCutter {

  /** UTF-16 code units; what is shorter says too little to be corrected by. */
  private static final int SHORTEST = 12;

  /** Several sentences are taken together up to this length, in UTF-16 code units. */
  private static final int LONGEST_OF_SEVERAL = 640;

  private static final int LONGEST_PARAGRAPH = 20_000;

  private PassageCutter() {}

  /** Sentences of a paragraph: mostly one, sometimes two or three. */
  public static List<Sentence> sentences(String paragraph, RandomGenerator random) {
    List<Sentence> texts = new ArrayList<>();
    if (paragraph.length() > LONGEST_PARAGRAPH) {
      return texts;
    }
    List<Sentence.Placed> sentences = split(paragraph);
    for (int i = 0; i < sentences.size(); ) {
      int last = Math.min(sentences.size(), i + sentenceCount(random)) - 1;
      int start = sentences.get(i).start();
      while (last > i && end(sentences.get(last)) - start > LONGEST_OF_SEVERAL) {
        last--;
      }
      addJoined(sentences.subList(i, last + 1), paragraph, texts);
      i = last + 1;
    }
    return texts;
  }

  private static int sentenceCount(RandomGenerator random) {
    double place = random.nextDouble();
    if (place < 0.6) {
      return 1;
    }
    return place < 0.85 ? 2 : 3;
  }

  private static List<Sentence.Placed> split(String paragraph) {
    Passage passage = Passage.whole(paragraph, ProtectedSpans.of(paragraph));
    return SentenceSplitter.split(passage);
  }

  private static int end(Sentence.Placed placed) {
    return placed.start() + placed.sentence().text().length();
  }

  private static void addJoined(
      List<Sentence.Placed> sentences, String paragraph, List<Sentence> texts) {
    int start = sentences.get(0).start();
    String text = paragraph.substring(start, end(sentences.get(sentences.size() - 1)));
    if (text.length() < SHORTEST) {
      return;
    }
    List<Span> spans = new ArrayList<>();
    for (Sentence.Placed placed : sentences) {
      addShifted(placed, placed.start() - start, spans);
    }
    texts.add(new Sentence(text, spans));
  }

  private static void addShifted(Sentence.Placed placed, int shift, List<Span> spans) {
    for (Span span : placed.sentence().protectedSpans()) {
      spans.add(new Span(span.start() + shift, span.end() + shift));
    }
  }

  /**
   * Long texts of neighbouring sentences, with a line feed between paragraphs; what is left of a
   * document is too short and passed over.
   */
  public static List<Sentence> contexts(
      CleanDocument document, PassageLength length, RandomGenerator random) {
    List<Sentence> texts = new ArrayList<>();
    ContextBuilder builder = new ContextBuilder(length, random, texts);
    for (String paragraph : document.paragraphs()) {
      if (paragraph.length() <= LONGEST_PARAGRAPH) {
        split(paragraph).forEach(builder::add);
        builder.endParagraph();
      }
    }
    builder.flush();
    return texts;
  }

  /** Gathers sentences until a text has the length that was drawn for it. */
  private static final class ContextBuilder {
    private final PassageLength length;
    private final RandomGenerator random;
    private final List<Sentence> texts;
    private final StringBuilder text = new StringBuilder();
    private final List<Span> spans = new ArrayList<>();
    private char separator = '\n';
    private int tokens;
    private int target;

    ContextBuilder(PassageLength length, RandomGenerator random, List<Sentence> texts) {
      this.length = length;
      this.random = random;
      this.texts = texts;
      this.target = drawTarget();
    }

    private int drawTarget() {
      return length.minimum() + random.nextInt(length.maximum() - length.minimum() + 1);
    }

    void add(Sentence.Placed placed) {
      int more = PassageLength.count(placed.sentence().text());
      if (tokens + more > length.maximum()) {
        flush();
      }
      if (!text.isEmpty()) {
        text.append(separator);
      }
      addShifted(placed, text.length(), spans);
      text.append(placed.sentence().text());
      tokens += more;
      separator = ' ';
      if (tokens >= target) {
        flush();
      }
    }

    void endParagraph() {
      separator = '\n';
    }

    void flush() {
      if (tokens >= length.minimum() && tokens <= length.maximum()) {
        texts.add(new Sentence(text.toString(), spans));
      }
      text.setLength(0);
      spans.clear();
      tokens = 0;
      target = drawTarget();
    }
  }
}
