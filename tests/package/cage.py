"""The kiosk in its compositor: the command line of its unit, in a window of an invisible display. Run by tests/package/kiosk."""

import contextlib
import json
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from drive import ANY_STATE, CAMERA_TIMEOUT, MIN_COLOURS, Report, batch, cards
from window import POLL, GLib, Missing, Window, clean_environment, enable_accessibility

SIZES = [(800, 480), (720, 1280)]
SSID = "Shop"
CANARY = "canaryword"  # the passphrase; must not leak anywhere
CAMERAS = 4
MACS = dict(zip(SIZES, ["02:AB:CD:EF:12:34", "02:AB:CD:EF:12:35"]))
START_TIMEOUT = 20.0  # seconds until cage has started pidash
STOP_TIMEOUT = 10.0  # seconds, as TimeoutStopSec= of the unit
HOLD = 3.5  # seconds on the logo; 3 unlock
# The output of cage is a window of an X display, and nothing needs a GPU or the right to use one.
NESTED = {"WLR_BACKENDS": "x11", "WLR_RENDERER": "pixman"}


class Unit:
    """What the unit file says about how the kiosk is started and ends."""

    def __init__(self, path, binary):
        self.path, self.binary = path, binary

    def values(self, key):
        lines = self.path.read_text().splitlines()
        return [value for name, _, value in (line.partition("=") for line in lines) if name == key]

    def command(self):
        (line,) = self.values("ExecStart")
        return [self.binary if word == "/usr/bin/pidash" else word for word in shlex.split(line)]

    def environment(self):
        """The variables without the places of the service, which this check replaces by its own."""
        words = [word for line in self.values("Environment") for word in shlex.split(line)]
        return dict(word.split("=", 1) for word in words if "%" not in word)

    def is_success(self, code):
        """Whether systemd takes this exit code, as of subprocess, for success."""
        names = [name for line in self.values("SuccessExitStatus") for name in line.split()]
        return code == 0 or code < 0 and signal.Signals(-code).name in names


def child_of(parent, name):
    """The process id of a child with this name."""
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):  # it has ended
            fields = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
            if fields["Name"] == name and int(fields["PPid"]) == parent:
                return int(fields["Pid"])
    return None


