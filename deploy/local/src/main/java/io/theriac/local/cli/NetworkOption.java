package io.theriac.local.cli;

import io.theriac.model.net.NetworkConfig;
import picocli.CommandLine.Option;

/** Which network. */
final class NetworkOption {

  /** The networks there are. */
  enum Kind {
    EXTENDED,
    PUBLISHED
  }

  @Option(
      names = "--network",
      paramLabel = "extended|published",
      defaultValue = "extended",
      description = {
        "The extended network, or the published one alone, trained the paper's way",
        "(default: ${DEFAULT-VALUE})."
      })
  private Kind kind;

  boolean published() {
    return kind == Kind.PUBLISHED;
  }

  NetworkConfig config() {
    return published() ? NetworkConfig.published() : NetworkConfig.extended();
  }
}
