# Sessions that are not open: the offer to resume one that a restart of the Pi interrupted, giving one up, and the page of past ones.

## The offer

recovery-open-session = The Pi restarted. Your session can be resumed.
recovery-a-session = A session was interrupted and can be resumed.
recovery-dismiss = Dismiss
recovery-more = { $count } more…
recovery-more-name = All sessions that can be resumed
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

## A session that could not be resumed or discarded: the ways on

recovery-show-running = Show running session
recovery-new-session = New session for { $network }
recovery-new-session-name = New session for the same network
recovery-dismiss-problem = Dismiss
recovery-dismiss-problem-name = Dismiss this problem

## In the list of events

recovery-resumed = Session { $id } resumed
# What was tried, these two: what went wrong follows after a colon.
recovery-tried-resuming = Resume session
recovery-tried-asking = Asking for sessions to resume

## On the page of past sessions: those that can be resumed

recovery-title = Can be resumed
recovery-none = No session can be resumed.
recovery-unavailable = This Pi cannot resume sessions: newer software on it can.

## Giving a session up: the button, the question it asks, and what came of it

discard-open = Discard…
discard-session = Discard session
discard-under-way = Discarding…
discard-question = Discard the session?
# $network: its name, or recovery-unknown-network. $open: cameras that are not verified.
discard-consequence =
    The session for { $network }: { $verified ->
        [one] 1 camera
       *[other] { $verified } cameras
    } verified, and { $open ->
        [one] 1 camera
       *[other] { $open } cameras
    } not. Verified cameras keep their network and stay as they are. The others are left where they are: they have to be provisioned in a new session. A discarded session cannot be resumed.
discard-keep = Keep it
discard-do = Discard
# For screen readers: the button that answers the question.
discard-confirm = Confirm discard
discard-done = Session discarded
# In the list of events, these two; after the second follows a colon and what went wrong.
discard-done-id = Session { $id } discarded
discard-tried = Discard session

## The page of past sessions

past-title = Past sessions
past-back = Back
past-refresh = Refresh past sessions
past-reading = Reading…
# Who knows of them.
past-kept-by-pi = Kept by this Pi.
past-seen-by-console = Seen by this console: this Pi does not keep past sessions.
past-none = No session has ended yet.
# The headings of the columns. Took: from the beginning to the end.
past-network = Network
past-started = Started
past-took = Took
past-cameras = Cameras
past-state = State
# For screen readers. $facts: what stands in the columns, with commas.
past-session = Session { $facts }
# In the list of events: what went wrong follows after a colon.
past-tried-reading = Reading past sessions
