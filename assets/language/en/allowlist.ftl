# The allowlist: the table of approved cameras, the ways to change it, and the import of many at once.

## The fields that add a camera. The first three are headings of the table, too.

allowlist-mac-address = MAC address
allowlist-description = Description
allowlist-container = Container
# In the empty fields.
allowlist-description-hint = Entrance, left door (optional)
allowlist-container-hint = Id of the container (optional)
allowlist-add = Add
# The button that opens, and the one that closes, the optional fields; and its name for screen readers.
allowlist-add-more = Details
allowlist-add-less = Less
allowlist-add-more-name = More about the camera
allowlist-add-already = { $mac } is already on the list
# $reason: one of the reasons below.
allowlist-add-rejected = Not added: { $reason }
# $texts: what was scanned or typed, with commas.
allowlist-add-rejected-texts = Not added, not a MAC address: { $texts }
allowlist-add-rejected-dismiss = Dismiss what was not added

## Why a text is not a MAC address: alone, or after a colon

allowlist-mac-bad-character = “{ $found }” at position { $position } is not a hex digit
allowlist-mac-wrong-length = a MAC address has 12 hex digits, this has { $count }
allowlist-mac-no-single-device = a broadcast, multicast or all-zero address is no camera
allowlist-mac-odd-grouping = write it as AA:BB:CC:DD:EE:FF, AA-BB-CC-DD-EE-FF, AABB.CCDD.EEFF or AABBCCDDEEFF

## The filter and the search

allowlist-filter-all = All
allowlist-filter-available = Available
allowlist-filter-used = Used
allowlist-show-all = Show all entries
allowlist-show-available = Show available entries
allowlist-show-used = Show used entries
allowlist-search = Search
allowlist-search-name = Search the allowlist

## The actions for the whole list

allowlist-refresh = Refresh
allowlist-reading-now = Reading…
# $age: 12 s, 3 min.
allowlist-read-ago = Read { $age } ago
allowlist-more = More…
allowlist-import = Import…
allowlist-export = Export…
allowlist-export-shown = Export { $count } shown…
allowlist-clear = Clear all…

## The table: the headings that are not above, and their names for screen readers

allowlist-added = Added
allowlist-status = Status
allowlist-sort-mac = Sort by mac address
allowlist-sort-description = Sort by description
allowlist-sort-container = Sort by container
allowlist-sort-added = Sort by added
allowlist-sort-status = Sort by status
allowlist-sort = Sort

## The name of a row for screen readers

allowlist-entry-available = { $mac }, available
allowlist-entry-used = { $mac }, used
allowlist-entry-adding = { $mac }, being added
allowlist-entry-saving = { $mac }, being saved
allowlist-entry-removing = { $mac }, being removed
allowlist-entry-edited = { $mac }, being edited
allowlist-entry-add-failed = { $mac }, add failed
allowlist-entry-save-failed = { $mac }, save failed
allowlist-entry-remove-failed = { $mac }, remove failed

## The status of a camera in its row

allowlist-status-available = Available
allowlist-status-used = Used
# $date: a day, or the time of day if that was today.
allowlist-status-used-at = Used { $date }
allowlist-status-adding = Adding…
allowlist-status-saving = Saving…
allowlist-status-removing = Removing…
# Two sentences follow: what went wrong, and what to do.
allowlist-status-not-added = Not added: { $reason } · { $advice }
allowlist-status-not-saved = Not saved: { $reason } · { $advice }
allowlist-status-cannot-edit = Not saved: this Pi cannot change an entry.
allowlist-status-not-removed = Not removed: { $reason } · { $advice }
# A day: 07 Mar 2026.
allowlist-date =
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
    } { $year }

## The actions for a camera: names for screen readers, and hints

allowlist-dismiss-mac = Dismiss { $mac }
allowlist-stop-retrying-mac = Stop retrying { $mac }
allowlist-retry-now-mac = Retry now { $mac }
allowlist-try-again-mac = Try again { $mac }
allowlist-remove-mac = Remove { $mac }
allowlist-edit-mac = Edit { $mac }
allowlist-copy-mac = Copy { $mac }
allowlist-mac-copied = MAC address copied

## A row that is edited

allowlist-save = Save
allowlist-save-mac = Save { $mac }
allowlist-cancel-mac = Cancel { $mac }
allowlist-description-of = Description of { $mac }
allowlist-container-of = Container of { $mac }

## Instead of the table, or above it after a failure

allowlist-unavailable = This Pi has no allowlist: it provisions every camera that appears. Update the Pi to get an allowlist.
allowlist-reading = Reading the allowlist…
allowlist-empty = No cameras yet. Scan or type the MAC address on the label of a camera: only cameras on this list are provisioned.
allowlist-none-matches = No entry matches the filter and the search.
allowlist-try-again = Try again
allowlist-replace = Remove and add again
allowlist-replace-mac = Remove and add again { $mac }
allowlist-dismiss = Dismiss

