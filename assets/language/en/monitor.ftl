# The monitor: the health of the Pi in the header of every tab, the plots, the panels below them, thresholds and timeline events.

## The figures of a Pi

monitor-cpu = CPU
monitor-memory = Memory
monitor-disk = Disk
monitor-temperature = Temperature
# In the header of a small display.
monitor-temperature-short = Temp
# For screen readers: CPU 23 %.
monitor-figure = { $metric } { $value }
# How old something is: 12 s ago.
monitor-ago = { $age } ago
# Instead of an unknown figure.
monitor-not-sent = not sent by this Pi
# For screen readers: the health of the Pi in the header.
monitor-open = Open monitor

## Lines in the list of events

monitor-live = Monitoring is live
monitor-lost = Monitoring: { $summary } ({ $code })

## Above the plots

monitor-span-minutes = { $count } min
monitor-span-hours = { $count } h
# The name of a chip for screen readers: Show 15 min.
monitor-show-span = Show { $span }
monitor-freeze = Freeze
monitor-freeze-hint = Freeze the view; recording continues
monitor-follow = Follow
monitor-follow-hint = Return to the present
# While a person looks at a part of the chosen span.
monitor-whole = Whole span
monitor-whole-hint = Return to the whole span (Esc or double-click)
# That part: 14:02:10–14:05:40, or, if it ends now, last 3 min.
monitor-part = { $from }–{ $to }
monitor-part-newest = last { $length }
monitor-export = Export…
monitor-export-name = Export
monitor-export-csv = Values as CSV
monitor-export-png = Picture as PNG
# On a small display: the menu of the rarer actions.
monitor-more = More…
monitor-more-name = More

## Instead of the plots

monitor-no-figures = No values yet
monitor-waiting = Waiting for the first values from this Pi…

## The source of the figures

source-title = Source
source-choose-auto = Auto
source-choose-auto-name = Source auto
source-choose-socket = Socket
source-choose-socket-name = Source socket
source-choose-polling = Polling
source-choose-polling-name = Source polling
source-socket = socket
source-polling = polling
# There is no source of figures.
source-none = none
# In the header; a source is one of the three words before this.
source-shown = Monitor { $source }
source-shown-age = Monitor { $source } · { $age } ago
source-name = Monitor: { $source }
source-age = Last values { $age } ago

## The plots

# The least and the greatest visible value: 12 to 74 in 15 min.
plot-bounds = { $least } to { $most } in { $length }
plot-one-hour = 1{"\u202F"}h
# Beside the value at the pointer: the present one, compared with it. $difference: +25 %.
plot-pointed-now = now { $difference }

# Above the bars.
plot-failures = Failed cameras per minute
plot-failures-minutes = Failed cameras per { $count } minutes
# For screen readers: one of the two before, and $stretch as below.
plot-failures-summary = { $title }: at most { $most } { $stretch }

# After the first cameras that a tooltip names.
plot-more-failures = and { $count } more

# For screen readers, of a plot: CPU 23 %, between 12 and 88 in the last 15 minutes, 1 gap.
# $stretch: one of the six messages from plot-last-seconds on.
plot-summary = { $gaps ->
    [0] { $metric } { $value }, between { $least } and { $most } { $stretch }
    [one] { $metric } { $value }, between { $least } and { $most } { $stretch }, 1 gap
   *[other] { $metric } { $value }, between { $least } and { $most } { $stretch }, { $gaps } gaps
}
plot-summary-empty = { $metric } { $value }, nothing recorded { $stretch }
# The value in these two, if it is old: 23 % 40 s ago.
plot-value-ago = { $value } { $age } ago
plot-last-seconds = in the last { $count } seconds
plot-last-minutes = { $count ->
    [60] in the last hour
   *[other] in the last { $count } minutes
}
plot-last-hours = in the last { $count } hours
# The end is a time of day.
plot-seconds-before = in the { $count } seconds before { $end }
plot-minutes-before = { $count ->
    [60] in the hour before { $end }
   *[other] in the { $count } minutes before { $end }
}
plot-hours-before = in the { $count } hours before { $end }

