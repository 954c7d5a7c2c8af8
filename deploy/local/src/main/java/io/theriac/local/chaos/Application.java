package io.theriac.local.chaos;

import io.theriac.local.cli.Provisioning;
import io.theriac.local.demo.Sample;
import io.theriac.schemas.Topics;
import io.theriac.schemas.admin.TopicSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An application by its id, on topics of its own, of which instances can be started.
 *
 * @param clients addresses of broker and registry
 * @param id consumer group, and prefix of its topics
 * @param directory of its instances
 */
public record Application(Map<String, String> clients, String id, Path directory) {

  public Topics topics() {
    return Topics.withPrefix(id + ".");
  }

  /** Makes its topics. */
  public Application provisioned(TopicSettings settings) {
    Provisioning.createTopics(clients, topics(), settings);
    return this;
  }

  /** An instance with further settings; not started yet. */
  public Instance instance(String name, Map<String, String> further) {
    Map<String, String> settings = new LinkedHashMap<>(clients);
    settings.put("application.id", id);
    settings.put("topic.prefix", id + ".");
    settings.put("codes.files", Sample.writeCodeMap(directory).toString());
    // The load lets time pass.
    settings.put("clock.max.lead.hours", "0");
    settings.putAll(further);
    return new Instance(settings, directory.resolve(name));
  }
}
