#!/usr/bin/env bash
# Vault: whether keys in a vault are replaced without a failed request, under 64 connections.
# vault.sh [hashicorp] [aws] [gcp] [azure]: all of them by default
# VAULT_BINARY=path of vault or bao: by default the one on the PATH
set -euo pipefail

vaults=${*:-hashicorp aws gcp azure}

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

main() {
  local clouds
  need mvn
  read -ra clouds <<<"${vaults/hashicorp/}"
  [[ $vaults != *hashicorp* ]] || hashicorp
  ((${#clouds[@]} == 0)) || clouds "${clouds[@]}"
}

# hashicorp: a real server
hashicorp() {
  VAULT_BINARY=${VAULT_BINARY:-$(command -v bao || command -v vault || true)}
  [[ -n $VAULT_BINARY ]] || fail "no VAULT_BINARY, and neither bao nor vault on the PATH"
  export VAULT_BINARY
  "$VAULT_BINARY" version
  run_test VaultKeysTest vault
}

# clouds CLOUD…: Camel's components as docs/providers.md installs them, against the clouds' APIs, played on this machine
clouds() {
  local plugins=$scratch/plugins folder=$scratch/clouds driver cloud failed=
  ready
  mkdir "$folder"
  mvn -q -B -f "$bench/vaults/pom.xml" dependency:copy-dependencies -DoutputDirectory="$plugins" >"$scratch/mvn.log" 2>&1 ||
    fail "no plugins: $(tail -n 3 "$scratch/mvn.log")"
  "$jdk/bin/javac" -d "$scratch/classes" -cp "$plugins/*" "$bench"/Cloud{Vaults,Fakes}.java "$bench/Tunnel.java"
  certificates "$folder"
  start clouds "$jdk/bin/java" -XX:+UseSerialGC -Xmx256m -cp "$scratch/classes:$plugins/*" CloudVaults "$gateway" "$key" "$folder" "$@"
  driver=$pid
  for _ in {1..100}; do [[ -s $folder/ready ]] && break || sleep 0.1; done
  make_home
  for cloud in "$@"; do add_kept_provider "$cloud" "$(setting "$folder" PROVIDER)"; done
  launch_with_plugins "$folder" "$plugins"
  wait "$driver" || failed=1
  grep -E 'rotations|it does not come' "$scratch/clouds.log" || true
  if grep -q 'the-first-key-of-\|the-key-of-\|the-key-after-' "$scratch/gateway.log"; then fail "a key is in the log"; fi
  [[ -z $failed ]] || fail "keys in a vault: $(grep -m 3 'could not be read' "$scratch/gateway.log" | cut -c 1-600)"
}

setting() { sed -n "s|^$2=||p" "$1/ready"; }

# certificates FOLDER: of the clouds' names, vouched for by an authority that the gateway alone trusts
certificates() {
  local names=dns:secretmanager.googleapis.com,dns:a-vault.vault.azure.net,dns:login.microsoftonline.com
  store() { "$jdk/bin/keytool" -storepass changeit -keystore "$1/$2.p12" "${@:3}" >/dev/null 2>&1; }
  store "$1" tls -genkeypair -alias ca -keyalg EC -dname CN=authority -ext bc:c
  store "$1" tls -genkeypair -alias tls -keyalg EC -dname CN=clouds -ext "san=$names" -signer ca
  store "$1" tls -exportcert -alias ca -file "$1/ca.der"
  store "$1" tls -delete -alias ca
  store "$1" trust -importcert -noprompt -alias ca -file "$1/ca.der"
}

# add_kept_provider CLOUD URL
add_kept_provider() {
  cat >"$gateway_home/routes/providers/vault-$1.camel.yaml" <<YAML
- templatedRoute:
    routeTemplateRef: http-provider
    routeId: provider-vault-$1
    parameters:
      - { name: provider, value: vault-$1 }
      - { name: baseUrl, value: "$2" }
      - { name: apiKey, value: "{{$1:llm#key:}}" }
      - { name: dialect, value: openai }
      - { name: operations, value: chat }
YAML
}

# launch_with_plugins FOLDER PLUGINS
launch_with_plugins() {
  local settings proxy
  mapfile -t settings < <(grep CAMEL_ "$1/ready")
  proxy=$(setting "$1" PROXY_PORT)
  start gateway env -C "$gateway_home" -i PATH="$PATH" HOME="$gateway_home" LANG=C.UTF-8 \
    SERAI_KEYS="$key" SERVER_PORT="${gateway##*:}" SERAI_PROVIDER_KEYS_INTERVAL=200ms \
    HTTPS_PROXY="http://127.0.0.1:$proxy" "${settings[@]}" "${gateway_env[@]}" \
    "$jdk/bin/java" "${java_opts[@]}" -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort="$proxy" \
    -Djavax.net.ssl.trustStore="$1/trust.p12" -Djavax.net.ssl.trustStorePassword=changeit \
    -cp "$jar:$(dirname "$jar")/lib/*:$2/*" dev.serai.Serai
}

main
