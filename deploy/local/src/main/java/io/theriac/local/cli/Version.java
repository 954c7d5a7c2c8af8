package io.theriac.local.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version the build stamped into the jar. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String stamped = Version.class.getPackage().getImplementationVersion();
    return new String[] {"theriac " + Objects.requireNonNullElse(stamped, "(unpackaged build)")};
  }
}
