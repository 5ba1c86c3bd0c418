package dev.typofix.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.typofix.corrector.Finding;
import dev.typofix.server.message.Reasons;
import dev.typofix.server.workspace.AtomicFile;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Findings that a project has and does not want to hear of: how often which text is found in which
 * file. Lines may move without making a finding a new one; the same error once more is one. Used by
 * one thread.
 */
final class Baseline {

  private static final int VERSION = 1;

  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::path).thenComparing(Key::kind).thenComparing(Key::text);

  private final Path file;
  private final Map<Key, Integer> counts = new TreeMap<>(ORDER);

  /**
   * What makes a finding the same as another.
   *
   * @param path of its file from the baseline's folder, with {@code /}
   * @param kind as settings name it
   * @param text what it covers
   */
  private record Key(String path, String kind, String text) {}

  private Baseline(Path file) {
    this.file = file;
  }

  /**
   * A baseline without findings.
   *
   * @param file where it is going to be written, absolute
   */
  static Baseline empty(Path file) {
    return new Baseline(file);
  }

  /**
   * Reads a baseline.
   *
   * @throws CommandFailure if there is none, or it is not one
   */
  static Baseline read(Path file) throws CommandFailure {
    Baseline baseline = new Baseline(file);
    try {
      baseline.readAll(new ObjectMapper().readTree(Files.readAllBytes(file)));
    } catch (JsonProcessingException malformed) {
      throw noBaseline(file, "line " + malformed.getLocation().getLineNr() + " is not valid JSON");
    } catch (IOException unreadable) {
      throw new CommandFailure(
          file
              + ": "
              + Reasons.of(unreadable)
              + "; --write-baseline makes a baseline of the present findings",
          unreadable);
    }
    return baseline;
  }

  private void readAll(JsonNode tree) throws CommandFailure {
    if (tree.path("version").asInt() != VERSION || !tree.path("findings").isArray()) {
      throw noBaseline(file, "it has no version " + VERSION + " or no findings");
    }
    for (JsonNode finding : tree.path("findings")) {
      Key key =
          new Key(
              finding.path("path").asText(),
              finding.path("kind").asText(),
              finding.path("text").asText());
      counts.merge(key, Math.max(0, finding.path("count").asInt(1)), Integer::sum);
    }
  }

  private static CommandFailure noBaseline(Path file, String why) {
    return new CommandFailure(
        file
            + " is no baseline: "
            + why
            + "; delete it and make it anew with --write-baseline, or name another");
  }

  /** The findings that this does not list, each of its own taken off once. */
  List<Finding> takeFrom(Path checked, String text, List<Finding> findings) {
    if (isThis(checked)) {
      return List.of();
    }
    String path = relative(checked);
    List<Finding> unknown = new ArrayList<>();
    for (Finding finding : findings) {
      Key key = key(path, text, finding);
      int left = counts.getOrDefault(key, 0);
      if (left > 0) {
        counts.put(key, left - 1);
      } else {
        unknown.add(finding);
      }
    }
    return unknown;
  }

  /** Lists what a file has now, and nothing that it had before. */
  void replace(Path checked, String text, List<Finding> findings) {
    if (isThis(checked)) {
      return;
    }
    String path = relative(checked);
    counts.keySet().removeIf(key -> key.path().equals(path));
    for (Finding finding : findings) {
      counts.merge(key(path, text, finding), 1, Integer::sum);
    }
  }

  /** It lists errors, which nobody wants to see reported in it. */
  private boolean isThis(Path checked) {
    return checked.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize());
  }

  private static Key key(String path, String text, Finding finding) {
    return new Key(path, finding.kind().code(), text.substring(finding.start(), finding.end()));
  }

  private String relative(Path checked) {
    Path folder = file.resolveSibling("").toAbsolutePath().normalize();
    Path absolute = checked.toAbsolutePath().normalize();
    boolean sameDisk = folder.getRoot() != null && folder.getRoot().equals(absolute.getRoot());
    Path shown = sameDisk ? folder.relativize(absolute) : absolute;
    return shown.toString().replace(File.separatorChar, '/');
  }

  /** Writes it, without files that are no more; a line a finding, sorted. */
  void write() throws IOException {
    Path folder = file.resolveSibling("");
    List<String> lines =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .filter(entry -> Files.exists(folder.resolve(entry.getKey().path())))
            .map(entry -> line(entry.getKey(), entry.getValue()))
            .toList();
    String content =
        "{\"version\":"
            + VERSION
            + ",\"findings\":["
            + (lines.isEmpty() ? "" : "\n" + String.join(",\n", lines) + "\n")
            + "]}\n";
    AtomicFile.write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  private static String line(Key key, int count) {
    return FindingJson.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("path", key.path());
          json.writeStringField("kind", key.kind());
          json.writeStringField("text", key.text());
          json.writeNumberField("count", count);
          json.writeEndObject();
        });
  }
}
