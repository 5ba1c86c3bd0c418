package dev.typofix.tooling.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What an output was made of, beside it: config, source commit, files with SHA-256 and counts. */
public final class Manifest {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final ObjectNode root = JSON.createObjectNode();

  public Manifest(String command) {
    root.put("command", command);
    sourceCommit().ifPresent(commit -> root.put("source-commit", commit));
  }

  /** An object of its own, to be filled; the same for the same name. */
  public ObjectNode section(String name) {
    return root.withObject("/" + name);
  }

  /** Sets a value, in the place of an earlier one. */
  public void set(String name, JsonNode value) {
    root.set(name, value);
  }

  /** Adds files with their sizes and checksums. */
  public void addFiles(String name, List<Path> files) throws IOException {
    for (Path file : files) {
      ObjectNode node = root.withArray(name).addObject();
      node.put("file", String.valueOf(file.getFileName()));
      node.put("bytes", Files.size(file));
      node.put("sha256", sha256(file));
    }
  }

  /** Says in few characters what all that was added so far is. */
  public String fingerprint() {
    return Hashing.sha256().hashString(root.toString(), StandardCharsets.UTF_8).toString();
  }

  /** Writes the file that stands beside an output. */
  public void writeBeside(Path output) throws IOException {
    write(output.resolveSibling(output.getFileName() + ".manifest.json"));
  }

  /** Writes a file, in the place of an earlier one. */
  public void write(Path file) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(temporary, JSON.writeValueAsString(root) + "\n");
    Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream input = new DigestInputStream(Files.newInputStream(file), digest)) {
        input.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The commit of the working tree that the launcher lies in; empty outside of one. */
  private static Optional<String> sourceCommit() {
    try {
      String checkout = System.getProperty("typofix.checkout", ".");
      Process git =
          new ProcessBuilder("git", "-C", checkout, "rev-parse", "HEAD")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean found = git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0;
      return found ? Optional.of(commit.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
