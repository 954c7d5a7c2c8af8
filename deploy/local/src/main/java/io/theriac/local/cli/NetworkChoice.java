package io.theriac.local.cli;

import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.PublishedOptions.Setting;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which network, and for the published one in which setting. */
final class NetworkChoice {

  @Mixin private NetworkOption network;

  @Option(
      names = "--setting",
      paramLabel = "SETTING",
      description = {
        "Facts beside codes that the published network uses: ${COMPLETION-CANDIDATES}; G sex, Y age, L",
        "laboratory results (default: GY)."
      })
  private Setting setting;

  boolean published() {
    return network.published();
  }

  /** How the network is built. */
  NetworkConfig config() {
    NetworkConfig config = network.config();
    if (setting == null) {
      return config;
    }
    if (!published()) {
      throw new WrongOptionException(
          "--setting is %s, which belongs to the published network: add --network published."
              .formatted(setting));
    }
    return config.withTrunk(config.trunk().with(setting));
  }
}
