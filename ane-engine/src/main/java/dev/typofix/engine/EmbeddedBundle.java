package dev.typofix.engine;

import dev.typofix.engine.ModelManifest.FileEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A bundle among the class path's resources. */
final class EmbeddedBundle implements ModelBundle {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  private final String name;
  private final ModelManifest manifest;

  private EmbeddedBundle(String name, ModelManifest manifest) {
    this.name = name;
    this.manifest = manifest;
  }

  static EmbeddedBundle named(String name) throws ModelLoadException {
    if (!NAME.matcher(name).matches()) {
      throw noneOfThatName(name);
    }
    try (InputStream input = resource(name, ManifestReader.FILE_NAME)) {
      if (input == null) {
        throw noneOfThatName(name);
      }
      String path = location(name) + '/' + ManifestReader.FILE_NAME;
      return new EmbeddedBundle(name, ManifestReader.read(input, path));
    } catch (IOException failed) {
      throw BundleFiles.unreadable(location(name), failed);
    }
  }

  @Override
  public ModelManifest manifest() {
    return manifest;
  }

  @Override
  public String location() {
    return location(name);
  }

  @Override
  public InputStream open(String file) throws ModelLoadException {
    return open(file, BundleFiles.entry(manifest, location(), file));
  }

  @Override
  public InputStream open(String file, FileEntry entry) throws ModelLoadException {
    String path = location() + '/' + file;
    try (InputStream input = resource(name, file)) {
      if (input == null) {
        throw new ModelLoadException("%s: missing; install Typofix again".formatted(path));
      }
      return new ByteArrayInputStream(BundleFiles.read(input, entry, path));
    } catch (IOException failed) {
      throw BundleFiles.unreadable(path, failed);
    }
  }

  @Override
  public Optional<Path> path(String file) {
    return Optional.empty();
  }

  @Override
  public Optional<Path> path(String file, FileEntry entry) {
    return Optional.empty();
  }

  private static String location(String name) {
    return "embedded model " + name;
  }

  private static ModelLoadException noneOfThatName(String name) {
    return new ModelLoadException(
        "%s: no model of that name is embedded; name a model's folder".formatted(name));
  }

  private static @Nullable InputStream resource(String name, String file) {
    return EmbeddedBundle.class.getResourceAsStream("/dev/typofix/models/" + name + '/' + file);
  }
}
