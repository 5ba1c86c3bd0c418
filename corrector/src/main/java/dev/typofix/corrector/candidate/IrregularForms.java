package dev.typofix.corrector.candidate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;

/** Forms of words that no rule leads to from one another: go, went, gone. Immutable. */
final class IrregularForms {

  private static final String FILE = "irregular-forms.txt";

  private static final Splitter WORDS = Splitter.on(' ').omitEmptyStrings();

  private final ImmutableSetMultimap<String, String> forms;

  private IrregularForms(ImmutableSetMultimap<String, String> forms) {
    this.forms = forms;
  }

  /** The forms that come with the program. */
  static IrregularForms embedded() {
    ImmutableSetMultimap.Builder<String, String> forms = ImmutableSetMultimap.builder();
    try (InputStream file = IrregularForms.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing from the program");
      }
      new BufferedReader(new InputStreamReader(file, UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(WORDS::splitToList)
          .forEach(family -> addFamily(family, forms));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return new IrregularForms(forms.build());
  }

  private static void addFamily(
      List<String> family, ImmutableSetMultimap.Builder<String, String> forms) {
    for (String word : family) {
      for (String form : family) {
        if (!form.equals(word)) {
          forms.put(word, form);
        }
      }
    }
  }

  /** Other forms of a word in lower case; none if it has only regular ones. */
  ImmutableSet<String> of(String word) {
    return forms.get(word);
  }

  /** All words that have such forms. */
  ImmutableSet<String> words() {
    return forms.keySet();
  }
}
