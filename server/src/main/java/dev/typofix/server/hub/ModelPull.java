package dev.typofix.server.hub;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ModelManifest;
import dev.typofix.server.hub.CatalogueEntry.Availability;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Brings a model from a hub into the user's folder of models, whole or not at all: its files are
 * gathered beside, each checked, and the folder is renamed in the end. Used by one thread.
 */
public final class ModelPull {

  private static final int MAXIMUM_MANIFEST_BYTES = 1 << 20;

  private final Hub hub;
  private final HubClient client;
  private final ModelsFolder models;
  private final PullConditions conditions;
  private final PullListener listener;

  /** How a pull ended. */
  public enum Result {
    INSTALLED,
    WAS_THERE
  }

  /**
   * Makes a pull; connects to nothing yet.
   *
   * @param variables the environment's, for proxies
   * @throws HubException if a proxy's address is none
   */
  public ModelPull(
      Hub hub,
      Map<String, String> variables,
      ModelsFolder models,
      PullConditions conditions,
      PullListener listener)
      throws HubException {
    this.hub = hub;
    this.client = new HubClient(hub, variables, conditions);
    this.models = models;
    this.conditions = conditions;
    this.listener = listener;
  }

  /**
   * Pulls a model, or goes on with it.
   *
   * @throws HubException if it cannot be had; what came stays for the next time
   * @throws IOException if the folder of models cannot be written
   */
  @SuppressWarnings("try") // held, not used
  public Result pull(CatalogueEntry entry) throws IOException, InterruptedException {
    if (entry.availability() == Availability.NOT_YET) {
      throw new HubException(
          "%s is not published yet: its checksums are not known, so nothing is fetched; name another model, or owner/repository[@revision]"
              .formatted(entry.name()));
    }
    Path folder = models.gather(entry.name());
    try (Closeable held = models.hold(entry.name())) {
      return pullInto(folder, entry);
    }
  }

  private Result pullInto(Path folder, CatalogueEntry entry)
      throws IOException, InterruptedException {
    Manifest manifest = manifest(entry);
    if (isInstalled(models.of(entry.name()), manifest)) {
      return Result.WAS_THERE;
    }
    Map<String, WantedFile> files = BundleFiles.listed(manifest.content, entry);
    fetch(folder, manifest.source, files.values());
    if (files.containsKey(BundleFiles.CORE_ML)) {
      Map<String, WantedFile> program = BundleFiles.ofCoreMl(folder.resolve(BundleFiles.CORE_ML));
      fetch(folder, manifest.source, program.values());
      files.putAll(program);
    }
    Files.write(folder.resolve(CatalogueEntry.MANIFEST), manifest.bytes);
    tidy(folder, files.keySet());
    try {
      ModelBundle.directory(folder);
    } catch (ModelLoadException wrong) {
      throw new HubException(String.valueOf(wrong.getMessage()), wrong);
    }
    models.install(entry.name());
    return Result.INSTALLED;
  }

  /**
   * A manifest as it came.
   *
   * @param source with the commit that it came from, where the hub tells: the other files must be
   *     of the same
   */
  @SuppressWarnings("ArrayRecordComponent") // private, and never compared
  private record Manifest(byte[] bytes, ModelManifest content, ModelSource source) {}

  private Manifest manifest(CatalogueEntry entry) throws IOException, InterruptedException {
    Attempts attempts = new Attempts(hub, conditions);
    while (true) {
      try {
        HttpResponse<InputStream> answer =
            client.open(entry.source(), CatalogueEntry.MANIFEST, Optional.empty());
        byte[] bytes = small(answer.body());
        ModelSource source =
            answer
                .headers()
                .firstValue("X-Repo-Commit")
                .filter(commit -> commit.matches("[0-9a-f]{40}"))
                .map(entry.source()::at)
                .orElse(entry.source());
        return checked(new Manifest(bytes, read(bytes, entry), source), entry);
      } catch (IOException failed) {
        attempts.failed(failed);
      }
    }
  }

