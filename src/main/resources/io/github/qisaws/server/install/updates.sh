#!/bin/bash
# Updates between two images: Ubuntu installs its security updates by itself, and never reboots. A library that QIS has
# loaded is used in its new version when the next image replaces the server, or after a restart by the operator:
# needrestart would restart database, cache, and web server of the whole fleet at the same time.
. "$(dirname "$0")/common.sh"

[ "$PACKAGE_MANAGER" = apt ] || exit 0
mkdir -p /etc/needrestart/conf.d /etc/apt/apt.conf.d
# Added to the list: an assignment would remove the distribution's own exceptions.
# shellcheck disable=SC2016
echo '$nrconf{override_rc}{qr(^qis-)} = 0;' >/etc/needrestart/conf.d/qis.conf
echo 'Unattended-Upgrade::Automatic-Reboot "false";' >/etc/apt/apt.conf.d/90qis
