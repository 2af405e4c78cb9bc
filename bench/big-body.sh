#!/usr/bin/env bash
# A chat with an image of many megabytes: how small a heap the gateway gets along with, and the time it takes.
set -euo pipefail

megabytes=${MEGABYTES:-20}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

main() {
  local live
  ready
  start_upstream
  start_gateway
  live=$(live_heap)
  stop "$gateway_pid"
  conditions
  echo "chat of $megabytes MB; after a small chat and a full collection the gateway's heap holds $live MB"
  smallest_heap "$openai_model" "$live"
  smallest_heap "$anthropic_model" "$live"
}

# live_heap: MB in use when the garbage is gone
live_heap() {
  "$jdk/bin/jcmd" "$gateway_pid" GC.run >/dev/null
  "$jdk/bin/jcmd" "$gateway_pid" GC.class_histogram | awk '/^Total/ { printf "%d", $3 / 1048576 + 1 }'
}

# smallest_heap MODEL LIVE: starts gateways with room for ever more copies of the body, until one answers
smallest_heap() {
  local copies heap result options=("${java_opts[@]}")
  write_body "$1"
  printf '\n%-44s %s\n' "$1, direct" "$(send "$upstream")"
  for copies in ${COPIES:-1 2 3 4 5 6 8 10 12}; do
    heap=$(($2 + copies * megabytes))
    java_opts=("${options[@]}" "-Xmx${heap}m")
    launch_gateway
    if answers "$gateway" "$1" "$gateway_pid"; then result=$(send "$gateway"); else result="does not start"; fi
    java_opts=("${options[@]}")
    stop "$gateway_pid"
    printf '%-44s %s\n' "heap of $heap MB ($2 + $copies x $megabytes)" "$result"
    [[ $result != 200* ]] || return 0
  done
  fail "no heap was enough"
}

# The image is random bytes: nobody on the way may look into it.
write_body() {
  {
    printf '{"model":"%s","max_tokens":16,"messages":[{"role":"user","content":[' "$1"
    printf '{"type":"text","text":"What is this?"},'
    printf '{"type":"image_url","image_url":{"url":"data:image/png;base64,'
    head -c $((megabytes * 1048576 * 3 / 4)) /dev/urandom | base64 -w 0
    printf '"}}]}]}'
  } >"$scratch/body.json"
}

# send URL: status, time, and whether the upstream counted all of it
send() {
  local line
  line=$(curl -s -o "$scratch/answer.json" -w '%{http_code} in %{time_total} s' -m 60 "$1/v1/chat/completions" \
    -H "Authorization: Bearer $key" -H 'Content-Type: application/json' -H 'Expect:' \
    --data-binary "@$scratch/body.json") || true
  if [[ $line == 200* ]]; then
    local counted
    counted=$(grep -o '[0-9]* bytes' "$scratch/answer.json" | head -n 1)
    ((${counted% bytes} >= megabytes * 1048576)) || line="FAILED: $line"
    line="$line, $counted arrived"
  fi
  echo "$line"
}

main
