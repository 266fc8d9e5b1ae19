# The settings tab, the API key of the Pi, and the files that pidash keeps, exports and opens.

## The sections

settings-api-key = API key
settings-look = Appearance
settings-sessions = Sessions
settings-try-one-first = One camera first
settings-try-one-first-hint = “Provision all” sends the others once it is verified.
settings-keep-passphrase = Keep the passphrase
settings-keep-passphrase-hint = For the next session: in memory only, for an hour.
settings-scanner = Barcode scanner
settings-scanner-hint = Takes camera labels and WiFi codes on every page.
settings-notifications = Notifications
settings-kiosk-section = Kiosk
settings-features = Features
settings-features-hint = A disabled feature disappears from the window, and pidash sends no requests for it.
settings-about = About

## The names of the settings, at the left of each row

settings-theme = Theme
settings-zoom = Zoom
settings-language = Language
settings-gloves = Larger controls for gloves
settings-notify = Notify when a batch ends or a camera fails
settings-sound = Sounds
settings-kiosk = Kiosk
settings-kiosk-hint = Full screen and locked. To unlock it, hold the logo for 3 seconds.
settings-keyboard = On-screen keyboard
settings-dim-after = Dim after
settings-black-after = Black after
settings-glance-after = Large type after
settings-batch-provisioning = Batch provisioning
settings-allowlist = Allowlist
settings-session-recovery = Session recovery
settings-websocket-monitor = WebSocket monitor
settings-v1-api = V1 API
# How much pidash writes into its log.
settings-log = Log level

## On or off, and where the value comes from

settings-on = On
settings-off = Off
# For screen readers. $what: the name of the setting, as “Allowlist”.
settings-switch-on = { $what } on
settings-switch-off = { $what } off
# The value comes from this window or from the settings file.
settings-set-here = Set here
# The row is disabled, these two. $variable: the name of an environment variable.
settings-set-by-variable = Set by { $variable }
settings-set-by-command-line = Set by the command line

## The themes

settings-theme-system = System
settings-theme-dark = Dark
settings-theme-light = Light
settings-theme-high-contrast = High contrast
# For screen readers. $theme: one of those above, in small letters.
settings-theme-named = Theme { $theme }

## The size of everything

settings-zoom-smaller = Smaller
settings-zoom-larger = Larger
settings-zoom-usual = Usual size

## The languages: each is named in its own language

settings-language-system = System
# For screen readers. $language: “Português”, or settings-language-system.
settings-language-named = Language { $language }

## The log

# For screen readers. $level: “warn”, as it is written in the settings file.
settings-log-named = Log { $level }

## The keyboard on the screen: in a kiosk, always, never

settings-keyboard-auto = Auto
settings-keyboard-on = On
settings-keyboard-off = Off
# For screen readers. $when: one of those above, in small letters.
settings-keyboard-named = Keyboard { $when }

## Sounds

settings-sound-auto = In the kiosk
# For screen readers. $when: “in the kiosk”, “on” or “off”.
settings-sound-named = Sounds { $when }
# In front of the three buttons.
settings-sound-listen = Listen:
# Buttons that play a sound: that of a verified camera, of a failed one, and of the end of a batch.
settings-sound-verified = Verified
settings-sound-failed = Failed
settings-sound-done = Batch done
# For screen readers. $what: one of those three.
settings-sound-play = Play “{ $what }”
settings-no-sound = No sound: install alsa-utils.
settings-no-sound-here = No sound: on this system only notifications are heard.
settings-sound-not-played = The sound was not played: check the sound device of this computer.

## When an untouched kiosk dims and goes black

settings-never = Never
settings-minutes = { $minutes } min
# For screen readers. $after: settings-minutes.
settings-dim-after-named = Dim after { $after }
settings-dim-never = Never dim
settings-black-after-named = Black after { $after }
settings-black-never = Never go black
settings-glance-after-named = Large type after { $after }
settings-glance-never = Never large type

## Why a setting was not changed, or its file was not written. $setting: its name in the settings file.

