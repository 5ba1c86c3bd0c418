package dev.typofix.tooling.evaluate.report;

import java.util.List;
import java.util.Map;

/**
 * What a report was made from.
 *
 * @param configuration the options that change the figures
 */
public record ReportManifest(Map<String, String> configuration, Model model, List<Input> inputs) {

  public ReportManifest {
    inputs = List.copyOf(inputs);
  }

  /**
   * A model.
   *
   * @param location its folder
   * @param backend what it ran on
   * @param files the SHA-256 of each file of the bundle
   */
  public record Model(String name, String location, String backend, Map<String, String> files) {}

  /** A file that was read. */
  public record Input(String path, String sha256, int texts) {}
}
