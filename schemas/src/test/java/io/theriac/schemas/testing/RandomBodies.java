package io.theriac.schemas.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Random records of a schema as Avro's generic writer encodes them: valid, but of no meaning. */
public final class RandomBodies {

  private RandomBodies() {}

  public static byte[] of(Schema schema, Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new GenericDatumWriter<>(schema).write(value(schema, random), encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Object value(Schema schema, Random random) {
    return switch (schema.getType()) {
      case NULL -> null;
      case BOOLEAN -> random.nextBoolean();
      case INT -> random.nextInt();
      case LONG -> random.nextLong() >> random.nextInt(64);
      case DOUBLE -> Double.longBitsToDouble(random.nextLong());
      case STRING -> text(random);
      case BYTES -> ByteBuffer.wrap(text(random).getBytes(StandardCharsets.UTF_8));
      case ENUM -> new GenericData.EnumSymbol(schema, any(schema.getEnumSymbols(), random));
      case UNION -> value(any(schema.getTypes(), random), random);
      case ARRAY -> items(schema, random);
      // One entry: with more, the order on the wire would be the hash map's.
      case MAP -> Map.of(text(random), value(schema.getValueType(), random));
      case RECORD -> record(schema, random);
      default -> throw new IllegalArgumentException("No contract uses " + schema.getType());
    };
  }

  private static Object record(Schema schema, Random random) {
    GenericData.Record record = new GenericData.Record(schema);
    schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema(), random)));
    return record;
  }

  private static List<Object> items(Schema schema, Random random) {
    List<Object> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(value(schema.getElementType(), random));
    }
    return items;
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(12), 0, 0x3000)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static <T> T any(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
