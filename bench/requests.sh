#!/usr/bin/env bash
# Whole answers: requests/s and latency of the gateway beside nginx as a plain proxy and a direct call, in one run.
set -euo pipefail

rounds=${ROUNDS:-3}
seconds=${DURATION:-8}
warmup=${WARMUP:-20}
connections=${CONNECTIONS:-64}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

main() {
  need wrk nginx curl
  need_jar
  find_jdk
  free_ports
  start_nginx
  start_gateway
  check_answers
  warm_up
  measure
  report
}

# One nginx plays the upstream on one port and the proxy to it on the other.
start_nginx() {
  mkdir "$scratch/nginx"
  nginx_conf >"$scratch/nginx/nginx.conf"
  start nginx nginx -p "$scratch/nginx" -e stderr -c nginx.conf
  wait_for "$proxy" gpt "$pid" nginx
}

nginx_conf() {
  cat <<CONF
daemon off;
pid nginx.pid;
worker_processes auto;
events { worker_connections 4096; }
http {
  access_log off;
  tcp_nodelay on;
  keepalive_requests 100000000;
  client_body_buffer_size 64k;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  default_type application/json;
  upstream provider {
    server ${upstream#http://};
    keepalive 256;
    keepalive_requests 100000000;
  }
  server {
    listen ${upstream#http://};
    location = /v1/chat/completions { return 200 '$(openai_answer)'; }
    location = /v1/messages { return 200 '$(anthropic_answer)'; }
  }
  server {
    listen ${proxy#http://};
    location / {
      proxy_pass http://provider;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
    }
  }
}
CONF
}

openai_answer() {
  tr -d '\n' <<'JSON'
{"id":"chatcmpl-9f3c1b7ad2","object":"chat.completion","created":1760000000,"model":"gpt-5.1","choices":[{"index":0,
"message":{"role":"assistant","content":"The fox jumped over the lazy dog, and then it rested in the shade of a tree.",
"refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":412,
"completion_tokens":19,"total_tokens":431,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},
"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}},"service_tier":"default",
"system_fingerprint":"fp_44709d6fcb"}
JSON
}

anthropic_answer() {
  tr -d '\n' <<'JSON'
{"id":"msg_01XFDUDYJgAACzvnptvVoYEL","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[
{"type":"text","text":"The fox jumped over the lazy dog, and then it rested in the shade of a tree."}],
"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":412,"output_tokens":19,
"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"service_tier":"standard"}}
JSON
}

# Targets in the order of the table: name, address, model
targets() {
  cat <<TARGETS
direct $upstream gpt-5.1
nginx-proxy $proxy gpt-5.1
$openai_model $gateway $openai_model
$anthropic_model $gateway $anthropic_model
TARGETS
}

# A fast wrong answer must not count: every target says what the fox did before it is measured.
check_answers() {
  local name url model status
  while read -r name url model; do
    status=$(chat_status "$url" "$model")
    [[ $status == 200 && $(<"$scratch/answer.json") == *'"chat.completion"'*'fox jumped'* ]] ||
      fail "$name answers $status: $(head -c 400 "$scratch/answer.json")"
  done < <(targets)
}

# load THREADS CONNECTIONS SECONDS URL MODEL: prints requests/s, p50 and p99 in µs, failed requests
load() {
  BENCH_KEY=$key BENCH_MODEL=$5 wrk -t "$1" -c "$2" -d "$3s" --timeout 5s --latency -s "$bench/chat.lua" \
    "$4/v1/chat/completions" </dev/null | sed -n 's/^RESULT //p'
}

warm_up() {
  local name url model
  while read -r name url model; do
    [[ $url != "$gateway" ]] || load 2 "$connections" "$warmup" "$url" "$model" >/dev/null
  done < <(targets)
}

# Targets take turns, so that the noise of the machine meets all of them alike.
measure() {
  local round name url model
  for ((round = 1; round <= rounds; round++)); do
    while read -r name url model; do
      load 2 "$connections" "$seconds" "$url" "$model" >>"$scratch/many.${name//\//_}"
      load 1 1 "$seconds" "$url" "$model" >>"$scratch/one.${name//\//_}"
    done < <(targets)
  done
}

report() {
  local many=$scratch/many one=$scratch/one
  conditions
  echo "chat of 2 KB, answer of 0.6 KB, medians of $rounds rounds of $seconds s"
  printf '\n%-32s %11s %9s %9s %9s %7s\n' "$connections connections" requests/s "to nginx" "p50 µs" "p99 µs" failed
  rows "$many" | awk -v nginx="$(column 1 "$many.nginx-proxy")" \
    '{ printf "%-32s %11.0f %9.2f %8.0f %8.0f %7d\n", $1, $2, $2 / nginx, $3, $4, $5 }'
  printf '\n%-32s %8s %8s %10s %10s %7s\n' "1 connection" "p50 µs" "p99 µs" "added p50" "added p99" failed
  rows "$one" | awk -v p50="$(column 2 "$one.direct")" -v p99="$(column 3 "$one.direct")" \
    '{ printf "%-32s %7.0f %7.0f %10.0f %10.0f %7d\n", $1, $3, $4, $3 - p50, $4 - p99, $5 }'
  printf '\ngateway memory: %d MB resident, %d MB at its peak\n' \
    "$(memory "$gateway_pid" VmRSS)" "$(memory "$gateway_pid" VmHWM)"
  [[ $(failed "$many".* "$one".*) == 0 ]] || fail "not every request was answered with 200"
}

# rows PREFIX: name, requests/s, p50, p99 and failed requests of each target
rows() {
  local name file
  while read -r name _; do
    file=$1.${name//\//_}
    echo "$name $(column 1 "$file") $(column 2 "$file") $(column 3 "$file") $(failed "$file")"
  done < <(targets)
}

# column N FILE: the median over the rounds
column() { awk -v n="$1" '{ print $n }' "$2" | median; }

failed() { awk '{ n += $4 } END { print n + 0 }' "$@"; }

main
