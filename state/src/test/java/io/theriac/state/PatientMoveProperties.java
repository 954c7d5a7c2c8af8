package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.MovedRow;
import io.theriac.schemas.avro.PatientMove;
import io.theriac.schemas.avro.PatientMoveKind;
import io.theriac.state.fixture.Fold;
import io.theriac.state.fixture.Keyring;
import io.theriac.state.fixture.PatientStory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a message holds, it is taken or set aside: the fold fails on none. */
class PatientMoveProperties {

  @Property(tries = 1000)
  void shouldNotFailOnAMessageThatIsSpoiled(@ForAll Random random) {
    Keyring some = new Keyring(new Random(1));
    some.hears(visit()).hears(aPatient("ann").at(day(20)).merges("old")).delivers();
    some.hears(aPatient("old").from("LAB").at(day(21)).inVisit("v1").diagnosed("ICD-10-CM", "I10"));
    List<PatientMove> moves =
        some.consequences().stream()
            .filter(Consequence.Sent.class::isInstance)
            .map(sent -> ((Consequence.Sent) sent).move())
            .toList();
    PatientMove spoiled = spoiled(moves.get(random.nextInt(moves.size())), random);

    assertThat(new VisitFold(Fold.RULES).receive(some.rowsOf(spoiled.getPatientKey()), spoiled))
        .isNotNull();
  }

  private static PatientMove spoiled(PatientMove move, Random random) {
    PatientMove.Builder next = PatientMove.newBuilder(move);
    switch (random.nextInt(4)) {
      case 0 -> next.setKind(any(PatientMoveKind.values(), random));
      case 1 ->
          next.setRows(
              move.getRows().stream()
                  .map(
                      row ->
                          new MovedRow(
                              spoiled(row.getKey(), random), spoiled(row.getValue(), random)))
                  .toList());
      case 2 -> next.setEvent(move.getEvent() == null ? null : spoiled(move.getEvent(), random));
      default -> next.setEventType(random.nextBoolean() ? null : "LabResult");
    }
    return next.build();
  }

  private static ByteBuffer spoiled(ByteBuffer bytes, Random random) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    if (random.nextBoolean()) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt();
    }
    return ByteBuffer.wrap(copy, 0, random.nextInt(3) == 0 ? copy.length / 2 : copy.length).slice();
  }

  private static <T> T any(T[] of, Random random) {
    return of[random.nextInt(of.length)];
  }

  private static PatientStory visit() {
    return aPatient("old")
        .from("EHR")
        .admitted("v1", day(1))
        .measured("r1", "2160-0", 1, "mg/dL")
        .prescribed("o1", "ATC", "B01AA03")
        .diagnosed("ICD-10-CM", "E11")
        .discharged(day(2));
  }
}
