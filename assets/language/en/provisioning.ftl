# The provisioning page: the start form, the session with its actions and dialogs, and adding a camera to the allowlist.

# “Onboarding network”: the one that the Pi opens for new cameras. “Target network”: the site's own, which the cameras join.

## The start form

start-title = Start a session
# $network: the name of the onboarding network.
start-explanation-network = Cameras that appear on { $network } get these credentials of the site's network.
start-explanation = Cameras that appear on the onboarding network get these credentials of the site's network.
start-ssid = Network name (SSID)
# An example, shown in the empty field.
start-ssid-example = ShopNet-24
start-ssid-outer-space = The name starts or ends with a space. Check that the space belongs to it.
start-ssid-unseen = The name has a character that nobody sees: { $found }. Check that it belongs to it.
start-ssid-escaped = The name has “\x” and two digits, as some tools print it. Type it as a phone shows it.
# A WiFi QR code that a scanner typed into the field.
start-code-unreadable = This WiFi code names no network. Enter the name and the passphrase.
start-passphrase = Passphrase
start-passphrase-outer-space = The passphrase starts or ends with a space. Check that the space belongs to it.
# For screen readers: the button that shows what is typed.
start-show-passphrase = Hold to show passphrase
start-open-network = Open network (no passphrase)
start-session = Start session
# $time: the time since the Pi was asked, for example 0:12.
start-starting = Starting… { $time }

## What is wrong with what was entered

start-ssid-missing = Enter the name of the network
start-ssid-is-code = Enter the name of the network, not the text of a WiFi code
start-ssid-too-long = A network name has at most 32 bytes; this one has { $bytes }
# The words in quotation marks are those of start-open-network.
start-passphrase-missing = Enter the passphrase, or tick “Open network”
start-passphrase-too-short = A WPA passphrase has at least 8 characters
start-passphrase-too-long = A WPA passphrase has at most 63 characters (or is 64 hex digits)
start-passphrase-not-plain = A WPA passphrase cannot have this character: { $found }. No accents, only plain letters, digits, spaces and punctuation
# A character that cannot be shown as it is.
character-tab = tab ({ $code })
character-no-break-space = no-break space ({ $code })

## The time-outs of a session

start-timeouts = Time-outs
start-timeout-discovery = Until cameras appear
start-timeout-provisioning = To accept the credentials
start-timeout-verification = To join the network
start-timeouts-reset = Use the defaults

## Another session that runs on the Pi

start-other-session = A session is running on this Pi
# $network: the name of the target network.
start-other-session-network = Target network { $network }. A Pi runs one session at a time.
start-other-session-one-at-a-time = A Pi runs one session at a time.
start-other-session-show = Show running session

## The session at a glance

batch-interrupted = Interrupted
batch-interrupted-explained = The Pi is no longer running this session. You see its last known state.
batch-dismiss-problem = Dismiss
# Follows a word for copying: “Copy session id”.
batch-session-id = session id
batch-session-id-copied = Session id copied
batch-verified-of = { $verified } of { $wanted } verified
batch-all-verified =
    { $count ->
        [1] 1 of 1 verified
       *[other] All { $count } verified
    }
batch-failed = { $count } failed
batch-not-confirmed = { $count } not confirmed
# For screen readers: follows the name of the progress bar.
batch-summary-not-confirmed = Of the failed, { $count } sent and not confirmed
# For screen readers: the progress bar in one sentence.
batch-summary = Batch: { $verified } of { $wanted } verified, { $failed } failed

## The onboarding network, beside the title. batch-network replaces a name that is not known.

batch-network = Onboarding network
batch-network-up = { $network } up
batch-network-down = { $network } down
batch-network-devices = { $count } connected

## The cameras that are neither verified nor failed, in a row: “3 provisioning · 2 ready”

batch-provisioning = { $count } provisioning
batch-provisioned = { $count } provisioned
batch-verifying = { $count } verifying
batch-ready = { $count } ready
batch-not-allowed = { $count } not on the allowlist
batch-skipped = { $count } skipped
batch-in-another-state = { $count } in another state

## The times of the session, in a row: “4:10 elapsed · about 1:20 left · session ends in 27 min”. The short one stands alone.

