package io.theriac.local.cli;

import io.theriac.streams.AppConfig;
import io.theriac.streams.Main;
import io.theriac.streams.config.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the application in this process. */
@Command(
    name = "run",
    description = {
      "Run the application until Ctrl-C: recommendations, alerts, dead letters.",
      "Its settings are in docs/configuration.md; --set gives any of them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac run",
      "  ./theriac run --config application.properties --set threads=4 --set http.port=8090"
    })
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Addresses addresses;
  @Mixin private CodeMaps codeMaps;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The application's properties; other options go before it.")
  private Path file;

  @Option(
      names = "--client-config",
      paramLabel = "FILE",
      description = {
        "Properties for every Kafka and registry client, as the other commands take them;",
        "--config may override them."
      })
  private Path clientConfig;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Override
  public Integer call() {
    Map<String, String> properties = new HashMap<>(defaults());
    if (clientConfig != null) {
      properties.putAll(Settings.ofClients(Settings.properties(clientConfig)));
    }
    if (file != null) {
      properties.putAll(Settings.properties(file));
    }
    properties.putAll(settings);
    addresses.putInto(properties);
    addresses
        .topicPrefix()
        .ifPresent(prefix -> properties.put(AppConfig.TOPIC_PREFIX.key(), prefix));
    AppConfig config = AppConfig.of(properties, System.getenv());
    PrintWriter err = spec.commandLine().getErr();
    err.printf("Theriac is starting on %s.%n", config.get(AppConfig.BOOTSTRAP_SERVERS));
    Main.runUntilEnd(
        config,
        app ->
            err.printf(
                "Health and metrics are on http://%s:%d. Ctrl-C ends it.%n",
                config.get(AppConfig.HTTP_HOST), app.httpPort()));
    return 0;
  }

  private Map<String, String> defaults() {
    Map<String, String> defaults = new HashMap<>();
    defaults.put(AppConfig.STATE_DIR.key(), CliHome.data().resolve("streams").toString());
    defaults.put(
        AppConfig.CODE_FILES.key(),
        codeMaps.files(CliHome.data().resolve("codes")).stream()
            .map(Path::toString)
            .collect(Collectors.joining(",")));
    return defaults;
  }
}
