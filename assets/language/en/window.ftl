# What every page has: the rail, the header, the events, and the words that several pages share.

## The tabs

tab-provisioning = Provisioning
tab-allowlist = Allowlist
tab-monitor = Monitor
tab-diagnostics = Diagnostics
tab-settings = Settings

## Where a camera stands

camera-discovered = discovered
camera-provisioning = provisioning
camera-provisioned = provisioned
camera-verifying = verifying
camera-verified = verified
camera-failed = failed
camera-skipped = skipped

## Where a session stands

session-discovering = scanning
session-active = active
session-paused = paused
session-closing = closing
session-closed = over
