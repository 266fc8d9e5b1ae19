# What went wrong, and the one thing to do about it. `pidash check` and support bundles use the English sentences.

## What to do

advice-retry = Try again.
advice-wait = No action needed: pidash tries again automatically.
advice-give-key = Enter this Pi's API key, or start pidash with --api-key-file and the file that holds it.
advice-check-address-instead = Check the address. Perhaps it is { $address }.
advice-check-address = Check the address and the port of the Pi.
advice-check-network = Check the network of this device and any proxy in front of the Pi.
advice-sign-in-to-network = Sign in to this network with a web browser, or connect this device to the network of the Pi.
advice-check-certificate = Check the address. If the Pi has a certificate of your own CA, start pidash with --ca-file and the file of the CA.
advice-check-clock = Check date and time of this computer. If they are right, the certificate of the Pi has to be renewed.
advice-check-pi = Check that the Pi has power and that this device is on its network.
advice-start-new-session = Start a new session.
advice-show-running-session = Show the session that runs on this Pi, or stop it first.
advice-wait-for-session = Wait a moment: if the session started, it appears here. Otherwise, start again.
advice-check-session = The session is read again: check its current state.
advice-resume-session = Resume the session, then try again.
advice-check-credentials = Check the passphrase and the 2.4 GHz access point, then retry.
advice-check-camera = Power-cycle the camera or move it closer to the Pi, then retry.
advice-add-to-allowlist = Add this camera to the allowlist, then try again.
advice-correct-input = Correct the input and send it again.
advice-update-pi = Update the software of this Pi.
advice-contact-support = If it happens again, send the correlation id to support.

## The error codes of the contract with the Pi

problem-session-not-found = The Pi does not know this session any more.
problem-session-expired = The session has expired.
problem-session-already-active = Another session is running on this Pi.
problem-session-already-closed = The session is closed.
problem-session-not-recoverable = The session cannot be resumed.
problem-device-not-found = The Pi does not see this camera any more.
problem-device-not-in-allowlist = The camera is not on the allowlist.
problem-device-already-provisioning = The camera is being provisioned already.
problem-device-invalid-state = The session is paused, or the camera is at another step.
problem-max-retries-exceeded = The camera has used up its attempts in this session.
problem-device-unreachable = The Pi cannot reach the camera.
problem-device-rejected = The camera did not accept the credentials.
problem-device-timeout = The camera did not answer in time.
problem-verification-timeout = The camera did not join the target network.
problem-unauthorized = The Pi requires an API key, or does not accept this one.
problem-totp-invalid = The Pi does not accept the one-time code.
problem-totp-expired = The one-time code is too old.
problem-validation-failed = The Pi does not accept what was entered.
problem-invalid-request = The Pi does not understand the request.
problem-missing-parameter = The request is incomplete.
problem-bad-request = The Pi cannot use this request.
problem-validation-error = The Pi does not accept a value that was entered.
problem-conflict = The request conflicts with the current state of the Pi.
problem-not-found = The Pi does not find what was requested.
problem-rate-limited = The Pi asks for a short break between requests.
problem-circuit-open = The Pi takes a break after several failures in a row.
problem-network-error = The Pi has trouble with its network.
problem-timeout = An operation on the Pi took too long.
problem-mqtt-unavailable = The message service of the Pi is not available.
problem-service-unavailable = A service of the Pi is not available at the moment.
problem-database-error = The Pi has trouble with its database.
problem-internal-error = Something went wrong inside the Pi.

## An HTTP status without a code of the contract

problem-http-3xx = The Pi redirects this request.
problem-http-400 = The Pi does not accept what was sent.
problem-http-403 = The Pi does not allow this.
problem-http-404 = The Pi does not have this.
problem-http-409 = This is not possible in the current state of the Pi.
problem-http-410 = This no longer exists on the Pi.
problem-http-501 = This Pi cannot do this.
problem-http-502 = A server answers at this address, but the Pi behind it does not.
problem-http-503 = The Pi is not ready for this.
problem-http-other = The Pi refuses this.

## A camera or an event without a code and without words of the Pi

problem-camera-failed = The camera could not be provisioned.
problem-camera-failed-code = The camera failed: { $code }.
problem-reported = The Pi reports trouble.

## Problems that this console detects: the Pi did not answer, or its answer cannot be used

