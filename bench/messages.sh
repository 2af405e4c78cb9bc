#!/usr/bin/env bash
# What another format of clients costs: Messages and Responses over a provider of OpenAI's format against chats to Anthropic,
# which are as much translated; and Messages that pass to Anthropic and Responses that pass to OpenAI against chats that pass
# to OpenAI. All take turns, in one run.
#   bench/messages.sh
set -euo pipefail

rounds=${ROUNDS:-7}
warmup=${WARMUP:-30}
least_translated=${LEAST_TRANSLATED:-0.8}
least_passed=${LEAST_PASSED:-0.9}

# shellcheck source-path=SCRIPTDIR source=chats.sh
. "$(dirname "$0")/chats.sh"

main() {
  set_up
  make_home
  add_plain_provider
  launch_gateway_at_home
  wait_for "$gateway" "$openai_model" "$gateway_pid" gateway
  check_answers
  local round name url model path
  while read -r name url model path; do load 2 "$connections" "$warmup" "$url" "$model" "$path" >/dev/null; done < <(targets)
  for ((round = 1; round <= rounds; round++)); do
    while read -r name url model path; do
      load 2 "$connections" "$seconds" "$url" "$model" "$path" >>"$scratch/$name"
    done < <(targets)
  done
  report
}

# name, address, model, path
targets() {
  cat <<TARGETS
chat-passed $gateway $openai_model /v1/chat/completions
chat-translated $gateway $anthropic_model /v1/chat/completions
messages-passed $gateway $anthropic_model /v1/messages
messages-translated $gateway $openai_model /v1/messages
responses-passed $gateway $openai_model /v1/responses
responses-translated $gateway plain/gpt-5.1 /v1/responses
TARGETS
}

check_answers() {
  local name url model path
  while read -r name url model path; do
    local prompt=messages limit=max_tokens
    [[ $path == /v1/responses ]] && prompt=input limit=max_output_tokens
    curl -s -m 10 "$url$path" -H "Authorization: Bearer $key" -o "$scratch/answer.json" \
      -d "{\"model\":\"$model\",\"$limit\":9,\"$prompt\":[{\"role\":\"user\",\"content\":\"Hello\"}]}" || true
    [[ $(<"$scratch/answer.json") == *'fox jumped'* ]] || fail "$name answers $(head -c 400 "$scratch/answer.json")"
  done < <(targets)
}

report() {
  local name
  conditions
  echo "request of 2 KB, answer of 0.6 KB, $connections connections, medians of $rounds rounds of $seconds s"
  printf '\n%-22s %11s %9s %9s %7s\n' "" requests/s "p50 µs" "p99 µs" failed
  while read -r name _; do
    printf '%-22s %11.0f %9.0f %9.0f %7d\n' "$name" "$(column 1 "$scratch/$name")" "$(column 2 "$scratch/$name")" \
      "$(column 3 "$scratch/$name")" "$(failed "$scratch/$name")"
  done < <(targets)
  echo
  ratio messages-translated chat-translated "$least_translated"
  ratio messages-passed chat-passed "$least_passed"
  ratio responses-translated chat-translated "$least_translated"
  ratio responses-passed chat-passed "$least_passed"
  [[ $(failed "$scratch"/chat-* "$scratch"/messages-* "$scratch"/responses-*) == 0 ]] || fail "not every request was answered with 200"
}

# ratio NAME OTHER LEAST
ratio() {
  awk -v a="$(column 1 "$scratch/$1")" -v b="$(column 1 "$scratch/$2")" -v least="$3" -v what="$1 to $2" \
    'BEGIN { printf "%s: %.2f\n", what, a / b; exit a / b < least }' || fail "below $3"
}

main
