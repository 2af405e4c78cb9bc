#!/usr/bin/env bash
# The official SDKs for Python and Node against the simulator: whether each does what it is asked to. They are installed from PyPI
# and npm, in the versions that bench/clients/ names, into a folder that goes again.
#   bench/clients.sh
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

main() {
  local failed=
  ready python3 node npm openssl
  install
  launch_gateway
  wait_for "$gateway" simulator/echo "$gateway_pid" gateway
  conditions
  "$scratch/python/bin/python" "$bench/clients/clients.py" "$gateway" "$key" || failed=1
  NODE_EXTRA_CA_CERTS=$scratch/certificate.pem node "$scratch/node/clients.js" "$gateway" "$key" \
    "$scratch/certificate.pem" "$scratch/private.pem" || failed=1
  [[ -z $failed ]] || fail "not every client got what it expects"
}

install() {
  python3 -m venv "$scratch/python"
  "$scratch/python/bin/pip" install -q -r "$bench/clients/requirements.txt"
  mkdir "$scratch/node"
  cp "$bench/clients/package.json" "$bench/clients/clients.js" "$scratch/node"
  npm install --prefix "$scratch/node" --no-fund --no-audit --silent
  openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=serai -addext subjectAltName=IP:127.0.0.1 \
    -keyout "$scratch/private.pem" -out "$scratch/certificate.pem" 2>/dev/null
}

main
