package dev.typofix.server.cli;

import picocli.CommandLine.Mixin;

/** What every command that checks texts can be told. Filled by picocli. */
final class RunOptions {

  @Mixin private final PathOptions paths = new PathOptions();

  @Mixin private final SinceOption since = new SinceOption();
  @Mixin private final CheckingOptions checking = new CheckingOptions();

  @Mixin private final ModelOptions model = new ModelOptions();

  PathOptions paths() {
    return paths;
  }

  SinceOption since() {
    return since;
  }

  CheckingOptions checking() {
    return checking;
  }

  ModelOptions model() {
    return model;
  }
}