settings-not-set = { $setting } was not set: { $why }
# $why is in English: the words of the parser.
settings-file-not-toml = the settings file is not changed, because it is damaged
settings-file-damaged = it is damaged here; only what is above is used
# $key: a name in the file.
settings-file-not-a-table = the settings file is not changed, because “{ $key }” in it is not a table
settings-bad-empty = it is empty
# $others, $last: the values, as they are written in the settings file.
settings-bad-choice = it must be { $others } or { $last }
settings-bad-number = it must be a number between { $least } and { $most }
settings-bad-minutes = it must be a number of minutes between { $least } (never) and { $most }
settings-bad-switch = it must be true or false

## What is wrong in the settings file, the environment or the command line. $place: a file, a variable or a key.

settings-warning = { $place }: { $what }
settings-warning-line = { $place }, line { $line }: { $what }
# As $what of these two.
settings-warning-key = “{ $key }”: { $why }
settings-key-unknown = this version of pidash does not know it; it is left alone
settings-key-not-a-value = it is not a single value

## The CA file, when it cannot be used

# $why: the words of the system.
settings-ca-unreadable = the CA file “{ $path }” cannot be read: { $why }
settings-ca-empty = the CA file “{ $path }” contains no PEM certificate
# $number: counted from 1.
settings-ca-damaged = certificate { $number } in the CA file “{ $path }” cannot be used: it is damaged or in an unknown form

## The command line: why the text after --set is refused

settings-set-form = write it like theme=light
settings-set-keys = it must be one of { $keys }

## Files that cannot be written. $why: the words of the system.

# The disk is full or cannot be written: no file can be.
settings-unkept-all = Nothing can be kept for the next start: { $why }
settings-unkept-open-session = The open session cannot be kept for the next start: { $why }
settings-unkept-thresholds = The thresholds cannot be kept for the next start: { $why }
settings-unkept-health = The Pi's health cannot be recorded for the next start: { $why }
# The marks in the charts: a camera failed, the Pi restarted.
settings-unkept-timeline-events = The events of the charts cannot be kept for the next start: { $why }
settings-unkept-positions = The lists of positions cannot be kept for the next start: { $why }
settings-unkept-past-sessions = Past sessions cannot be kept for the next start: { $why }
settings-unkept-profiles = The known Pis cannot be kept for the next start: { $why }
settings-unkept-window = The size of the window cannot be kept for the next start: { $why }
settings-unkept-settings = Changed settings hold until the window closes: { $why }

## The state of a past session whose end this console has not seen

settings-session-unfinished = end not seen

## The key of this Pi: whether there is one

key-none = No key is set.
key-none-needed = No key is set, and this Pi accepts requests without one: it is in development mode.
key-none-refused = No key is set, but this Pi requires one.
key-given = pidash was started with this key: change it where it is stored, then press “Read again”.

## The facts about it, in a row. $place: one of those below.

key-kept-in = Stored in the { $place }
key-survives = stays after a restart
key-does-not-survive = gone after a restart
key-may-vanish = may be gone after a restart: this computer keeps that folder in memory
key-fingerprint = fingerprint { $fingerprint }
# $ago: “12 s ago”.
key-accepted = accepted { $ago }
key-not-accepted = not accepted yet

## Where a key is

key-place-credential = systemd credential { $path }
key-place-file = file { $path }
key-place-environment = environment variable PIDASH_API_KEY
key-place-keyring = keyring of this desktop
key-place-own-file = file that only this user can read
key-place-memory = memory of this window

## Entering another key

key-field = API key
# For screen readers: the button that shows what is typed.
key-show = Hold to show API key
key-keep-in = Keep it in
key-in-keyring = Keyring
key-in-file = File for this user
key-in-window = This window only
# Where there is no file for this user, as on Windows.
key-no-file = On this system, pidash keeps no key in a file: others might read it.
# For screen readers. $place: one of the three above, in small letters.
key-keep-in-named = Keep key in { $place }
key-read-again = Read again
key-save = Save key
key-test = Test key
key-forget = Forget key…
key-forget-name = Forget key
# The answers in its dialog, and the name of the first for screen readers.
key-forget-do = Forget
key-forget-confirm = Confirm forget key
key-forget-not = Keep it