  private byte[] small(InputStream body) throws IOException {
    byte[] bytes = new byte[MAXIMUM_MANIFEST_BYTES + 1];
    byte[] buffer = new byte[1 << 13];
    int size = 0;
    try (GuardedBody guarded = new GuardedBody(body, conditions.stall())) {
      for (int count = guarded.read(buffer); count >= 0; count = guarded.read(buffer)) {
        if (size + count > MAXIMUM_MANIFEST_BYTES) {
          throw new HubException("manifest.json is larger than 1 MB, so no manifest");
        }
        System.arraycopy(buffer, 0, bytes, size, count);
        size += count;
      }
    }
    return Arrays.copyOf(bytes, size);
  }

  private static ModelManifest read(byte[] bytes, CatalogueEntry entry) throws IOException {
    try {
      return ModelManifest.read(
          new ByteArrayInputStream(bytes), entry.source() + "/" + CatalogueEntry.MANIFEST);
    } catch (ModelLoadException wrong) {
      throw new HubException(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private static Manifest checked(Manifest manifest, CatalogueEntry entry) throws HubException {
    KnownFile known = entry.files().getOrDefault(CatalogueEntry.MANIFEST, KnownFile.UNKNOWN);
    String sha256 = Hashing.sha256().hashBytes(manifest.bytes).toString();
    if (!known.sha256().orElse(sha256).equals(sha256)) {
      throw new HubException(
          "%s: manifest.json is not the one that the catalogue knows (SHA-256 %s, should be %s); take a newer catalogue, or pull a revision by name"
              .formatted(entry.source(), sha256, known.sha256().get()));
    }
    return manifest;
  }

  /** Whether the same model is there already, and whole. */
  private static boolean isInstalled(Path folder, Manifest manifest) throws IOException {
    Path file = folder.resolve(CatalogueEntry.MANIFEST);
    if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), manifest.bytes)) {
      return false;
    }
    try {
      ModelBundle.directory(folder).verify();
      return true;
    } catch (ModelLoadException damaged) {
      return false;
    }
  }

  private void fetch(Path folder, ModelSource source, Collection<WantedFile> files)
      throws IOException, InterruptedException {
    Map<String, WantedFile> missing = new TreeMap<>();
    long total = 0;
    long present = 0;
    for (WantedFile file : files) {
      Path target = place(folder, file);
      total += file.bytes();
      if (isWhole(target, file)) {
        present += file.bytes();
      } else {
        missing.put(file.path(), file);
        present += PartFile.presentBytes(target, file, conditions.chunkBytes());
      }
    }
    checkSpace(folder, total - present);
    listener.begins(total, present);
    for (WantedFile file : missing.values()) {
      new FileDownload(client, source, file, conditions, listener).to(place(folder, file));
    }
  }

  /** Where a file goes, in folders that are no links. */
  private static Path place(Path folder, WantedFile file) throws IOException {
    Path target = folder;
    for (Path part : Path.of(file.path())) {
      if (!target.equals(folder)) {
        Files.createDirectories(target);
      }
      target = target.resolve(part);
      if (Files.isSymbolicLink(target)) {
        throw new HubException(target + ": a link, which no model holds; remove it and try again");
      }
    }
    return target;
  }

  private static boolean isWhole(Path path, WantedFile file) throws IOException {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        && Files.size(path) == file.bytes()
        && MoreFiles.asByteSource(path).hash(Hashing.sha256()).toString().equals(file.sha256());
  }

  private void checkSpace(Path folder, long neededBytes) throws IOException {
    long free = conditions.freeSpace().bytesIn(folder);
    if (neededBytes > free) {
      throw new HubException(
          "%s: %s more are needed, %s are free; free some space and run the command again"
              .formatted(folder, Sizes.of(neededBytes), Sizes.of(free)));
    }
  }

  /** Removes what an earlier pull of another revision left. */
  private static void tidy(Path folder, Set<String> wanted) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String path = folder.relativize(file).toString().replace('\\', '/');
            if (!wanted.contains(path) && !path.equals(CatalogueEntry.MANIFEST)) {
              Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
