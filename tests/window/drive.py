"""Drives the main job in the real window, and checks the messages when no window can open. Run by tests/window/run."""

import contextlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from kiosk import drive_kiosk
from window import GLib, Missing, Window, clean_environment, enable_accessibility

SSID = "ShopNet-24"
CANARY = "correct horse battery"  # the passphrase; must not leak anywhere
KEY = "canary-key-8d1f0c"  # must not leak anywhere but into its own file
CAMERAS = 12  # of the demo; one of them is not on the allowlist
CAMERA_TIMEOUT = 180.0  # seconds for steps of the cameras
MIN_COLOURS = 100  # a picture with fewer is empty
IDLE_SECONDS, IDLE_CPU_SECONDS = 10.0, 0.5
ANY_STATE, IN_FLIGHT = "[a-z]+", "provisioning|provisioned|verifying"
SETTLED = 0.3  # seconds until a press is visible
SPANS = ["5 min", "15 min", "1 h", "6 h", "24 h"]
SCANNED = ["02:00:00:00:00:01", "02:00:00:00:00:02", "02:00:00:00:00:03"]
EXPORTS = [
    ("Values as CSV", ".csv", lambda content: content.count(b"\n") > 5),
    ("Picture as PNG", ".png", lambda content: content.startswith(b"\x89PNG") and content.endswith(b"IEND\xaeB\x60\x82")),
]
MAC = r"(?:[0-9A-F]{2}:){5}[0-9A-F]{2}"


class Report:
    def __init__(self):
        self.passed = self.failed = 0
        self.place = ""

    def check(self, what, right, detail=""):
        self.passed += bool(right)
        self.failed += not right
        said = f": {detail}" if detail else ""
        print(f"{'ok  ' if right else 'FAIL'} {self.place}: {what}{said}", flush=True)


def cards(nodes, state):
    """The camera cards in this state, by their MAC."""
    pattern = re.compile(rf"({MAC}), (?:{state})")
    found = ((pattern.fullmatch(node.name), node) for node in nodes if node.role in ("panel", "grouping"))
    return {match[1]: node for match, node in found if match}


def batch(nodes):
    """Verified, total and failed cameras, from the name of the progress bar."""
    pattern = re.compile(r"Batch: (\d+) of (\d+) verified, (\d+) failed")
    matches = (pattern.fullmatch(node.name) for node in nodes)
    return next((tuple(map(int, match.groups())) for match in matches if match), None)


