package dev.typofix.tooling.lexicon;

import dev.typofix.corrector.lexicon.WordEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The CMU pronouncing dictionary: which frequent words sound alike. */
final class Pronunciations {

  private final SourceFiles files;

  Pronunciations(SourceFiles files) {
    this.files = files;
  }

  List<List<String>> homophones(Map<String, WordEntry> words) throws IOException {
    Map<String, Set<String>> bySound = new HashMap<>();
    try (InputStream file = files.open("lexicons/cmudict.zip");
        ZipInputStream archive = new ZipInputStream(file)) {
      ZipEntry entry = archive.getNextEntry();
      while (entry != null) {
        if (entry.getName().endsWith("/cmudict")) {
          String text = new String(archive.readAllBytes(), StandardCharsets.ISO_8859_1);
          text.lines().forEach(line -> addLine(line, words, bySound));
        }
        entry = archive.getNextEntry();
      }
    }
    Collection<Set<String>> groups = bySound.values();
    List<List<String>> homophones = new ArrayList<>();
    for (Set<String> group : groups) {
      if (group.size() > 1) {
        homophones.add(List.copyOf(group));
      }
    }
    return homophones;
  }

  private static void addLine(
      String line, Map<String, WordEntry> words, Map<String, Set<String>> bySound) {
    int blank = line.indexOf(' ');
    if (line.startsWith(";;;") || blank < 0) {
      return;
    }
    String word = line.substring(0, blank).toLowerCase(Locale.ROOT).replaceAll("\\(\\d+\\)$", "");
    WordEntry entry = words.get(word);
    if (entry != null && isFrequent(entry)) {
      String sound = line.substring(blank).replaceAll("\\d", "").strip();
      bySound.computeIfAbsent(sound, key -> new TreeSet<>()).add(word);
    }
  }

  private static boolean isFrequent(WordEntry entry) {
    return entry.status() == WordEntry.Status.ACCEPTED
        && entry.scowlLevel() > 0
        && entry.scowlLevel() <= 5
        && Math.min(entry.generalFrequency(), entry.technicalFrequency()) < 62;
  }
}
