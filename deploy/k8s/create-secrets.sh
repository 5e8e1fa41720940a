#!/bin/sh
# Makes the secrets that every installation needs, with random values; those that are there already stay as they are.
# Usage: deploy/k8s/create-secrets.sh [kubectl options, such as --context production]
set -eu
namespace=tickettape
# A letter in front: NATS would read some words of digits as numbers.
random() { printf 'p%s' "$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"; }
create() {
  name=$1
  shift
  if kubectl "$@" -n "$namespace" get secret "$name" >/dev/null 2>&1; then
    echo "$name: is there"
  else
    # From standard input, so that no secret stands on a command line.
    kubectl "$@" -n "$namespace" create -f - >/dev/null
    echo "$name: created"
  fi
}
secret() { printf 'apiVersion: v1\nkind: Secret\nmetadata: { name: %s, namespace: %s }\nstringData:\n' "$1" "$namespace"; }

{
  secret nats-passwords
  for user in sheet-sync collector storage notifier backup operator system route; do printf '  %s: %s\n' "$user" "$(random)"; done
} | create nats-passwords "$@"
{
  secret admin-token
  printf '  token: %s\n' "$(random)"
} | create admin-token "$@"
password=$(random)
{
  secret database
  printf '  url: postgres://tickettape:%s@timescaledb:5432/tickettape\n  password: %s\n' "$password" "$password"
} | create database "$@"
