package dev.typofix.server.cli;

import picocli.CommandLine.IVersionProvider;

/** The program's version, from the jar's manifest. */
final class ProgramVersion implements IVersionProvider {

  /** {@code 0.1.0}; {@code development} outside a jar. */
  static String text() {
    String version = ProgramVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"typofix " + text()};
  }
}
