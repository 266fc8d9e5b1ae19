"""What tests/bench/window.py measures with: the program on a display whose picture is in a file, and a simulated Pi."""

import contextlib
import ctypes
import json
import mmap
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "window"))
from window import TIMEOUT, Missing, Window  # noqa: E402

WIDTH, HEIGHT = 1280, 800
LOOK_EVERY = 0.001  # seconds between two looks at the pixels
SETTLED = 1.5  # seconds without a change


class Screen:
    """The pixels of a display, in the file into which Xvfb maps them (XWD)."""

    def __init__(self, path):
        with path.open("rb") as file:
            self.memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        header = struct.unpack(">20I", self.memory[:80])
        header_size, self.stride, colours = header[0], header[12], header[19]
        self.pixels = header_size + 12 * colours

    def rows(self, top, bottom):
        """The bytes of these rows."""
        return self.memory[self.pixels + top * self.stride : self.pixels + bottom * self.stride]

    def changes(self, rows, ended):
        """Yields the time of each change in `rows` until `ended()`."""
        seen = self.rows(*rows)
        while not ended():
            now = self.rows(*rows)
            if now != seen:
                seen = now
                yield time.monotonic()
            time.sleep(LOOK_EVERY)

    @contextlib.contextmanager
    def watched(self, rows):
        """A list to which each change in `rows` is added while the context lasts."""
        changes, ended = [], threading.Event()
        watcher = threading.Thread(target=lambda: changes.extend(self.changes(rows, ended.is_set)))
        watcher.start()
        try:
            yield changes
        finally:
            ended.set()
            watcher.join()


