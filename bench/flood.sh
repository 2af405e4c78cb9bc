#!/usr/bin/env bash
# A flood: ten times what the gateway can do, from projects that do not care, and one project that behaves.
set -euo pipefail

seconds=${DURATION:-60}
warmup=${WARMUP:-10}
in_flight=${IN_FLIGHT:-32}
delay=${DELAY:-100}
projects=${PROJECTS:-4}
connections=${CONNECTIONS:-256}
rate=${RATE:-20}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

main() {
  ready
  many_connections
  local classes="$scratch/classes:$(dirname "$jar")/lib/*"
  "$jdk/bin/javac" -d "$scratch/classes" -cp "$classes" "$bench"/Accounting*.java "$bench"/Flood*.java
  start_delayed_upstream "$classes" "$delay"
  gateway_env+=(SERAI_MAX_IN_FLIGHT="$in_flight" SERAI_DATA="$scratch/data")
  start_gateway
  conditions
  echo "answers after $delay ms; the flood: $projects projects, $connections connections, $seconds s; the other: $rate/s"
  "$jdk/bin/java" -XX:+UseSerialGC -Xmx512m -cp "$classes" Flood "$gateway" "$(cat "$scratch/data/admin-token")" \
    "$openai_model" "$in_flight" "$projects" "$connections" "$rate" "$warmup" "$seconds" ||
    fail "the flood was noticed, or not ended"
}

main
