# The cameras of a session: their cards, the dialog with their details, the filters, and their toasts and events.

## What can be done with a camera

card-provision = Provision
card-retry = Retry
card-skip = Skip
# While the Pi is asked to do it.
card-provision-busy = Provision…
card-retry-busy = Retry…
card-skip-busy = Skip…

## The accessible names of these buttons

card-provision-mac = Provision { $mac }
card-retry-mac = Retry { $mac }
card-skip-mac = Skip { $mac }
card-provision-this = Provision this camera
card-retry-this = Retry this camera
card-skip-this = Skip this camera
card-select = Select { $mac }
card-details = Details { $mac }

## Putting a camera on the allowlist

card-add-to-allowlist = Add to allowlist
# The same where there is little room.
card-allow = Allow
card-add-mac-to-allowlist = Add to allowlist { $mac }
card-add-this-to-allowlist = Add this camera to the allowlist

## Copying

# What is copied: follows "Copy".
card-mac = MAC { $mac }
card-this-mac = this MAC
card-mac-copied = MAC copied

## The steps to verified: short, since five of them stand side by side

card-step-found = found
card-step-sending = sending
card-step-accepted = accepted
card-step-joining = joining
card-step-verified = verified

## What is known of a camera, on its card

# The session is over: what happened to the camera afterwards is not known.
card-last-seen = Last seen { $state }
card-allowlisted = allowlisted
card-not-allowlisted = not on the allowlist
card-attempt = attempt { $number }
card-firmware = fw { $version }

## What is wrong with a camera, and what to do

card-not-approved = Not on the allowlist.
card-not-approved-advice = It cannot be provisioned.
card-failed-without-reason = It failed, and the Pi gave no reason.
card-weak-signal = Weak signal here ({ $signal }): move it closer, then retry.
card-did-not-report = It accepted the credentials and has not reported yet.
# The advice of a camera whose cause is said once for several.
card-common-cause = The likely cause is above.
card-check-network = Check the passphrase and 2.4 GHz (not WPA3 only) of “{ $network }”, then retry.
card-others-joined = Others joined “{ $network }”: wait for it, or move it closer.
card-retry-now-mac = Retry now { $mac }
card-stop-retrying-mac = Stop retrying { $mac }

## Where there is no card

# For screen readers: cameras that are neither in view nor named.
card-more-hidden = { $count } more cameras
card-none-matches = No camera matches the filter and the search.
card-none-found = The session ended without a camera.
# Replaces the name of the network while it is not known: follows "Waiting for cameras on".
card-onboarding-network = the onboarding network

## The dialog with everything that is known

# $short: the last four digits of the address.
card-dialog = Camera { $short }
card-close = Close
card-fact-state = State
card-fact-address = Address
card-fact-signal = Signal
card-fact-firmware = Firmware
card-fact-container = Container
card-fact-allowlist = Allowlist
card-fact-retries = Retries
card-fact-attempt-time = This attempt
card-fact-found-at = Found at
card-fact-code = Code
card-fact-pi-says = The Pi says
# The newest lines of the event log about it and of the Pi's log that name it.
card-history = History
card-history-none = Nothing has happened to it yet.
card-history-reading = Reading the Pi's log…
card-history-no-pi-log = The Pi's log cannot be read: these are the events of this console.
# Before a line that the Pi wrote in its log.
card-history-pi = Pi
# Whether it is on the allowlist.
card-yes = yes
card-no = no

## The chips that choose which cameras are shown

filter-all = All
filter-failed = Failed
# The same if some of them, or all, are not confirmed.
filter-problems = Problems
filter-not-allowed = Not allowed
filter-ready = Ready
filter-in-flight = In flight
filter-verified = Verified
filter-skipped = Skipped
# Neither verified nor skipped: a chip of the small display.
filter-to-do = To do
filter-show-all = Show all
filter-show-failed = Show failed
filter-show-not-allowed = Show not allowed
filter-show-ready = Show ready
filter-show-in-flight = Show in flight
filter-show-verified = Show verified
filter-show-skipped = Show skipped
filter-show-to-do = Show cameras to do

## Cards or rows. The words name what a press changes to.

filter-as-rows = List
filter-as-cards = Cards
filter-as-rows-name = Show as a list
filter-as-cards-name = Show as cards

## The search

filter-search = Search
filter-search-hint = Search MAC, IP, firmware
filter-search-hint-short = Search
filter-found = { $shown } of { $found }

## The groups of the list. A press on the heading folds or unfolds the group.

camera-group-needs-you = Needs you
camera-group-ready = Ready
camera-group-in-flight = In flight
camera-group-verified = Verified
camera-group-skipped = Skipped
camera-group-fold = Fold “{ $group }”, { $count }
camera-group-unfold = Unfold “{ $group }”, { $count }

## Toasts and events: cameras

# $state: the name of a camera state.
notice-camera-appeared = { $mac } { $state }
notice-camera-verified = { $mac } verified
notice-camera-failed = { $mac } failed: { $reason } ({ $code })
notice-camera-not-confirmed = { $mac } sent, not confirmed: it has not reported from the network
notice-no-reason = no reason given
notice-no-code = no code
# $camera: its address, or the last four digits of it.
notice-camera-skipped = { $camera } skipped
notice-camera-state-unknown = { $mac } is in a state that pidash does not know: { $state }
notice-camera-not-listed = { $mac } is no longer listed by the Pi
# At least two cameras.
notice-provision-sent = Provisioning { $count } cameras
notice-retry-sent = Retrying { $count } cameras
notice-skip-sent = Skipping { $count } cameras

## Toasts and events: sessions

notice-session-started = Session { $id } started
# The Pi was asked because its events may be incomplete.
# $count: cameras, and the session itself.
notice-session-corrected = { $count ->
        [one] One state was
       *[other] { $count } states were
    } not as the events said: read from the Pi and corrected.
notice-session-full = More than { $max } cameras: only the first { $max } are shown. Stop the session and check the Pi.
notice-clock-jump = The clock of this computer jumped: the session is read again.
notice-clock-of-pi-behind = The clock of the Pi is { $by } behind that of this computer: check the date and time of both.
notice-clock-of-pi-ahead = The clock of the Pi is { $by } ahead of that of this computer: check the date and time of both.
notice-session-open = Session { $id } is open
# $state: the name of a session state.
notice-session-is = The session is { $state }
notice-session-expires-soon = The session expires soon
notice-last-session-over = The last session has ended.
notice-last-session-gone = The last session is no longer on this Pi.
notice-provisioning-started = Provisioning started
notice-provisioning-started-on = Provisioning started on { $count ->
    [one] 1 camera
   *[other] { $count } cameras
}
notice-provisioning-started-but = Provisioning started; { $skipped } left out
notice-provisioning-started-on-but = Provisioning started on { $count ->
    [one] 1 camera
   *[other] { $count } cameras
}; { $skipped } left out

## What failed: a colon and the reason follow

notice-provision-mac = Provision { $mac }
notice-retry-mac = Retry { $mac }
notice-skip-mac = Skip { $mac }
notice-provision-all = Provision all
notice-stop-session = Stop session
notice-pause = Pause
notice-resume = Resume
notice-start-session = Start session
notice-reading-session = Reading the session
notice-pi-problem = The Pi reports a problem

## The position of a camera

card-fact-position = Position
# For screen readers.
card-position = position { $position }
notice-camera-at = { $mac } is at position { $position }
notice-camera-without-position = { $mac } has no position
