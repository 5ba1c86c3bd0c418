package dev.typofix.server.hub;

import com.google.common.base.Preconditions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What models, repositories, revisions and files may be called. They come from catalogues and hubs,
 * which are not trusted: no name leaves its folder, on any system.
 */
final class Names {

  private static final String PART = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";
  private static final Pattern NAME = Pattern.compile(PART);
  private static final Pattern REPOSITORY = Pattern.compile(PART + "/" + PART);
  private static final Pattern REVISION = Pattern.compile(PART + "(/" + PART + ")*");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /** Windows takes these for devices, whatever follows the first full stop. */
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  private static final int MAXIMUM_DEPTH = 8;

  private Names() {}

  /** Whether it can be the name of a model, and so of a folder. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches()
        && !text.contains("..")
        && !text.endsWith(".")
        && !DEVICE.matcher(text.toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether it can be the path of a file below a folder: names between slashes. */
  static boolean isPath(String text) {
    String[] parts = text.split("/", -1);
    return parts.length <= MAXIMUM_DEPTH && Arrays.stream(parts).allMatch(Names::isName);
  }

  static void checkName(String name) {
    check(isName(name), "name", name);
  }

  static void checkRepository(String repository) {
    check(
        REPOSITORY.matcher(repository).matches() && !repository.contains(".."),
        "repository (owner/name)",
        repository);
  }

  static void checkRevision(String revision) {
    check(REVISION.matcher(revision).matches() && !revision.contains(".."), "revision", revision);
  }

  static void checkFiles(Set<String> files) {
    files.forEach(file -> checkPath(file));
  }

  static void checkPath(String path) {
    check(isPath(path), "path of a file in a model", path);
  }

  static void checkSha256(String sha256) {
    check(SHA_256.matcher(sha256).matches(), "SHA-256", sha256);
  }

  private static void check(boolean holds, String kind, String text) {
    Preconditions.checkArgument(holds, "\"%s\" is no %s", text, kind);
  }
}
