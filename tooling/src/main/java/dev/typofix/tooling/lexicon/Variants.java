package dev.typofix.tooling.lexicon;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** VarCon: spellings of one word in American, British, Canadian and Australian English. */
final class Variants {

  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z']*");

  private final SourceFiles files;

  Variants(SourceFiles files) {
    this.files = files;
  }

  /** Each spelling with the first spellings of its groups, joined by {@code |}. */
  Map<String, String> read() throws IOException {
    Map<String, TreeSet<String>> groups = new TreeMap<>();
    files.forEachLine(
        "lexicons/varcon.txt.gz",
        line -> {
          String data = line.split("[#|]", 2)[0];
          String first = "";
          for (String field : data.split("/", -1)) {
            String word = field.substring(field.indexOf(':') + 1).strip().toLowerCase(Locale.ROOT);
            if (field.contains(":") && WORD.matcher(word).matches() && !word.endsWith("'s")) {
              first = first.isEmpty() ? word : first;
              groups.computeIfAbsent(word, key -> new TreeSet<>()).add(first);
            }
          }
        });
    Map<String, String> variants = new TreeMap<>();
    groups.forEach((word, heads) -> variants.put(word, String.join("|", heads)));
    return variants;
  }
}