class Scenario:
    """The main job in one size of window."""

    def __init__(self, window, report, pictures, with_pointer):
        self.window, self.report, self.pictures, self.with_pointer = window, report, pictures, with_pointer

    def run(self):
        self.start()
        self.provision()
        self.retry()
        self.finish()
        self.details()
        self.monitor()
        self.allowlist()
        self.console()
        self.stop()
        self.check_for_leaks()

    def look(self, step):
        """Takes a picture, and searches the accessibility tree for the passphrase."""
        colours = self.window.picture(self.pictures / f"{step}.png")
        self.report.check(f"picture {step}.png shows something", colours > MIN_COLOURS, f"{colours} colours")
        texts = self.texts()
        self.report.check(f"no passphrase in the accessibility tree ({step})", not any(CANARY in text for text in texts))
        return texts

    def texts(self):
        return [text for node in self.window.nodes() for text in (node.name, node.description, node.text)]

    def start(self):
        window = self.window
        window.wait("start form", lambda nodes: any(node.name == "Start session" for node in nodes))
        window.move_pointer_away()
        self.look("start")
        if self.with_pointer:
            window.focus_window()
            window.click("Network name (SSID)", "EditableText")
            window.type(SSID)
            window.key("Tab")
            window.type(CANARY)
        else:
            window.fill("Network name (SSID)", SSID)
            window.fill("Passphrase", CANARY)
        window.find("Start session")
        texts = self.look("filled")
        masked = any(len(text) == len(CANARY) and len(set(text)) == 1 for text in texts)
        self.report.check("the fields show the name and a masked passphrase", SSID in texts and masked)
        if self.with_pointer:
            window.key("Return")
        else:
            window.press("Start session")
        window.wait("camera", lambda nodes: cards(nodes, "discovered"))
        how = "pointer and keys" if self.with_pointer else "accessibility"
        self.report.check("a session starts, a camera shows up", True, f"by {how}")

    def provision(self):
        window = self.window
        window.wait(f"{CAMERAS} cameras", lambda nodes: len(cards(nodes, ANY_STATE)) == CAMERAS, CAMERA_TIMEOUT)
        self.report.check(f"all {CAMERAS} cameras are in the tree", True)
        (window.click if self.with_pointer else window.press)("Provision all")
        window.wait("verified camera", lambda nodes: cards(nodes, "verified"), CAMERA_TIMEOUT)
        self.look("running")
        buttons = [node.name for node in window.nodes() if node.role == "push button"]
        twins = {name for name in buttons if buttons.count(name) > 1}
        self.report.check("every button has a name of its own", not twins and "" not in buttons, ", ".join(twins))
        actions = [window.find(name) for name in ("Pause", "Stop session")]
        self.report.check("the actions are on the screen", all(map(window.shows, actions)))

    def retry(self):
        window = self.window
        failed = window.wait("failed camera", lambda nodes: cards(nodes, "failed"), CAMERA_TIMEOUT)
        mac = next(iter(failed))
        window.find(f"Retry {mac}")
        self.look("failure")
        nodes = window.nodes()
        card = cards(nodes, "failed")[mac]
        labels = [node.text or node.name for node in nodes if node.inside(card) and node.role == "label"]
        sentences = [text for text in labels if text.endswith(".")]
        self.report.check("the failed camera shows the reason and the next step", len(sentences) > 1, " | ".join(sentences or labels))
        window.press(f"Retry {mac}")
        window.wait(f"another state of {mac}", lambda nodes: mac not in cards(nodes, "failed"))
        self.report.check("a failed camera is retried", True, mac)

    def finish(self):
        window = self.window
        window.wait("end of all attempts", lambda nodes: not cards(nodes, IN_FLIGHT), CAMERA_TIMEOUT)
        if cards(window.nodes(), "failed"):
            window.press("Retry all failed")
        wanted = (CAMERAS - 1, CAMERAS - 1, 0)
        window.wait(f"batch {wanted}", lambda nodes: batch(nodes) == wanted, CAMERA_TIMEOUT)
        self.report.check("all are verified but the one that is not on the allowlist", True)

    def details(self):
        mac = next(iter(self.window.wait("barred camera", lambda nodes: cards(nodes, "discovered"))))
        self.window.press(f"Details {mac}")
        close = self.window.find("Close")
        self.look("details")
        self.report.check("the dialog is on the screen", self.window.shows(close))
        self.window.press("Close")
        self.window.wait("window without a dialog", lambda nodes: all(node.name != "Close" for node in nodes))
        self.report.check("the details of a camera open and close", True, mac)

    def monitor(self):
        window = self.window
        window.press("Monitor")
        for span in SPANS:
            window.press(f"Show {span}")
            time.sleep(SETTLED)
            self.look(f"monitor-{span.replace(' ', '-')}")
        window.press("Freeze")
        window.press("Follow")
        menu = "Export" if window.width > 1000 else "More"
        for choice, ending, is_sound in EXPORTS:
            window.press(menu)
            window.press(choice)
            written = self.written(ending)
            self.report.check(f"{choice} is written", is_sound(written.read_bytes()), written.name)

    def written(self, ending):
        """The export with this ending, once it is whole."""

        def found(_):
            exports = (path for path in self.window.files() if path.suffix == ending and path.stat().st_size)
            return next(exports, None)

        return self.window.wait(f"export with {ending}", found)

    def allowlist(self):
        window = self.window
        window.press("Allowlist")
        window.find("MAC address", "EditableText")
        if self.with_pointer:
            window.focus_window()
            window.click("MAC address", "EditableText")
            for address in SCANNED:
                window.type(address.replace(":", "").lower())
                window.key("Return")
        else:
            for address in SCANNED:
                window.fill("MAC address", address)
                window.press("Add")
                # The field is filled again only once it was read.
                entry = f"{address}, available"
                window.wait("the new entry", lambda nodes: any(node.name == entry for node in nodes))
        entries = [f"{address}, available" for address in SCANNED]
        window.wait("the scanned cameras", lambda nodes: {node.name for node in nodes}.issuperset(entries))
        self.report.check("cameras are scanned one after the other", True, f"{len(entries)} of them")
        self.look("allowlist")
        window.press(f"Remove {SCANNED[0]}")
        window.wait("a row less", lambda nodes: all(node.name != entries[0] for node in nodes))
        self.look("allowlist-undo")
        window.press("Undo")
        window.wait("the row again", lambda nodes: any(node.name == entries[0] for node in nodes))
        self.report.check("a removal is undone", True)
        if window.width < 1000:
            window.press("More…")
        window.press("Import…")
        window.find("Open file…")
        self.look("import")
        window.press("Back")
        window.press("Provisioning")

    def console(self):
        window = self.window
        window.press("Diagnostics")
        window.find("Search requests", "EditableText")
        self.look("diagnostics")
        window.press("Show pi log")
        window.wait("a live log", lambda nodes: any(node.name == "Log live" for node in nodes))
        self.look("log")
        window.press("Show requests")
        window.press("Settings")
        for theme in ("light", "high contrast", "dark"):
            window.press(f"Theme {theme}")
            time.sleep(SETTLED)
            self.look(f"settings-{theme.replace(' ', '-')}")
        window.press("Change Pi")
        window.wait("passed checks", lambda nodes: any(node.name == "Monitor live: yes" for node in nodes))
        self.look("connect")
        window.press("Back")
        self.report.check("diagnostics, log, settings and connection are there", True)
        window.press("Provisioning")

    def stop(self):
        finish = self.window.find("Finish session")
        self.look("finished")
        self.report.check("the way to the end is on the screen", self.window.shows(finish))
        self.window.press("Finish session")
        self.window.find("New session")
        self.look("end")
        self.report.check("the session stops", True)
        self.window.press("New session")
        self.window.press("All past sessions")
        past = self.window.wait(
            "the session among the past ones",
            lambda nodes: [node.name for node in nodes if node.name.startswith(f"Session {SSID}, ")],
        )
        self.report.check("the session is among the past ones", f"{CAMERAS - 1} verified" in past[0], past[0])
        self.look("past")
        self.window.press("Back")

    def rest(self):
        before = self.window.cpu_seconds()
        time.sleep(IDLE_SECONDS)
        spent = self.window.cpu_seconds() - before
        self.report.check("no CPU use while idle", spent < IDLE_CPU_SECONDS, f"{spent:.2f} s of CPU in 10 s")

    def check_for_leaks(self):
        window, secret = self.window, CANARY.encode()
        leaks = [str(path) for path in window.files() if secret in path.read_bytes()]
        self.report.check("no passphrase in a file", not leaks, ", ".join(leaks))
        printed = window.printed()
        self.report.check("no passphrase in the output", CANARY not in printed)
        self.report.check("no passphrase in its arguments", CANARY not in window.arguments())
        trouble = [line for line in printed.splitlines() if re.search("panicked|ERROR|internal error", line)]
        self.report.check("it prints no error", not trouble, " | ".join(trouble))
        self.report.check("it still runs", window.program.poll() is None)


