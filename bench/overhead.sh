#!/usr/bin/env bash
# What timers, retries, breakers, balancing, recovery, fair queue and hedging cost a request that needs none of it: this
# checkout against an older revision, in one run, taking turns. overhead.sh [REVISION]: by default the last one without them
set -euo pipefail

revision=${1:-955d911}
rounds=${ROUNDS:-9}
warmup=${WARMUP:-30}

# shellcheck source-path=SCRIPTDIR source=chats.sh
. "$(dirname "$0")/chats.sh"
# shellcheck source-path=SCRIPTDIR source=before.sh
. "$bench/before.sh"

main() {
  set_up
  build_before "$revision"
  start_before start_one
  start_one
  warm_up
  take_turns
  report
}

# start_one: a gateway whose alias `smart` asks OpenAI first; where the revision knows hedging, there are others that are the
# same with it
start_one() {
  make_home
  local models=$gateway_home/routes/models after
  sed -i "s#target:anthropic/claude-sonnet-4-5#target:$openai_model#" "$models/smart.camel.yaml"
  if grep -q 'recovery' "$models/smart.camel.yaml"; then
    for after in 5s p95; do # the second form is that of revisions in which both were variables
      sed "s/smart/hedged-$after/g; s/recovery=resume/hedge=$after/
        s/name: recovery/name: hedge/; s/expression: resume/expression: $after/" \
        "$models/smart.camel.yaml" >"$models/hedged-$after.camel.yaml"
    done
  fi
  launch_gateway_at_home
  wait_for "$gateway" "$openai_model" "$gateway_pid" gateway
}

# What is measured, in the order of the table
targets() {
  cat <<TARGETS
provider-before $before $openai_model
provider-now $gateway $openai_model
alias-before $before smart
alias-now $gateway smart
hedged-5s-now $gateway hedged-5s
hedged-p95-now $gateway hedged-p95
TARGETS
}

report() {
  conditions
  echo "chat of 2 KB, answer of 0.6 KB, $connections connections, medians of $rounds rounds of $seconds s; before: $revision"
  printf '\n%-60s %9s %9s %7s\n' requests/s before now ratio
  row "model of a provider" provider-before provider-now
  row "alias of three targets, resuming" alias-before alias-now
  row "the same, hedging after 5 s, which nobody takes" alias-before hedged-5s-now
  row "the same, hedging after p95: one in twenty is asked twice" alias-before hedged-p95-now
  [[ $(failed "$scratch"/many.*) == 0 ]] || fail "not every request was answered with 200"
}

# row TEXT BEFORE NOW: the ratio is the median of the rounds' ratios
row() {
  printf '%-60s %9.0f %9.0f %7.2f\n' "$1" "$(column 1 "$scratch/many.$2")" "$(column 1 "$scratch/many.$3")" \
    "$(paste "$scratch/many.$2" "$scratch/many.$3" | awk '{ print $5 / $1 }' | median)"
}

main
