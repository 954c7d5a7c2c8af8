package io.theriac.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the arrows of docs/architecture.md: who may see whom. */
@AnalyzeClasses(packages = "io.theriac", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule modulesShouldOnlyUseWhatTheArrowsAllow =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("schemas")
          .definedBy("io.theriac.schemas..")
          .layer("state")
          .definedBy("io.theriac.state..")
          .layer("model")
          .definedBy("io.theriac.model..")
          .layer("ingest")
          .definedBy("io.theriac.ingest..")
          .layer("streams-app")
          .definedBy("io.theriac.streams..")
          .layer("trainer")
          .definedBy("io.theriac.trainer..")
          .layer("deploy/local")
          .definedBy("io.theriac.local..")
          .whereLayer("state")
          .mayOnlyBeAccessedByLayers("model", "streams-app", "trainer", "deploy/local")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers("streams-app", "trainer", "deploy/local")
          .whereLayer("ingest")
          .mayOnlyBeAccessedByLayers("deploy/local")
          .whereLayer("streams-app")
          .mayOnlyBeAccessedByLayers("deploy/local")
          .whereLayer("trainer")
          .mayOnlyBeAccessedByLayers("deploy/local")
          .whereLayer("deploy/local")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule theFoldShouldNotKnowKafka =
      noClasses()
          .that()
          .resideInAPackage("io.theriac.state..")
          .and()
          .resideOutsideOfPackage("io.theriac.state.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.rocksdb..");

  @ArchTest
  static final ArchRule onlyTheModelAndItsTrainerShouldKnowDjl =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.theriac.model..", "io.theriac.trainer..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..");

  @ArchTest
  static final ArchRule onlyTheStoreAndTheApplicationShouldKnowKafkaStreams =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.theriac.state.store..", "io.theriac.streams..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka.streams..");

  @ArchTest
  static final ArchRule topicNamesShouldStandOnlyInTopics =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.theriac.schemas..")
          .should()
          .callConstructor(
              io.theriac.schemas.Topic.class,
              String.class,
              Class.class,
              io.theriac.schemas.TopicKind.class);

  /** See {@link io.theriac.model.net.Numbers}: gradients would be garbage now and then. */
  @ArchTest
  static final ArchRule numbersShouldOutliveTheGradients =
      noClasses()
          .that()
          .resideInAnyPackage("io.theriac.model..", "io.theriac.trainer..")
          .should()
          .callMethod(NDArray.class, "mul", Number.class)
          .orShould()
          .callMethod(NDArray.class, "div", Number.class)
          .orShould()
          .callMethod(NDArray.class, "pow", Number.class)
          .orShould()
          .callMethod(NDArray.class, "maximum", Number.class)
          .orShould()
          .callMethod(NDArray.class, "minimum", Number.class)
          .orShould()
          .callMethod(NDArray.class, "divi", Number.class)
          .orShould()
          .callMethod(NDArray.class, "powi", Number.class)
          .orShould()
          .callMethod(NDArrays.class, "mul", NDArray.class, Number.class)
          .orShould()
          .callMethod(NDArrays.class, "div", NDArray.class, Number.class)
          .orShould()
          .callMethod(NDArrays.class, "maximum", NDArray.class, Number.class)
          .orShould()
          .callMethod(NDArrays.class, "minimum", NDArray.class, Number.class);
}
