# The checks before a start: on the start form, and in “pidash check”.

## Names of the checks. Those of the connection are in connect.ftl.

preflight-clock = Clocks
preflight-mqtt = MQTT connected
preflight-onboarding = Onboarding network
preflight-other-session = No other session
preflight-entries = Free allowlist entries
preflight-disk = Disk
preflight-temperature = Temperature
preflight-memory = Memory
preflight-target = Target network

## The result

# Visible when all is well: before and after the form is complete and the target network is known.
preflight-some-passed = { $count ->
    [one] { $count } check passed
   *[other] { $count } checks passed
}
preflight-ready = { $count ->
    [one] Ready: { $count } check passed
   *[other] Ready: { $count } checks passed
}
preflight-not-checked = Nothing checked yet
preflight-some-failed = { $count ->
    [one] { $count } check failed
   *[other] { $count } checks failed
}
preflight-some-warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
}
# For screen readers: the button that shows all checks.
preflight-summary = Checks before the start: passed { $passed }, warnings { $warnings }, failed { $failed }
# For screen readers: as “Disk, passed: 41 %”.
preflight-row = { $check }, { $rating }: { $details }
preflight-row-bare = { $check }, { $rating }
# As it is seen: “Disk: 41 %”.
preflight-line = { $check }: { $details }
preflight-passed = passed
preflight-warning = warning
preflight-failed = failed
preflight-unknown = not known

## What was found. Short where all is well, else whole sentences.

# $by: a duration, as “3 h”.
preflight-clock-apart = { $by } apart
preflight-clock-ahead = The clock of the Pi is { $by } ahead.
preflight-clock-behind = The clock of the Pi is { $by } behind.
preflight-mqtt-down = The Pi does not reach its MQTT broker.
# $network: the name of the onboarding network.
preflight-onboarding-down = { $network } is down until a session starts
preflight-onboarding-down-unnamed = Down until a session starts
preflight-running = A session is running on this Pi.
preflight-running-network = A session for { $network } is running on this Pi.
preflight-interrupted = A session was interrupted.
preflight-interrupted-network = A session for { $network } was interrupted.
preflight-no-entries = The allowlist is empty.
preflight-unused = { $count } unused
preflight-unused-expected = { $expected ->
    [one] { $count } unused, { $expected } camera in the last session
   *[other] { $count } unused, { $expected } cameras in the last session
}
preflight-target-plausible = Well-formed; not confirmed by a scan
preflight-target-looking = Looking for it…
preflight-target-seen = Seen on 2.4 GHz
# $signal: as “−52 dBm”.
preflight-target-seen-signal = Seen on 2.4 GHz, { $signal }
preflight-target-not-seen = The Pi does not see it: hidden or out of range.
preflight-target-5-ghz = Seen on 5 GHz only.
preflight-target-wpa3 = The access point takes WPA3 only.
preflight-target-enterprise = The access point asks for a user name (802.1X).
preflight-target-needs-passphrase = The access point asks for a passphrase.
preflight-target-open = The access point is open and takes no passphrase.

## What to do

preflight-fix-clock = Set the clock that is wrong: times differ, and certificates may be refused.
preflight-fix-mqtt = Check the Pi's network and its broker.
preflight-fix-running = Show that session, or stop it first.
preflight-fix-interrupted = Resume or discard it first.
preflight-fix-entries = Add the cameras of this batch that are not on the allowlist.
preflight-fix-disk = Free space on the Pi.
preflight-fix-temperature = Let the Pi cool down.
preflight-fix-memory = Restart the Pi.
preflight-fix-not-seen = Check the name, and that the access point is on.
preflight-fix-5-ghz = The cameras need 2.4 GHz: switch it on.
preflight-fix-wpa3 = The cameras need WPA2: switch WPA2/WPA3 on.
preflight-fix-enterprise = The cameras need a network with a passphrase.
preflight-fix-needs-passphrase = Enter it, or check the name.
preflight-fix-open = Tick “Open network”, or check the name.

## The question before a start with a failed check

preflight-question = Start anyway?
preflight-go-back = Go back
preflight-start-anyway = Start anyway
