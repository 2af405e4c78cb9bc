#!/bin/bash
# What a step of a policy costs a request: none, one that redacts by `transform:`, and one that routes by content with
# `unmarshal` and `choice`, on the running gateway one after the other, in one run. Prints µs of CPU a request, and ratios.
#   bench/policy.sh
set -euo pipefail
# shellcheck source=bench/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

rounds=${ROUNDS:-5}
seconds=${SECONDS_EACH:-5}
connections=${CONNECTIONS:-16}
policies=(none redact choose)

main() {
  ready wrk
  many_connections
  start_upstream
  make_home
  prepare
  use none
  launch_gateway_at_home
  wait_for "$gateway" "$openai_model" "$gateway_pid" gateway
  local policy
  for policy in "${policies[@]}"; do use "$policy" && reload && drive warm; done
  take_turns
  report
}

# prepare: an inbound route that calls the policy, and the transform that one of them uses
prepare() {
  local chats=$gateway_home/routes/inbound/chat-completions.camel.yaml
  sed -i 's|^\( *\)- to: { id: admit-chat.*|\1- to: { id: before-chat, uri: direct:policy-bench }\n&|' "$chats"
  grep -q policy-bench "$chats" || fail "chat-completions.camel.yaml has no step admit-chat"
  mkdir -p "$gateway_home/transforms/bench"
  cat >"$gateway_home/transforms/bench/redact.jslt" <<'JSLT'
{ "messages": [for (.messages)
    let text = .content
    { "content": if (is-string($text)) replace($text, "[0-9]{12,19}", "[number]") else $text, * : . }], * : . }
JSLT
}

# use POLICY: writes its file
use() {
  local steps
  case $1 in
    none) steps='
        - setVariable: { id: nothing, name: policy, expression: { constant: { expression: none } } }' ;;
    redact) steps='
        - to: { id: redact, uri: "transform:bench/redact" }' ;;
    choose) steps='
        - unmarshal: { id: parse, json: { library: Jackson } }
        - choice:
            id: by-content
            when:
              - id: long-answers
                expression: { simple: { expression: "${body[max_tokens]} != null && ${body[max_tokens]} > 100000" } }
                steps:
                  - setVariable: { id: other, name: model, expression: { constant: { expression: simulator/echo } } }' ;;
  esac
  cat >"$gateway_home/routes/policies/bench.camel.yaml" <<YAML
- route:
    id: policy-bench
    group: policies
    description: What is measured
    errorHandler: { noErrorHandler: {} }
    from:
      uri: direct:policy-bench
      steps: $steps
YAML
}

reload() {
  curl -fsS -m 30 -X POST -H "Authorization: Bearer $key" "$gateway/manage/routes/reload" >/dev/null ||
    fail "the gateway refuses the policy: $(tail -3 "$scratch/gateway.log")"
}

# drive NAME: some seconds of chats; adds µs of CPU a request to its figures
drive() {
  local before after
  before=$(ticks "$gateway_pid")
  BENCH_KEY=$key BENCH_MODEL=$openai_model wrk -t 1 -c "$connections" -d "${seconds}s" -s "$bench/chat.lua" \
    "$gateway/v1/chat/completions" >"$scratch/wrk.out"
  after=$(ticks "$gateway_pid")
  grep -q '^RESULT .* 0$' "$scratch/wrk.out" || fail "not every request was answered with 200: $(tail -1 "$scratch/wrk.out")"
  awk -v ticks=$((after - before)) -v hz="$(getconf CLK_TCK)" \
    '/requests in/ { printf "%.1f\n", ticks / hz * 1e6 / $1 }' "$scratch/wrk.out" >>"$scratch/$1.figures"
}

take_turns() {
  local policy
  for _ in $(seq "$rounds"); do
    for policy in "${policies[@]}"; do use "$policy" && reload && drive "$policy"; done
  done
}

report() {
  local none policy micros
  none=$(median <"$scratch/none.figures")
  conditions
  echo "chat of 2 KB, $connections connections, medians of $rounds rounds of $seconds s in turn"
  printf '\n%-48s %12s %10s %7s\n' "policy before the router" "µs a request" "more" ratio
  for policy in "${policies[@]}"; do
    micros=$(median <"$scratch/$policy.figures")
    awk -v name="$policy" -v m="$micros" -v n="$none" \
      'BEGIN { printf "%-48s %12.1f %10.1f %7.2f\n", name, m, m - n, m / n }'
  done
}

main "$@"