batch-elapsed = { $time } elapsed
batch-left = about { $time } left
batch-any-moment = almost done
batch-ends-in = session ends in { $time }
batch-ends-in-short = ends in { $time }

## What can be done with the session. The names without a number are for screen readers, the short ones for the small display.

batch-provision-all = Provision all
batch-provision-all-count = Provision all ({ $count })
batch-provision-all-explained = Send the credentials to every camera on the allowlist
batch-provision-all-resume-first = Resume the session first
batch-provision-selected = Provision selected
batch-provision-selected-count = Provision selected ({ $count })
batch-provision-selected-short = Selected ({ $count })
batch-retry-failed = Retry all failed
batch-retry-failed-count = Retry all failed ({ $count })
batch-retry-failed-short = Retry failed ({ $count })
# The same where some are not confirmed.
batch-retry-count = Retry { $count }
batch-cameras-wait = { $count } cameras are waiting for the Pi.
batch-retry-failed-none = Retry all failed
batch-retry-failed-none-short = Retry failed
batch-allow-and-provision = Allow { $count } and provision
batch-allow-and-provision-name = Allow and provision
batch-finish = Finish session
batch-export = Export result…
# Opens the menu of what has no room in the row.
batch-more = …
batch-more-name = More actions
batch-pause = Pause
batch-resume = Resume
batch-new-session = New session
start-again = Start on { $network } again
batch-start-again = New session, same network
batch-start-again-short = Same network
batch-start-again-explained = Starts a session on { $network } with the passphrase of the last start

## While the Pi has not answered a command yet

batch-stopping = Stopping…
batch-pausing = Pausing…
batch-resuming = Resuming…
batch-waits-for-the-pi = Waits for the Pi
batch-starting = Starting…

## A session that is being read, and one in which no camera has appeared

batch-reading = Reading the session…
batch-leave = Go to the start form
# $network: the name of the onboarding network, or words for it if that is not known.
batch-waiting = Waiting for cameras on { $network }…
batch-waiting-power = Power on each camera. It appears here automatically.
batch-waiting-none = No camera after a minute? Move it closer to the Pi, and check that the onboarding network is up.

## Stopping the session: the button and its dialog. “In flight”: the Pi works on the camera.

stop-open = Stop session…
stop-open-short = Stop…
# All others are verified, some are not confirmed.
batch-finish-open = Finish…
stop-session = Stop session
stop-question = Stop session?
stop-consequence = Cameras that are verified stay verified. Those in flight may not finish.
stop-keep-going = Keep going
# For screen readers: the button that confirms.
stop-confirm = Confirm stop
stop-none-in-flight = No camera is in flight.
# Above a list of addresses.
stop-in-flight =
    { $count ->
        [one] 1 camera in flight:
       *[other] { $count } cameras in flight:
    }
# Ends that list.
stop-more = and { $count } more

# After the session, cameras that report late are not seen any more.
stop-unconfirmed = { $count ->
        [one] 1 camera is sent, not confirmed. If it reports after the session, it is not seen here.
       *[other] { $count } cameras are sent, not confirmed. If they report after the session, they are not seen here.
    }

## Closing the window while a session runs

quit-question = Close pidash?
quit-consequence = The session continues on the Pi without this window. Start pidash again to see it.
# The same while an import of cameras for the allowlist is running. $count: cameras that have no answer yet.
quit-import-consequence = Closing the window stops the import. Import the list again later: cameras that are already on the allowlist are left out.
quit-import =
    { $count ->
        [one] One camera is still to be added to the allowlist.
       *[other] { $count } cameras are still to be added to the allowlist.
    }
quit-stay = Stay
quit-stop-and-close = Stop session and close
quit-close = Close the window

## A camera that is not on the allowlist

approval-missing = Not on the allowlist.
approval-missing-advice = Add it to the allowlist to provision it.
approval-neighbour = Not on the allowlist, but { $mac } is.
approval-neighbour-advice = A label may show the neighbouring address of the same camera: add it if it is this one.
approval-neighbour-advice-named = A label may show the neighbouring address. Add it if this is “{ $description }”.
approval-adding = Being added to the allowlist…
# Replaces the button that adds it.
approval-adding-short = Adding…
approval-listed = On the allowlist now.
approval-listed-advice = Waiting for the Pi to apply this.
# $reason: a sentence that says why.
approval-failed = Not added to the allowlist: { $reason }

