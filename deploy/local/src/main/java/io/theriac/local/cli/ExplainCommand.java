package io.theriac.local.cli;

import io.theriac.local.backtest.Explanation;
import io.theriac.local.backtest.VisitFinder;
import io.theriac.model.PatientHistory;
import io.theriac.model.Recommender;
import io.theriac.model.artifact.store.ArtifactStore;
import io.theriac.model.artifact.store.ArtifactStores;
import io.theriac.model.artifact.store.StoreSettings;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.registry.RegistryClient;
import io.theriac.schemas.registry.RegistryConfig;
import io.theriac.streams.AppConfig;
import io.theriac.streams.Knowledge;
import io.theriac.streams.TopicSerdes;
import io.theriac.streams.backtest.ModelShelf;
import io.theriac.streams.backtest.Releases;
import io.theriac.trainer.VisitReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says why a model recommends what it does for one visit. */
@Command(
    name = "explain",
    description = {
      "Say why a model recommends what it does at one final visit.",
      "The reasons for each medication, as summands of its log odds; and what would change if the visit",
      "had other diagnoses."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac explain --visit b9sjaf9AbQWG",
      "  ./theriac explain --visit b9sjaf9AbQWG --model V1 --model V2",
      "  ./theriac explain --visit b9sjaf9AbQWG --without 44054006"
    })
final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private AppSettings settings;

  @Option(
      names = "--visit",
      required = true,
      paramLabel = "ID",
      description = "The visit's id, or its beginning.")
  private String visit;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = {
        "A released version, or the directory of an artifact; may be repeated.",
        "Default: the active version."
      })
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--with",
      paramLabel = "SYSTEM:CODE",
      description = "What if this diagnosis were coded, too? May be repeated.")
  private List<String> added = new ArrayList<>();

  @Option(
      names = "--without",
      paramLabel = "CODE",
      description = "What if this diagnosis or procedure were not coded? May be repeated.")
  private List<String> removed = new ArrayList<>();

  @Override
  public Integer call() {
    AppConfig config = AppConfig.of(settings.properties());
    Map<String, String> clients = new HashMap<>(config.kafkaProperties());
    clients.putAll(config.registryProperties());
    Reachability.require(clients);
    Knowledge knowledge = Knowledge.read(config);
    TopicSerdes serdes =
        TopicSerdes.with(
            new RegistryClient(RegistryConfig.from(config.registryProperties())),
            config.registryProperties());
    Explanation explanation = new Explanation(spec.commandLine().getOut());
    try (VisitReader reader = new VisitReader(config.topics().visits(), clients);
        ArtifactStore store =
            ArtifactStores.reading(StoreSettings.caching(CliHome.data().resolve("artifacts")));
        ModelShelf shelf =
            new ModelShelf(
                () -> Releases.read(config, serdes),
                store,
                knowledge.loader(config.get(AppConfig.MODEL_DEVICE)))) {
      PatientHistory history =
          VisitFinder.history(
              reader.read((done, total) -> {}).visits(),
              visit,
              config.get(AppConfig.HISTORY_MAX_VISITS));
      explanation.visit(history);
      for (Recommender model : shelf.load(models)) {
        explanation.model(model, history);
        if (!added.isEmpty() || !removed.isEmpty()) {
          explanation.change(model, history, changed(history));
        }
      }
      spec.commandLine().getOut().flush();
      return 0;
    }
  }

  private PatientHistory changed(PatientHistory history) {
    ClosedVisit current = history.current();
    List<Coding> diagnoses = new ArrayList<>(current.getDiagnoses());
    List<Coding> procedures = new ArrayList<>(current.getProcedures());
    for (String code : removed) {
      boolean there = diagnoses.removeIf(coding -> coding.getCode().equals(code));
      if (!(procedures.removeIf(coding -> coding.getCode().equals(code)) || there)) {
        throw new IllegalArgumentException(
            "--without %s: the visit has no such diagnosis or procedure.".formatted(code));
      }
    }
    for (String text : added) {
      String[] parts = text.split(":", 2);
      if (parts.length != 2) {
        throw new WrongOptionException(
            "--with %s: write the system and the code, such as ICD-10-CM:I10.".formatted(text));
      }
      diagnoses.add(new Coding(parts[0], parts[1], null));
    }
    List<ClosedVisit> visits = new ArrayList<>(history.visits());
    visits.set(
        visits.size() - 1,
        ClosedVisit.newBuilder(current).setDiagnoses(diagnoses).setProcedures(procedures).build());
    return new PatientHistory(visits);
  }
}
