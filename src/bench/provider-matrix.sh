#!/usr/bin/env bash
# Which environments live whole in the emulator with which engine and which AWS provider: bootstrap, apply, an empty second
# plan, destroy, nothing left. One line a run in RESULTS, with the commit; a run of the same commit that is there as "lived" is
# not repeated, so that a sample that was cut short goes on where it ended.
# Usage: src/bench/provider-matrix.sh RESULTS PROVIDERS ENGINES [ENVIRONMENT...]
#   PROVIDERS  VERSION or VERSION=MIRROR, separated by commas (a folder of src/test/engines/provider-6.sh, for instance)
#   ENGINES    programs, separated by commas
#   ENVIRONMENT  default: all but images, which the emulator can only plan (ImageCommandIT does)
# A protected environment is played as a copy with protect: false.
set -euo pipefail
cd "$(dirname "$0")/../.."
usage='usage: provider-matrix.sh RESULTS PROVIDERS ENGINES [ENVIRONMENT...]'
results=$(realpath -m "${1:?$usage}")
IFS=, read -r -a providers <<<"${2:?$usage}"
IFS=, read -r -a engines <<<"${3:?$usage}"
shift 3
environments=("$@")
[ $# -gt 0 ] || environments=(demo classic single staging containers container-host production)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/environments" "$(dirname "$results")"
touch "$results"
failed=0
cp -r modules "$work/"

commit=$(git rev-parse --short HEAD)$([ -z "$(git status --porcelain)" ] || echo '+changes')
version() { # ENGINE; a configuration that is named and missing makes OpenTofu warn on standard output
  env -u TF_CLI_CONFIG_FILE "$1" version -json 2>/dev/null | python3 -c '
import json, sys
told = json.load(sys.stdin)
print("Terraform" if "terraform_outdated" in told else "OpenTofu", told["terraform_version"])'
}
for provider in "${providers[@]}"; do
  for engine in "${engines[@]}"; do
    named=$(version "$engine")
    for environment in "${environments[@]}"; do
      run="$commit, AWS provider ${provider%%=*}, $named, $environment"
      if grep -qF "$run: lived" "$results"; then
        continue
      fi
      rm -rf "$work/environments/$environment"
      mkdir "$work/environments/$environment"
      # Without a lock file, which would choose the provider.
      cp "environments/$environment/"{environment.yaml,main.tf.json} "$work/environments/$environment/"
      file=$work/environments/$environment/environment.yaml
      sed -i.bak '/^protect:/d' "$file" && rm "$file.bak"
      echo 'protect: false' >>"$file"
      options=(--provider-version "${provider%%=*}" --engine "$engine")
      [ "${provider#*=}" = "$provider" ] || options+=(--provider-mirror "${provider#*=}")
      start=$SECONDS
      if ./qis-aws -C "$work" demo "$environment" --once "${options[@]}" >"$work/log" 2>&1; then
        count=$(sed -n 's/^\[ *[0-9]*\/\([0-9]*\) .*/\1/p' "$work/log" | sort -n | tail -n 1)
        echo "$run: lived, $count resources, $((SECONDS - start)) s" | tee -a "$results"
      else
        echo "$run: failed after $((SECONDS - start)) s: $(tail -n 4 "$work/log" | tr '\n' ' ')" | tee -a "$results"
        failed=1
        cp "$work/log" "$results.$(tr -c 'A-Za-z0-9.\n' '-' <<<"$run").log"
      fi
    done
  done
done
exit "$failed"
