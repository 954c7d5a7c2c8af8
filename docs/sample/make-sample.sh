#!/usr/bin/env bash
# Makes a sample of synthetic patients with Synthea 3.3.0 (needs JDK 17, Maven, gzip).
# Usage: make-sample.sh [PATIENTS] [OUT_DIR] [SEED]
#   PATIENTS  how many living adults; Synthea adds the patients who died on the way
#   OUT_DIR   where the six *.csv.gz go (default: ./sample)
# The same PATIENTS and SEED give the same files. Synthea's full export is about 1 MB a patient
# and is deleted at the end.
set -euo pipefail

patients=${1:-185}
out=${2:-sample}
seed=${3:-20260523}
end=20260101 # the day the simulation stops

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C

mvn -q -B -f "$here/pom.xml" dependency:build-classpath -Dmdep.outputFile="$work/classpath"

echo "Synthea: $patients living patients, seed $seed, until $end"
# One thread, one time zone, one locale: the output depends on the seed only.
# Synthea ignores included_files unless excluded_files is emptied as well.
if ! java -Xmx2g -Duser.timezone=UTC -Duser.language=en -Duser.country=US \
  -cp "$(cat "$work/classpath")" App \
  -p "$patients" -s "$seed" -cs "$seed" -r "$end" -e "$end" -a 30-85 \
  --generate.thread_pool_size=1 \
  --exporter.baseDirectory="$work/" \
  --exporter.years_of_history=0 \
  --exporter.fhir.export=false \
  --exporter.hospital.fhir.export=false \
  --exporter.practitioner.fhir.export=false \
  --exporter.csv.export=true \
  --exporter.csv.excluded_files= \
  --exporter.csv.included_files=patients.csv,encounters.csv,conditions.csv,medications.csv,procedures.csv,observations.csv \
  >"$work/log" 2>&1; then
  tail -n 30 "$work/log" >&2
  exit 1
fi

java "$here/Trim.java" "$work/csv" "$work/trimmed"
mkdir -p "$out"
for file in "$work"/trimmed/*.csv; do
  gzip -n -9 <"$file" >"$out/$(basename "$file").gz"
done
ls -l "$out"