## Undoing a removal

# $time: the seconds left to undo it: 7 s.
allowlist-undo-removing = Removing { $mac } in { $time }
allowlist-undo-removing-many = Removing { $count } cameras in { $time }
allowlist-undo-describing =
    { $count ->
        [1] 1 camera gets its description in { $time }
       *[other] { $count } cameras get their description in { $time }
    }
allowlist-undo-earlier = { $count } more to undo
allowlist-undo = Undo

## Clearing the list: the question, and its answers

allowlist-clear-question = Clear the allowlist?
allowlist-clear-consequence =
    { $count ->
        [one] 1 camera
       *[other] { $count } cameras
    } will be removed from the allowlist. This cannot be undone. Cameras that are already provisioned keep working; others cannot be provisioned until they are added again.
allowlist-clear-number = Type the number of cameras to confirm
allowlist-clear-keep = Keep the list
allowlist-clear-do = Clear all
# For screen readers: the button that answers the question.
allowlist-clear-confirm = Confirm clear

## In the list of events

allowlist-event-added = { $mac } added to the allowlist
allowlist-event-removed = { $mac } removed from the allowlist
allowlist-event-cleared = The allowlist was cleared
# These three are actions: what went wrong follows after a colon.
allowlist-tried-changing = Allowlist, { $mac }
allowlist-tried-clearing = Clear the allowlist
allowlist-tried-reading = Reading the allowlist

## The import page: the sources of a list

import-title = Import cameras
import-back = Back
import-about = Any list with MAC addresses in it: CSV or another table, with or without headings, JSON, or the output of arp, ip neigh, a switch or a DHCP server. You can review everything before it is added.
import-list = List to import
import-list-hint = Paste the list here, or drop a file on the window
import-preview = Preview
import-open-file = Open file…
import-path = Path of a file
import-path-example = ~/Downloads/cameras.csv
import-read-file = Read this file

## Why a list cannot be read

import-too-large = It is larger than { $megabytes } MB: split the list.
import-too-many-rows = There are more than { $max } rows: split the list.
import-no-row = It has no rows.
import-not-plain-text = Not a plain text file: save the list as CSV.
import-no-address = There is no MAC address in it.

## Why a row cannot be read: follows import-line, "Line 3: "

import-no-mac = there is no MAC address
import-spreadsheet-number = a spreadsheet made this a number: format the column as text
import-too-many-cells = there are more than { $max } cells: put quotes around a text with a separator in it
# $cell, these two: which cell of the row.
import-cell-too-long = the { $cell ->
    [mac] MAC address
    [description] description
   *[container] container
} is longer than { $max } characters: is a quote missing?
import-cell-several-rows = the { $cell ->
    [mac] MAC address
    [description] description
   *[container] container
} spans several rows: is a quote missing?

## The preview of the list

# All of them rows of the list.
import-counts = { $add } to add · { $there } already there · { $twice } twice in the list · { $invalid } invalid
import-add =
    Add { $count ->
        [one] 1 camera
       *[other] { $count } cameras
    }
import-add-name = Add these cameras
import-nothing-to-add = No row has a camera that is not on the allowlist yet
# $what: Description. $column: the heading of a column of the list, or its number.
import-column = { $what }: { $column }
import-column-number = column { $number }
import-column-none = none
import-copy-refused = Copy refused rows
import-another-list = Another list
import-only-problems = Only problems
import-show-only-problems = Show only problems
# $outcome: one of the three below, or why the row cannot be read.
import-line = Line { $number }: { $outcome }
import-will-be-added = will be added
import-already-there = already there
import-same-camera = the same camera as line { $number }

## The progress and the result

import-adding = Adding: { $answered } of { $all }
import-stopping = Stopping…
import-all-added =
    All { $count ->
        [one] 1 camera
       *[other] { $count } cameras
    } are on the list.
import-some-added = { $added } of { $all } added, { $left } not.
import-done = Done
import-copy-left-over = Copy what was not added
import-list-copied = List copied
import-cancel = Cancel
import-cancel-name = Cancel the import
# The result for one camera.
import-on-the-list = on the list
import-not-sent = not sent
# The reason in the list that is copied.
import-row-not-sent = Not sent.
import-row-cancelled = Not sent: cancelled.
import-waits = waiting

## Several entries

allowlist-select-mac = Select { $mac }
allowlist-selected = { $count } selected
allowlist-select-all = Select all
allowlist-select-none = Select none
allowlist-remove-selected = Remove
allowlist-describe = Describe…
allowlist-describe-title = { $count ->
    [one] Describe 1 camera
   *[other] Describe { $count } cameras
}
allowlist-describe-body = Each keeps its container.
allowlist-describe-field = Description of all of them
allowlist-describe-save = Save
allowlist-describe-cancel = Cancel
