package dev.typofix.tooling.errors;

import com.google.common.collect.ImmutableListMultimap;
import dev.typofix.corrector.lexicon.Lexicon;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words that sound alike: those that everybody mixes up, and what the lexicon knows by
 * pronunciation alone. Immutable, thread-safe.
 */
final class Homophones {

  /** The classics, so that they are there whatever the lexicon says. */
  private static final String[] CLASSICS = {
    "there their they're",
    "your you're",
    "its it's",
    "to too two",
    "than then",
    "whose who's",
    "were where we're",
    "of off",
    "lose loose",
    "affect effect",
    "accept except",
    "by buy bye",
    "hear here",
    "know no",
    "knew new",
    "whole hole",
    "weather whether",
    "which witch",
    "right write",
    "threw through",
    "past passed",
    "peace piece",
    "principal principle",
    "quite quiet",
    "brake break",
    "complement compliment",
    "led lead",
    "advice advise",
    "choose chose",
    "desert dessert",
    "for four",
    "one won",
    "our are",
    "plain plane",
    "role roll",
    "sight site cite",
    "stationary stationery",
    "wait weight",
    "way weigh",
    "wear where",
    "cache cash",
    "insure ensure",
    "discreet discrete",
    "through thorough",
    "thought though",
    "allowed aloud",
    "board bored",
    "course coarse",
    "fair fare",
  };

  private static final ImmutableListMultimap<String, String> CLASSIC = classic();

  private final ImmutableListMultimap<String, String> alike;

  Homophones(Lexicon lexicon) {
    Map<String, Set<String>> groups = new HashMap<>();
    CLASSIC.forEach(
        (word, other) -> groups.computeIfAbsent(word, key -> new LinkedHashSet<>()).add(other));
    lexicon.forEachConfusion(
        (typed, alternatives) -> {
          for (Lexicon.Confusion confusion : alternatives) {
            String meant = confusion.meant();
            if (confusion.corrections() == 0
                && typed.indexOf(' ') < 0
                && meant.indexOf(' ') < 0
                && lexicon.correctionCount(meant, typed) == 0) {
              groups.computeIfAbsent(meant, key -> new LinkedHashSet<>()).add(typed);
            }
          }
        });
    ImmutableListMultimap.Builder<String, String> builder = ImmutableListMultimap.builder();
    List<String> words = new ArrayList<>(groups.keySet());
    words.sort(null);
    words.forEach(word -> groups.getOrDefault(word, Set.of()).forEach(o -> builder.put(word, o)));
    alike = builder.build();
  }

  List<String> of(String lower) {
    return alike.get(lower);
  }

  boolean contains(String a, String b) {
    return alike.get(a).contains(b);
  }

  /** Whether everybody mixes these two up. */
  static boolean areClassics(String a, String b) {
    return CLASSIC.containsEntry(a, b);
  }

  private static ImmutableListMultimap<String, String> classic() {
    ImmutableListMultimap.Builder<String, String> pairs = ImmutableListMultimap.builder();
    for (String group : CLASSICS) {
      List<String> words = List.of(group.split(" ", -1));
      for (String word : words) {
        words.stream().filter(other -> !other.equals(word)).forEach(o -> pairs.put(word, o));
      }
    }
    return pairs.build();
  }
}
