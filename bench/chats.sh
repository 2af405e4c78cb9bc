# shellcheck shell=bash
# shellcheck disable=SC2034 # what is unused here is used by the scripts
# What the benchmarks of whole chats share: nginx as upstream and as proxy, wrk as load. Sourced by them in place of lib.sh.

seconds=${DURATION:-8}
connections=${CONNECTIONS:-64}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# set_up: everything but the gateway
set_up() {
  ready wrk nginx
  start_nginx
}

# One nginx, with one worker, plays the upstream on one port and the proxy to it on the other.
start_nginx() {
  mkdir "$scratch/nginx"
  nginx_conf >"$scratch/nginx/nginx.conf"
  start nginx nginx -p "$scratch/nginx" -e stderr -c nginx.conf
  nginx_pid=$pid
  wait_for "$proxy" gpt "$pid" nginx
}

nginx_conf() {
  cat <<CONF
daemon off;
pid nginx.pid;
worker_processes 1;
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
    location = /v1/responses { return 200 '$(responses_answer)'; }
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

responses_answer() {
  tr -d '\n' <<'JSON'
{"id":"resp_9f3c1b7ad2","object":"response","created_at":1760000000,"status":"completed","error":null,
"incomplete_details":null,"model":"gpt-5.1","output":[{"type":"message","id":"msg_1","role":"assistant","status":"completed",
"content":[{"type":"output_text","text":"The fox jumped over the lazy dog, and then it rested in the shade of a tree.",
"annotations":[],"logprobs":[]}]}],"usage":{"input_tokens":412,"input_tokens_details":{"cached_tokens":0},
"output_tokens":19,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":431}}
JSON
}

# load THREADS CONNECTIONS SECONDS URL MODEL [PATH]: prints requests/s, p50 and p99 in µs, failed requests
load() {
  BENCH_KEY=$key BENCH_MODEL=$5 wrk -t "$1" -c "$2" -d "$3s" --timeout 5s --latency -s "$bench/chat.lua" \
    "$4${6:-/v1/chat/completions}" </dev/null | sed -n 's/^RESULT //p'
}

# The benchmark has a function targets, which prints a line for each: name, address, model, and a key where it is another.

warm_up() {
  local url model as
  while read -r _ url model as; do
    key=${as:-$key} load 2 "$connections" "$warmup" "$url" "$model" >/dev/null
  done < <(targets)
}

# take_turns: measures the targets in turn, so that the noise of the machine meets all of them alike
take_turns() {
  local round name url model as
  for ((round = 1; round <= rounds; round++)); do
    while read -r name url model as; do
      key=${as:-$key} load 2 "$connections" "$seconds" "$url" "$model" >>"$scratch/many.$name"
    done < <(targets)
  done
}

# column N FILE: the median over the rounds
column() { awk -v n="$1" '{ print $n }' "$2" | median; }

failed() { awk '{ n += $4 } END { print n + 0 }' "$@"; }

# start_with ENV…: a gateway with that environment
start_with() {
  local gateway_env=("${gateway_env[@]}" "$@")
  start_gateway
}

# off_and_on: both of a pair as targets, in the order of the table
off_and_on() {
  cat <<TARGETS
off $off $openai_model
on $on $openai_model
TARGETS
}

# compare_pairs OFF ON [SEEN]: pairs of gateways, one with the environment of the array OFF and one with ON's. Several pairs,
# since two processes of the same code differ by what their compilers made of it. SEEN is a command that looks at a pair before
# it ends.
compare_pairs() {
  local -n off_env=$1 on_env=$2
  local pair off_pid
  off=$gateway on=http://127.0.0.1:$((base_port + 3))
  for ((pair = 1; pair <= pairs; pair++)); do
    gateway=$off start_with "${off_env[@]}"
    off_pid=$gateway_pid
    gateway=$on start_with "${on_env[@]}"
    warm_up
    take_turns
    ${3:+"$3"}
    stop "$off_pid"
    stop "$gateway_pid"
  done
}

# report_ratio WHAT LEAST: of requests/s with it to those without, of each pair and their geometric mean; fails if that is less
report_ratio() {
  local ratio pair
  conditions
  echo "chat of 2 KB, answer of 0.6 KB, $connections connections, medians of $rounds rounds of $seconds s"
  paste "$scratch/many.off" "$scratch/many.on" | awk '{ print $5 / $1 }' | split -l "$rounds" - "$scratch/ratios."
  for pair in "$scratch"/ratios.*; do median <"$pair"; done >"$scratch/ratios"
  ratio=$(awk '{ sum += log($1) } END { print exp(sum / NR) }' "$scratch/ratios")
  printf '\n%-40s %9s %9s %7s   %s\n' requests/s off on ratio "of each pair of processes"
  printf '%-40s %9.0f %9.0f %7.3f   %s\n' "$1" \
    "$(column 1 "$scratch/many.off")" "$(column 1 "$scratch/many.on")" "$ratio" "$(xargs printf '%.3f ' <"$scratch/ratios")"
  [[ $(failed "$scratch"/many.*) == 0 ]] || fail "not every request was answered with 200"
  awk -v ratio="$ratio" -v least="$2" 'BEGIN { exit ratio < least }' || fail "the ratio is below $2"
}
