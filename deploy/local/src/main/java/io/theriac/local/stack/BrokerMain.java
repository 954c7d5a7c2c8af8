package io.theriac.local.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** A Kafka broker that is its own controller: formats its directory once, then serves. */
public final class BrokerMain {
  private BrokerMain() {}

  /** Takes the path of a server properties file. */
  public static void main(String[] args) throws Exception {
    String config = args[0];
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(Path.of(config))) {
      properties.load(reader);
    }
    Path data = Path.of(properties.getProperty("log.dirs"));
    if (!Files.exists(data.resolve("meta.properties"))) {
      String clusterId = Uuid.randomUuid().toString();
      String[] format = {"format", "--cluster-id", clusterId, "--config", config};
      int code = StorageTool.execute(format, System.out);
      if (code != 0) {
        System.exit(code);
      }
    }
    Kafka.main(new String[] {config});
  }
}
