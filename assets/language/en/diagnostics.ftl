# The diagnostics page: the requests to the Pi, the Pi's own log, and the bundle of files for support.

## The two pages, and their names for screen readers

diagnostics-requests = Requests
diagnostics-show-requests = Show requests
diagnostics-log = Pi log
diagnostics-show-log = Show pi log
diagnostics-export = Export…
diagnostics-export-name = Export requests

## Which requests and events are shown

exchange-search = Search requests
exchange-search-hint = Path, code or correlation id
exchange-all = All
exchange-show-all = Show all outcomes
exchange-clear = Clear
exchange-clear-name = Clear requests
exchange-none = Nothing has been asked of the Pi yet.
exchange-dropped =
    { $count ->
        [one] 1 request is
       *[other] { $count } requests are
    } not listed: they came faster than the window could take them.
exchange-none-match = No request matches the filter and the search.

## How a request went: the Pi did it, it said no, or there was no answer. An event is what the Pi told by itself.

# On chips, and in a narrow column where there is no HTTP status.
exchange-done = Done
exchange-refused = Refused
exchange-failed = Failed
exchange-event = Event
# For screen readers, at the end of a row: “GET /health, 200, done”.
exchange-spoken-done = done
exchange-spoken-refused = refused
exchange-spoken-failed = failed
exchange-spoken-event = event
# For screen readers: the chips.
exchange-show-done = Show done
exchange-show-refused = Show refused
exchange-show-failed = Show failed
exchange-show-event = Show event

## All that is known of one request

# On a small display: back to the list.
exchange-back = Back
# $time: how long it took until the answer was there, for example 85 ms.
exchange-took = took { $time }
exchange-correlation-id = Correlation id
# What is copied, these two: each follows “Copy”.
exchange-endpoint = endpoint
exchange-this-correlation-id = correlation id
exchange-copied = Text copied
# Searches for the other requests of the same path.
exchange-only-endpoint = Only this endpoint

## Which lines of the Pi's log are shown

log-search = Search the log
log-search-hint = Component, message or correlation id
log-all = All
log-show-all = Show all lines
log-info = Info
log-show-info = Show info and above
log-warnings = Warnings
log-show-warnings = Show warnings and above
log-errors = Errors
log-show-errors = Show errors only
log-pause = Pause
log-pause-name = Pause the log
log-pause-hint = Hold the lines; collecting goes on
log-resume = Resume
log-resume-name = Resume the log
log-resume-hint = Show what has come since
log-clear = Clear
log-clear-name = Clear the log
log-none = No line has come yet.
log-none-match = No line matches the filter and the search.

## The line that brings the log

log-off = Log off
log-connecting = Log connecting…
log-live = Log live
# $wait: the time until the next attempt, for example 7 s.
log-retrying = Log retrying in { $wait }
log-refused = Log refused
log-try-again = Try again

## The bundle of files for support

bundle-open = Support bundle…
bundle-open-name = Support bundle
bundle-title = Support bundle
bundle-explanation = One zip file with these files, for support. Neither the API key nor any passphrase is in them.
bundle-save = Save
bundle-save-name = Save support bundle
bundle-cancel = Cancel
bundle-where = Goes into your downloads.