## The operation on the key, and its result

key-looking = Looking for a key…
key-saving = Saving the key…
key-testing = Checking the key…
key-forgetting = Forgetting the key…
key-is-in = The key is stored in the { $place }.
key-is-forgotten = The key was forgotten.
key-works = The Pi accepts this key.
# Followed by where it is stored.
key-is-accepted = Accepted by the Pi.
key-refused = Refused by the Pi. The key was not saved: check it and enter it again.
# $why: a whole sentence, these two.
key-is-refused = The Pi refuses this key: { $why }
key-untestable-because = The key cannot be tested now. { $why }
key-untestable = The key cannot be tested now.
# $why of these begins with a small letter and has no full stop.
key-not-kept = The key was not saved: { $why }.
key-not-kept-in-keyring = The key was not saved: { $why }. Keep it in a file for this user, or for this window only.
key-not-kept-in-keyring-alone = The key was not saved: { $why }. Keep it for this window only.
key-not-forgotten = The key was not forgotten: { $why }.
key-nothing-possible = The key cannot be changed now: { $why }
key-cannot-be = This is not an API key: { $why }.

## Why a text is no key

key-why-empty = the API key is empty
key-why-line-break = the API key contains a line break: paste a single line
key-why-in-quotes = the API key is in quotes: leave them out
key-why-with-name = the API key has its name in front: only the part after it is the key
key-why-not-ascii = the API key contains a character that is not plain ASCII
key-why-too-short = an API key has at least 8 characters
key-why-too-long = an API key has at most 256 characters

## Why a key cannot be read or kept. $why: what the system says, or one of those above.

key-given-unreadable = cannot read the API key file “{ $path }”: { $why }
key-given-unusable = the API key file “{ $path }” cannot be used: { $why }
key-file-nowhere = there is no directory for the key file
key-file-unusable = the key file “{ $path }” cannot be used: { $why }
# The command stays as it is.
key-file-open = the key file “{ $path }” is not used, because others may read it: type  chmod 600 '{ $path }'
key-file-not-plain = the key file “{ $path }” is not used, because it is not a plain file: remove it
key-keyring-none = this computer has no keyring
key-keyring-silent = the keyring of this desktop did not answer within 2 seconds: it may be locked
key-keyring-refused = the keyring of this desktop cannot be used: { $why }
key-keyring-forgetful = the keyring of this desktop did not keep the key
key-keyring-not-asked = the keyring of this desktop cannot be reached: { $why }

## About this program

about-settings-file = Settings file
about-log-file = Log file
# As in “Copy settings file”, for screen readers.
about-settings-file-copied = settings file
about-log-file-copied = log file
about-path-copied = Path copied
about-bundle = Support bundle…
about-bundle-name = Support bundle
# Opens or closes a small panel with measured figures.
about-performance = Performance figures

## Exported files

export-saved = Saved as { $path }
export-failed = Nothing was exported: { $why }

## Opening a list of cameras: the file dialog of the desktop, and what can fail

export-list-dialog = Open a list of cameras
# The kinds of files that it shows.
export-list-kind = Lists
export-list-any = All files
export-list-not-chosen = No file was chosen. If no file dialog appeared, type the path, drop the file on the window, or paste the list.
export-list-not-opened = The file cannot be opened: { $why }
export-list-unreadable = { $path } cannot be read: { $why }
export-list-not-a-file = { $path } cannot be read: this is a folder or a device, not a file

## The PIN of the kiosk, when it cannot be checked or changed. $why: the words of the system.

pin-nowhere = the demo keeps no PIN
pin-unusable = the PIN file “{ $path }” cannot be used: { $why }
pin-damaged = the PIN file “{ $path }” is damaged: remove it, and set the PIN again
pin-not-kept = the PIN could not be kept: { $why }
