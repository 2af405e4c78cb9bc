#!/usr/bin/env bash
# What it costs to be seen: a gateway with metrics of requests, traces (a tenth of them, to a collector that takes them) and
# lines of requests in its log, and one with none of it, in pairs, taking turns.
# metrics.sh [metrics] [traces] [log]: all of them by default
set -euo pipefail

parts=" ${*:-metrics traces log} "
pairs=${PAIRS:-4}
rounds=${ROUNDS:-5}
warmup=${WARMUP:-30}
least=${LEAST:-0.95}

# shellcheck source-path=SCRIPTDIR source=chats.sh
. "$(dirname "$0")/chats.sh"

collector=$((base_port + 4))
# shellcheck disable=SC2034 # read by its name
none=(SERAI_METRICS=false SERAI_LOG_REQUESTS_A_SECOND=0)

targets() { off_and_on; }

main() {
  local all=("${none[@]}")
  set_up
  start collector "$jdk/bin/java" -XX:+UseSerialGC -Xmx128m "$bench/Collector.java" "$collector"
  if wanted metrics; then all+=(SERAI_METRICS=true); fi
  if wanted log; then all+=(SERAI_LOG_REQUESTS_A_SECOND=1000); fi
  if wanted traces; then
    all+=(OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:$collector"
      OTEL_TRACES_SAMPLER=parentbased_traceidratio OTEL_TRACES_SAMPLER_ARG=0.1)
  fi
  compare_pairs none all was_on
  report_ratio "$(paste -sd, <<<"${parts// /$'\n'}" | sed 's/^,*//; s/,*$//')" "$least"
}

wanted() { [[ $parts == *" $1 "* ]]; }

# was_on: fails where what was to be measured was not done
was_on() {
  local lines spans requests
  lines=$(grep -c 'chat/completions' "$scratch/gateway.log" || true)
  spans=$(curl -s "http://127.0.0.1:$collector/")
  requests=$(curl -s -H "Authorization: Bearer $key" "$on/manage/metrics" | grep -c '^llm_requests_total' || true)
  printf '%s lines of the log, %s sendings of spans, %s series of requests\n' "$lines" "$spans" "$requests"
  ! wanted log || ((lines > 100)) || fail "no request is in the log"
  ! wanted traces || ((spans > 0)) || fail "no spans were sent"
  ! wanted metrics || ((requests > 0)) || fail "no request was counted"
}

main
