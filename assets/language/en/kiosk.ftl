# The display on the wall, the keyboard on the screen, and what is told to the desktop.

## The lock

kiosk-hold-logo = Hold for 3 seconds to open the kiosk's lock
kiosk-is-open = The kiosk is open
kiosk-is-open-body = It locks again by itself two minutes after the last touch.
kiosk-other-pi = Connect to another Pi
kiosk-change-key = Change the API key
kiosk-new-pin = Set a PIN…
kiosk-remove-pin = Remove the PIN
kiosk-close = Close pidash
kiosk-lock = Lock now
kiosk-locked = Locked: hold the logo for 3 seconds first.

## Its PIN

kiosk-pin-title = The kiosk is locked
kiosk-pin-body = Its PIN opens it.
kiosk-pin = PIN
# For screen readers: the button that shows what is typed.
kiosk-show-pin = Hold to show PIN
kiosk-open = Open
kiosk-pin-wrong = That was not the PIN.
kiosk-pin-wait = That was not the PIN. The next one can be tried in { $wait }.
kiosk-pin-checking = Looking at it…
kiosk-new-pin-title = A PIN for the lock
kiosk-new-pin-body = 4 to 12 digits. Without it the kiosk cannot be left.
kiosk-new-pin-field = New PIN
kiosk-save-pin = Save PIN
kiosk-pin-set = The lock has this PIN from now on
kiosk-pin-removed = The lock has no PIN any more

## The page that waits

kiosk-waiting = Waiting for PiOrchestrator…
kiosk-waiting-where = It is looked for on this computer, at port 8082 and 8081, for { $waited } so far.
kiosk-waiting-help = If it stays so, the PiOrchestrator service is not running: restart this Pi, or call support. To connect to another Pi, hold the logo for 3 seconds.

## The keyboard on the screen

keyboard-key = Key { $key }
keyboard-space = Space
keyboard-shift = Shift
keyboard-caps = CAPS
keyboard-delete = Delete
keyboard-left = Cursor left
keyboard-right = Cursor right
keyboard-enter = Enter
keyboard-hide = Hide
keyboard-hide-name = Hide keyboard
keyboard-digits = Digits
keyboard-signs = More signs
keyboard-letters = Letters
keyboard-hex = Hexadecimal digits

## Notifications of the desktop

notify-failed =
    { $count ->
        [one] A camera failed
       *[other] { $count } cameras failed
    }
notify-failed-text = The card says why, and what to do.
notify-ended = The batch is done
notify-verified = { $verified } of { $wanted } verified
notify-verified-failed = { $verified } of { $wanted } verified, { $failed } failed

## What a screen reader says by itself

announcement = { $verified } of { $wanted } verified, { $failed } failed
