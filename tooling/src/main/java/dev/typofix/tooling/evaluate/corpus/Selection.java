package dev.typofix.tooling.evaluate.corpus;

import com.google.common.base.Preconditions;
import java.util.ArrayList;
import java.util.List;

/**
 * Which texts of each file are looked at.
 *
 * @param every each Nth, beginning with the first; from 1
 * @param limit at most so many of these; from 1
 */
public record Selection(int every, int limit) {

  public static final Selection ALL = new Selection(1, Integer.MAX_VALUE);

  public Selection {
    Preconditions.checkArgument(every >= 1, "every %s. text, at least 1 is needed", every);
    Preconditions.checkArgument(limit >= 1, "at most %s texts, at least 1 is needed", limit);
  }

  <T> List<T> of(List<T> texts) {
    List<T> chosen = new ArrayList<>();
    for (int i = 0; i < texts.size() && chosen.size() < limit; i += every) {
      chosen.add(texts.get(i));
      if (i > Integer.MAX_VALUE - every) {
        break;
      }
    }
    return chosen;
  }
}
