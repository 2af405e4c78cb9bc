#!/usr/bin/env bash
# Codex at work behind the gateway: in two turns it reads a file by its tool and says what is in it, over a provider that knows
# chats alone and plays the model. It is installed from npm into a folder that goes again, and finds no settings.
#   bench/codex.sh
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

codex_version=${CODEX_VERSION:-0.171.0}
word=heliotrope

main() {
  ready node npm
  npm install --prefix "$scratch/node" --no-fund --no-audit --silent "@openai/codex@$codex_version"
  cp "$bench/clients/codex-upstream.js" "$scratch/node/codex-upstream.mjs"
  start upstream node "$scratch/node/codex-upstream.mjs" "$base_port"
  wait_for "$upstream" any "$pid" upstream
  make_home
  add_plain_provider
  launch_gateway_at_home
  wait_for "$gateway" plain/m "$gateway_pid" gateway
  work
  [[ $(<"$scratch/said") == *"note.txt says:"*"$word"* ]] || fail "Codex says: $(head -c 2000 "$scratch/said" "$scratch/codex.log")"
  echo "Codex $codex_version has read a file in two turns"
}

# As the documents say, in a home of its own.
work() {
  mkdir -p "$scratch/codex/.codex" "$scratch/work"
  echo "$word" >"$scratch/work/note.txt"
  cat >"$scratch/codex/.codex/config.toml" <<TOML
model = "plain/m"
model_provider = "serai"

[model_providers.serai]
name = "Serai"
base_url = "$gateway/v1"
env_key = "GATEWAY_KEY"
wire_api = "responses"
TOML
  env -C "$scratch/work" -i PATH="$PATH" HOME="$scratch/codex" GATEWAY_KEY="$key" \
    timeout 120 "$scratch/node/node_modules/.bin/codex" exec --skip-git-repo-check \
    --dangerously-bypass-approvals-and-sandbox --output-last-message "$scratch/said" "What does note.txt say?" \
    </dev/null >"$scratch/codex.log" 2>&1 || fail "Codex: $(tail -c 3000 "$scratch/codex.log")"
}

main