class Canary:
    """Uses a known key and passphrase on every page and export: neither may leak."""

    def __init__(self, window, report, url, pictures):
        self.window, self.report, self.url, self.pictures = window, report, url, pictures

    def run(self):
        window = self.window
        self.look("refused")
        window.fill("API key", KEY)
        self.look("typed into the panel")
        window.press("Settings")
        window.fill("API key", KEY)
        self.look("typed")
        window.press("Keep key in file for this user")
        window.press("Test key")
        window.wait("a verdict", lambda nodes: any("The Pi accepts this key" in node.name + node.text for node in nodes))
        window.press("Save key")
        window.wait("live events", lambda nodes: any(node.name == "Events: live" for node in nodes))
        window.press("Provisioning")
        window.fill("Network name (SSID)", SSID)
        window.fill("Passphrase", CANARY)
        window.press("Start session")
        window.wait("camera", lambda nodes: cards(nodes, "discovered"))
        for tab in ("Allowlist", "Monitor", "Settings", "Diagnostics", "Provisioning"):
            window.press(tab)
            time.sleep(SETTLED)
            self.look(tab.lower())
        window.press("Diagnostics")
        window.press("Export requests")
        window.press("Support bundle")
        self.look("bundle")
        window.press("Save support bundle")
        for ending in (".jsonl", ".zip"):
            window.wait(ending, lambda _, ending=ending: any(path.suffix == ending for path in window.files()))
        window.press("Change Pi")
        self.look("connection")
        self.check_for_leaks()

    def look(self, step):
        self.window.picture(self.pictures / f"canary-{step}.png")
        texts = [text for node in self.window.nodes() for text in (node.name, node.description, node.text)]
        leaks = [text for text in texts if KEY in text or CANARY in text]
        self.report.check(f"no secret in the accessibility tree ({step})", not leaks)

    def check_for_leaks(self):
        window = self.window
        secrets = [KEY.encode(), CANARY.encode()]
        contents = {}
        for path in window.files():
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    contents |= {f"{path}/{name}": archive.read(name) for name in archive.namelist()}
            else:
                contents[str(path)] = path.read_bytes()
        kept = [place for place, content in contents.items() if secrets[0] in content]
        self.report.check("the key is in its own file alone", len(kept) == 1 and "/keys/" in kept[0], ", ".join(kept))
        leaks = [place for place, content in contents.items() if secrets[1] in content]
        self.report.check("the passphrase is in no file", not leaks, ", ".join(leaks))
        logs = [place for place, content in contents.items() if place.endswith("pidash.log") and b"answered" in content]
        self.report.check("there is a log file with the requests", logs, ", ".join(logs))
        printed = window.printed().encode()
        self.report.check("no secret in the output", not any(secret in printed for secret in secrets))
        texts = [path for path in Path("/proc").glob("[0-9]*/*") if path.name in ("cmdline", "environ")]
        leaks = [str(path) for path in texts if any(secret in content_of(path) for secret in secrets)]
        self.report.check("no secret in any command line or environment", not leaks, ", ".join(leaks))


