import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.languagetool.JLanguageTool;
import org.languagetool.Languages;
import org.languagetool.rules.RuleMatch;

/**
 * LanguageTool's findings in the lines of a file, each line for itself: {@code LanguageToolLines
 * FILE}. Started from its source with LanguageTool on the class path; no part of the product.
 */
final class LanguageToolLines {

  private LanguageToolLines() {}

  public static void main(String[] arguments) throws Exception {
    List<String> lines = Files.readAllLines(Path.of(arguments[0]), StandardCharsets.UTF_8);
    JLanguageTool checker = new JLanguageTool(Languages.getLanguageForShortCode("en-US"));
    ObjectMapper json = new ObjectMapper();
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    for (int i = 0; i < lines.size(); i++) {
      for (RuleMatch match : checker.check(lines.get(i))) {
        ObjectNode finding = json.createObjectNode();
        finding.put("line", i + 1);
        finding.put("start", match.getFromPos());
        finding.put("end", match.getToPos());
        finding.put("kind", match.getRule().getCategory().getId().toString());
        match.getSuggestedReplacements().forEach(finding.putArray("replacements")::add);
        out.println(finding);
      }
    }
    out.flush();
  }
}
