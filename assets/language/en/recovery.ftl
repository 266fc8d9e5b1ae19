# Sessions that are not open: the offer to resume one that a restart of the Pi interrupted, discarding one, and the page of past ones.

## The offer

recovery-open-session = The Pi restarted. Your session can be resumed.
recovery-a-session = A session was interrupted and can be resumed.
recovery-interrupted = Interrupted
# Beside recovery-interrupted.
recovery-cameras =
    { $found ->
        [0] no cameras
        [1] { $verified } of 1 camera verified
       *[other] { $verified } of { $found } cameras verified
    }
# The button in the offer; its accessible name is recovery-resume.
recovery-resume-short = Resume
# The button that opens a menu with the next two and discard-open, and its name for screen readers.
recovery-menu = …
recovery-menu-name = More actions for this session
recovery-dismiss = Dismiss
recovery-all = All sessions that can be resumed
# For screen readers. $network: its name, or recovery-unknown-network.
recovery-session = Recoverable session { $network }
recovery-resume = Resume session
recovery-resuming = Resuming…

## What is known of a session, in a row with its state

recovery-unknown-network = unknown network
# All of them cameras.
recovery-counts = { $found } found, { $provisioned } provisioned, { $verified } verified, { $failed } failed
# A day and a time: 07 Mar 2026, 14:02.
recovery-when =
    { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    } { $year }, { $time }

## Beside the start form: the last networks, and the newest past sessions

recent-networks = Last networks
# For screen readers. $network: its name.
recent-use-network = Use network { $network }
# Goes to the page of past sessions.
recent-all = All past sessions

## A session that could not be resumed or discarded: what to do instead

recovery-show-running = Show running session
recovery-new-session = New session for { $network }
recovery-new-session-name = New session for the same network
recovery-dismiss-problem = Dismiss
recovery-dismiss-problem-name = Dismiss this problem

## In the list of events

recovery-resumed = Session { $id } resumed
# What failed, these two: a colon and the reason follow.
recovery-tried-resuming = Resume session
recovery-tried-reading = Reading sessions that can be resumed

## On the page of past sessions: those that can be resumed

recovery-title = Can be resumed
recovery-none = No session can be resumed.
recovery-reading = Reading the sessions that can be resumed…
recovery-unread = It is not known whether a session can be resumed: the Pi does not say so now.
recovery-unavailable = This Pi cannot resume sessions. Update its software to resume sessions.

## Discarding a session: the button, its dialog, and the result

discard-open = Discard…
discard-session = Discard session
discard-discarding = Discarding…
discard-question = Discard the session?
# $network: its name, or recovery-unknown-network. $open: cameras that are not verified.
discard-consequence =
    The session for { $network }: { $verified ->
        [one] 1 camera
       *[other] { $verified } cameras
    } verified, and { $open ->
        [one] 1 camera
       *[other] { $open } cameras
    } not. Verified cameras keep their network. The others have to be provisioned in a new session. A discarded session cannot be resumed.
discard-keep = Keep it
discard-do = Discard
# For screen readers: the button that confirms.
discard-confirm = Confirm discard
# In the list of events, these two. After the second, a colon and the reason follow.
discard-done-id = Session { $id } discarded
discard-tried = Discard session

## The page of past sessions

past-title = Past sessions
past-back = Back
past-refresh = Refresh past sessions
past-reading = Reading…
# Where they come from.
past-kept-by-pi = Kept by this Pi.
past-seen-by-console = Seen by this console: this Pi does not keep past sessions.
past-none = No session has ended yet.
# The headings of the columns. Duration: from the start to the end.
past-network = Network
past-started = Started
past-duration = Duration
past-cameras = Cameras
past-state = State
# For screen readers. $facts: the texts of the columns, separated by commas.
past-session = Session { $facts }
# In the list of events: a colon and the reason follow.
past-tried-reading = Reading past sessions
# The page of one past session: the headings of its columns.
past-camera = Camera
past-result = Result
past-tries = Tries
past-container = Container
past-reason = Reason
past-no-cameras = This console has not kept the cameras of this session.
