#!/usr/bin/env bash
# Makes .env of .env.example, with a secret of chance behind each name that has nothing behind it. One that is there stays.
set -euo pipefail
cd "$(dirname "$0")"

if [[ -e .env ]]; then
  echo "deploy/.env is there already" >&2
  exit 1
fi
umask 077 # for its owner alone
while IFS= read -r line; do
  case $line in
    *_KEY=) echo "$line$(head -c 32 /dev/urandom | base64 -w 0)" ;; # 32 bytes, as AES-256 takes them
    [A-Z]*=) echo "$line$(head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n')" ;; # nothing that a URL would misread
    *) echo "$line" ;;
  esac
done <.env.example >.env.new
mv .env.new .env
mkdir -p plugins
echo "deploy/.env has new secrets. Keep a copy of SERAI_MASTER_KEY elsewhere: what is encrypted under it is lost without"
