package dev.typofix.tooling.evaluate.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.typofix.tooling.evaluate.checker.Reported;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the small programs around libraries write: a JSON object a finding with {@code line} from 1,
 * {@code start} and {@code end} in UTF-16, the library's own {@code kind} and {@code replacements}.
 */
final class JsonFindings {

  private JsonFindings() {}

  /**
   * Reads the findings.
   *
   * @param kinds the codes of kinds, by the library's own; all else is {@code other}
   */
  static List<List<Reported>> parse(String output, List<String> lines, Map<String, String> kinds) {
    ObjectMapper mapper = new ObjectMapper();
    LineFindings findings = new LineFindings(lines);
    for (String line : output.lines().toList()) {
      try {
        JsonNode json = mapper.readTree(line);
        List<String> replacements = new ArrayList<>();
        json.path("replacements").forEach(each -> replacements.add(each.asText()));
        findings.add(
            json.path("line").asInt(),
            new LineFindings.Place(json.path("start").asInt(-1), json.path("end").asInt(-1)),
            kinds.getOrDefault(json.path("kind").asText(), "other"),
            replacements);
      } catch (JsonProcessingException malformed) {
        throw new IllegalStateException("no JSON", malformed);
      }
    }
    return findings.all();
  }
}
