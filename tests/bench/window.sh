#!/bin/bash
# Measures the real window of a release binary: tests/bench/window.sh [--quick] [--only ROW,…] BINARY [BINARY2]
# Needs: openbox xvfb xdotool dbus gir1.2-atspi-2.0 python3-gi, and the packages of the window (README.md).
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# A separate session bus, as a desktop has one. Nothing on it switches accessibility on. Its output is of no interest.
unset DISPLAY WAYLAND_DISPLAY AT_SPI_BUS_ADDRESS
exec 3>&1 4>&2 >/dev/null 2>&1
PYTHONDONTWRITEBYTECODE=1 exec dbus-run-session -- \
  bash -c 'exec /usr/bin/python3 "$@" >&3 2>&4 3>&- 4>&-' bash "$here/window.py" "$@"
