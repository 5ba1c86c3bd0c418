package dev.typofix.tooling.evaluate.score;

import dev.typofix.tooling.evaluate.score.PairScores.Nearness;
import java.util.List;

/**
 * What becomes of the same texts in different ways.
 *
 * @param set which texts
 * @param asTyped their nearness before anything is corrected
 */
public record BaselineScores(String set, int texts, Nearness asTyped, List<Way> ways) {

  public BaselineScores {
    ways = List.copyOf(ways);
  }

  /**
   * A way to correct.
   *
   * @param name of the way, for people
   * @param secondsEach a correction's mean duration
   * @param tokensPerSecond written; NaN where nothing is written
   * @param examples what became of the first texts
   */
  public record Way(
      String name,
      Nearness nearness,
      double secondsEach,
      double tokensPerSecond,
      List<String> examples) {
    public Way {
      examples = List.copyOf(examples);
    }
  }
}
