package io.theriac.local.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of at least 1 on the command line. */
final class CountConverter implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String text) {
    try {
      int count = Integer.parseInt(text);
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Said below, as for numbers that are too small.
    }
    throw new TypeConversionException(
        "'%s' is no whole number from 1 on: give 1 or more.".formatted(text));
  }
}
