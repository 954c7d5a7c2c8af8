package io.theriac.schemas.serde;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * How records are written and read, under Confluent's property names.
 *
 * @param autoRegister register the schema of a record when it is first written
 * @param useLatest without auto-registration, write with the subject's newest schema
 * @param strictLatest refuse a newest schema that cannot hold what this build writes
 * @param missingIdTtl how long an id that the registry does not know is remembered as unknown
 */
record SerdeConfig(
    boolean autoRegister,
    boolean useLatest,
    boolean strictLatest,
    boolean removeJavaProperties,
    Duration missingIdTtl) {

  static final String AUTO_REGISTER = "auto.register.schemas";
  static final String USE_LATEST = "use.latest.version";
  static final String STRICT_LATEST = "latest.compatibility.strict";
  static final String REMOVE_JAVA_PROPERTIES = "avro.remove.java.properties";
  static final String MISSING_ID_TTL = "missing.id.cache.ttl.sec";

  private static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              AUTO_REGISTER,
              ConfigDef.Type.BOOLEAN,
              true,
              MEDIUM,
              "Register the schema of a record when it is first written; else it must be there.")
          .define(
              USE_LATEST,
              ConfigDef.Type.BOOLEAN,
              false,
              LOW,
              "Without auto-registration: write with the newest schema of the subject.")
          .define(
              STRICT_LATEST,
              ConfigDef.Type.BOOLEAN,
              true,
              LOW,
              "Refuse a newest schema that cannot hold what this build writes.")
          .define(
              REMOVE_JAVA_PROPERTIES,
              ConfigDef.Type.BOOLEAN,
              true,
              LOW,
              "Register schemas without Java's string hints, as published. Confluent's default is"
                  + " false: set true there, so that both register the same schema.")
          .define(
              MISSING_ID_TTL,
              ConfigDef.Type.LONG,
              10L,
              Range.atLeast(0),
              LOW,
              "Seconds for which an unknown schema id is not asked for again, so that a flood of"
                  + " garbage does not wait for the registry each time. Confluent's default is 0.");

  static SerdeConfig from(Map<String, ?> properties) {
    Map<String, Object> values = DEFINITION.parse(properties);
    return new SerdeConfig(
        (Boolean) values.get(AUTO_REGISTER),
        (Boolean) values.get(USE_LATEST),
        (Boolean) values.get(STRICT_LATEST),
        (Boolean) values.get(REMOVE_JAVA_PROPERTIES),
        Duration.ofSeconds((Long) values.get(MISSING_ID_TTL)));
  }
}
