package dev.typofix.server.settings;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * File patterns as users know them from git: {@code *.min.js} and {@code vendor} match at any
 * depth, {@code docs/*.txt} from the root on, {@code **} any folders; a folder's name takes all in
 * it. Immutable; equal if made from the same patterns.
 */
public final class PathPatterns {

  /** Matches nothing. */
  public static final PathPatterns NONE = new PathPatterns(List.of());

  private final List<String> patterns;
  private final List<PathMatcher> matchers;

  private PathPatterns(List<String> patterns) {
    this.patterns = List.copyOf(patterns);
    this.matchers = patterns.stream().flatMap(pattern -> variants(pattern).stream()).toList();
  }

  /**
   * Reads patterns.
   *
   * @throws PatternSyntaxException if one is not well-formed
   */
  public static PathPatterns of(List<String> patterns) {
    return new PathPatterns(patterns);
  }

  /** Java's globs want a folder for {@code **}{@code /}, and know no "this and all below". */
  private static List<PathMatcher> variants(String pattern) {
    String body = pattern.replace('\\', '/');
    boolean rooted = body.startsWith("/") || body.substring(0, lastInner(body)).contains("/");
    body = body.startsWith("/") ? body.substring(1) : body;
    body = body.endsWith("/") ? body.substring(0, body.length() - 1) : body;
    List<String> heads = new ArrayList<>(List.of(body));
    if (body.startsWith("**/")) {
      heads.add(body.substring(3));
    } else if (!rooted) {
      heads.add("**/" + body);
    }
    List<PathMatcher> variants = new ArrayList<>();
    for (String head : heads) {
      variants.add(FileSystems.getDefault().getPathMatcher("glob:" + head));
      variants.add(FileSystems.getDefault().getPathMatcher("glob:" + head + "/**"));
    }
    return variants;
  }

  /** The pattern's length without a slash at its end. */
  private static int lastInner(String pattern) {
    return pattern.endsWith("/") ? pattern.length() - 1 : pattern.length();
  }

  /**
   * Whether a pattern takes this file.
   *
   * @param relative the file's path from the root of the settings file or workspace
   */
  public boolean matches(Path relative) {
    return matchers.stream().anyMatch(matcher -> matcher.matches(relative));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathPatterns that && patterns.equals(that.patterns);
  }

  @Override
  public int hashCode() {
    return patterns.hashCode();
  }

  @Override
  public String toString() {
    return patterns.toString();
  }
}
