# What went wrong, by its code, and the one thing to do about it. In English the same sentences stand beside the codes: `pidash check`
# and support bundles use those.

## What to do

advice-retry = Try again.
advice-wait = Nothing to do: it is tried again by itself.
advice-give-key = Enter this Pi's API key, or start pidash with --api-key-file and the file that holds it.
advice-check-address-instead = Check the address. Perhaps it is { $address }.
advice-check-address = Check the address and the port of the Pi.
advice-check-pi = Check that the Pi has power and that this device is on its network.
advice-start-new-session = Start a new session.
advice-show-running-session = Show the session that runs on this Pi, or stop it first.
advice-wait-for-session = Wait a moment: if it started it shows up here. Otherwise start again.
advice-resume-session = Resume the session, then do it again.
advice-check-credentials = Check the passphrase and the 2.4 GHz access point, then retry.
advice-check-camera = Power-cycle the camera or move it closer to the Pi, then retry.
advice-add-to-allowlist = Put this camera on the allowlist, then try again.
advice-correct-input = Correct what was entered and send it again.
advice-update-pi = Do it another way, or ask for newer software on this Pi.
advice-contact-support = If it stays, give support the correlation id.

## What the Pi says: the codes of its contract

problem-session-not-found = The Pi does not know this session any more.
problem-session-expired = The time of the session is over.
problem-session-already-active = Another session is running on this Pi.
problem-session-already-closed = The session is closed.
problem-session-not-recoverable = The session cannot be resumed.
problem-device-not-found = The Pi does not see this camera any more.
problem-device-not-in-allowlist = The camera is not on the allowlist.
problem-device-already-provisioning = The camera is being provisioned already.
problem-device-invalid-state = The session is paused, or the camera is at another step.
problem-max-retries-exceeded = The camera has used up its attempts in this session.
problem-device-unreachable = The Pi cannot reach the camera.
problem-device-rejected = The camera did not take the credentials.
problem-device-timeout = The camera did not answer in time.
problem-verification-timeout = The camera did not join the target network.
problem-unauthorized = The Pi wants an API key, or does not accept this one.
problem-totp-invalid = The Pi does not accept the one-time code.
problem-totp-expired = The one-time code is too old.
problem-validation-failed = The Pi does not accept what was entered.
problem-invalid-request = The Pi does not understand the request.
problem-missing-parameter = The Pi misses something in the request.
problem-rate-limited = The Pi asks for a short break between requests.
problem-circuit-open = The Pi takes a break after several failures in a row.
problem-network-error = The Pi has trouble with its network.
problem-mqtt-unavailable = The message service of the Pi is not available.
problem-database-error = The Pi has trouble with its database.
problem-internal-error = Something went wrong inside the Pi.

## What this console finds out by itself, before the Pi has answered or about its answer

# Several causes share a code: each sentence holds for all of them.
problem-unreachable = The Pi cannot be reached.
problem-tls-failed = A secure connection to the Pi could not be made.
problem-timed-out = The Pi did not answer in time.
# Also when a session was to be started: it may have been.
problem-connection-lost = The connection was lost before the Pi had answered.
problem-no-answer = The Pi does not answer.
problem-not-a-piorchestrator = What answers at this address is not a PiOrchestrator.
problem-html-instead-of-json = A web page answered: this port does not serve what was asked for.
problem-redirected = The Pi sends this call to another address: not followed.
problem-body-too-large = The answer is too large and was not read.
problem-unreadable-answer = The Pi's answer cannot be read.
problem-not-available = This Pi cannot do that: its software is too old for it.
problem-not-taken = The Pi did not take this entry, and does not say why.
problem-busy = The console is still busy with what was asked before.
problem-console-fault = A fault in this console ended the call before it was answered.

## The stream of events

problem-stream-not-events = The Pi answered without an event stream.
problem-line-too-long = A line of the event stream is too long.
problem-event-too-large = An event of the stream is too large.
problem-stream-silent = The event stream was silent for too long.
problem-stream-closed = The Pi closed the event stream.
problem-too-many-events = Too many events came while the session was being read.

## The socket of the monitor

problem-socket-refused = The Pi does not open a monitoring socket.
problem-not-a-socket = What answers at this address does not open a monitoring socket as it should.
problem-frame-too-large = A frame of the monitoring socket is too large and was not read.
problem-socket-closed = The Pi closed the monitoring socket.
problem-socket-silent = The Pi did not answer on the monitoring socket.
problem-socket-lost = The monitoring socket was lost.