class Kiosk(Window):
    """cage and the kiosk in it. What `home` contains outlives the window, as on a Pi."""

    def __init__(self, unit, home, size, server):
        super().__init__(unit.command(), *size, home, **unit.environment(), **NESTED, PIDASH_SERVER=server)
        self.child = None

    def __enter__(self):
        super().__enter__()
        try:
            self.resize()
            self.child = self.started_child()
        except BaseException:
            self.__exit__()
            raise
        return self

    def resize(self):
        """Gives the window of cage the whole display; it begins with a size of its own. It has no name."""
        search = ["xdotool", "search", "--onlyvisible", "--name", ".*"]

        def own_window():
            windows = subprocess.run(search, env=self.env, capture_output=True, text=True).stdout.split()
            return windows[1] if len(windows) > 1 else None  # the first one is the root

        window = self.from_cage("opened its window", own_window)
        self._xdotool("windowmove", window, "0", "0", "windowsize", window, str(self.width), str(self.height))

    def started_child(self):
        """The process id of pidash."""
        return self.from_cage("started pidash", lambda: child_of(self.program.pid, "pidash"))

    def from_cage(self, what, condition):
        """Waits until cage has done this. It may end or hang instead."""
        deadline = time.monotonic() + START_TIMEOUT
        while not (answer := condition()):
            if self.program.poll() is not None:
                raise Missing(f"cage ended with {self.program.returncode} and never {what}: {self.printed()}")
            if time.monotonic() > deadline:
                raise Missing(f"cage has not ended and not {what} within {START_TIMEOUT:.0f} s: {self.printed()}")
            time.sleep(POLL)
        return answer

    def application_pid(self):
        return self.child

    # Touches. The pointer stays where it was: a finger has no other place.

    def tap(self, name, interface="Action"):
        left, top, width, height = self.place(self.find(name, interface))
        self._xdotool("mousemove", str(left + width // 2), str(top + height // 2), "sleep", "0.1", "click", "1")

    def hold(self, name, seconds):
        left, top, width, height = self.place(self.find(name))
        at = [str(left + width // 2), str(top + height // 2)]
        self._xdotool("mousemove", *at, "sleep", "0.1", "mousedown", "1", "sleep", str(seconds), "mouseup", "1")

    def tap_keys(self, text):
        """Types on the keyboard of the kiosk, whose layer has all these characters."""
        for character in text:
            self.tap(f"Key {character}")

    def end(self):
        """Waits until both have ended; returns the exit code of cage, `None` if one of them still runs."""
        deadline = time.monotonic() + STOP_TIMEOUT
        while self.program.poll() is None or self.child and Path(f"/proc/{self.child}").exists():
            if time.monotonic() > deadline:
                return None
            time.sleep(POLL)
        return self.program.returncode

    def __exit__(self, *_):
        self.program.terminate()
        if self.end() is None and self.child:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.child, signal.SIGKILL)
        super().__exit__()


class Scenario:
    """Starts a session with a finger, unlocks, ends as `systemctl stop` ends it, and starts again at the other size."""

    def __init__(self, unit, home, pi, report, pictures):
        self.unit, self.home, self.pi, self.report, self.pictures = unit, home, pi, report, pictures
        self.kiosk = None

    def run(self):
        self.without_runtime_directory()
        self.at(SIZES[0], self.start_session, self.add_to_allowlist, self.unlock, self.lock, self.stop)
        self.at(SIZES[1], self.find_session_again, self.add_to_allowlist, self.unlock, self.close)

    def at(self, size, *steps):
        self.report.place = "cage {}x{}".format(*size)
        try:
            with Kiosk(self.unit, self.home, size, self.pi) as self.kiosk:
                try:
                    for step in steps:
                        step()
                except (Missing, GLib.Error):
                    with contextlib.suppress(subprocess.SubprocessError):
                        self.look("missing")
                    raise
        except (Missing, GLib.Error) as missing:
            self.report.check("the kiosk", False, missing)

    def look(self, step):
        kiosk = self.kiosk
        colours = kiosk.picture(self.pictures / f"{step}-{kiosk.width}x{kiosk.height}.png")
        self.report.check(f"picture {step} shows something", colours > MIN_COLOURS, f"{colours} colours")

    def without_runtime_directory(self):
        """As on a Pi without libpam-systemd."""
        self.report.place = "cage"
        env = clean_environment(str(self.home)) | self.unit.environment() | NESTED
        del env["XDG_RUNTIME_DIR"]
        what = "without XDG_RUNTIME_DIR it says so"
        try:
            run = subprocess.run(self.unit.command(), env=env, capture_output=True, text=True, timeout=START_TIMEOUT)
        except subprocess.TimeoutExpired as expired:
            self.report.check(what, False, expired)
            return
        said = (run.stdout + run.stderr).splitlines()
        right = run.returncode == 1 and len(said) == 1 and "XDG_RUNTIME_DIR is not set" in said[0]
        self.report.check(what, right, f"exit code {run.returncode}: {' '.join(said)}")

    def start_session(self):
        """With the keyboard of the kiosk; the Pi has the name that was typed."""
        kiosk = self.kiosk
        kiosk.wait("start form", lambda nodes: any(node.name == "Start session" for node in nodes))
        self.look("start")
        kiosk.tap("Network name (SSID)", "EditableText")
        kiosk.tap("Shift")
        kiosk.tap("Key S")
        kiosk.tap_keys(SSID[1:])
        kiosk.tap("Hide keyboard")
        kiosk.tap("Passphrase", "EditableText")
        kiosk.tap_keys(CANARY)
        self.look("keyboard")
        kiosk.tap("Hide keyboard")
        kiosk.tap("Start session")
        kiosk.wait(f"{CAMERAS} cameras", lambda nodes: len(cards(nodes, ANY_STATE)) == CAMERAS, CAMERA_TIMEOUT)
        kiosk.tap("Provision all")
        kiosk.wait("verified cameras", lambda nodes: (batch(nodes) or [0])[0] > 0, CAMERA_TIMEOUT)
        self.look("running")
        session = self.running_session()
        self.report.check("the Pi runs the session that was typed", session["target_ssid"] == SSID, session["target_ssid"])

    def running_session(self):
        """The session whose id the kiosk keeps, as the Pi knows it."""
        (session,) = json.loads(self.state_file("sessions.json").read_text()).values()
        name = session if isinstance(session, str) else session["id"]
        return self.read(f"provisioning/batch/{name}")["session"]

    def state_file(self, name):
        return self.home / "state_home/pidash" / name

    def read(self, path):
        with urllib.request.urlopen(f"{self.pi}/api/v1/{path}", timeout=10) as answer:
            return json.load(answer)["data"]

    def find_session_again(self):
        kiosk = self.kiosk
        kiosk.find("MAC address", "EditableText")
        self.report.check("the tab is there again after a restart", True)
        kiosk.tap("Provisioning")
        kiosk.wait(f"{CAMERAS} cameras", lambda nodes: len(cards(nodes, ANY_STATE)) == CAMERAS)
        self.look("running")
        self.report.check("the session is there again after a restart", True)

    def add_to_allowlist(self):
        """With the keys for MAC addresses; the Pi has the camera."""
        kiosk = self.kiosk
        mac = MACS[kiosk.width, kiosk.height]
        kiosk.tap("Allowlist")
        kiosk.tap("MAC address", "EditableText")
        digits = mac.replace(":", "").lower()
        kiosk.tap_keys(digits)
        kiosk.wait("the whole address", lambda nodes: any(node.text == digits for node in nodes))
        self.look("allowlist")
        kiosk.tap("Enter")

        def is_there(_):
            return mac in [entry["mac"] for entry in self.read("provisioning/allowlist")["entries"]]

        kiosk.wait("camera on the allowlist of the Pi", is_there)
        self.report.check("the Pi has the camera that was typed", True, mac)
        kiosk.tap("Hide keyboard")

    def unlock(self):
        kiosk = self.kiosk
        kiosk.hold("Hold for 3 seconds to unlock", HOLD)
        kiosk.find("Close pidash")
        self.look("unlocked")
        self.report.check("holding the logo unlocks", True)

    def lock(self):
        self.kiosk.tap("Lock now")
        self.kiosk.wait("closed dialog", lambda nodes: all(node.name != "Close pidash" for node in nodes))

    def stop(self):
        """As systemd does it: of the two, only cage belongs to the unit. pidash is in the session of logind."""
        self.kiosk.program.send_signal(signal.SIGTERM)
        code = self.kiosk.end()
        self.report.check("cage and pidash end in time", code is not None)
        self.report.check("systemd takes the end of cage for success", self.unit.is_success(code), f"exit code {code}")
        self.check_for_leaks()

    def close(self):
        """It asks, since the session runs."""
        self.kiosk.tap("Close pidash")
        self.kiosk.find("Close the window")
        self.look("question")
        self.kiosk.tap("Close the window")
        code = self.kiosk.end()
        self.report.check("cage ends with pidash", code == 0, f"exit code {code}")
        self.check_for_leaks()

    def check_for_leaks(self):
        leaks = [str(path) for path in self.kiosk.files() if CANARY.encode() in path.read_bytes()]
        self.report.check("no passphrase in a file", not leaks, ", ".join(leaks))
        self.report.check("no passphrase in the output", CANARY not in self.kiosk.printed())


def main():
    binary, pictures = sys.argv[1], Path(sys.argv[2])
    report = Report()
    enable_accessibility()
    with tempfile.TemporaryDirectory(prefix="pidash-cage-") as directory:
        home = Path(directory, "home")
        home.mkdir()
        unit = Unit(Path("pidash-kiosk.service"), binary)
        pi_home = Path(directory, "pi")
        pi_home.mkdir()
        simulate = [binary, "simulate", "--listen", "127.0.0.1:0", "--devices", str(CAMERAS), "--speed", "20"]
        with subprocess.Popen(simulate, env=clean_environment(str(pi_home)), stdout=subprocess.PIPE, text=True) as pi:
            try:
                Scenario(unit, home, pi.stdout.readline().strip(), report, pictures).run()
            finally:
                pi.send_signal(signal.SIGINT)
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
