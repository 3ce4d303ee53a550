#!/bin/bash
# The CloudWatch agent, proven by Amazon's signature. Its configuration is the role's, and so is its start: logs are
# shipped only after the first administrator's password has been removed from them.
. "$(dirname "$0")/common.sh"

if [ "$PACKAGE_MANAGER" = apt ] && ! command -v amazon-cloudwatch-agent-ctl >/dev/null; then
  install_build_packages gnupg
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  site=https://amazoncloudwatch-agent.s3.amazonaws.com
  folder=$site/$ID/$(dpkg --print-architecture)/latest
  get() { fetch_newest "cloudwatch/$(dpkg --print-architecture)/$2" "$1/$2" "$scratch/$2"; }
  get "$site/assets" amazon-cloudwatch-agent.gpg
  get "$folder" amazon-cloudwatch-agent.deb
  get "$folder" amazon-cloudwatch-agent.deb.sig
  export GNUPGHOME=$scratch/gnupg
  install -d -m 700 "$GNUPGHOME"
  gpg --batch --quiet --import "$scratch/amazon-cloudwatch-agent.gpg"
  gpg --batch --list-keys --with-colons | grep -q '^fpr:*937616F3450B7D806CBD9725D58167303B789C72:' ||
    fail "the CloudWatch agent's key is not Amazon's"
  gpg --batch --quiet --verify "$scratch/amazon-cloudwatch-agent.deb.sig" "$scratch/amazon-cloudwatch-agent.deb" ||
    fail "the CloudWatch agent's signature is wrong"
  install_packages "$scratch/amazon-cloudwatch-agent.deb"
  remove_build_packages
fi
units disable amazon-cloudwatch-agent 2>/dev/null || true
