package dev.typofix.tooling.errors;

import dev.typofix.corrector.candidate.Inflections;
import dev.typofix.corrector.candidate.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Words in place of others: all of them are words. Thread-safe. */
final class MixUps {

  /** Share of the mix-ups that are taken from people's corrections, where there are any. */
  private static final double SEEN_SHARE = 0.75;

  private final WordKnowledge words;
  private final WrongForms forms;
  private final Homophones homophones;

  /** What was looked up once, by the word; never more than the words of the lexicon. */
  private final Map<String, List<String>> near = new ConcurrentHashMap<>();

  private final Map<String, List<String>> inflections = new ConcurrentHashMap<>();
  private final Map<String, List<WrongForms.Confusion>> seen = new ConcurrentHashMap<>();

  MixUps(WordKnowledge words, WrongForms forms) {
    this.words = words;
    this.forms = forms;
    this.homophones = new Homophones(words.lexicon());
  }

  /** In lower case; null if the word has no likely homophone. */
  @Nullable String homophone(Word word, RandomGenerator random) {
    List<String> alike = homophones.of(word.lower());
    if (alike.isEmpty() || word.length() < 2 || !words.takesTurn(word, random)) {
      return null;
    }
    String typed = alike.get(random.nextInt(alike.size()));
    boolean likely =
        Homophones.areClassics(typed, word.lower())
            ? words.logFrequency(typed) > -5 || random.nextInt(4) == 0
            : words.isCommon(typed) && words.passes(typed, word.lower(), random);
    return likely ? typed : null;
  }

  /** Another word that people typed, or one letter away; null if there is none. */
  @Nullable String confusion(Word word, RandomGenerator random) {
    String lower = word.lower();
    if (!words.takesTurn(word, random)) {
      return null;
    }
    if (random.nextDouble() < SEEN_SHARE) {
      return seen(lower, random);
    }
    if (lower.length() < 3) {
      return null;
    }
    List<String> candidates = near.computeIfAbsent(lower, this::findNear);
    if (candidates.isEmpty()) {
      return null;
    }
    String typed = candidates.get(random.nextInt(candidates.size()));
    return words.passes(typed, lower, random) ? typed : null;
  }

  private List<String> findNear(String lower) {
    List<String> found = new ArrayList<>();
    words
        .lexicon()
        .forEachNear(
            lower,
            1,
            (candidate, entry) -> {
              if (candidate.length() > 1
                  && !candidate.equals(lower)
                  && words.isCommon(candidate)
                  && !areForms(candidate, lower)) {
                found.add(candidate);
              }
            });
    return List.copyOf(found);
  }

  /** By the number of corrections; one of a single word. */
  private @Nullable String seen(String lower, RandomGenerator random) {
    String chosen = null;
    int total = 0;
    for (WrongForms.Confusion confusion : seen.computeIfAbsent(lower, this::findSeen)) {
      total += confusion.corrections();
      if (random.nextInt(total) < confusion.corrections()) {
        chosen = confusion.typed();
      }
    }
    return chosen;
  }

  private List<WrongForms.Confusion> findSeen(String lower) {
    return forms.confusions(lower).stream()
        .filter(confusion -> words.isCommon(confusion.typed()))
        .filter(confusion -> !areForms(confusion.typed(), lower))
        .filter(confusion -> !homophones.contains(confusion.typed(), lower))
        .toList();
  }

  private static boolean areForms(String a, String b) {
    return IrregularForms.areForms(a, b) || Inflections.formsOf(b).contains(a);
  }

  /** Another form of the word; null if there is none. */
  @Nullable String inflection(Word word, RandomGenerator random) {
    String lower = word.lower();
    List<String> irregular = IrregularForms.of(lower);
    if (!words.takesTurn(word, random)) {
      return null;
    }
    if (!irregular.isEmpty()) {
      return irregular.get(random.nextInt(irregular.size()));
    }
    if (lower.length() < 3 || lower.indexOf('\'') >= 0) {
      return null;
    }
    String chosen = null;
    double total = 0;
    for (String form : inflections.computeIfAbsent(lower, this::findForms)) {
      double weight = weight(lower, form);
      total += weight;
      if (random.nextDouble() * total < weight) {
        chosen = form;
      }
    }
    return chosen != null && words.passes(chosen, lower, random) ? chosen : null;
  }

  private List<String> findForms(String lower) {
    return Inflections.formsOf(lower).stream()
        .filter(form -> form.length() > 2 && words.isUsual(form))
        .toList();
  }

  /** How often the one form is typed for the other, roughly as in corrections of git histories. */
  private static double weight(String a, String b) {
    String shorter = a.length() < b.length() ? a : b;
    String longer = a.length() < b.length() ? b : a;
    if (!longer.startsWith(shorter)) {
      return longer.endsWith("ies") || longer.endsWith("ing") || longer.endsWith("ed") ? 2 : 0.1;
    }
    return switch (longer.substring(shorter.length())) {
      case "s" -> 8;
      case "d", "ed", "es" -> 4;
      case "ing", "ly" -> 2;
      default -> 0.1;
    };
  }

  /** An apostrophe left out, at another place, or too much; null where none is likely. */
  @Nullable String apostrophe(Word word, RandomGenerator random) {
    String lower = word.lower();
    int place = lower.indexOf('\'');
    if (place > 0) {
      String bare = lower.substring(0, place) + lower.substring(place + 1);
      int how = random.nextInt(10);
      if (how == 0 && place > 1 && place + 1 < lower.length()) {
        return bare.substring(0, place - 1) + '\'' + bare.substring(place - 1);
      }
      return how == 1 && random.nextInt(5) == 0
          ? lower.substring(0, place) + ';' + lower.substring(place + 1)
          : bare;
    }
    String stem = lower.substring(0, lower.length() - 1);
    boolean plural = stem.length() > 3 && lower.endsWith("s") && words.isCommon(stem);
    return plural && random.nextInt(16) == 0 ? stem + "'s" : null;
  }
}
