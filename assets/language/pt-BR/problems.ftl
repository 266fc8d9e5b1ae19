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
