# The page that connects: an address, the Pis that are known or on this network, the demo, and the lights of the connection.

## The page

connect-title = Connect to a Pi
connect-back = Back
connect-address = Address of the Pi
# Examples, in the empty field.
connect-address-hint = pi.local, 192.168.1.20:8082 or https://…
connect-do = Connect
connect-demo = Try the demo
connect-demo-hint = The demo is a simulated Pi with cameras: nothing else is needed.
connect-asking = Looking who answers there…
connect-anyway = Connect all the same

## What came of it

connect-answers = A PiOrchestrator answers at { $address }
connect-answers-version = A PiOrchestrator answers at { $address } (version { $version })
# After it follow a colon and what went wrong.
connect-demo-failed = cannot start the demo's Pi

## Why what was typed is no address

connect-address-empty = The address is empty: write it like pi.local or http://192.168.1.20:8082
connect-address-scheme = The address begins with another way than http or https: write it like pi.local or http://192.168.1.20:8082
connect-address-user = The address has a user name or a password in it (before “@”): write it without, like pi.local or http://192.168.1.20:8082
connect-address-query = The address has a query in it (from “?” on): write it without, like pi.local or http://192.168.1.20:8082
connect-address-fragment = The address has a fragment in it (from “#” on): write it without, like pi.local or http://192.168.1.20:8082
# $why is in English: “invalid port number”.
connect-address-malformed = This is not an address ({ $why }): write it like pi.local or http://192.168.1.20:8082

## The Pis that this console knows. $name: the name that a person gave it, or its address.

pi-known-title = Known Pis
# For screen readers: the row of one of them.
pi-known = Known Pi { $name }
pi-in-use = in use
# $ago: “12 s ago”, as the language says it.
pi-seen = seen { $ago }
pi-never-seen = never seen
# For screen readers: the buttons of the row.
pi-connect-to = Connect to { $name }
pi-forget = Forget { $name }
pi-rename = Rename { $name }
pi-name = Name of this Pi
pi-save-name = Save name
pi-cancel = Cancel

## Those that tell of themselves on this network

pi-found-title = On this network
pi-listening = Listening… No Pi has told of itself so far. Some networks do not pass that on: type the address then.
# For screen readers: the row of one of them.
pi-found = Found { $name }

## The lights of the connection in use

check-title = Connection
check-again = Check connection
check-running = Asking the Pi…
check-not-checked = Not checked yet.
# As “Reachable: yes”: one of the five below, and one of the three after them.
check-step = { $step }: { $state }
check-reachable = Reachable
# The Pi has the V1 API.
check-speaks-v1 = Speaks V1
check-key-accepted = Key accepted
check-events-live = Events live
check-monitor-live = Monitor live
check-ok = yes
check-failed = no
check-skipped = not tried
# What went wrong, what to do, and the code of it: the first two are whole sentences.
check-problem = { $summary } { $advice } ({ $code })
