# Commands: the palette, and the list of shortcuts.

palette-title = Commands
palette-field = What do you want to do?
palette-hint = Command, MAC, Pi or setting
palette-camera = Camera { $mac }, { $state }
palette-is-camera = Camera
palette-is-pi = Pi
palette-is-setting = Setting
palette-nothing = Nothing found
shortcuts-search = Find a shortcut
shortcuts-search-hint = Type a key or an action
shortcuts-go-to = Go to
shortcuts-window = Window and controls
shortcuts-session = Session and allowlist
shortcuts-cameras = In the list of cameras
shortcuts-close = Close

command-palette = Find a command…
command-shortcuts = Keyboard shortcuts
# $tab is the name of a tab, as "Monitor".
command-show = Go to { $tab }
command-new-session = New session
command-provision-all = Provision all cameras
command-provision-selected = Provision selected cameras
command-retry-failed = Retry all failed cameras
command-pause = Pause the session
command-resume = Resume the session
command-stop = Stop the session…
command-glance = Show the batch in large type
command-search = Search on this tab
command-next-area = Go to the next area
command-undo = Undo the change to the allowlist
command-import = Import cameras into the allowlist
command-export = Export what this tab shows
command-events = Show or hide the events
command-reconnect = Reconnect now
command-connect = Connect to another Pi
command-enter-key = Enter the API key
command-support-bundle = Create a support bundle
command-performance = Show or hide performance figures
command-full-screen = Switch full screen on or off
command-larger = Zoom in
command-smaller = Zoom out
command-usual-size = Reset the zoom
command-close = Close pidash

shortcut-space = Press the focused button, or select a camera
shortcut-arrows = Go from camera to camera
shortcut-pages = Go one page of cameras up or down
shortcut-ends = Go to the first or the last camera
shortcut-tab = Go to the next control, with Shift to the previous one
shortcut-esc = Close what is on top

## Keys for the camera under the cursor

camera-key-details = Open the details of the camera
camera-key-main-action = Provision or retry the camera
camera-key-skip = Skip the camera
camera-key-allow = Add the camera to the allowlist
camera-key-select = Select or deselect the camera