problem-unreachable = The Pi cannot be reached.
problem-unknown-host = No computer with this name was found on this network.
problem-tls-failed = A secure connection to the Pi could not be made.
problem-certificate-time = By the clock of this computer, the certificate of the Pi is not valid now.
problem-timed-out = The Pi did not answer in time.
problem-no-answer-within = The Pi did not answer within { $seconds } seconds.
problem-connection-lost = The connection was lost before the Pi answered.
problem-start-lost = The session may have started: the answer was lost.
problem-not-a-piorchestrator = What answers at this address is not a PiOrchestrator.
problem-html-instead-of-json = { $endpoint } returned a web page: the API is not on this port.
problem-answered-in-between = Something between this console and the Pi answered in its place ({ $status }): perhaps a proxy.
problem-captive-portal-at = The network answers in place of the Pi and leads to { $address }, probably to sign in. No key and no passphrase were sent there.
problem-captive-portal = The network answers in place of the Pi: it probably wants you to sign in.
problem-key-not-received = The Pi requires an API key although one was sent: it does not accept this key, or something between this console and the Pi removed it. The key is kept.
problem-redirected-to = The Pi redirects this request to another address, { $address }: not followed.
problem-redirected-nowhere = The Pi redirects this request without an address: not followed.
problem-redirected = The Pi redirects this request to another path on the same address ({ $status }): not followed.
problem-body-too-large = The answer is larger than { $mebibytes } MiB and was not read.
problem-answer-cut-short = The Pi's answer broke off in the middle.
problem-not-json = The Pi's answer is not JSON: perhaps something else answers at this address.
problem-unexpected-form = The Pi's answer has a form that this console does not know.
problem-not-available = This Pi cannot do that: its software is too old for it.
problem-not-taken = The Pi did not accept this entry and gave no reason.
problem-busy = pidash is still busy with an earlier request.
problem-console-fault = An internal error of pidash ended the request before it was answered.

## The request log

request-given-up = cancelled before an answer arrived

## The stream of events

problem-not-an-event-stream = The Pi answered { $status } without an event stream ({ $content_type }).
problem-stream-compressed = The event stream is compressed ({ $encoding }), which this console did not ask for: perhaps by something between this console and the Pi.
problem-line-too-long = A line of the event stream is longer than { $mebibytes } MiB.
problem-event-too-large = An event of the stream is larger than { $mebibytes } MiB.
problem-stream-silent = The event stream was silent for { $seconds } seconds.
problem-stream-closed = The Pi closed the event stream.
problem-too-many-events = More than { $limit } events arrived while the session was being read.

## The socket of the monitor

problem-socket-unreachable = The Pi cannot be reached for monitoring.
problem-socket-timed-out = The Pi did not open the monitoring socket within { $seconds } seconds.
problem-socket-tls-failed = A secure monitoring socket could not be made.
problem-socket-refused = The Pi does not open a monitoring socket (it answered { $status }).
problem-not-a-socket = What answers at this address does not open a monitoring socket as it should.
problem-socket-extension = The monitoring socket is compressed or uses another extension that this console did not ask for.
problem-frame-too-large = A frame of the monitoring socket is larger than { $mebibytes } MiB and was not read.
problem-socket-closed = The Pi closed the monitoring socket: { $reason }.
problem-socket-silent = The Pi did not answer on the monitoring socket for { $seconds } seconds.
problem-socket-lost = The monitoring socket was lost.

# Why the Pi closed the socket: the end of the sentence above.
socket-close-without-reason = it gave no reason
socket-close-normal = it has finished
socket-close-away = it is shutting down
socket-close-policy = it does not allow this console
socket-close-size = a message was too large
socket-close-error = it has an internal error
socket-close-restart = it is restarting
socket-close-again = it is too busy
socket-close-other = for another reason

## Something that the Pi sent and that cannot be read: a line of the event log, after its source

warning-more = { $count } more items cannot be read whole
warning-event-not-json = the data of this event is not JSON
warning-unknown-event = this console does not know events of the type “{ $name }”
warning-event-without-payload = this event has no payload
warning-event-version = this Pi sends events of version { $version }; they are read as version 1.0
# The problem is one of the sentences above.
warning-stream-cut-off = { $problem } It was not read; pidash reopens the stream.
warning-frame-not-json = a frame is not JSON
warning-frame-not-an-object = a frame is not an object
warning-frame-without-data = { $name } has no data
warning-too-many-figures = more values arrived than can be kept; they were discarded

# The item whose fields cannot be read: a colon and the fields follow.
warning-item-answer = answer
warning-item-session = session
warning-item-camera = camera { $id }
warning-item-camera-at = device { $place }
warning-item-unnamed-camera = device
warning-item-entry = entry { $id }
warning-item-entry-at = entry { $place }
warning-item-unnamed-entry = entry
warning-item-network = network
warning-item-figures = figures
warning-item-system-info = system info

# What is wrong with a field: several are separated by commas.
fault-item-itself = it
fault-missing = { $field } is missing
fault-unexpected = { $field } is { $found }
fault-unreadable = { $field } is “{ $text }”
fault-out-of-range = { $field } is { $value }
fault-bad-mac = mac is “{ $text }” ({ $reason })
fault-found-value = the value { $value }
fault-found-text = the text “{ $text }”
fault-found-rest = the first of { $count } more items, which were not read
fault-found-list = a list
fault-found-object = an object
