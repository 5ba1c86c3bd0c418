package dev.typofix.engine;

import dev.typofix.engine.ModelManifest.FileEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A bundle in a folder. */
final class DirectoryBundle implements ModelBundle {

  private final Path folder;
  private final ModelManifest manifest;

  private DirectoryBundle(Path folder, ModelManifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  static DirectoryBundle in(Path folder) throws ModelLoadException {
    if (!Files.isDirectory(folder)) {
      throw new ModelLoadException(
          "%s: no such folder; name the folder that holds the model's manifest.json"
              .formatted(folder));
    }
    Path file = folder.resolve(ManifestReader.FILE_NAME);
    if (!Files.isRegularFile(file)) {
      throw new ModelLoadException(
          "%s: missing; name a folder that holds a complete model bundle".formatted(file));
    }
    ModelManifest manifest;
    try (InputStream input = Files.newInputStream(file)) {
      manifest = ManifestReader.read(input, file.toString());
    } catch (IOException failed) {
      throw BundleFiles.unreadable(file.toString(), failed);
    }
    DirectoryBundle bundle = new DirectoryBundle(folder, manifest);
    for (Map.Entry<String, FileEntry> listed : manifest.files().entrySet()) {
      bundle.existing(listed.getKey(), listed.getValue());
    }
    return bundle;
  }

  @Override
  public ModelManifest manifest() {
    return manifest;
  }

  @Override
  public String location() {
    return folder.toString();
  }

  @Override
  public InputStream open(String file) throws ModelLoadException {
    return open(file, BundleFiles.entry(manifest, location(), file));
  }

  @Override
  public InputStream open(String file, FileEntry entry) throws ModelLoadException {
    Path path = existing(file, entry);
    try (InputStream input = Files.newInputStream(path)) {
      return new ByteArrayInputStream(BundleFiles.read(input, entry, path.toString()));
    } catch (IOException failed) {
      throw BundleFiles.unreadable(path.toString(), failed);
    }
  }

  @Override
  public Optional<Path> path(String file) throws ModelLoadException {
    return path(file, BundleFiles.entry(manifest, location(), file));
  }

  @Override
  public Optional<Path> path(String file, FileEntry entry) throws ModelLoadException {
    Path path = existing(file, entry);
    try (InputStream input = Files.newInputStream(path)) {
      BundleFiles.check(input, entry, path.toString());
    } catch (IOException failed) {
      throw BundleFiles.unreadable(path.toString(), failed);
    }
    return Optional.of(path);
  }

  /** The path of a listed file that is there and as long as it should be. */
  private Path existing(String file, FileEntry entry) throws ModelLoadException {
    Path path = folder.resolve(file);
    if (!Files.isRegularFile(path)) {
      throw new ModelLoadException("%s: missing; fetch the model again".formatted(path));
    }
    try {
      BundleFiles.checkSize(Files.size(path), entry, path.toString());
    } catch (IOException failed) {
      throw BundleFiles.unreadable(path.toString(), failed);
    }
    return path;
  }
}
