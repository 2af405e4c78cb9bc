#!/usr/bin/env bash
# A resident attacker: requests, bodies, names and providers that mean harm, for half an hour, beside a caller who behaves.
set -euo pipefail

seconds=${DURATION:-1800}
warmup=${WARMUP:-30}
delay=${DELAY:-100}
attackers=${ATTACKERS:-24}
rate=${RATE:-20}
seed=${SEED:-1}
kinds=${KINDS:-mutated numbers long_text long_name deep many gzip large half_body trickle not_reading headers garbage upstream
streamed_upstream leaves manage simulator}
export BENCH_LIMIT=${BENCH_LIMIT:-$((seconds + 600))}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

main() {
  ready
  many_connections
  local classes="$scratch/classes:$(dirname "$jar")/lib/*" provider
  "$jdk/bin/javac" -d "$scratch/classes" -cp "$classes" \
    "$bench"/AccountingGateway.java "$bench"/Flood*.java "$bench"/Attack*.java "$bench"/GatewayProcess.java
  start_delayed_upstream "$classes" "$delay"
  start hostile "$jdk/bin/java" -XX:+UseSerialGC -Xmx512m -cp "$classes" AttackUpstream $((base_port + 1)) "$seed"
  for provider in ANTHROPIC GEMINI COHERE MISTRAL GROQ DEEPSEEK PERPLEXITY VLLM OLLAMA TOGETHER; do
    gateway_env+=("${provider}_BASE_URL=$proxy" "${provider}_API_KEY=sk-hostile")
  done
  gateway_env+=(SERAI_DATA="$scratch/data")
  start_gateway
  conditions
  echo "$attackers attackers for $seconds s, seed $seed; the caller: $rate/s, answers after $delay ms"
  "$jdk/bin/java" -XX:+UseSerialGC -Xmx1g -cp "$classes" Attack "$gateway" "$(cat "$scratch/data/admin-token")" \
    "$openai_model" "$gateway_pid" "$rate" "$attackers" "$warmup" "$seconds" "$seed" "${kinds//$'\n'/ }" || {
    [[ -z ${KEEP_LOG:-} ]] || cp "$scratch/gateway.log" "$KEEP_LOG"
    fail "the caller noticed the attacker, or the gateway is not what it was"
  }
  [[ -z ${KEEP_LOG:-} ]] || cp "$scratch/gateway.log" "$KEEP_LOG"
}

main
