package io.theriac.local.cli;

import io.theriac.local.demo.Sample;
import io.theriac.model.terminology.Terminology;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which code maps translate drug codes to ATC. */
final class CodeMaps {

  @Option(
      names = "--code-map",
      paramLabel = "FILE",
      description = {
        "CSV that maps drug codes to ATC (system,code,display,atc,atc_name); may be repeated,",
        "later files win. It adds to the bundled map of Synthea's RxNorm codes."
      })
  private List<Path> files = List.of();

  /** The bundled map with the given files on top. */
  Terminology terminology() {
    return Sample.terminology().merge(Terminology.read(files));
  }

  /** The same as files, the bundled one written out first: for a process of its own. */
  List<Path> files(Path directory) {
    return Stream.concat(Stream.of(Sample.writeCodeMap(directory)), files.stream()).toList();
  }
}