def content_of(path):
    try:
        return path.read_bytes()
    except OSError:  # not ours, or gone
        return b""


def drive_canary(binary, output, report):
    report.place = "canary"
    with tempfile.TemporaryDirectory(prefix="pidash-pi-") as home:
        key_file = Path(home, "key")
        key_file.write_text(KEY)
        simulate = [binary, "simulate", "--listen", "127.0.0.1:0", "--api-key-file", str(key_file)]
        with subprocess.Popen(simulate, env=clean_environment(home), stdout=subprocess.PIPE, text=True) as pi:
            url = pi.stdout.readline().strip()
            try:
                with Window([binary, "--server", url, "--log-level", "trace"], 1280, 800) as window:
                    try:
                        Canary(window, report, url, output / "canary").run()
                    except (Missing, GLib.Error) as missing:
                        with contextlib.suppress(subprocess.SubprocessError):
                            window.picture(output / "canary" / "missing.png")
                        report.check("the canary", False, f"{missing}\nit printed: {window.printed()}")
            finally:
                pi.send_signal(signal.SIGINT)


def drive(binary, output, report, width, height, with_pointer, emulated=False):
    """`emulated`: an emulator needs more of the processor than the program."""
    report.place = f"{width}x{height}"
    with Window([binary, "--demo"], width, height) as window:
        try:
            scenario = Scenario(window, report, output / report.place, with_pointer)
            scenario.run()
            if not emulated:
                scenario.rest()
        except (Missing, GLib.Error) as missing:
            with contextlib.suppress(subprocess.SubprocessError):
                window.picture(output / report.place / "missing.png")
            report.check("the main job", False, f"{missing}\nit printed: {window.printed()}")


