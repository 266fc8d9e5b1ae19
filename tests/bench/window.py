"""Measures the real window of one release binary, or of two in turn. Run by tests/bench/window.sh.

The functions under "The rows" say what is measured. Where the table shows no range, there was one run. Wall-clock times depend on the load
of the machine, which is printed. PSS is shared with every other program that has Mesa loaded: close those. All of it is software OpenGL
on an Xvfb, not a Raspberry Pi: compare only figures of the same machine."""

import argparse
import bisect
import contextlib
import ctypes
import os
import platform
import random
import shutil
import signal
import statistics
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from console import HEIGHT, WIDTH, Console, Cover, Missing, Pi, Relay, programs_with_mesa

# Rows of the picture. The header with its ages, and the line with the age of a session, change by themselves.
FORM = (150, 340)  # the fields of the start form; the checks below them come later
PAGE = (185, 790)
COUNTS = (185, 225)  # the numbers of cameras in each state of a running session
REST_SECONDS = 3.0  # until a state that was entered is at rest
GONE_SECONDS = 125.0  # until a Pi is gone for so long that the next attempts are half a minute apart, and ages are in minutes
BLACK = ["--kiosk", "--set", "kiosk.dim_after_minutes=0.02", "--set", "kiosk.black_after_minutes=0.05"]
CAMERAS = 50
AGES_SECONDS = 10.0  # for how long frames are counted in which only ages change


class Bench:
    """The binaries, how long to measure, and what was measured."""

    def __init__(self, binaries, quick, directory):
        # Copies, which no build replaces meanwhile. The Pi has one of its own, so that it shares no memory with the window.
        names = zip([*binaries, binaries[0]], [*"AB"[: len(binaries)], "Pi"])
        *self.binaries, self.simulator = [shutil.copy(binary, Path(directory, name)) for binary, name in names]
        self.quick = quick
        # What Mesa compiles for the first window that a user opens, it keeps for all later ones.
        self.shaders = Path(directory, "shaders")
        os.environ["MESA_SHADER_CACHE_DIR"] = str(self.shaders)
        self.samples = {}
        self.sharing = 0  # other programs that shared memory with the window

    def pick(self, full, quick):
        return quick if self.quick else full

    def runs(self, full, quick):
        """Each binary in turn, as many times."""
        return self.binaries * self.pick(full, quick)

    def counted_runs(self, full, quick):
        """As `runs`, and then each binary once more while Mesa counts the frames."""
        return [(binary, None) for binary in self.runs(full, quick)] + [(binary, "fps") for binary in self.binaries]

    def note(self, binary, what, value):
        of_binaries = self.samples.setdefault(what, [[] for _ in self.binaries])
        of_binaries[self.binaries.index(binary)].append(value)

    def pi(self, *options):
        return Pi(self.simulator, *options)

    @contextlib.contextmanager
    def pi_with_session(self, cameras, speed):
        """A Pi on which a session runs, with cameras that are all allowed and will not fail."""
        with self.pi("--scenario", "all-well", "--devices", str(cameras), "--speed", str(speed)) as pi:
            pi.start_session()
            yield pi

    def heading(self):
        names = ["A", "B", "B / A"] if len(self.binaries) == 2 else ["median (least – greatest)"]
        return f"| what | {' | '.join(names)} |\n" + "|---" * (len(names) + 1) + "|"

    def lines(self):
        """Lines of Markdown for what was measured since the last call. A cell is the median of the runs, with the least and the greatest."""
        for what, of_binaries in self.samples.items():
            cells = [cell(samples) for samples in of_binaries]
            if len(cells) == 2:
                first, second = map(statistics.median, of_binaries)
                cells.append(f"{second / first:.2f}" if first else "–")
            yield f"| {what} | {' | '.join(cells)} |"
        self.samples.clear()


def cell(samples):
    median = written(statistics.median(samples))
    if len(samples) == 1:
        return median
    return f"{median} ({written(min(samples))} – {written(max(samples))})"


