#!/usr/bin/env bash
# What it costs to be seen: a gateway with metrics of requests, traces (a tenth of them, to a collector that takes them) and a
# log line for each request, and one with none of it, in one run, taking turns.
set -euo pipefail

rounds=${ROUNDS:-9}
warmup=${WARMUP:-30}
least=${LEAST:-0.95}

# shellcheck source-path=SCRIPTDIR source=chats.sh
. "$(dirname "$0")/chats.sh"

targets() { off_and_on; }

main() {
  local collector=$((base_port + 4))
  set_up
  start collector "$jdk/bin/java" -XX:+UseSerialGC -Xmx128m "$bench/Collector.java" "$collector"
  start_off SERAI_METRICS=false SERAI_REQUEST_LOG=false
  start_with SERAI_METRICS=true SERAI_REQUEST_LOG=true \
    OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:$collector" \
    OTEL_TRACES_SAMPLER=parentbased_traceidratio OTEL_TRACES_SAMPLER_ARG=0.1
  warm_up
  take_turns
  report_ratio "metrics, traces and a log line" "$least"
  seen
}

# seen: fails where what was to be measured was not done
seen() {
  local lines spans series
  lines=$(grep -c . "$scratch/gateway.log" || true)
  spans=$(curl -s "http://127.0.0.1:$collector/")
  series=$(curl -s -H "Authorization: Bearer $key" "$gateway/manage/metrics" | grep -c '^[a-z]' || true)
  printf '%s lines of log, %s requests with spans, %s series\n' "$lines" "$spans" "$series"
  ((lines > 1000 && spans > 0 && series > 200)) || fail "something was not on"
}

main
