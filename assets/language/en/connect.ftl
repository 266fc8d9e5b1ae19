# The connect page: the known Pis, an address, the Pis on this network, the demo, and the check of the connection.

## The page

connect-title = Connect to a Pi
connect-back = Back
connect-address = Address of the Pi
# Examples, in the empty field.
connect-address-hint = pi.local, 192.168.1.20:8082 or https://…
connect-do = Connect
connect-demo = Try the demo
# In place of the address of the Pi, in the header.
connect-simulated = Simulated Pi
connect-demo-hint = The demo is a simulated Pi with cameras: nothing else is needed.
connect-asking = Checking the address…
connect-anyway = Connect anyway

## The scenarios of the demo

connect-training = Practise…
demo-title = Practise on a simulated Pi
demo-body = Choose what happens. Enter any network name and passphrase.
demo-all-well = Nothing goes wrong
demo-wrong-passphrase = Wrong passphrase
demo-wpa3-only = Access point with WPA3 only
demo-weak-signal = Weak signal on two cameras
demo-late-reports = Two cameras report late
demo-two-not-allowed = Two cameras are not allowed
demo-fifty-cameras = 50 cameras
demo-restart-half-way = The Pi restarts half-way
demo-flaky-network = Unstable network
demo-rate-limited = The Pi limits calls
demo-events-mute = The event stream falls silent

## The result of connecting

connect-answers = A PiOrchestrator answers at { $address }
connect-answers-version = A PiOrchestrator answers at { $address } (version { $version })
# A colon and what went wrong follow.
connect-demo-failed = cannot start the simulated Pi

## Why the typed text is not an address

connect-address-empty = The address is empty. Enter one like pi.local or http://192.168.1.20:8082
connect-address-scheme = The address must start with http or https, as in http://192.168.1.20:8082
connect-address-user = The address must not contain a user name or a password (before “@”). Enter one like pi.local or http://192.168.1.20:8082
connect-address-query = The address must not contain a query (from “?” on). Enter one like pi.local or http://192.168.1.20:8082
connect-address-fragment = The address must not contain a fragment (from “#” on). Enter one like pi.local or http://192.168.1.20:8082
# $why is in English: “invalid port number”.
connect-address-malformed = This is not an address ({ $why }). Enter one like pi.local or http://192.168.1.20:8082

## The Pis that this console knows. $name: the name that a person gave it, or its address.

pi-known-title = Known Pis
# For screen readers: the tile of one of them.
pi-known = Known Pi { $name }
# The presence of a known Pi: one of these four.
pi-in-use = In use
pi-is-found = On this network
# $ago: “12 s ago”.
pi-seen = Seen { $ago }
pi-never-seen = Never seen
pi-version = version { $version }
# The session: now, or when the Pi was last seen. $network: the network that its cameras join.
pi-session-runs = Session { $network } is running
pi-session-ran = Session { $network } was running
pi-key-accepted = Key accepted { $ago }
pi-key-refused = Key refused
pi-no-key = No key accepted yet
# For screen readers: the buttons of the tile.
pi-connect-to = Connect to { $name }
pi-forget = Forget { $name }
pi-rename = Rename { $name }
pi-name = Name of this Pi
pi-save-name = Save name
pi-cancel = Cancel

## The Pis that were found on this network

pi-found-title = On this network
pi-listening = Searching… No Pi found yet. Some networks block discovery: if so, type the address.
# For screen readers: the tile of one of them.
pi-found = Found { $name }

## The check of the connection in use, step by step

check-title = Connection
check-again = Check connection
check-running = Checking…
check-not-checked = Not checked yet.
# As “Reachable: yes”: one of the five below, and one of the three after them.
check-step = { $step }: { $state }
check-reachable = Reachable
# The Pi has the V1 API.
check-speaks-v1 = V1 API
check-key-accepted = Key accepted
check-events-live = Events live
check-monitor-live = Monitor live
check-ok = yes
check-failed = no
check-skipped = not tried
# What went wrong, what to do, and the code of it: the first two are whole sentences.
check-problem = { $summary } { $advice } ({ $code })
