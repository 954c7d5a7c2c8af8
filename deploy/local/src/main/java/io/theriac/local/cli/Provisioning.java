package io.theriac.local.cli;

import io.theriac.schemas.Topics;
import io.theriac.schemas.admin.ProvisioningReport;
import io.theriac.schemas.admin.TopicListing;
import io.theriac.schemas.admin.TopicProvisioner;
import io.theriac.schemas.admin.TopicSettings;
import io.theriac.schemas.registry.RegistryClient;
import io.theriac.schemas.registry.RegistryConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;

/** Opens the provisioner for one call. */
public final class Provisioning {

  private Provisioning() {}

  /** Creates what is missing; see {@link TopicProvisioner#provision}. */
  public static ProvisioningReport createTopics(
      Map<String, String> clientProperties, Topics topics, TopicSettings settings) {
    return with(clientProperties, provisioner -> provisioner.provision(topics, settings));
  }

  static List<TopicListing> list(Map<String, String> clientProperties, Topics topics) {
    return with(clientProperties, provisioner -> provisioner.list(topics));
  }

  private static <T> T with(
      Map<String, String> clientProperties, Function<TopicProvisioner, T> use) {
    try (Admin admin = Admin.create(new HashMap<String, Object>(clientProperties))) {
      return use.apply(
          new TopicProvisioner(admin, new RegistryClient(RegistryConfig.from(clientProperties))));
    }
  }
}
