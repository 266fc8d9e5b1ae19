"""The program for Windows under Wine: exit codes, the check of a simulated Pi, and the main job in the window. Run by
tests/package/windows. Wine has no accessibility tree: the window is driven by keys, and the simulated Pi says what they did."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

TESTS = Path(__file__).parent.parent
sys.path[:0] = [str(TESTS / "window"), str(TESTS / "bench")]
from console import Pi  # noqa: E402
from drive import CAMERAS, CAMERA_TIMEOUT, CANARY, MIN_COLOURS, SSID, Report  # noqa: E402
from window import POLL, TIMEOUT, Missing, Window  # noqa: E402

SETTLED = 2.0  # seconds until a press is visible: Wine and software rendering are slow
NOWHERE = "127.0.0.1:9"
ZONE = "Asia/Kolkata"  # that of the Wine of tests/package/windows


def until(what, condition, timeout=TIMEOUT):
    """Waits until `condition()` is truthy, and returns it."""
    deadline = time.monotonic() + timeout
    while not (answer := condition()):
        if time.monotonic() > deadline:
            raise Missing(f"no {what} within {timeout:.0f} s")
        time.sleep(POLL)
    return answer


def run(binary, *arguments):
    ended = subprocess.run([binary, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=TIMEOUT)
    return ended.returncode, ended.stdout.strip(), ended.stderr.strip()


def check_codes(binary, report):
    report.place = "exit codes"
    for what, wanted, arguments in [
        ("a wrong argument", 2, ["--nonsense"]),
        ("a key file that is not there", 78, ["check", "--api-key-file", r"C:\nowhere.key"]),
        ("a Pi that is not there", 69, ["check", "--server", NOWHERE]),
    ]:
        code, output, errors = run(binary, *arguments)
        said = (errors or output).splitlines()
        report.check(what, code == wanted and said, f"{code}: {said[0] if said else ''}")
    with Pi(binary) as pi:
        pi.process.send_signal(signal.SIGINT)
        code = pi.process.wait(TIMEOUT)
        report.check("Ctrl+C ends a simulated Pi", code == 0, f"exit code {code}")


def check_pi(binary, report):
    report.place = "check"
    with Pi(binary) as pi:
        code, output, errors = run(binary, "check", "--server", pi.url)
        print(output)
        report.check("a simulated Pi passes", code == 0, errors or f"exit code {code}")


class Batch(Pi):
    """A simulated Pi whose next session has a known id: the same seed gives the same session."""

    def __enter__(self):
        with Pi(self.command[0]) as twin:
            twin.start_session()
            self.session = twin.session
        return super().__enter__()

    def states(self):
        """How many cameras are in each state; empty before the session."""
        try:
            states = [camera["state"] for camera in self.cameras()]
        except urllib.error.HTTPError:
            return {}
        return {state: states.count(state) for state in states}


class Display(Window):
    """A window that opens only when it is told to; its display is there before."""

    def __enter__(self):
        self._make_home()
        self._open_display()
        return self

    def open(self, url):
        self.command += ["--server", url]
        self._start_program()


class MainJob:
    """From the start form to a finished session, with keys alone."""

    def __init__(self, binary, pictures, home, report):
        self.binary, self.pictures, self.home, self.report = binary, pictures, home, report

    def run(self):
        self.report.place = "window"
        with Display([self.binary], 1280, 800) as self.window:
            # Wine shows windows only on the display of its first program.
            os.environ["DISPLAY"] = self.window.env["DISPLAY"]
            with Batch(self.binary, "--scenario", "all-well") as self.pi:
                self.window.open(self.pi.url)
                self.start()
                self.provision()
                self.export()
                self.settings()
                self.second_start()
                self.close()

    def look(self, step):
        time.sleep(SETTLED)
        colours = self.window.picture(self.pictures / f"{step}.png")
        self.report.check(f"picture {step}.png shows something", colours > MIN_COLOURS, f"{colours} colours")

    def start(self):
        window = self.window
        until("window", self.has_window)
        window.focus_window()
        window.move_pointer_away()
        self.look("start")
        window.type(SSID)
        window.key("Tab")
        window.type(CANARY)
        self.look("filled")
        window.key("Return")
        until("session", self.pi.states, CAMERA_TIMEOUT)
        self.report.check("a session starts", True)

    def has_window(self):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^pidash$"], env=self.window.env, capture_output=True)
        ended = self.window.program.poll()
        if ended is not None:
            raise Missing(f"the program ended with {ended}: {self.window.printed()}")
        return found.returncode == 0

    def provision(self):
        until(f"{CAMERAS} cameras", lambda: self.pi.states() == {"discovered": CAMERAS}, CAMERA_TIMEOUT)
        self.look("discovered")
        self.window.key("ctrl+p")
        until("verified camera", lambda: self.pi.states().get("verified"), CAMERA_TIMEOUT)
        self.look("verifying")
        # In this scenario none fails, and all are on the allowlist.
        until("verified cameras", lambda: self.pi.states() == {"verified": CAMERAS}, CAMERA_TIMEOUT)
        self.report.check("all cameras are verified", True, f"{CAMERAS} of them")
        self.look("verified")

    def export(self):
        def exported():
            return next(self.home.glob("**/Downloads/pidash-*.csv"), None)

        self.window.key("ctrl+e")
        name = until("export", exported).name
        # Windows itself has no names of time zones that Rust knows: those of the program turn the time into that of its user.
        hour = datetime.now(ZoneInfo(ZONE)).strftime("%Y%m%d-%H")
        self.report.check("the result is exported, with the time of this place", hour in name, name)

    def settings(self):
        self.window.key("ctrl+comma")
        self.look("settings")

    def second_start(self):
        second = subprocess.run([self.binary], env=self.window.env, capture_output=True, text=True, timeout=TIMEOUT)
        right = second.returncode == 0 and "front" in second.stderr
        detail = f"exit code {second.returncode}: {second.stderr.strip()}"
        self.report.check("a second start brings the window to the front", right, detail)

    def close(self):
        self.window.program.send_signal(signal.SIGINT)
        code = self.window.program.wait(TIMEOUT)
        self.report.check("Ctrl+C closes the window", code == 0, f"exit code {code}")
        printed = self.window.printed()
        self.report.check("no passphrase in the output", CANARY not in printed)
        self.report.check("it prints no error", "panicked" not in printed and "ERROR" not in printed, printed[-300:])


def main():
    binary, pictures, home, part = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
    report = Report()
    parts = {
        "codes": lambda: check_codes(binary, report),
        "check": lambda: check_pi(binary, report),
        "main-job": MainJob(binary, pictures, home, report).run,
    }
    try:
        parts[part]()
    except Missing as missing:
        report.check(part, False, missing)
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
