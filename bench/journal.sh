#!/usr/bin/env bash
# The usage journal: the gateway's own segments against H2's MVStore, taking turns, each part in a process of its own.
# journal.sh [RECORDS]: how many are left for the start, by default a million
set -euo pipefail

records=${1:-1000000}
rounds=${ROUNDS:-5}
millis=$((${DURATION:-5} * 1000))
trials=${TRIALS:-300}
kills=${KILLS:-10}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

classes=${SERAI_CLASSPATH:-$jar:$root/target/lib/*}

main() {
  local store round
  need_jar
  find_jdk
  mkdir "$scratch/classes"
  "$jdk/bin/javac" -d "$scratch/classes" -cp "$classes" "$bench"/Journal{Store,Bench}.java
  echo "$(nproc) cores; records of 220 bytes, forced to $(df --output=source,fstype "${TMPDIR:-/tmp}" | tail -n 1)"
  for ((round = 1; round <= rounds; round++)); do
    for store in own mvstore; do
      part durable-1 durable "$store" "$(fresh)" 1 "$millis"
      part durable-64 durable "$store" "$(fresh)" 64 "$millis"
    done
  done
  for ((round = 1; round <= 3; round++)); do
    for store in own mvstore; do
      folder=$(fresh)
      part fill fill "$store" "$folder" "$records"
      part drain drain "$store" "$folder"
      rm -rf "$folder"
    done
  done
  for store in own mvstore; do
    part damage damage "$store" "$(fresh)" "$trials"
    for ((round = 1; round <= kills; round++)); do killed "$store"; done
    full "$store"
  done
  report
}

fresh() { mktemp -d "$scratch/journal.XXXXXX"; }

# part NAME PART STORE FOLDER ARG…: runs it and keeps what it prints
part() {
  run "${@:2}" >"$scratch/part" 2>"$scratch/part.err" || fail "$2 $3: $(tail -n 3 "$scratch/part.err")"
  while read -r name value; do echo "$value" >>"$scratch/$1.$name.$3"; done <"$scratch/part"
}

run() { "$jdk/bin/java" -XX:+UseParallelGC -Xmx512m -cp "$scratch/classes:$classes" JournalBench "$@"; }

# killed STORE: kill -9 in the middle of it, then what is there is compared with what was said to be
killed() {
  local folder
  folder=$(fresh)
  start appender "$jdk/bin/java" -XX:+UseSerialGC -cp "$scratch/classes:$classes" JournalBench appender "$1" "$folder"
  sleep 1.5
  { kill -9 "$pid" && wait "$pid"; } 2>/dev/null || true
  part kill check "$1" "$folder" "$scratch/appender.log"
}

# full STORE: no file may grow beyond 2 MB
full() {
  local folder
  folder=$(fresh)
  (
    ulimit -f 2048
    exec "$jdk/bin/java" -XX:+UseSerialGC -cp "$scratch/classes:$classes" JournalBench appender "$1" "$folder" 2>&1 | head -n 200000 >"$scratch/full.log"
  ) || true
  part full check "$1" "$folder" "$scratch/full.log"
}

report() {
  printf '\n%-64s %12s %12s %8s\n' "" own mvstore ratio
  row "records/s on disk, 1 that waits" durable-1.records-s
  row "records/s on disk, 64 that wait" durable-64.records-s
  row "p99 of a batch, us, 1 that waits" durable-1.p99-us
  row "p99 of a batch, us, 64 that wait" durable-64.p99-us
  row "CPU us a record, 1 that waits" durable-1.cpu-us
  row "CPU us a record, 64 that wait" durable-64.cpu-us
  row "bytes written a record, 1 that waits" durable-1.written-bytes
  row "bytes written a record, 64 that wait" durable-64.written-bytes
  row "records/s, batches of a megabyte" fill.records-s
  row "CPU us a record, batches of a megabyte" fill.cpu-us
  row "bytes a record on disk, batches of a megabyte" fill.disk-bytes
  row "start with $records records left, ms" drain.open-ms
  row "reading and releasing them, ms" drain.drain-ms
  row "bytes on disk when all are released" drain.left-bytes
  echo
  plain "kill -9, $kills times: records on disk that are missing" kill.missing
  plain "disk full: records on disk that are missing" full.missing
  plain "disk full: refused records that are there afterwards" full.refused-and-there
  plain "a damaged byte: nothing can be read, % of $trials" damage.unreadable-%
  plain "a damaged byte: a wrong record is read as if it were right, %" damage.silently-wrong-%
  plain "a damaged byte: records that are lost where others can be read, at most" damage.most-lost
}

# row TEXT NAME: medians, and the median of the rounds' ratios
row() {
  printf '%-64s %12.1f %12.1f %8.2f\n' "$1" "$(median <"$scratch/$2.own")" "$(median <"$scratch/$2.mvstore")" \
    "$(paste "$scratch/$2.own" "$scratch/$2.mvstore" | awk '{ print $2 / $1 }' | median)"
}

# plain TEXT NAME: sums
plain() {
  printf '%-64s %12.0f %12.0f\n' "$1" "$(awk '{ n += $1 } END { print n }' "$scratch/$2.own")" \
    "$(awk '{ n += $1 } END { print n }' "$scratch/$2.mvstore")"
}

main
