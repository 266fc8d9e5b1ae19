# shellcheck shell=bash
# A systemd of its own for the root of tests/package/check, which sources this file: it runs the kiosk's service.

init=$work/init cgroups=$work/cgroups group=pidash-${work##*/}
: >"$init"

# In new namespaces, with cgroups below those of the check, and without the consoles of this machine: the service
# would hang up the one of the person who runs the check. No write reaches the settings of the kernel.
boot() {
  mkdir -p "$cgroups" "$root/etc/pidash" "$root/etc/systemd/system/pidash-kiosk.service.d"
  printf '%s\n' WLR_BACKENDS=headless WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1 >"$root/etc/pidash/kiosk.env"
  printf '%s\n' '[Service]' StandardInput=null TTYPath= TTYReset=no TTYVHangup=no TTYVTDisallocate=no \
    >"$root/etc/systemd/system/pidash-kiosk.service.d/console.conf"
  unshare --mount bash -euc '
    mount -t cgroup2 cgroup2 "$2"
    own=$2$(sed -n "s/^0:://p" /proc/self/cgroup)/$4
    mkdir "$own"
    echo $$ >"$own/cgroup.procs"
    exec unshare --mount --pid --fork --cgroup --ipc --uts bash -euc "$5" bash "$@"' bash "$root" "$cgroups" "$init" "$group" '
    root=$1
    read -r process _ </proc/self/stat # of this machine: /proc is still its own
    mount --bind "$root" "$root"
    mount -t proc proc "$root/proc"
    mount -o bind,ro /proc/sys "$root/proc/sys"
    mount -t sysfs -o ro sysfs "$root/sys"
    mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
    for directory in run tmp dev; do mount -t tmpfs tmpfs "$root/$directory"; done
    mkdir "$root/dev/pts"
    mount -t devpts -o newinstance,ptmxmode=666 devpts "$root/dev/pts"
    ln -s pts/ptmx "$root/dev/ptmx"
    for device in null zero full random urandom tty; do
      touch "$root/dev/$device"
      mount --bind "/dev/$device" "$root/dev/$device"
    done
    touch "$root/dev/tty0"
    echo "$process" >"$3"
    exec env -i container=chroot PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" /lib/systemd/systemd --unit=basic.target' \
    >"$work/boot.log" 2>&1 &
  within 60 is_booted || { cat "$work/boot.log"; booted systemctl --no-pager --failed; return 1; }
}

is_booted() {
  [ -s "$init" ] && booted systemctl is-system-running | grep -qxE 'running|degraded'
}

# Runs a command in the root, beside its systemd.
booted() {
  timeout 120 nsenter --target "$(cat "$init")" --mount --pid --cgroup --ipc --uts \
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

# All its processes end with the first one. systemd has made cgroups, which stay.
shut_down() {
  [ -s "$init" ] || return 0
  kill -KILL "$(cat "$init")" && wait
  : >"$init"
  unshare --mount bash -euc '
    mount -t cgroup2 cgroup2 "$1"
    find "$1$(sed -n "s/^0:://p" /proc/self/cgroup)/$2" -depth -type d -exec rmdir {} +' bash "$cgroups" "$group"
  rm -r "$root/etc/pidash" "$root/etc/systemd/system/pidash-kiosk.service.d"
}

# Succeeds once the command does, within so many seconds.
within() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >"$work/none" 2>&1; do
    [ $SECONDS -lt $deadline ] || { echo "not within its time: $*"; return 1; }
    sleep 0.2
  done
}

process_of() { booted sh -c "grep -lsx $1 /proc/[0-9]*/comm" | cut -d/ -f3; }

# The window is open: one of its threads looks for Pis.
has_a_window() {
  booted systemctl is-active --quiet pidash-kiosk && booted sh -c 'grep -qsx pidash-discover /proc/[0-9]*/task/*/comm'
}

said_by_the_service() { booted journalctl --unit pidash-kiosk --no-pager --lines 20 --output cat; }

service_starts() {
  booted systemctl enable --now pidash-kiosk && within 60 has_a_window || { said_by_the_service; return 1; }
}

# The state of the window is written, although cage aborts, and nothing is left running.
service_stops() {
  rm -f "$root/var/lib/pidash/window.json"
  booted systemctl stop pidash-kiosk || return 1
  booted systemctl show --property ActiveState --property Result pidash-kiosk | tee "$work/ended"
  within 10 has_ended || { said_by_the_service; return 1; }
}

has_ended() {
  [ "$(sort "$work/ended")" = $'ActiveState=inactive\nResult=success' ] && [ -z "$(process_of pidash)" ] &&
    [ -s "$root/var/lib/pidash/window.json" ]
}

# restarts_after SIGNAL PROGRAM
service_restarts_after() {
  local before process
  before=$(restarts) process=$(process_of "$2")
  [ -n "$process" ] && booted sh -c "kill -s $1 $process" || return 1
  within 30 has_restarted "$before" || { said_by_the_service; return 1; }
}

restarts() { booted systemctl show --property NRestarts --value pidash-kiosk; }

has_restarted() { [ "$(restarts)" -gt "$1" ] && has_a_window; }

# --- The state of one version with another

# As it was written by the release before: a kiosk with settings, whose Pi runs a session.
write_state() {
  rm -rf "$root/var/lib/pidash" && cp -r "$here/state" "$root/var/lib/pidash" && booted chown -R pidash: /var/lib/pidash
}

# The Pi of those settings. Under another name, since the checks look for the processes of the kiosk.
start_pi() {
  booted sh -c 'cp /usr/bin/pidash /run/pi && systemd-run --quiet --unit=pi /run/pi simulate --listen 127.0.0.1:18082'
}

# Over the version that is there. The kiosk stays enabled, and nothing else in its configuration is touched.
installs() {
  cp "$1" "$root/package.deb" && booted dpkg --install /package.deb && booted systemctl daemon-reload &&
    [ "$(booted dpkg-query --show --showformat '${Version}' pidash)" = "$(dpkg-deb -f "$1" Version)" ] &&
    [ "$(booted systemctl is-enabled pidash-kiosk)" = enabled ]
}

# Asks the Pi of the settings for the session of the state. The Pi does not know it: the kiosk forgets it, and nothing else.
reads_and_keeps_the_state() {
  local state=$root/var/lib/pidash
  cp "$here/state/sessions.json" "$state" && rm -f "$state/pidash.log" && service_starts || return 1
  within 20 grep -q 'path="/api/v1/provisioning/batch/sess_e169b9809c86cbe6" status=404' "$state/pidash.log" ||
    { cat "$state/pidash.log"; return 1; }
  service_stops || return 1
  grep -q '"name": "Lobby"' "$state/profiles.json" && grep -q sess_e169b9809c86cbe6 "$state/past-sessions.json" &&
    grep -q '"kind":"verified"' "$state/marks.json" && cmp "$here/state/config/pidash/config.toml" "$state/config/pidash/config.toml"
}
