import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Cuts a full Synthea CSV export down to the rows and columns Theriac imports: the last ten years
 * of each patient, at most 60 encounters or so, without names, addresses or identity numbers.
 * Run: {@code java Trim.java IN OUT}.
 */
public final class Trim {

  private static final int YEARS = 10;
  private static final int MAX_ENCOUNTERS = 60;
  private static final int MIN_ENCOUNTERS = 2;
  private static final int LAB_CODES = 20;

  private final Path in;
  private final Path out;

  /** First day kept, by patient; patients without an entry are dropped. */
  private final Map<String, String> cutoff = new HashMap<>();

  private final Set<String> keptEncounters = new HashSet<>();

  private Trim(Path in, Path out) {
    this.in = in;
    this.out = out;
  }

  public static void main(String[] args) throws IOException {
    new Trim(Path.of(args[0]), Files.createDirectories(Path.of(args[1]))).run();
  }

  private void run() throws IOException {
    List<Row> encounters = read("encounters", r -> true);
    findCutoffs(encounters);
    encounters.removeIf(r -> !inWindow(r, "START"));
    encounters.forEach(r -> keptEncounters.add(r.get("Id")));
    write("patients", read("patients", r -> cutoff.containsKey(r.get("Id"))), "Id",
        "Id", "BIRTHDATE", "DEATHDATE", "GENDER");
    write("encounters", encounters, "START",
        "Id", "START", "STOP", "PATIENT", "ENCOUNTERCLASS", "CODE", "DESCRIPTION");
    write("conditions", read("conditions", this::activeInWindow), "START",
        "START", "STOP", "PATIENT", "ENCOUNTER", "SYSTEM", "CODE", "DESCRIPTION");
    write("medications", read("medications", this::activeInWindow), "START",
        "START", "STOP", "PATIENT", "ENCOUNTER", "CODE", "DESCRIPTION");
    write("procedures", read("procedures", this::inKeptEncounter), "START",
        "START", "STOP", "PATIENT", "ENCOUNTER", "SYSTEM", "CODE", "DESCRIPTION");
    write("observations", frequentLaboratory(), "DATE",
        "DATE", "PATIENT", "ENCOUNTER", "CATEGORY", "CODE", "DESCRIPTION", "VALUE", "UNITS",
        "TYPE");
  }

  /**
   * The window opens ten years, or 60 encounters, before the patient's last encounter. Patients not
   * seen in the export's last ten years get none.
   */
  private void findCutoffs(List<Row> encounters) {
    Map<String, List<String>> days = new HashMap<>();
    for (Row r : encounters) {
      days.computeIfAbsent(r.get("PATIENT"), p -> new ArrayList<>())
          .add(r.get("START").substring(0, 10));
    }
    days.values().forEach(starts -> starts.sort(Comparator.reverseOrder()));
    String newest = days.values().stream().map(starts -> starts.get(0)).max(String::compareTo)
        .orElseThrow();
    days.forEach((patient, starts) -> {
      String byYears = yearsBefore(starts.get(0));
      String byCount = starts.get(Math.min(MAX_ENCOUNTERS, starts.size()) - 1);
      String from = byCount.compareTo(byYears) > 0 ? byCount : byYears;
      long kept = starts.stream().filter(day -> day.compareTo(from) >= 0).count();
      if (kept >= MIN_ENCOUNTERS && starts.get(0).compareTo(yearsBefore(newest)) >= 0) {
        cutoff.put(patient, from);
      }
    });
  }

  private static String yearsBefore(String day) {
    return LocalDate.parse(day).minusYears(YEARS).toString();
  }

  private List<Row> frequentLaboratory() throws IOException {
    List<Row> laboratory = read("observations", r -> r.get("CATEGORY").equals("laboratory")
        && r.get("TYPE").equals("numeric")
        && inKeptEncounter(r));
    Map<String, Integer> counts = new HashMap<>();
    laboratory.forEach(r -> counts.merge(r.get("CODE"), 1, Integer::sum));
    Set<String> frequent = new HashSet<>(counts.keySet().stream()
        .sorted(Comparator.<String>comparingInt(c -> -counts.get(c)).thenComparing(c -> c))
        .limit(LAB_CODES)
        .toList());
    return laboratory.stream().filter(r -> frequent.contains(r.get("CODE"))).toList();
  }

  private boolean inKeptEncounter(Row r) {
    return keptEncounters.contains(r.get("ENCOUNTER"));
  }

  /** Keeps what began before the window and still ran in it, with its real START. */
  private boolean activeInWindow(Row r) {
    return inWindow(r, "START")
        || (cutoff.containsKey(r.get("PATIENT"))
            && (r.get("STOP").isEmpty() || inWindow(r, "STOP")));
  }

  /** ISO dates and instants in UTC compare as text. */
  private boolean inWindow(Row r, String column) {
    String from = cutoff.get(r.get("PATIENT"));
    return from != null && r.get(column).compareTo(from) >= 0;
  }

  private List<Row> read(String name, Predicate<Row> keep) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(in.resolve(name + ".csv"))) {
      List<String> header = parse(reader.readLine());
      List<Row> rows = new ArrayList<>();
      for (String line; (line = reader.readLine()) != null; ) {
        Row row = new Row(header, parse(line));
        if (row.cells().size() != header.size()) {
          throw new IOException(name + ".csv: not " + header.size() + " cells: " + line);
        }
        if (keep.test(row)) {
          rows.add(row);
        }
      }
      return rows;
    }
  }

  /** Rows go out by patient, time and text, whatever order Synthea's threads left them in. */
  private void write(String name, List<Row> rows, String time, String... columns)
      throws IOException {
    String patient = name.equals("patients") ? "Id" : "PATIENT";
    List<String> lines = rows.stream()
        .sorted(Comparator.<Row, String>comparing(r -> r.get(patient))
            .thenComparing(r -> r.get(time))
            .thenComparing(r -> r.line(columns)))
        .map(r -> r.line(columns))
        .toList();
    try (BufferedWriter writer = Files.newBufferedWriter(out.resolve(name + ".csv"))) {
      writer.write(String.join(",", columns) + "\n");
      for (String line : lines) {
        writer.write(line + "\n");
      }
    }
    System.out.printf("%-12s %7d rows%n", name, lines.size());
  }

  private static String quote(String cell) {
    return cell.contains(",") || cell.contains("\"") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  /** One CSV line; quoted cells may hold commas and doubled quotes, but no line breaks. */
  private static List<String> parse(String line) throws IOException {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    if (quoted) {
      throw new IOException("line break inside a quoted cell: " + line);
    }
    cells.add(cell.toString());
    return cells;
  }

  /** A line of a CSV file with its header. */
  private record Row(List<String> header, List<String> cells) {
    String get(String column) {
      int i = header.indexOf(column);
      if (i < 0) {
        throw new IllegalArgumentException("no column " + column + " in " + header);
      }
      return cells.get(i);
    }

    String line(String... columns) {
      return Arrays.stream(columns).map(c -> quote(get(c))).collect(Collectors.joining(","));
    }
  }
}
