"""A real window on its own display, driven through accessibility (AT-SPI), pointer and keys."""

import os
import subprocess
import tempfile
import time
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

TIMEOUT = 60.0  # seconds; software rendering is slow
POLL = 0.2


class Missing(Exception):
    """The awaited condition did not occur in time."""


def enable_accessibility():
    """Programs publish their accessibility tree only if the session bus asks for it."""
    arguments = GLib.Variant("(ssv)", ("org.a11y.Status", "IsEnabled", GLib.Variant("b", True)))
    place = ("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set")
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.call_sync(*place, arguments, None, Gio.DBusCallFlags.NONE, 20_000, None)
    Atspi.set_timeout(10_000, 30_000)


def clean_environment(home):
    """An environment without a display and without the user's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "PIDASH_"))}
    names = ["CACHE_HOME", "CONFIG_HOME", "DATA_HOME", "STATE_HOME", "RUNTIME_DIR"]
    places = {f"XDG_{name}": str(Path(home, name.lower())) for name in names}
    for place in places.values():
        Path(place).mkdir(mode=0o700, exist_ok=True)
    # Accessible names are looked up in English.
    return kept | places | {"HOME": home, "LC_ALL": "C.UTF-8"}


class Node:
    """A node of the accessibility tree, read once."""

    def __init__(self, handle, parents):
        self.handle = handle
        self.parents = parents
        self.role = handle.get_role_name()
        self.name = handle.get_name() or ""
        self.description = handle.get_description() or ""
        self.text = ""
        if "Text" in handle.get_interfaces():
            self.text = Atspi.Text.get_text(handle, 0, -1) or ""

    @property
    def enabled(self):
        return self.handle.get_state_set().contains(Atspi.StateType.ENABLED)

    def inside(self, other):
        return other.handle in self.parents

    def __str__(self):
        text = f" text={self.text!r}" if self.text not in ("", self.name) else ""
        return f"{'  ' * len(self.parents)}[{self.role}] {self.name!r}{text}"


class Window:
    """A program with a window, as `with Window([...], width, height) as window`."""

    def __init__(self, command, width, height, home=None, **env):
        """`home` outlives the window; without it, the program gets an empty one."""
        self.command, self.width, self.height, self.home, self.env = command, width, height, home, env

    def __enter__(self):
        self._make_home()
        self._open_display()
        self._start_program()
        return self

    def _make_home(self):
        self.directory = tempfile.TemporaryDirectory(prefix="pidash-window-")
        self.home = self.home or Path(self.directory.name, "home")
        self.home.mkdir(exist_ok=True)
        self.output = Path(self.directory.name, "output")

    def _open_display(self, *options):
        ready, texts = os.pipe()
        screen = f"{self.width}x{self.height}x24"
        # Without -noreset it starts anew when its only client leaves, and refuses one that comes meanwhile.
        xvfb = ["Xvfb", "-displayfd", str(texts), "-screen", "0", screen, "-nolisten", "tcp", "-noreset", *options]
        self.display = subprocess.Popen(xvfb, pass_fds=[texts], stderr=subprocess.DEVNULL)
        os.close(texts)
        with os.fdopen(ready) as number:
            self.env |= clean_environment(str(self.home)) | {"DISPLAY": f":{number.readline().strip()}"}

    def _start_program(self):
        with self.output.open("wb") as output:
            self.program = subprocess.Popen(
                self.command, env=self.env, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )

    def __exit__(self, *_):
        for process in (self.program, self.display):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.directory.cleanup()

    # Reading.

    def nodes(self):
        """The whole tree, without nodes that vanish while it is read."""
        try:
            return list(self._walk(self._application(), ()))
        except GLib.Error:
            return []

    def _application(self):
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_process_id() == self.application_pid():
                return child
        return None

    def application_pid(self):
        """The process that has the window."""
        return self.program.pid

    def _walk(self, handle, parents):
        if handle is None:
            return
        try:
            yield Node(handle, parents)
            children = [handle.get_child_at_index(index) for index in range(handle.get_child_count())]
        except GLib.Error:
            return
        for child in children:
            yield from self._walk(child, (*parents, handle))

    def wait(self, what, condition, timeout=TIMEOUT):
        """Waits until `condition(nodes)` is truthy, and returns it."""
        deadline = time.monotonic() + timeout
        while True:
            nodes = self.nodes()
            try:
                answer = condition(nodes)
            except GLib.Error:  # a node has vanished since the tree was read
                answer = None
            if answer:
                return answer
            if self.program.poll() is not None:
                raise Missing(f"{what}: the program ended with {self.program.returncode}: {self.printed()}")
            if time.monotonic() > deadline:
                tree = "\n".join(str(node) for node in nodes)
                raise Missing(f"no {what} within {timeout:.0f} s; the window shows\n{tree}")
            time.sleep(POLL)

    def find(self, name, interface="Component", timeout=TIMEOUT):
        """Waits for an enabled node with this name and returns it."""

        def wanted(node):
            return node.name == name and node.enabled and interface in node.handle.get_interfaces()

        return self.wait(f"usable {name!r}", lambda nodes: next(filter(wanted, nodes), None), timeout)

    def place(self, node):
        """Left, top, width and height on the screen."""
        box = Atspi.Component.get_extents(node.handle, Atspi.CoordType.SCREEN)
        return box.x, box.y, box.width, box.height

    def shows(self, node):
        left, top, width, height = self.place(node)
        return 0 <= left and 0 <= top and left + width <= self.width and top + height <= self.height

    # Acting.

    def press(self, name):
        if not Atspi.Action.do_action(self.find(name, "Action").handle, 0):
            raise Missing(f"{name!r} cannot be pressed")

    def fill(self, name, text):
        if not Atspi.EditableText.set_text_contents(self.find(name, "EditableText").handle, text):
            raise Missing(f"{name!r} cannot be filled")

    def click(self, name, interface="Action"):
        """Clicks the node with the real pointer, then moves the pointer away."""
        left, top, width, height = self.place(self.find(name, interface))
        self._xdotool("mousemove", str(left + width // 2), str(top + height // 2), "sleep", "0.2", "click", "1")
        self.move_pointer_away()

    def move_pointer_away(self):
        """Moves the pointer to a place without tooltips."""
        self._xdotool("sleep", "0.2", "mousemove", str(self.width - 1), "0")

    def type(self, text):
        # Through stdin, so that the text is in no argv.
        self._xdotool("type", "--delay", "40", "--file", "-", input=text.encode())

    def key(self, name):
        self._xdotool("key", name)

    def focus_window(self):
        """Gives the window the focus, as a window manager does."""
        self._xdotool("search", "--onlyvisible", "--name", "^pidash$", "windowfocus", "--sync")

    def _xdotool(self, *arguments, input=None):
        subprocess.run(["xdotool", *arguments], env=self.env, input=input, check=True, timeout=TIMEOUT)

    # Results.

    def picture(self, path):
        """Takes a picture of the display; returns the number of its colours."""
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["import", "-window", "root", str(path)], env=self.env, check=True, timeout=TIMEOUT)
        return int(subprocess.check_output(["identify", "-format", "%k", str(path)], timeout=TIMEOUT))

    def printed(self):
        return self.output.read_bytes().decode(errors="replace")

    def arguments(self):
        return Path(f"/proc/{self.program.pid}/cmdline").read_bytes().decode(errors="replace")

    def files(self):
        """All files that the program has written."""
        return [path for path in self.home.rglob("*") if path.is_file()]

    def cpu_seconds(self):
        fields = Path(f"/proc/{self.program.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
