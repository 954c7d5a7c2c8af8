package io.theriac.local.cli;

import io.theriac.local.deadletter.Spans;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a span of time on the command line. */
final class SpanConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    return Spans.parse(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is no span of time: give 90m, 36h or 14d.".formatted(text)));
  }
}