## Provisioning without a press

batch-automatic = Automatic
batch-automatic-explained = Provisions allowed cameras as they appear, and retries each failed one once
batch-in-flight = { $count } in flight
batch-needs-you = { $count ->
    [one] 1 needs you
   *[other] { $count } need you
}
notice-automatic-on = Cameras are provisioned automatically
notice-automatic-off = Cameras are not provisioned automatically any more

## One camera goes ahead of the others (“canary”). $camera: its position, if it has one, and the last four digits.

canary-goes-ahead = { $camera } goes first, { $count ->
    [one] 1 waits
   *[other] { $count } wait
} for it
canary-did-not-join = { $camera } went first: it accepted the credentials and did not join “{ $network }”.
# Follows that sentence: “its” is the network.
canary-did-not-join-advice = Check its passphrase, and that it has 2.4 GHz and is not WPA3 only. If the camera reports late, the others follow.
canary-rejected = { $camera } went first: it did not accept the credentials.
canary-rejected-advice = The passphrase is likely to be wrong.
canary-others-wait = { $count ->
    [one] 1 camera waits, so that it does not fail, too.
   *[other] { $count } cameras wait, so that they do not fail, too.
}
canary-change-passphrase = Change passphrase…
canary-try-another = Try another camera
canary-go-on = Go on anyway

## The batch in large type, over the whole window

# The name of the button that opens it.
batch-glance = Large type
# For screen readers. $text: what is shown, as “In progress, 7/10, 1 failed, 2:10 left”.
glance-name = { $text }. Press any key to go back.
glance-in-progress = In progress
# The batch does.
glance-needs-you = Needs you
glance-ready = { $count ->
    [one] 1 ready
   *[other] { $count } ready
}
glance-looking = Looking for cameras
glance-all-verified = All verified
# The time left.
glance-left = { $time } left
# $time: for how long, as “0:40”.
glance-pi-away = Pi away for { $time }

## Positions: which camera is where, by the order in which they are switched on

positions-open = Positions…
positions-title = Positions
positions-explained = Give the positions in the order in which you switch the cameras on. Each newly found camera takes the next one.
# The accessible name of the field.
positions-list = List of positions
positions-hint = 1 to 24
positions-examples = For example “1 to 24” or “A1, A2, B1”, or one in each line.
# $list: the first ones and the last one.
positions-count = { $count ->
    [one] 1 position: { $list }
   *[other] { $count } positions: { $list }
}.
positions-repeated = { $count ->
    [one] 1 was given twice and is left out.
   *[other] { $count } were given twice and are left out.
}
positions-too-long = Line { $line }: “{ $position }” has more than { $most } characters.
positions-too-many = Line { $line }: these are more than { $most } positions.
positions-lost = { $count ->
    [one] 1 camera loses its position
   *[other] { $count } cameras lose their position
}
# Cameras that take no position by themselves.
positions-here-before = { $count ->
    [one] 1 camera is already here: give it its position in its details
   *[other] { $count } cameras are already here: give them their position in their details
}
positions-start = Start
positions-cancel = Cancel
# The next position follows, in large type.
positions-next = Switch on the camera at
positions-progress = { $bound } of { $wanted } placed
positions-bound = { $bound } of { $wanted } placed · { $verified } verified
positions-done = { $bound } of { $wanted } placed and verified
positions-which = Which camera is at position { $position }?
positions-which-why = They appeared at the same time, or while this console was away.
# The accessible name of a button that shows the last four digits.
positions-is-next = { $mac } is at position { $position }
positions-asked-more = and { $count } more
positions-later = Decide later
positions-skip = Skip { $position }
positions-skip-name = Skip the next position
positions-undo = Undo { $positions }
positions-undo-name = Undo the latest change
positions-other-list = Other list…
positions-end = Stop assigning
positions-close = Close
positions-change = Change…
positions-change-name = Change the position of { $mac }
positions-change-of-this = Change position…
positions-free = no camera yet
positions-skipped = skipped
positions-of-camera = Position of { $camera }
positions-is-at = It is at position { $position }. Choose another one.
positions-has-none = It has no position. Choose one.
positions-choose-name = Choose position { $position }
positions-give-name = Give the chosen position
positions-give = Give position { $position }
positions-swap = Swap with { $camera }
positions-take = Take { $position } from { $camera }
positions-none = No position
positions-write-title = Write the positions to the allowlist
positions-as-description = as description
positions-as-container = as container
positions-write = Write
positions-write-waits = Possible once no camera is in flight or about to be provisioned automatically
positions-allowlist-unread = The allowlist has not been read yet. Try again in a moment.
positions-written = Writing { $count ->
    [0] no position
    [one] the position of 1 camera
   *[other] the positions of { $count } cameras
} to the allowlist
positions-written-some = Writing { $count ->
    [0] no position
    [one] the position of 1 camera
   *[other] the positions of { $count } cameras
}; { $missing ->
    [one] 1 camera is
   *[other] { $missing } cameras are
} not on the allowlist

