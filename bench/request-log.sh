#!/usr/bin/env bash
# The log of requests over ROWS records (10 million), in H2 and in PostgreSQL: how long a database of the version before takes to
# migrate, what that costs who writes, how long spans of all take to make, and the first page of each question in a process that has
# just opened the database, of which nothing is in memory. It takes up to 15 GB of disk and an hour.
# request-log.sh [h2] [postgres]: both by default
set -euo pipefail

kinds=" ${*:-h2 postgres} "
rows=${ROWS:-10000000}
export BENCH_LIMIT=${BENCH_LIMIT:-14400}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR source=postgres.sh
. "$bench/postgres.sh"

database_port=$((base_port + 3))

main() {
  local name
  ready unzip xz
  classes="$scratch/classes:$jar:$(dirname "$jar")/lib/*"
  "$jdk/bin/javac" -d "$scratch/classes" -cp "$classes" "$bench/RequestLog.java"
  ask=("$jdk/bin/java" -XX:+UseParallelGC -Xmx512m -Dlogging.level.root=off -cp "$classes" RequestLog)
  conditions
  for kind in h2 postgres; do
    [[ $kinds == *" $kind "* ]] || continue
    printf '\n%s, %s records\n' "$kind" "$rows"
    url=h2
    if [[ $kind == postgres ]]; then
      start_database
      url=$(database_url)
    fi
    "${ask[@]}" fill "$url" "$rows" "$scratch/data"
    row "on disk, MB" "$(du -sm "${database:-$scratch/data}" | cut -f1)"
    for name in $("${ask[@]}" names); do
      cold
      "${ask[@]}" ask "$url" "$scratch/data" "$name"
    done
    if [[ $kind == postgres ]]; then stop_database; fi
    rm -rf "$scratch/data"
  done
}

# cold: what the system has read of the files is forgotten, and what PostgreSQL has in memory
cold() {
  local files=$scratch/data
  if [[ $kind == postgres ]]; then
    files=$database/data
    stop_database
  fi
  sync
  find "$files" -type f -size +0 -exec dd if={} iflag=nocache count=0 status=none \;
  if [[ $kind == postgres ]]; then run_database; fi
}

row() { printf '%-60s %8s\n' "$1" "$2"; }

main
