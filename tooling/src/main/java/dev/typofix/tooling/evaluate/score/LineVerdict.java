package dev.typofix.tooling.evaluate.score;

import dev.typofix.tooling.evaluate.checker.Reported;
import dev.typofix.tooling.evaluate.corpus.Blanks;
import dev.typofix.tooling.evaluate.corpus.GoldEdit;
import dev.typofix.tooling.evaluate.corpus.GoldLine;
import java.util.ArrayList;
import java.util.List;

/**
 * The findings of a line held against its edits. A finding that touches none but edits that do not
 * count is neither right nor wrong: it is left out.
 */
public record LineVerdict(GoldLine line, List<FindingVerdict> findings, List<EditVerdict> edits) {

  private static final int TOP = 3;

  public LineVerdict {
    findings = List.copyOf(findings);
    edits = List.copyOf(edits);
  }

  /** Judges the findings of a line. */
  public static LineVerdict of(GoldLine line, List<Reported> reported) {
    List<FindingVerdict> findings = new ArrayList<>();
    for (Reported finding : reported) {
      List<GoldEdit> touched = touchedBy(finding, line, line.edits());
      List<GoldEdit> counted = touched.stream().filter(GoldEdit::counts).toList();
      if (!counted.isEmpty()) {
        boolean right =
            !finding.replacements().isEmpty()
                && isWanted(finding, finding.replacements().get(0), line);
        findings.add(new FindingVerdict(finding, true, right, counted.get(0).editClass()));
      } else if (touched.isEmpty()) {
        findings.add(FindingVerdict.falseAlarm(finding));
      }
    }
    return new LineVerdict(
        line, findings, line.counted().stream().map(edit -> judge(edit, line, findings)).toList());
  }

  private static EditVerdict judge(GoldEdit edit, GoldLine line, List<FindingVerdict> findings) {
    Range range = Range.of(edit, line.text());
    List<FindingVerdict> touching =
        findings.stream()
            .filter(FindingVerdict::detected)
            .filter(verdict -> Range.of(verdict.finding()).touches(range))
            .toList();
    return new EditVerdict(
        edit,
        touching.stream().map(FindingVerdict::finding).toList(),
        touching.stream().filter(FindingVerdict::right).map(FindingVerdict::finding).toList(),
        touching.stream().anyMatch(verdict -> isInTop(verdict.finding(), line)));
  }

  private static boolean isInTop(Reported finding, GoldLine line) {
    return finding.replacements().stream()
        .limit(TOP)
        .anyMatch(replacement -> isWanted(finding, replacement, line));
  }

  /** Whether a replacement makes of the line what all the edits that the finding touches make. */
  private static boolean isWanted(Reported finding, String replacement, GoldLine line) {
    String wanted = line.with(touchedBy(finding, line, line.counted()));
    return Blanks.fold(finding.applied(line.text(), replacement)).equals(Blanks.fold(wanted));
  }

  private static List<GoldEdit> touchedBy(Reported finding, GoldLine line, List<GoldEdit> edits) {
    Range range = Range.of(finding);
    return edits.stream().filter(edit -> range.touches(Range.of(edit, line.text()))).toList();
  }
}
