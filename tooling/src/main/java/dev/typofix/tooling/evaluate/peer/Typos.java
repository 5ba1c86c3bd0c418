package dev.typofix.tooling.evaluate.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.typofix.tooling.evaluate.checker.Reported;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** typos: a list of misspellings that reads source code. Its offsets count bytes of UTF-8. */
record Typos() implements PeerFormat {

  @Override
  public String name() {
    return "typos";
  }

  @Override
  public String version() {
    return "1.52.0";
  }

  @Override
  public List<List<String>> installation(Path folder) {
    return Pip.installation(folder, name() + "==" + version());
  }

  @Override
  public List<String> command(Path folder, String file) {
    return List.of(Pip.program(folder, "typos"), "--isolated", "--format", "json", file);
  }

  @Override
  public int foundCode() {
    return 2;
  }

  @Override
  public List<List<Reported>> parse(String output, List<String> lines) {
    ObjectMapper mapper = new ObjectMapper();
    LineFindings findings = new LineFindings(lines);
    for (String line : output.lines().toList()) {
      try {
        JsonNode json = mapper.readTree(line);
        if (json.path("type").asText().equals("typo") && json.has("line_num")) {
          int number = json.path("line_num").asInt();
          List<String> replacements = new ArrayList<>();
          json.path("corrections").forEach(each -> replacements.add(each.asText()));
          findings.add(
              number,
              utf16Offset(lines.get(number - 1), json.path("byte_offset").asInt()),
              json.path("typo").asText(),
              replacements);
        }
      } catch (JsonProcessingException malformed) {
        throw new IllegalStateException("no JSON", malformed);
      }
    }
    return findings.all();
  }

  private static int utf16Offset(String line, int bytes) {
    byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
    return new String(utf8, 0, bytes, StandardCharsets.UTF_8).length();
  }
}
