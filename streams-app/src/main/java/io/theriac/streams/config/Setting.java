package io.theriac.streams.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One configuration property: its key, type, default, check and documentation.
 *
 * @param key name in the properties file; public API
 * @param type what a value must be, as the reference page says it
 * @param defaultText the default, as it would stand in the file
 * @param parser turns text into the value; an {@link IllegalArgumentException} refuses it
 * @param doc what it does, in a sentence or two
 */
public record Setting<T>(
    String key, String type, String defaultText, Function<String, T> parser, String doc) {

  /** The environment variable that overrides the property. */
  public String environmentVariable() {
    return "THERIAC_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /**
   * The value of some text.
   *
   * @throws UserError if the text is not one, naming key, text and type
   */
  public T parse(String text) {
    try {
      return parser.apply(text.strip());
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "Configuration key '%s' is '%s', but must be %s.".formatted(key, text, type), e);
    }
  }

  public static Setting<String> text(String key, String defaultText, String doc) {
    return new Setting<>(key, "text", defaultText, Function.identity(), doc);
  }

  /** Text that must not be blank. */
  public static Setting<String> required(String key, String type, String defaultText, String doc) {
    return new Setting<>(
        key,
        type,
        defaultText,
        text -> {
          if (text.isBlank()) {
            throw new IllegalArgumentException("blank");
          }
          return text;
        },
        doc);
  }

  public static Setting<Integer> integer(
      String key, int defaultValue, int min, int max, String doc) {
    return new Setting<>(
        key,
        "a whole number from %d to %d".formatted(min, max),
        Integer.toString(defaultValue),
        text -> {
          int value = Integer.parseInt(text);
          if (value < min || value > max) {
            throw new IllegalArgumentException("out of range");
          }
          return value;
        },
        doc);
  }

  public static Setting<Boolean> flag(String key, boolean defaultValue, String doc) {
    return new Setting<>(
        key,
        "true or false",
        Boolean.toString(defaultValue),
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("neither");
            },
        doc);
  }

  public static Setting<Path> path(String key, String defaultText, String doc) {
    return new Setting<>(key, "a path", defaultText, Path::of, doc);
  }

  /** Paths separated by commas; none when empty. */
  public static Setting<List<Path>> paths(String key, String defaultText, String doc) {
    return new Setting<>(
        key,
        "paths separated by commas",
        defaultText,
        text ->
            Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(Path::of)
                .toList(),
        doc);
  }

  /** One of some constants, in any case. */
  public static <E extends Enum<E>> Setting<E> choice(
      String key, E defaultValue, List<E> choices, String doc) {
    String type =
        choices.stream().map(Setting::lower).collect(Collectors.joining(", ", "one of ", ""));
    return new Setting<>(
        key,
        type,
        lower(defaultValue),
        text ->
            choices.stream()
                .filter(choice -> choice.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such choice")),
        doc);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