class Console(Window):
    """The program in a window of 1280x800, without accessibility. `state` is what its files of an earlier run hold; `hud` names counters of
    Mesa, which then writes each of them for each frame."""

    def __init__(self, binary, *options, state=None, hud=None):
        super().__init__([str(binary), *options], WIDTH, HEIGHT)
        self.state, self.hud = state or {}, hud

    def __enter__(self):
        self._make_home()
        self._open_display("-noreset", "-fbdir", self.directory.name)
        try:
            self.screen = Screen(Path(self.directory.name, "Xvfb_screen0"))
            self._write_state()
            if self.hud:
                self._count_frames()
            self.started = time.monotonic()
            self._start_program()
        except BaseException:
            self.display.kill()
            raise
        return self

    def _write_state(self):
        directory = Path(self.env["XDG_STATE_HOME"], "pidash")
        directory.mkdir(mode=0o700)
        for name, content in self.state.items():
            (directory / name).write_text(json.dumps(content))

    def _count_frames(self):
        self.counters = Path(self.directory.name, "hud")
        self.counters.mkdir()
        self.env |= {
            "GALLIUM_HUD": self.hud,
            "GALLIUM_HUD_VISIBLE": "false",
            "GALLIUM_HUD_PERIOD": "0",
            "GALLIUM_HUD_DUMP_DIR": str(self.counters),
        }

    def settle(self, rows):
        """Waits until something has been drawn into `rows` and they have not changed for a while; returns the time of the last change."""
        deadline = time.monotonic() + TIMEOUT
        last = None

        def ended():
            now = time.monotonic()
            if now > deadline or self.program.poll() is not None:
                raise Missing(f"the window does not come to rest: {self.printed()}")
            return last is not None and now > last + SETTLED

        for last in self.screen.changes(rows, ended):
            pass
        return last

    def wait_for_black(self):
        """Waits until all pixels are black."""
        deadline = time.monotonic() + TIMEOUT
        while any(self.screen.rows(0, HEIGHT)[channel::4].strip(b"\0") for channel in range(3)):
            if time.monotonic() > deadline:
                raise Missing("the display does not go black")
            time.sleep(0.2)

    def wiggle_pointer(self):
        """Moves the pointer along the lower edge; each move is worth a frame."""
        for step in range(8):
            self._xdotool("mousemove", str(WIDTH - 20 - step), str(HEIGHT - 10), "sleep", "0.15")

    def counted(self, counter):
        """What Mesa has counted, a number for each frame."""
        return [float(line) for line in (self.counters / counter).read_text().splitlines()]

    def frames(self):
        """The number of frames so far, if Mesa counts them."""
        return len(self.counted("fps")) if self.hud else 0

    @contextlib.contextmanager
    def minimized(self):
        """As long as the context lasts, a window manager minimizes the window."""
        manager = subprocess.Popen(["openbox"], env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + TIMEOUT
            while not self._has_window_manager():
                if time.monotonic() > deadline:
                    raise Missing("no window manager")
                time.sleep(0.2)
            self._xdotool("search", "--name", "^pidash$", "windowminimize", "--sync")
            yield
        finally:
            manager.kill()
            manager.wait()

    def _has_window_manager(self):
        # Only a window manager knows of desktops.
        asked = subprocess.run(["xdotool", "get_num_desktops"], env=self.env, capture_output=True, timeout=TIMEOUT)
        return asked.returncode == 0

    def memory(self):
        """PSS, and the private dirty part of the heap and of other memory without a file, in MiB."""
        maps = Path(f"/proc/{self.program.pid}/smaps").read_text().splitlines()
        pss = own = 0
        is_own = False
        for fields in map(str.split, maps):
            if not fields[0].endswith(":"):  # the first line of a map: addresses, rights, offset, device, inode, name
                is_own = len(fields) == 5 or fields[5] == "[heap]"
            elif fields[0] == "Pss:":
                pss += int(fields[1])
            elif fields[0] == "Private_Dirty:" and is_own:
                own += int(fields[1])
        return pss / 1024, own / 1024


def programs_with_mesa():
    """How many programs have a driver of Mesa loaded, and so share its memory."""
    count = 0
    for maps in Path("/proc").glob("[0-9]*/maps"):
        with contextlib.suppress(OSError):  # it has ended, or is another user's
            count += "_dri.so" in maps.read_text()
    return count


class Cover:
    """A black window over the whole display of a console, as a context."""

    def __init__(self, console):
        self.display = console.env["DISPLAY"].encode()

    def __enter__(self):
        self.x11 = ctypes.CDLL("libX11.so.6")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XDefaultRootWindow.restype = self.x11.XCreateSimpleWindow.restype = ctypes.c_ulong
        self.connection = ctypes.c_void_p(self.x11.XOpenDisplay(self.display))
        root = ctypes.c_ulong(self.x11.XDefaultRootWindow(self.connection))
        window = self.x11.XCreateSimpleWindow(self.connection, root, 0, 0, WIDTH, HEIGHT, 0, 0, 0)
        self.x11.XMapRaised(self.connection, ctypes.c_ulong(window))
        self.x11.XSync(self.connection, 0)

    def __exit__(self, *_):
        self.x11.XCloseDisplay(self.connection)


class Pi:
    """A simulated Pi in a process of its own."""

    def __init__(self, binary, *options):
        self.command = [str(binary), "simulate", "--listen", "127.0.0.1:0", *options]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()

    def call(self, path, body=None):
        """GET, or POST with a body; returns the data of the answer."""
        sent = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/api/v1/provisioning/batch/{path}", sent)
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            return json.load(answer)["data"]

    def start_session(self):
        self.session = self.call("start", {"target_ssid": "ShopNet-24", "target_password": "correct horse"})["session"]["id"]

    def cameras(self):
        return self.call(f"{self.session}/devices")["devices"]

    def wait_for(self, count, states, timeout):
        """Waits until as many cameras are in one of the states."""
        deadline = time.monotonic() + timeout
        while sum(camera["state"] in states for camera in self.cameras()) < count:
            if time.monotonic() > deadline:
                raise Missing(f"not {count} cameras are {' or '.join(states)}")
            time.sleep(0.1)


class Relay:
    """A TCP relay before a Pi, which notes when it passes on each event of a camera. Its threads end with the connections."""

    def __init__(self, pi):
        self.far = pi.url.removeprefix("http://").rsplit(":", 1)
        self.events = []

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)  # ends the wait of its thread
        self.listener.close()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.create_connection(self.far)
                for source, sink, passed in ((near, far, lambda _: None), (far, near, self._passed)):
                    sink.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
                    threading.Thread(target=pass_on, args=(source, sink, passed), daemon=True).start()

    def _passed(self, data):
        self.events += [time.monotonic()] * data.count(b"event:device.")


def pass_on(source, sink, passed):
    """Passes all bytes on; tells `passed` before it does."""
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            passed(data)
            sink.sendall(data)
    for end in (source, sink):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
