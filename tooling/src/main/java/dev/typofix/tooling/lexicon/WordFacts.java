package dev.typofix.tooling.lexicon;

import dev.typofix.corrector.lexicon.WordEntry;
import dev.typofix.corrector.lexicon.WordEntry.Casing;
import dev.typofix.corrector.lexicon.WordEntry.Status;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the sources say of one word, collected until it becomes an entry. Not thread-safe. */
final class WordFacts {

  private static final int ABSENT = 100;

  /** SCOWL levels up to this are words that a dictionary for writers holds. */
  private static final int ACCEPTED_LEVEL = 70;

  /** Larger SCOWL levels are noise rather than words. */
  private static final int WEAK_LEVEL = 80;

  /** A word that no list holds is one if this many documents use it. */
  private static final int ACCEPTED_DOCUMENTS = 5;

  private int lowerLevel = ABSENT;
  private int capitalLevel = ABSENT;
  private int specialLevel = ABSENT;
  private @Nullable String specialForm;
  private boolean technical;
  private boolean weakTechnical;
  private boolean personName;
  private boolean misspelling;
  private final Map<String, Integer> proseForms = new HashMap<>();
  private int documents;
  private double generalShare;
  private double technicalShare;

  void addScowl(String form, int level) {
    if (form.equals(form.toLowerCase(Locale.ROOT))) {
      lowerLevel = Math.min(lowerLevel, level);
    } else if (isCapitalized(form)) {
      capitalLevel = Math.min(capitalLevel, level);
    } else if (level < specialLevel) {
      specialLevel = level;
      specialForm = form;
    }
  }

  void addTechnical(String form) {
    technical = true;
    boolean mixed = !form.equals(form.toLowerCase(Locale.ROOT)) && !isCapitalized(form);
    if (mixed && specialForm == null) {
      specialForm = form;
    }
  }

  void addWeakTechnical() {
    weakTechnical = true;
  }

  void addPersonName() {
    personName = true;
  }

  void markMisspelling() {
    misspelling = true;
  }

  void addDocument(Map<String, Integer> forms, boolean counts) {
    if (counts) {
      documents++;
    }
    forms.forEach((form, count) -> proseForms.merge(form, count, Integer::sum));
  }

  void addGeneralShare(double share) {
    generalShare += share;
  }

  void addTechnicalShare(double share) {
    technicalShare += share;
  }

  /** The entry, or null if the sources do not make it a word. */
  @Nullable WordEntry toEntry() {
    Status status = status();
    if (status == null) {
      return null;
    }
    int level = Math.min(lowerLevel, Math.min(capitalLevel, specialLevel));
    return new WordEntry(
        status,
        casing(),
        level == ABSENT ? 0 : Math.min(9, level / 10),
        decibels(generalShare),
        decibels(technicalShare));
  }

  /** How a word of special casing is written. */
  @Nullable String specialForm() {
    return casing() == Casing.SPECIAL ? specialForm : null;
  }

  private @Nullable Status status() {
    if (lowerLevel <= ACCEPTED_LEVEL) {
      return Status.ACCEPTED;
    }
    if (misspelling && !technical && capitalLevel > ACCEPTED_LEVEL) {
      return null;
    }
    if (technical || specialLevel <= ACCEPTED_LEVEL || documents >= ACCEPTED_DOCUMENTS) {
      return casing() == Casing.CAPITALIZED ? Status.NAME : Status.ACCEPTED;
    }
    if (capitalLevel <= ACCEPTED_LEVEL || personName) {
      return Status.NAME;
    }
    boolean weak =
        weakTechnical || documents >= 2 || Math.min(lowerLevel, capitalLevel) <= WEAK_LEVEL;
    return weak ? Status.WEAK : null;
  }

  private Casing casing() {
    int capital = capitalLevel + 20;
    if (lowerLevel != ABSENT && lowerLevel <= capital && lowerLevel <= specialLevel + 20) {
      return Casing.LOWER;
    }
    if (specialForm != null && (specialLevel < capitalLevel || capitalLevel == ABSENT)) {
      return Casing.SPECIAL;
    }
    if (capitalLevel != ABSENT) {
      return Casing.CAPITALIZED;
    }
    if (personName && !technical && !weakTechnical) {
      return Casing.CAPITALIZED;
    }
    return mostlyCapitalized() ? Casing.CAPITALIZED : Casing.LOWER;
  }

  private boolean mostlyCapitalized() {
    int lower = 0;
    int capital = 0;
    for (Map.Entry<String, Integer> form : proseForms.entrySet()) {
      if (isCapitalized(form.getKey())) {
        capital += form.getValue();
      } else {
        lower += form.getValue();
      }
    }
    return capital > 3 * lower;
  }

  static int decibels(double share) {
    return share <= 0
        ? WordEntry.NEVER_SEEN
        : (int) Math.max(0, Math.min(WordEntry.NEVER_SEEN, Math.round(-10 * Math.log10(share))));
  }

  private static boolean isCapitalized(String form) {
    return Character.isUpperCase(form.charAt(0))
        && form.substring(1).equals(form.substring(1).toLowerCase(Locale.ROOT));
  }
}
