# The allowlist: the table of approved cameras, the ways to change it, and the import of many at once.

## The fields that add a camera. The first three are headings of the table, too.

allowlist-mac-address = MAC address
allowlist-description = Description
allowlist-container = Container
# In the empty fields.
allowlist-description-hint = Entrance, left door (optional)
allowlist-container-hint = Id of the container (optional)
allowlist-add = Add
# The button that opens, and the one that closes, the fields that need not be filled in; and its name for screen readers.
allowlist-add-more = Details
allowlist-add-less = Less
allowlist-add-more-name = More about the camera
allowlist-add-already = { $mac } is on the list already
# $reason: one of the reasons below.
allowlist-add-rejected = Not added: { $reason }
# $texts: what was scanned or typed, with commas.
allowlist-add-rejected-texts = Not added, no MAC address: { $texts }
allowlist-add-rejected-dismiss = Dismiss what was not added

## Why a text is no MAC address: alone, or after a colon

allowlist-mac-bad-character = “{ $found }” at position { $position } is not a hex digit
allowlist-mac-wrong-length = a MAC address has 12 hex digits, this has { $count }
allowlist-mac-odd-grouping = write it as AA:BB:CC:DD:EE:FF, AA-BB-CC-DD-EE-FF, AABB.CCDD.EEFF or AABBCCDDEEFF

## What decides which cameras are shown

allowlist-filter-all = All
allowlist-filter-available = Available
allowlist-filter-used = Used
allowlist-show-all = Show all entries
allowlist-show-available = Show available entries
allowlist-show-used = Show used entries
allowlist-search = Search
allowlist-search-name = Search the allowlist

## What concerns the whole list

allowlist-refresh = Refresh
allowlist-reading-now = Reading…
# $age: 12 s, 3 min.
allowlist-read-ago = Read { $age } ago
allowlist-more = More…
allowlist-import = Import…
allowlist-export = Export…
allowlist-clear = Clear all…

## The table: the headings that are not above, and what a screen reader says of each

allowlist-added = Added
allowlist-status = Status
allowlist-sort-mac = Sort by mac address
allowlist-sort-description = Sort by description
allowlist-sort-container = Sort by container
allowlist-sort-added = Sort by added
allowlist-sort-status = Sort by status

## A row, as a screen reader says it

allowlist-entry-available = { $mac }, available
allowlist-entry-used = { $mac }, used
allowlist-entry-adding = { $mac }, being added
allowlist-entry-saving = { $mac }, being saved
allowlist-entry-removing = { $mac }, being removed
allowlist-entry-edited = { $mac }, being edited
allowlist-entry-add-failed = { $mac }, add failed
allowlist-entry-save-failed = { $mac }, save failed
allowlist-entry-remove-failed = { $mac }, remove failed

## What is going on with a camera, in its row

allowlist-status-available = Available
allowlist-status-used = Used
# $date: a day, or the time of day if that was today.
allowlist-status-used-at = Used { $date }
allowlist-status-adding = Adding…
allowlist-status-saving = Saving…
allowlist-status-removing = Removing…
# Two sentences follow: what went wrong, and what to do.
allowlist-status-not-added = Not added: { $reason } { $advice }
allowlist-status-not-saved = Not saved: { $reason } { $advice }
allowlist-status-not-removed = Not removed: { $reason } { $advice }
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

## What can be done with a camera: for screen readers, and for those who hover

allowlist-dismiss-mac = Dismiss { $mac }
allowlist-try-again-mac = Try again { $mac }
allowlist-remove-mac = Remove { $mac }
allowlist-edit-mac = Edit { $mac }
allowlist-copy-mac = Copy { $mac }
allowlist-mac-copied = MAC address copied

## A row while it is edited

allowlist-save = Save
allowlist-save-mac = Save { $mac }
allowlist-cancel-mac = Cancel { $mac }
allowlist-description-of = Description of { $mac }
allowlist-container-of = Container of { $mac }

## Where there is no table, or something failed

allowlist-unavailable = This Pi has no allowlist: it provisions every camera that appears. Newer software on the Pi brings one.
allowlist-reading = Reading the allowlist…
allowlist-empty = No camera is approved yet. Scan or type the MAC address from its label: only cameras on this list are provisioned.
allowlist-none-matches = No entry matches the filter and the search.
allowlist-try-again = Try again
allowlist-dismiss = Dismiss

## Taking a removal back

# $time: the seconds that are left for that, as 7 s.
allowlist-undo-removing = { $mac } is being removed, { $time }
allowlist-undo = Undo

## Clearing the list: the question, and its answers

allowlist-clear-question = Clear the allowlist?
allowlist-clear-consequence =
    { $count ->
        [one] 1 camera
       *[other] { $count } cameras
    } will be taken off the allowlist. This cannot be undone. Cameras that are provisioned already keep working; none can be provisioned before it is added again.
allowlist-clear-number = Type the number of cameras to confirm
allowlist-clear-keep = Keep the list
allowlist-clear-do = Clear all
# For screen readers: the button that answers the question.
allowlist-clear-confirm = Confirm clear

## In the list of events

allowlist-event-added = { $mac } added to the allowlist
allowlist-event-removed = { $mac } removed from the allowlist
allowlist-event-cleared = The allowlist was cleared
# What was tried, these three: what went wrong follows after a colon.
allowlist-tried-changing = Allowlist, { $mac }
allowlist-tried-clearing = Clear the allowlist
allowlist-tried-reading = Reading the allowlist

## The page that adds many cameras at once: where the list comes from

import-title = Import cameras
import-back = Back
import-about = One camera a line: the MAC address, then perhaps a description and a container, separated by comma, semicolon or tab. A heading is understood, too. Nothing is added before you have seen what would be.
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
import-no-row = There is no row in it.
import-not-plain-text = It is no plain text, or text in UTF-16: save it as CSV in UTF-8.

## Why a row cannot be read: follows import-line, "Line 3: "

import-no-mac = there is no MAC address
import-too-many-cells = there are more than { $max } cells: put quotes around a text with a separator in it
# $cell, these three: which cell of the row.
import-cell-not-text = the { $cell ->
    [mac] MAC address
    [description] description
   *[container] container
} is no UTF-8 text
import-cell-too-long = the { $cell ->
    [mac] MAC address
    [description] description
   *[container] container
} is longer than { $max } characters: is a quote missing?
import-cell-several-rows = the { $cell ->
    [mac] MAC address
    [description] description
   *[container] container
} goes over several rows: is a quote missing?

## What would come of the list

# All of them rows of the list.
import-counts = { $add } to add · { $there } already there · { $twice } twice in the list · { $invalid } invalid
import-add =
    Add { $count ->
        [one] 1 camera
       *[other] { $count } cameras
    }
import-add-name = Add these cameras
import-another-list = Another list
import-only-problems = Only problems
import-show-only-problems = Show only problems
# $outcome: one of the three below, or why the row cannot be read.
import-line = Line { $number }: { $outcome }
import-will-be-added = will be added
import-already-there = already there
import-same-camera = the same camera as line { $number }

## What comes of it

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
# What came of one camera.
import-on-the-list = on the list
import-not-sent = not sent
# The reason in the list that is copied.
import-row-not-sent = Not sent.
import-row-cancelled = Not sent: cancelled.
import-waits = waits
