#!/usr/bin/env bash
# Vault: whether keys in a real vault are replaced without a failed request, under 64 connections.
# VAULT_BINARY=path of vault or bao: by default the one on the PATH
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

main() {
  need mvn
  VAULT_BINARY=${VAULT_BINARY:-$(command -v bao || command -v vault || true)}
  [[ -n $VAULT_BINARY ]] || fail "no VAULT_BINARY, and neither bao nor vault on the PATH"
  export VAULT_BINARY
  "$VAULT_BINARY" version
  run_test VaultKeysTest vault
}

main
