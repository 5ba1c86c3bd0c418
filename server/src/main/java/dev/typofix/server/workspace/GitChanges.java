package dev.typofix.server.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/**
 * What changed in files since a commit, whether it is committed by now or not; a file that the
 * commit lacks is new as a whole. Used by one thread at a time.
 */
public final class GitChanges implements AutoCloseable {

  private final String reference;
  private final Map<Path, GitTree> trees = new HashMap<>();

  private GitChanges(String reference) {
    this.reference = reference;
  }

  /**
   * Changes since a commit.
   *
   * @param reference what names the commit: a branch, a tag, {@code HEAD~2}
   * @param folders where files are going to be asked for
   * @throws IOException if one of them is in no repository, or its repository has no such commit;
   *     the message says so to a person
   */
  public static GitChanges since(String reference, List<Path> folders) throws IOException {
    GitChanges changes = new GitChanges(reference);
    try {
      for (Path folder : folders) {
        changes.tree(folder);
      }
    } catch (IOException failed) {
      changes.close();
      throw failed;
    }
    return changes;
  }

  private GitTree tree(Path folder) throws IOException {
    Path root =
        GitRepository.rootAbove(folder)
            .orElseThrow(() -> new IOException(folder + " is in no git repository"));
    GitTree known = trees.get(root);
    if (known == null) {
      known = GitTree.open(root, reference);
      trees.put(root, known);
    }
    return known;
  }

  /**
   * What changed in a file.
   *
   * @param text what the file holds now
   * @throws IOException if the repository cannot be read
   */
  public ChangedText in(Path file, String text) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    GitTree tree = tree(absolute.resolveSibling(""));
    Optional<byte[]> before = tree.content(absolute);
    if (before.isEmpty() || !(Content.of(before.get()) instanceof Content.Text old)) {
      return ChangedText.whole(text);
    }
    return between(old.text(), text);
  }

  /** Blanks at the end of lines do not count, nor does how lines end. */
  private static ChangedText between(String before, String now) {
    RawText from = new RawText(before.getBytes(UTF_8));
    RawText to = new RawText(now.getBytes(UTF_8));
    EditList edits = new HistogramDiff().diff(RawTextComparator.WS_IGNORE_TRAILING, from, to);
    List<Integer> starts = lineStarts(now);
    List<ChangedText.Range> ranges = new ArrayList<>();
    for (Edit edit : edits) {
      if (edit.getLengthB() > 0) {
        ranges.add(new ChangedText.Range(starts.get(edit.getBeginB()), starts.get(edit.getEndB())));
      }
    }
    return new ChangedText(ranges);
  }

  /** Where lines start as git counts them, and the text's end: one more than there are lines. */
  private static List<Integer> lineStarts(String text) {
    List<Integer> starts = new ArrayList<>();
    for (int at = 0; at < text.length(); at = text.indexOf('\n', at) + 1) {
      starts.add(at);
      if (text.indexOf('\n', at) < 0) {
        break;
      }
    }
    starts.add(text.length());
    return starts;
  }

  @Override
  public void close() {
    trees.values().forEach(GitTree::close);
    trees.clear();
  }
}
