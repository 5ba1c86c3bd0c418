package dev.typofix.server.workspace;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps JGit to the repository: left alone it starts the program {@code git} to find the system's
 * settings, and writes measurements of the disk to the user's. Nothing that is read here depends on
 * either.
 */
final class QuietGit extends SystemReader.Delegate {

  private static final SystemReader INSTANCE = new QuietGit(SystemReader.getInstance());

  private QuietGit(SystemReader usual) {
    super(usual);
  }

  /** From now on; again does no harm. */
  static void install() {
    SystemReader.setInstance(INSTANCE);
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS system) {
    return new NoConfig(parent, system);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS system) {
    return new NoConfig(parent, system);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS system) {
    return new NoConfig(parent, system);
  }

  /** Settings that no file holds. */
  private static final class NoConfig extends FileBasedConfig {

    NoConfig(Config parent, FS system) {
      super(parent, null, system);
    }

    @Override
    public void load() {
      // There is nothing to read.
    }

    @Override
    public void save() {
      // What JGit would keep is of no use to others.
    }

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
