#!/usr/bin/env bash
# token.sh GATEWAY ADMIN_TOKEN_FILE FILE: sees to it that FILE has a token by which Prometheus may read the metrics of the
# gateway, and nothing else (role VIEWER). One that works stays. Runs in Serai's image, which has bash but no curl.
set -euo pipefail

gateway=$1 admin_file=$2 file=$3
authority=${gateway#http://}
host=${authority%%:*} port=${authority##*:}

# ask METHOD PATH TOKEN [BODY]: the answer, its status line first
ask() {
  local body=${4:-}
  exec 3<>"/dev/tcp/$host/$port"
  printf '%s %s HTTP/1.0\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
    "$1" "$2" "$authority" "$3" "${#body}" "$body" >&3
  cat <&3
  exec 3>&-
}

works() {
  [[ -s $file && $(ask GET /manage/metrics "$(<"$file")") == HTTP/1.?" 200"* ]]
}

if works; then
  echo "The token for metrics works"
  exit 0
fi
if [[ -n ${SERAI_ADMIN_KEY:-} ]]; then
  admin=$SERAI_ADMIN_KEY
elif [[ -s $admin_file ]]; then
  admin=$(<"$admin_file")
else
  echo "No token for metrics was made: set SERAI_ADMIN_KEY to one with the role ADMIN, since $admin_file is not there" >&2
  exit 1
fi

answer=$(ask POST /manage/tokens "$admin" '{"name": "prometheus", "role": "VIEWER"}')
secret=$(sed -n 's/.*"secret" *: *"\(sk-serai-[0-9A-Za-z]*\)".*/\1/p' <<<"$answer")
if [[ -z $secret ]]; then
  echo "No token for metrics was made: ${answer%%$'\r'*}" >&2
  exit 1
fi
printf %s "$secret" >"$file.new"
chmod 644 "$file.new" # Prometheus is another user; nobody else has this volume
mv "$file.new" "$file"
echo "Made a token for metrics"
