package dev.typofix.server.hub;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The user's folder of models, a folder each; what is on its way in or out lies in {@code .pull}
 * there, on the same disk, so that a model appears and goes whole. Touches nothing outside, and
 * follows no links that lie in it.
 */
public final class ModelsFolder {

  private static final String WAITING_ROOM = ".pull";

  private final Path root;

  public ModelsFolder(Path root) {
    this.root = root;
  }

  /** Whether it can be the name of an installed model. */
  public static boolean isName(String text) {
    return Names.isName(text);
  }

  /**
   * Where a model of this name lies, or would.
   *
   * @throws HubException if that is no name, or a link to elsewhere lies there
   */
  public Path of(String name) throws HubException {
    if (!Names.isName(name)) {
      throw new HubException("\"" + name + "\" cannot be a model's name");
    }
    return noLink(root.resolve(name));
  }

  private static Path noLink(Path path) throws HubException {
    if (Files.isSymbolicLink(path)) {
      throw new HubException(
          path + ": a link to elsewhere, so it is left alone; remove it yourself");
    }
    return path;
  }

  /** Makes the folder where a model's files are gathered, or finds what an earlier pull left. */
  Path gather(String name) throws IOException {
    of(name);
    Path room = noLink(root.resolve(WAITING_ROOM));
    Files.createDirectories(room);
    Path folder = noLink(room.resolve(name));
    Files.createDirectories(folder);
    return folder;
  }

  /** Holds a model for one pull at a time, also among processes; to be closed. */
  Closeable hold(String name) throws IOException {
    gather(name);
    Path file = noLink(root.resolve(WAITING_ROOM).resolve(name + ".lock"));
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException sameProcess) {
      channel.close();
      throw busy(name);
    }
    channel.close();
    throw busy(name);
  }

  private static HubException busy(String name) {
    return new HubException(name + " is being pulled already; wait for that to end");
  }

  /** Puts a gathered model in its place, where another of its name may be. */
  void install(String name) throws IOException {
    Path target = of(name);
    Path gathered = gather(name);
    Path old = noLink(gathered.resolveSibling(name + ".old"));
    delete(old);
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(gathered, target, StandardCopyOption.ATOMIC_MOVE);
    delete(old);
  }

  /**
   * Removes a model, and what is left of pulls of it.
   *
   * @return whether there was one
   * @throws IOException if it cannot be removed
   */
  public boolean remove(String name) throws IOException {
    Path target = of(name);
    Path gathered = noLink(root.resolve(WAITING_ROOM)).resolve(name);
    delete(noLink(gathered));
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Path going = noLink(gathered.resolveSibling(name + ".old"));
    Files.createDirectories(going.resolveSibling(""));
    delete(going);
    Files.move(target, going, StandardCopyOption.ATOMIC_MOVE);
    delete(going);
    return true;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      // Links in it are removed, not followed.
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }
}
