#!/usr/bin/env bash
# aot.sh FILE JAVA-ARGUMENT…: writes an AOT cache (JDK 25) of a gateway that is started by these arguments, in the folder of its
# routes: its classes as the JVM wants them in memory, and what a while of requests made hot, which is compiled sooner.
# TRAINING: how many requests (4000)
set -euo pipefail

file=$1
port=${SERVER_PORT:-8080}
key=$(head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n')
scratch=$(mktemp -d)
gateway=
trap 'kill "$gateway" 2>/dev/null || true; rm -rf "$scratch"' EXIT

# ask PATH BODY: sets answer; the shell has no curl in an image
ask() {
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf 'POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %s\r\n\r\n%s' \
    "$1" "$key" "${#2}" "$2" >&3
  answer=$(cat <&3)
  exec 3<&- 3>&-
}

chat() {
  ask /v1/chat/completions "{\"model\":\"$1\",\"stream\":$2,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"
}

# the gateway is its own provider: what passes, what is translated, and streams, each over HTTP
env SERAI_DATA="$scratch" SERAI_KEYS="$key" SERVER_PORT="$port" SERVER_ADDRESS=127.0.0.1 SERAI_WATCH_INTERVAL=0 SIMULATOR_TOKENS_PER_SECOND=0 \
  OPENAI_BASE_URL="http://127.0.0.1:$port/v1" OPENAI_API_KEY="$key" \
  ANTHROPIC_BASE_URL="http://127.0.0.1:$port" ANTHROPIC_API_KEY="$key" \
  java -XX:AOTCacheOutput="$file" "${@:2}" >"$scratch/log" 2>&1 &
gateway=$!

for ((i = 0; ; i++)); do
  if chat simulator/echo false 2>/dev/null && [[ $answer == 'HTTP/1.1 200'* ]]; then break; fi
  if ((i == 600)) || ! kill -0 "$gateway" 2>/dev/null; then
    cat "$scratch/log" >&2
    exit 1
  fi
  sleep 0.1
done
for ((i = 0; i < ${TRAINING:-4000}; i += 4)); do
  for provider in openai anthropic; do
    for stream in false true; do
      chat "$provider/simulator/echo" "$stream"
      [[ $answer == 'HTTP/1.1 200'* ]] || { echo "$answer" >&2 && exit 1; }
    done
  done
done

kill "$gateway"
wait "$gateway" || true # 143: it was asked to stop
[[ -s $file ]] || { cat "$scratch/log" >&2 && exit 1; }
