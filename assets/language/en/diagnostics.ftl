# The diagnostics page: the requests to the Pi, the Pi's own log, and the bundle of files for support.

## The two pages, and their names for screen readers

diagnostics-requests = Requests
diagnostics-show-requests = Show requests
diagnostics-log = Pi log
diagnostics-show-log = Show pi log
diagnostics-export = Export…
diagnostics-export-name = Export requests

## The filter and the search of the requests

request-search = Search requests
request-search-hint = Path, code or correlation id
request-all = All
request-show-all = Show all outcomes
request-clear = Clear
request-clear-name = Clear requests
request-none = No requests yet.
request-dropped =
    { $count ->
        [one] 1 request is
       *[other] { $count } requests are
    } not listed: they arrived faster than they could be recorded.
request-none-match = No request matches the filter and the search.

## The outcome of a request: done, refused by the Pi, or no answer. An event was sent by the Pi.

# On chips, and in a narrow column where there is no HTTP status.
request-done = Done
request-refused = Refused
request-failed = Failed
request-event = Event
# For screen readers, at the end of a row: “GET /health, 200, done”.
request-spoken-done = done
request-spoken-refused = refused
request-spoken-failed = failed
request-spoken-event = event
# For screen readers: the chips.
request-show-done = Show done
request-show-refused = Show refused
request-show-failed = Show failed
request-show-event = Show event

## The headings of the columns

request-column-time = Time
request-column-method = Method
request-column-path = Path
request-column-status = Status
request-column-duration = Duration
request-column-size = Size

## The details of one request

# On a small display: back to the list.
request-back = Back
# $time: how long it took until the answer was there, for example 85 ms.
request-took = took { $time }
request-correlation-id = Correlation id
# What is copied: these two follow “Copy”.
request-endpoint = endpoint
request-this-correlation-id = correlation id
request-copied = Text copied
# Searches for the other requests of the same path.
request-only-endpoint = Only this endpoint

## The filter and the search of the log of the Pi

log-search = Search the log
log-search-hint = Component, message or id
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
log-pause-hint = Stop updating the list; recording continues
log-resume = Resume
log-resume-name = Resume the log
log-resume-hint = Show the lines received since
log-clear = Clear
log-clear-name = Clear the log
log-none = No lines yet.
log-none-match = No line matches the filter and the search.

## The connection of the log

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
bundle-explanation = A zip file with these files for support. It contains neither the API key nor any passphrase.
bundle-save = Save
bundle-save-name = Save support bundle
bundle-cancel = Cancel
bundle-where = Saved to your downloads folder.