def written(value):
    """Three digits, and no exponent."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def opened(binary, pi, *options, url=None, style="rows", hud=None):
    """A console that opens on the session of the Pi."""
    url = url or pi.url
    state = {"sessions.json": {url: pi.session}, "window.json": {"cameras_as": style}}
    return Console(binary, "--server", url, *options, state=state, hud=hud)


# The rows.


def start(bench):
    """From the start of the process to the last change of the rows that hold the fields of the start form: from then on they can be used.
    The files are in the page cache, the profile is new, a Pi answers."""
    with bench.pi() as pi:
        for number, binary in enumerate(bench.runs(6, 4)):
            shutil.rmtree(bench.shaders, ignore_errors=True)
            took = start_once(binary, pi)
            if number >= len(bench.binaries):  # the first start fills the page cache
                bench.note(binary, "first start of a user to usable, ms", took)
        for binary in bench.runs(11, 4):
            bench.note(binary, "start to usable, ms", start_once(binary, pi))


def start_once(binary, pi):
    """Milliseconds."""
    with Console(binary, "--server", pi.url) as console:
        return (console.settle(FORM) - console.started) * 1000


def memory(bench):
    """`own heap`: private dirty pages of the heap and of other memory without a file."""
    idle_seconds = bench.pick(60, 10)
    for binary in bench.runs(2, 1):
        with bench.pi() as pi, Console(binary, "--server", pi.url) as console:
            time.sleep(idle_seconds)
            note_memory(bench, binary, console, f"start form, {idle_seconds} s after the start")
    for binary in bench.runs(2, 1):
        with bench.pi_with_session(CAMERAS, speed=20) as pi, opened(binary, pi) as console:
            pi.wait_for(CAMERAS, {"discovered"}, 30)
            time.sleep(REST_SECONDS)
            note_memory(bench, binary, console, f"{CAMERAS} cameras")


def note_memory(bench, binary, console, where):
    pss, own = console.memory()
    bench.note(binary, f"PSS, {where}, MiB", pss)
    bench.note(binary, f"own heap, {where}, MiB", own)
    bench.sharing = max(bench.sharing, programs_with_mesa() - 2)  # the window and its Xvfb


def rest(bench):
    """CPU of all threads, and frames, of a window in which nothing happens. The Pi sends its health every 5 s. Mesa counts the frames, in a
    second console, so that counting costs the first one nothing."""
    seconds = bench.pick(45, 6)
    for what, options, enter in STATES:
        for binary in bench.runs(1, 1):
            with contextlib.ExitStack() as stack:
                pi = stack.enter_context(bench.pi())
                consoles = [Console(binary, "--server", pi.url, *options, hud=hud) for hud in (None, "fps")]
                for console in consoles:
                    stack.enter_context(console).settle(PAGE)
                enter(pi, consoles, stack)
                time.sleep(REST_SECONDS)
                plain, counting = consoles
                cpu, frames = plain.cpu_seconds(), counting.frames()
                time.sleep(seconds)
                cpu, frames = plain.cpu_seconds() - cpu, counting.frames() - frames
            bench.note(binary, f"CPU, {what}, s/min", cpu * 60 / seconds)
            bench.note(binary, f"frames, {what}, per minute", frames * 60 / seconds)


def stay(pi, consoles, stack):
    pass


def wait_for_black(pi, consoles, stack):
    for console in consoles:
        console.wait_for_black()


def lose_pi(pi, consoles, stack):
    pi.process.kill()
    time.sleep(GONE_SECONDS)


def minimize(pi, consoles, stack):
    for console in consoles:
        stack.enter_context(console.minimized())


def cover(pi, consoles, stack):
    for console in consoles:
        stack.enter_context(Cover(console))


STATES = [
    ("start form", [], stay),
    ("black kiosk", BLACK, wait_for_black),
    ("Pi gone for two minutes", [], lose_pi),
    ("minimized window", [], minimize),
    ("covered window", [], cover),
]


def fragments(bench):
    """What Mesa counts for a frame of a page at rest, the median of several frames that the pointer causes."""
    pages = [("start form", 0, "cards"), ("12 cards", 12, "cards"), ("50 cards", 50, "cards"), ("50 rows", 50, "rows")]
    for page, cameras, style in pages:
        for binary in bench.runs(1, 1):
            with contextlib.ExitStack() as stack:
                hud = "ps-invocations,primitives-generated"
                if cameras:
                    pi = stack.enter_context(bench.pi_with_session(cameras, speed=20))
                    pi.wait_for(cameras, {"discovered"}, 30)
                    console = opened(binary, pi, style=style, hud=hud)
                else:
                    pi = stack.enter_context(bench.pi())
                    console = Console(binary, "--server", pi.url, hud=hud)
                stack.enter_context(console).settle(PAGE)
                console.wiggle_pointer()
                for counter, what in (("ps_invocations", "fragments"), ("primitives_generated", "triangles")):
                    bench.note(binary, f"{what} per frame, {page}", statistics.median(console.counted(counter)[-5:]))


def latency(bench):
    """From the moment at which a relay before the Pi passes on an event to the first change of the pixels in the rows with the counts of the
    cameras. The events say that a camera was skipped: nothing in these rows changes by itself. They are 150 to 250 ms apart. The frames in
    which only ages change are measured before: they are not counted for the events."""
    chance = random.Random(1)
    for binary, hud in bench.counted_runs(3, 1):
        with contextlib.ExitStack() as stack:
            pi = stack.enter_context(bench.pi_with_session(CAMERAS, speed=20))
            pi.wait_for(CAMERAS, {"discovered"}, 30)
            relay = stack.enter_context(Relay(pi))
            console = stack.enter_context(opened(binary, pi, url=relay.url, hud=hud))
            console.settle(PAGE)
            ages_each_second = 0
            if hud:
                frames = console.frames()
                time.sleep(AGES_SECONDS)
                ages_each_second = (console.frames() - frames) / AGES_SECONDS
            relay.events.clear()
            frames, started = console.frames(), time.monotonic()
            with console.screen.watched(COUNTS) as changes:
                for camera in pi.cameras():
                    pi.call(f"{pi.session}/devices/{camera['mac']}/skip", {})
                    time.sleep(chance.uniform(0.15, 0.25))
            frames = console.frames() - frames - ages_each_second * (time.monotonic() - started)
        if not relay.events:
            raise Missing("no event has reached the console: does it show the session?")
        if hud:
            bench.note(binary, "frames per such event", frames / len(relay.events))
            continue
        delays = sorted(delays_between(relay.events, changes))
        bench.note(binary, f"event to pixels, {CAMERAS} cameras, p50, ms", statistics.median(delays))
        bench.note(binary, f"event to pixels, {CAMERAS} cameras, p95, ms", delays[int(0.95 * len(delays))])
        bench.note(binary, f"event to pixels, {CAMERAS} cameras, max, ms", delays[-1])
        bench.note(binary, "such events that no pixel showed before the next", len(relay.events) - len(delays))


def delays_between(events, changes):
    """Milliseconds from each event to the first change before the next event."""
    for event, following in zip(events, [*events[1:], float("inf")]):
        change = bisect.bisect(changes, event)
        if change < len(changes) and changes[change] < following:
            yield (changes[change] - event) * 1000


def batch(bench):
    """From "Provision all" until every camera has been verified."""
    speed = bench.pick(1, 8)
    runs = bench.counted_runs(3, 1)
    with contextlib.ExitStack() as stack:
        # All at once: until the cameras have appeared, a minute passes.
        pis = [stack.enter_context(bench.pi_with_session(CAMERAS, speed)) for _ in runs]
        for (binary, hud), pi in zip(runs, pis):
            pi.wait_for(CAMERAS, {"discovered"}, 120)
            with Relay(pi) as relay, opened(binary, pi, "--set", "try_one_first=false", url=relay.url, hud=hud) as console:
                console.settle(PAGE)
                console.focus_window()
                relay.events.clear()
                cpu, frames = console.cpu_seconds(), console.frames()
                console.key("ctrl+p")
                pi.wait_for(CAMERAS, {"verified"}, 120)
                time.sleep(0.5)  # until the last one is drawn
                cpu, frames = console.cpu_seconds() - cpu, console.frames() - frames
            if hud:
                bench.note(binary, f"frames per event of such a batch ({len(relay.events)} events)", frames / len(relay.events))
            else:
                bench.note(binary, f"CPU, batch of {CAMERAS} cameras, all at once, simulator at --speed {speed}, s", cpu)


ROWS = {row.__name__: row for row in (start, memory, rest, fragments, latency, batch)}


def renderer(display):
    """The name of the OpenGL renderer. Loads Mesa into this process."""
    os.environ["DISPLAY"] = display
    egl = ctypes.CDLL("libEGL.so.1")
    for function in ("eglGetDisplay", "eglCreateContext", "eglGetProcAddress"):
        getattr(egl, function).restype = ctypes.c_void_p
    connection = ctypes.c_void_p(egl.eglGetDisplay(None))
    egl.eglInitialize(connection, None, None)
    egl.eglBindAPI(0x30A2)  # EGL_OPENGL_API
    configuration = ctypes.c_void_p()
    egl.eglChooseConfig(connection, (ctypes.c_int * 1)(0x3038), ctypes.byref(configuration), 1, ctypes.byref(ctypes.c_int()))  # EGL_NONE
    context = ctypes.c_void_p(egl.eglCreateContext(connection, configuration, None, None))
    egl.eglMakeCurrent(connection, None, None, context)
    get_string = ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.c_uint)(egl.eglGetProcAddress(b"glGetString"))
    return f"{get_string(0x1F01).decode()}, {get_string(0x1F02).decode()}"  # GL_RENDERER, GL_VERSION


def machine(binary):
    """What the figures depend on."""
    cpu = next(line.partition(": ")[2] for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name"))
    # In a process of its own: PSS is shared with every program that has Mesa loaded.
    with Console(binary) as console, ProcessPoolExecutor(1) as another:
        of_renderer = another.submit(renderer, console.env["DISPLAY"]).result()
    return f"{os.cpu_count()} cores, {cpu}; {of_renderer}; Linux {platform.release()}; window of {WIDTH}x{HEIGHT}"


def load():
    return " ".join(f"{average:.2f}" for average in os.getloadavg())


def main():
    parser = argparse.ArgumentParser(prog="tests/bench/window.sh", description="Measures the real window of a release binary.")
    parser.add_argument("binaries", metavar="BINARY", nargs="+", type=Path, help="one, or two to compare in alternating runs")
    parser.add_argument("--only", metavar="ROW,…", default=",".join(ROWS), help=f"of {', '.join(ROWS)}; default: all")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter runs: six minutes, and rougher figures")
    arguments = parser.parse_args()
    rows = arguments.only.split(",")
    if len(arguments.binaries) > 2 or not set(rows) <= set(ROWS):
        parser.error("at most two binaries, and only the rows that are listed")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leaves all contexts
    with tempfile.TemporaryDirectory(prefix="pidash-bench-") as directory:
        bench = Bench(arguments.binaries, arguments.quick, directory)
        for name, binary in zip("AB", arguments.binaries):
            print(f"{name}: {binary}, {binary.stat().st_size:,} bytes")
        print(f"{machine(bench.binaries[0])}; load average {load()}\n\n{bench.heading()}", flush=True)
        began = time.monotonic()
        for row in rows:
            ROWS[row](bench)
            print(*bench.lines(), sep="\n", flush=True)
        print(f"\nIt took {(time.monotonic() - began) / 60:.1f} min; load average {load()} at the end.")
        if bench.sharing:
            print(f"PSS is too low: up to {bench.sharing} other programs had Mesa loaded.")


if __name__ == "__main__":
    main()
