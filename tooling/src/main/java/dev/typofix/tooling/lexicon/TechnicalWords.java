package dev.typofix.tooling.lexicon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The word lists of cspell's dictionaries. Some are curated, others are dumps of the identifiers of
 * a library: those make a word known, not right.
 */
final class TechnicalWords {

  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z']*[A-Za-z]|[A-Za-z]");
  private static final Set<String> DUMPS =
      Set.of(
          "java__src_java.txt",
          "cpp__cpp.txt",
          "cpp__cpp-compound-words.txt",
          "cpp__cpp-legacy.txt",
          "win32__win32.txt",
          "python__python.txt",
          "golang__go.txt",
          "php__php.txt",
          "node__node.txt",
          "makefile__makefile.txt",
          "julia__julia.txt");

  private final SourceFiles files;

  TechnicalWords(SourceFiles files) {
    this.files = files;
  }

  void forEach(Function<String, WordFacts> factsOf) throws IOException {
    try (InputStream file = files.open("lexicons/cspell-dicts.tar.gz");
        TarArchiveInputStream archive = new TarArchiveInputStream(new GZIPInputStream(file))) {
      TarArchiveEntry entry = archive.getNextEntry();
      while (entry != null) {
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (name.endsWith(".txt")) {
          String text = new String(archive.readAllBytes(), StandardCharsets.UTF_8);
          text.lines().forEach(line -> addLine(name, line, factsOf));
        }
        entry = archive.getNextEntry();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void addLine(String list, String line, Function<String, WordFacts> factsOf) {
    int comment = line.indexOf('#');
    String entry = (comment < 0 ? line : line.substring(0, comment)).strip();
    if (entry.isEmpty() || entry.charAt(0) == '!') {
      return;
    }
    boolean names = list.startsWith("people-names") || list.startsWith("companies");
    Matcher matcher = WORD.matcher(entry);
    while (matcher.find()) {
      boolean whole = matcher.start() <= 1 && matcher.end() >= entry.length() - 1;
      String word = matcher.group();
      if (names) {
        factsOf.apply(word).addPersonName();
      } else if (DUMPS.contains(list)) {
        factsOf.apply(word).addWeakTechnical();
      } else if (whole) {
        factsOf.apply(word).addTechnical(word);
      }
    }
  }
}
