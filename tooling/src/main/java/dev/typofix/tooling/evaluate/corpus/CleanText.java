package dev.typofix.tooling.evaluate.corpus;

/**
 * A text without errors: whatever a checker reports in it is a false alarm.
 *
 * @param source where it comes from, for people: file and line number
 */
public record CleanText(String source, String text) {}