## Why cameras failed: the evidence, and after it what to do. $cameras: their last four digits, or “5 cameras”.

# Cameras that are not named.
cause-cameras = { $count } cameras
cause-mqtt-down = The Pi had no MQTT connection, over which { $cameras } would report.
cause-mqtt-down-advice = Look at the Pi's services. Cameras that joined turn green once they can report.
cause-pi-restarted = The Pi restarted while it provisioned { $cameras }.
cause-pi-restarted-advice = It is not the camera: retry.
cause-passphrase = { $count } of { $ended } rejected the credentials, and none is verified.
cause-passphrase-one = { $camera } rejected the credentials (attempts: { $tries }), and no camera is verified.
cause-network = { $count } of { $ended } accepted the credentials, and none joined “{ $network }”.
cause-network-one = { $camera } accepted the credentials (attempts: { $tries }) and did not join “{ $network }”.
cause-network-advice = It is the passphrase or the access point (2.4 GHz? WPA3 only?), not the cameras.
cause-weak-signal = { $count ->
    [one] Weak signal: { $cameras } has { $signal }.
   *[other] Weak signal: { $cameras } have { $signal } or less.
}
cause-weak-signal-others = { $count ->
    [one] Weak signal: only { $cameras }, { $signal }. The verified ones have { $others } or more.
   *[other] Weak signal: { $cameras }, { $signal } or less. The verified ones have { $others } or more.
}
cause-weak-signal-advice = Move closer, then retry.
# $figure: what was critical, for example “memory 96 %”.
cause-pi-overloaded = The Pi was at its limit when { $cameras } failed: { $figure }.
cause-pi-overloaded-advice = Retry when its health is back to normal.
cause-figure-temperature = temperature { $value }
cause-figure-memory = memory { $value }
cause-figure-cpu = CPU { $value }
cause-none-reached = { $cameras } did not answer, and none is verified.
cause-none-reached-advice = Check that the cameras have power and that the onboarding network is up.
cause-access-point = { $cameras } did not join “{ $network }”; verified: { $verified }.
cause-access-point-advice = The passphrase is right. Wait for a late report, or move closer to the access point and retry.
cause-camera-silent = { $cameras } did not answer; verified: { $verified }.
cause-camera-silent-one = { $camera } did not answer (attempts: { $tries }).
cause-camera-silent-advice = Switch the camera off and on, then retry.
cause-camera-rejects = { $cameras } rejected the credentials; verified: { $verified }.
cause-camera-rejects-advice = The passphrase is right: switch the camera off and on, then retry.
cause-not-allowed = Not on the allowlist: { $cameras }.
cause-not-allowed-advice = Add to the allowlist, then retry.
cause-pi-busy-advice = The Pi takes few commands at a time. They are sent again automatically.
cause-connection-lost = The connection to the Pi was lost while it provisioned { $cameras }.
cause-connection-lost-advice = Retry. If it happens again, check the network of the Pi.

## What can be done about a cause

cause-change-passphrase-waits = It ends the session: possible once no camera is in flight
cause-show-health = Show Pi health
cause-allow = Allow { $count }
cause-retry = Retry these { $count }
cause-retry-one = Retry { $camera }
# For screen readers, where several causes are listed.
cause-action-named = { $action } (cause { $number })
causes-other = Other causes ({ $count })
causes-title = Likely causes
