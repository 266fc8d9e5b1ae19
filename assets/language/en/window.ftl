# What every page has: the sidebar, the header, the event log, and texts that several pages share.

## The tabs

tab-provisioning = Provisioning
tab-allowlist = Allowlist
tab-monitor = Monitor
tab-diagnostics = Diagnostics
tab-settings = Settings
# Below the tabs: opens the event log. The second one is its name for screen readers.
tab-events = Events
tab-events-list = Events list
# On a small display there is room for ten letters under each icon.
tab-short-provisioning = Cameras
tab-short-allowlist = Allowlist
tab-short-monitor = Monitor
tab-short-diagnostics = Support
tab-short-settings = Settings

## The header: which Pi is in use, and whether its events are live

header-not-connected = Not connected
# For screen readers: the address is a button that leads to another Pi.
header-change-pi = Change Pi
# The data may be outdated. $age: 12 s, 3 min.
header-as-of = As of { $age } ago
# The state of the event stream. $attempt: the number of the attempt; 0 at the first one.
header-events-off = Events off
header-events-connecting =
    { $attempt ->
        [0] Events connecting…
       *[other] Events connecting… (attempt { $attempt })
    }
header-events-live = Events live
header-events-silent = Connected, no events
header-events-retrying = Events retrying in { $wait } (attempt { $attempt })
header-events-refused = Events refused
# The same where there is little room.
header-short-off = Off
header-short-connecting = Connecting…
header-short-live = Live
header-short-silent = No events
header-short-retrying = Retrying in { $wait }
header-short-refused = Refused
# For screen readers: the same without the countdown. $status is one of the words below.
header-events = Events: { $status }
header-status-off = off
header-status-connecting = connecting
header-status-live = live
header-status-silent = no events
header-status-retrying = retrying
header-status-refused = refused

## Over the page while the event stream is down

events-reconnect-now = Reconnect now
# $attempt: the number of the attempt; 0 at the first one.
events-trying-now =
    { $attempt ->
        [0] Trying now…
       *[other] Trying now… (attempt { $attempt })
    }
events-trying-again = Trying again in { $wait } (attempt { $attempt })

## The event log

events-title = Events
events-close = Close events
events-none = Nothing has happened yet.
events-no-problems = No problems.
events-all = All
events-show-all = Show all events
events-problems = Problems
events-show-problems = Show only problems
events-link-is-silent = Connected, but no events arrive: the session is read every few seconds instead.
events-link-is-up = Live events are on
# What failed: $what in the two messages below.
events-link = Live events
# $what: what failed. $summary: a whole sentence. $code: such as DEVICE_TIMEOUT.
events-problem = { $what }: { $summary } ({ $code })
events-problem-with-id = { $what }: { $summary } ({ $code }, correlation id { $id })

## The panel that describes a problem

# For screen readers. $code: such as DEVICE_TIMEOUT.
problem-panel-name = Problem: { $code }
problem-panel-enter-key = Enter key
# Copies everything about the problem, for support.
problem-panel-copy = Copy for support
# The button that shows or hides the details, and its name for screen readers.
problem-panel-details = Details
problem-panel-show-details = Show details
problem-panel-less = Less
problem-panel-hide-details = Hide details
problem-panel-correlation-id = Correlation id { $id }
# The parts of the details; each also follows "Copy".
problem-panel-part-code = code
problem-panel-part-status = HTTP status
problem-panel-part-endpoint = endpoint
problem-panel-part-correlation-id = correlation id
problem-panel-part-time = time
problem-panel-part-details = details
# An automatic retry. $wait: 7 s.
problem-panel-trying-again = Trying again in { $wait }
problem-panel-retry-now = Retry now
problem-panel-stop-retrying = Stop retrying

## The clipboard

# For screen readers. $what: what is copied, such as an id or an address.
copied-copy = Copy { $what }
copied-problem = Problem copied
copied-text = Text copied

## Texts of several pages
search-clear = Clear the search

# $age: 12 s, 3 min, 2 h.
age-ago = { $age } ago
# The signal of a camera, from best to worst; follows −58 dBm.
signal-excellent = excellent
signal-good = good
signal-fair = fair
signal-weak = weak

## The state of a camera

camera-discovered = discovered
camera-provisioning = provisioning
camera-provisioned = provisioned
camera-verifying = verifying
camera-verified = verified
camera-failed = failed
camera-skipped = skipped
# It accepted the credentials and has not reported. At the start of a label.
camera-not-confirmed = Sent, not confirmed

## The state of a session

session-discovering = scanning
session-active = active
session-paused = paused
session-closing = closing
session-closed = ended

## Why a background job has no result

job-too-many = Too many tasks are running at once.
job-panicked = pidash had an internal error. The log has the details.

## A second start, on standard error

instance-raised = pidash is running already: its window is in front now
instance-busy = pidash is running already, and its window does not answer: use that window, or end it first

## The window ended by a panic, on standard error. $log, $requests: files, for support.

crash-with-files = stopped by an internal error: { $log } says where, and { $requests } has the last requests
crash-without-files = stopped by an internal error: the lines above say where

## Why the system did not read or write something

system-not-found = there is no such file or folder
system-permission-denied = this user may not do that
system-already-exists = there is another file of that name
system-storage-full = the disk is full
system-read-only = the disk is read-only
system-is-a-directory = it is a folder
system-not-a-directory = a part of the path is not a folder
system-invalid-name = a file cannot have that name
system-invalid-data = it is damaged
system-too-large = it is too large
system-busy = another program uses it
system-no-answer = the system did not answer in time
# $kind: the name of the error, for support.
system-other = the system refused it ({ $kind })

## A barcode scanner: what it scanned, in one line

scan-label = Scanned: { $mac }
scan-network = Network { $network } filled in: check it, then start
scan-unknown = Not taken: neither a MAC address nor a WiFi code
scan-no-single-camera = Not taken: this address belongs to no single camera
scan-unreadable-network = Not taken: this WiFi code has no network name
scan-no-pi = Not taken: connect to a Pi first
scan-dialog-open = Not taken: answer the open question first
scan-session-runs = Not taken: a session is open; end it first
scan-no-sessions = Not taken: batch provisioning is switched off
scan-not-in-session = { $mac } is not in this session, and there is no allowlist
scan-question = Add to the allowlist?
scan-question-body =
    { $count ->
        [1] This camera is not on the allowlist:
       *[other] These { $count } cameras are not on the allowlist:
    }
# For screen readers: the button “Add” of this question.
scan-question-add = Add the scanned cameras
scan-question-cancel = Cancel

## The performance overlay: a small panel of figures, for reports. Short words: there is little room

performance-frames = Frames per second
performance-events = Events per second
# Events that wait for the window: now, and the most in the last seconds.
performance-queue = Queue (now / most)
performance-memory = Memory (RSS / PSS)
performance-layout = Layout
performance-tessellation = Tessellation
performance-painting = Painting
performance-event-to-frame = Event to frame
performance-copy = Copy
performance-copy-name = Copy the performance figures
performance-copied = Figures copied
performance-close = Close
performance-close-name = Close the performance figures
