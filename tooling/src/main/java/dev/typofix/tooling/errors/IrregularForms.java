package dev.typofix.tooling.errors;

import com.google.common.collect.ImmutableListMultimap;
import java.util.List;

/** Forms of frequent words that no ending makes. */
final class IrregularForms {

  private static final String[] GROUPS = {
    "is are",
    "was were",
    "has have had",
    "do does did done",
    "be been being",
    "go goes went gone",
    "this these",
    "that those",
    "give gave given",
    "take took taken",
    "write wrote written",
    "see saw seen",
    "know knew known",
    "get got",
    "make made",
    "find found",
    "run ran",
    "begin began begun",
    "choose chose chosen",
    "break broke broken",
    "come came",
    "keep kept",
    "send sent",
    "build built",
    "hold held",
    "leave left",
    "lead led",
    "lose lost",
    "mean meant",
    "say said",
    "show shown showed",
    "speak spoke spoken",
    "throw threw thrown",
    "man men",
    "woman women",
    "child children",
    "index indices indexes",
    "datum data",
    "criterion criteria",
    "person people",
    "analysis analyses",
    "phenomenon phenomena",
    "he his him",
    "she her",
    "they them",
    "who whom",
    "fall fell fallen",
    "become became",
    "grow grew grown",
  };

  private static final ImmutableListMultimap<String, String> FORMS = forms();

  private IrregularForms() {}

  private static ImmutableListMultimap<String, String> forms() {
    ImmutableListMultimap.Builder<String, String> forms = ImmutableListMultimap.builder();
    for (String group : GROUPS) {
      List<String> words = List.of(group.split(" ", -1));
      for (String word : words) {
        words.stream().filter(other -> !other.equals(word)).forEach(o -> forms.put(word, o));
      }
    }
    return forms.build();
  }

  static List<String> of(String lower) {
    return FORMS.get(lower);
  }

  static boolean areForms(String a, String b) {
    return FORMS.get(a).contains(b);
  }
}
