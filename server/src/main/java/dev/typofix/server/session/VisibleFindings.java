package dev.typofix.server.session;

import dev.typofix.corrector.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What of a check's findings a person should see now.
 *
 * @param shown neither ignored nor being typed, in the order of the text
 * @param withheld those at the word that is being typed: it may well come right by itself
 */
public record VisibleFindings(List<Finding> shown, List<Finding> withheld) {

  public VisibleFindings {
    shown = List.copyOf(shown);
    withheld = List.copyOf(withheld);
  }

  /**
   * Sorts a check's findings.
   *
   * @param current the same version as was checked; it says where someone is typing
   */
  public static VisibleFindings of(
      CheckedDocument checked, DocumentSnapshot current, Set<IgnoredPlace> ignored) {
    List<Finding> shown = new ArrayList<>();
    List<Finding> withheld = new ArrayList<>();
    boolean withholds = checked.settings().underCursorDelayMillis() > 0;
    for (Finding finding : checked.findings()) {
      if (ignored.contains(IgnoredPlace.of(current, finding.start(), finding.end()))) {
        continue;
      }
      (withholds && isBeingTyped(finding, current) ? withheld : shown).add(finding);
    }
    return new VisibleFindings(shown, withheld);
  }

  private static boolean isBeingTyped(Finding finding, DocumentSnapshot current) {
    return current.typedAt().isPresent()
        && finding.start() < current.typedAt().getAsInt()
        && current.typedAt().getAsInt() <= finding.end();
  }
}