## Timeline events

# In the legend; the first and the fifth are about a session, those between them about cameras, the last two about the event stream.
event-started = started
event-verified = verified
event-failed = failed
event-not-confirmed = not confirmed
event-stopped = stopped
event-link-down = connection lost
event-link-up = connection restored
event-session-started = session started
event-session-stopped = session stopped
# A camera is the end of its MAC address, or the word after these.
event-camera-verified = { $camera } verified
event-camera-failed = { $camera } failed
event-camera-not-confirmed = { $camera } sent, not confirmed
event-a-camera = camera

## Thresholds

# Within a sentence, and in the legend.
threshold-level-unknown = unknown
threshold-level-normal = normal
threshold-level-warning = warning
threshold-level-critical = critical
# On a badge, and above the fields.
threshold-warning = Warning
threshold-critical = Critical
threshold-open = Thresholds…
threshold-open-name = Thresholds
threshold-title = Thresholds
threshold-body = Values at or above these limits are shown as warning or critical.
# The names of the fields: CPU warning.
threshold-warning-of = { $metric } warning
threshold-critical-of = { $metric } critical
threshold-out-of-range = { $metric }: the threshold must be between 0 and { $most } { $unit }.
threshold-not-below = { $metric }: the warning threshold must be below the critical one.
threshold-save = Save
threshold-save-name = Save thresholds
# Sets the usual thresholds of such a Pi; both buttons have to fit into one row with the others.
threshold-reset-pi-4 = Reset to Pi 4
threshold-reset-pi-5 = Reset to Pi 5
threshold-cancel = Cancel

## The panels below the plots

monitor-as-of = Values from { $age } ago
monitor-polling-limits = Polling gives CPU, memory, disk, temperature, load and uptime only.
monitor-panel-system = System
monitor-panel-services = Services
monitor-panel-network = Network
monitor-panel-security = Security

# Short: a value stands in the same row.
monitor-disk-range = Disk, min–max
monitor-load = Load average
monitor-load-range = Load, least and most
monitor-uptime = Uptime
monitor-alerts = Alerts
monitor-clients = Connected clients
monitor-mqtt = MQTT
monitor-mqtt-secure = MQTT over TLS
monitor-api = API
monitor-database = Database
monitor-last-check = Last check
monitor-service-uptime = Service uptime
monitor-connections = Connections
# Bytes per second.
monitor-received = Received
monitor-sent = Sent
monitor-packet-loss = Packet loss
monitor-latency = Latency
monitor-threat-level = Threat level
monitor-failed-logins = Failed logins
monitor-certificate = Certificate
monitor-encryption = Encryption

# The values in those rows.
monitor-memory-of = { $used } of { $total }{"\u202F"}MB
monitor-disk-of = { $used } of { $total }{"\u202F"}GB
# What is used, as in the message before, and whether that is a warning or critical.
monitor-disk-level = { $used }, { $level }
monitor-range = { $least } to { $most }
monitor-range-percent = { $least } to { $most }{"\u202F"}%
monitor-restarted = restarted { $time } ago
monitor-connected = connected
monitor-not-connected = not connected
monitor-responding = responding
monitor-not-responding = not responding
monitor-yes = yes
monitor-no = no
monitor-threat-low = low
monitor-threat-medium = medium
monitor-threat-high = high
monitor-certificate-expired = expired
monitor-certificate-today = expires today
monitor-certificate-days = { $days ->
    [one] 1 day left
   *[other] { $days } days left
}

## The cameras below the panels

monitor-cameras-title = Cameras
monitor-cameras = { $all ->
    [0] Cameras: none
   *[other] Cameras: { $online } of { $all } online
}
# The reason is a dash, or that this Pi does not send it.
monitor-cameras-missing = Cameras: { $reason }
monitor-column-camera = Camera
monitor-column-state = State
monitor-column-signal = Signal
monitor-column-memory = Free memory
monitor-column-rate = Frame rate
monitor-column-seen = Last seen
monitor-camera-online = online
monitor-camera-offline = offline
