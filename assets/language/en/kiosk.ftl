# The kiosk, the on-screen keyboard, and desktop notifications.

## The lock

kiosk-hold-logo = Hold for 3 seconds to unlock
kiosk-is-open = Kiosk unlocked
kiosk-is-open-body = It locks again after 2 minutes without a touch.
kiosk-other-pi = Connect to another Pi
kiosk-change-key = Change the API key
kiosk-new-pin = Set a PIN…
kiosk-remove-pin = Remove the PIN
kiosk-close = Close pidash
kiosk-lock = Lock now
kiosk-locked = Locked: hold the logo for 3 seconds first.

## Its PIN

kiosk-pin-title = The kiosk is locked
kiosk-pin-body = Enter the PIN to unlock.
kiosk-pin = PIN
# For screen readers: the button that shows what is typed.
kiosk-show-pin = Hold to show PIN
kiosk-open = Unlock
kiosk-pin-wrong = Wrong PIN.
kiosk-pin-wait = Wrong PIN. Try again in { $wait }.
kiosk-pin-checking = Checking…
kiosk-new-pin-title = PIN for the lock
kiosk-new-pin-body = 4 to 12 digits. You need it to leave the kiosk.
kiosk-new-pin-field = New PIN
kiosk-save-pin = Save PIN
kiosk-pin-set = PIN saved
kiosk-pin-removed = PIN removed

## The page that is shown while the kiosk searches for its Pi

kiosk-waiting = Waiting for PiOrchestrator…
kiosk-waiting-where = Searching this computer, ports 8082 and 8081 ({ $waited }).
kiosk-waiting-help = If this does not change, PiOrchestrator is not running. Restart this Pi, or call support. To connect to another Pi, hold the logo for 3 seconds.

## The on-screen keyboard

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

## Desktop notifications

notify-failed =
    { $count ->
        [one] A camera failed
       *[other] { $count } cameras failed
    }
notify-failed-text = The card says why, and what to do.
notify-ended = The batch is done
notify-verified = { $verified } of { $wanted } verified
notify-verified-failed = { $verified } of { $wanted } verified, { $failed } failed

## What a screen reader announces

counts-with-unconfirmed = { $verified } of { $wanted } verified, { $failed } failed, { $unconfirmed } not confirmed
announcement = { $verified } of { $wanted } verified, { $failed } failed
