package io.theriac.ingest;

import io.theriac.schemas.avro.Sex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What an import remembers of a patient: about 300 bytes and the encounters. */
final class Patient {

  final String key;
  final Sex sex;

  /** Null when not known. */
  Integer birthYear;

  private final List<Encounter> encounters = new ArrayList<>(2);

  Patient(String key, Integer birthYear, Sex sex) {
    this.key = key;
    this.birthYear = birthYear;
    this.sex = sex;
  }

  void add(Encounter encounter) {
    encounters.add(encounter);
  }

  List<Encounter> encounters() {
    return encounters;
  }

  /** The first encounter that ends after an instant. */
  Optional<Encounter> firstEndingAfter(long time) {
    return encounters.stream()
        .filter(encounter -> encounter.stop > time)
        .min(
            Comparator.comparingLong((Encounter encounter) -> encounter.start)
                .thenComparing(encounter -> encounter.visitId));
  }

  /** The encounters whose stay holds an instant. */
  List<Encounter> encountersAt(long time) {
    return encounters.stream()
        .filter(encounter -> encounter.start <= time && time < encounter.stop)
        .toList();
  }

  static Sex sex(String value) {
    return switch (value) {
      case "F", "f" -> Sex.FEMALE;
      case "M", "m" -> Sex.MALE;
      case "" -> Sex.UNKNOWN;
      default -> Sex.OTHER;
    };
  }
}