class StartFailures:
    """Message and exit code when no window can open; the rest is in tests/integration/command_line.rs."""

    def __init__(self, binary, report, home):
        self.binary, self.report, self.env = binary, report, clean_environment(home)

    def run(self):
        self.without_display()
        self.without_runtime_directory()
        self.without_opengl()
        self.interrupted()

    def without_display(self):
        run = self.demo(self.env)
        self.check_sentence("a display", run.returncode, run.stdout + run.stderr)

    def without_runtime_directory(self):
        """As in a service without a session of logind."""
        env = self.env | {"WAYLAND_DISPLAY": "wayland-0"}
        del env["XDG_RUNTIME_DIR"]
        run = self.demo(env)
        self.check_sentence("XDG_RUNTIME_DIR", run.returncode, run.stdout + run.stderr)
        self.report.check("the sentence names XDG_RUNTIME_DIR", "XDG_RUNTIME_DIR" in run.stderr)

    def demo(self, env):
        demo = [self.binary, "--demo"]
        return subprocess.run(demo, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)

    def without_opengl(self):
        with Window([self.binary, "--demo"], 800, 480, LIBGL_DRIVERS_PATH="/nowhere") as window:
            code = window.program.wait(60)
            self.check_sentence("OpenGL", code, window.printed())

    def check_sentence(self, what, code, printed):
        said = [line for line in printed.splitlines() if not line.startswith("libGL error")]
        right = code == 1 and len(said) == 1 and re.match("pidash: cannot open a window: [^/]*$", said[0])
        self.report.check(f"without {what} it prints one sentence", right, f"exit code {code}: {' '.join(said)}")

    def interrupted(self):
        simulate = [self.binary, "simulate", "--listen", "127.0.0.1:0"]
        with subprocess.Popen(simulate, env=self.env, stdout=subprocess.PIPE, text=True) as simulator:
            url = simulator.stdout.readline().strip()
            simulator.send_signal(signal.SIGINT)
            code = simulator.wait(60)
        self.report.check("the simulator ends on SIGINT", code == 0, f"exit code {code}, {url}")


def check_old_opengl(binary, output, report):
    """The oldest OpenGL that is supported draws too. OpenGL ES cannot be forced where OpenGL is there."""
    report.place = "OpenGL 2.1"
    old = {"MESA_GL_VERSION_OVERRIDE": "2.1", "MESA_GLSL_VERSION_OVERRIDE": "120"}
    with Window([binary, "--demo"], 800, 480, **old) as window:
        try:
            window.wait("start form", lambda nodes: any(node.name == "Start session" for node in nodes))
            colours = window.picture(output / "opengl-2.1.png")
            report.check("the window shows something", colours > MIN_COLOURS, f"{colours} colours")
        except (Missing, GLib.Error) as missing:
            report.check("the window", False, missing)


class OneWindow:
    """A second start of the same profile, and a signal, with a window that has files."""

    def __init__(self, binary, report):
        self.binary, self.report = binary, report

    def run(self):
        with Window([self.binary], 800, 480) as window:
            window.find("Try the demo")
            self.second_start(window)
            window.program.send_signal(signal.SIGTERM)
            code = window.program.wait(60)
            saved = Path(window.env["XDG_STATE_HOME"], "pidash", "window.json").exists()
            self.report.check("SIGTERM closes the window, which saves its state", code == 0 and saved, f"exit code {code}")

    def second_start(self, window):
        second = subprocess.run(
            [self.binary], env=window.env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
        )
        right = second.returncode == 0 and "front" in second.stderr
        detail = f"exit code {second.returncode}: {second.stderr.strip()}"
        self.report.check("a second start brings the window to the front", right, detail)


def main():
    binary, output, *parts = sys.argv[1], Path(sys.argv[2]), *sys.argv[3:]
    report = Report()
    enable_accessibility()
    if parts == ["main-job"]:
        drive(binary, output, report, 800, 480, with_pointer=True, emulated=True)
    else:
        drive_all(binary, output, report)
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


def drive_all(binary, output, report):
    report.place = "no window"
    with tempfile.TemporaryDirectory(prefix="pidash-window-") as home:
        StartFailures(binary, report, home).run()
    check_old_opengl(binary, output, report)
    OneWindow(binary, report).run()
    drive_canary(binary, output, report)
    drive(binary, output, report, 1280, 800, with_pointer=True)
    drive(binary, output, report, 800, 480, with_pointer=False)
    drive_kiosk(binary, output, report)


if __name__ == "__main__":
    sys.exit(main())
