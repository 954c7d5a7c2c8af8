package io.theriac.state;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;

@AnalyzeClasses(packages = "io.theriac.state", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule shouldKeepKafkaInTheStorePackage =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.theriac.state.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.rocksdb..");

  @ArchTest
  static final ArchRule shouldKeepTheFoldFromTheStore =
      noClasses()
          .that()
          .resideInAPackage("io.theriac.state")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.theriac.state.store..");

  @ArchTest
  static final ArchRule shouldKnowNoClockAndNoChance =
      noClasses()
          .that()
          .resideInAPackage("io.theriac.state")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Random.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.time.Clock.class);
}
