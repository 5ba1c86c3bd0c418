package dev.typofix.tooling.evaluate.score;

/** The false alarms on the clean texts of one file. */
public record CleanScore(long words, long alarms, double alarmsPer1000Words) {

  static CleanScore of(long words, long alarms) {
    return new CleanScore(words, alarms, words == 0 ? 0 : 1000.0 * alarms / words);
  }
}
