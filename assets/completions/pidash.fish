# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_pidash_global_optspecs
    string join \n demo server= api-key-file= ca-file= log-level= kiosk lang= set= h/help V/version
end

function __fish_pidash_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_pidash_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_pidash_using_subcommand
    set -l cmd (__fish_pidash_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c pidash -n "__fish_pidash_needs_command" -l server -d 'The Pi: a host, HOST:PORT, or a URL; http without a port means 8082' -r
complete -c pidash -n "__fish_pidash_needs_command" -l api-key-file -d 'A file that holds the Pi\'s API key and nothing else' -r -F
complete -c pidash -n "__fish_pidash_needs_command" -l ca-file -d 'A file with PEM certificates that are trusted besides those of this computer, for https' -r -F
complete -c pidash -n "__fish_pidash_needs_command" -l log-level -d 'How much to write to standard error and to the log file' -r
complete -c pidash -n "__fish_pidash_needs_command" -l lang -d 'The language of the window: system, en or pt-BR' -r
complete -c pidash -n "__fish_pidash_needs_command" -l set -d 'Any setting, for example --set theme=light or --set features.allowlist=false' -r
complete -c pidash -n "__fish_pidash_needs_command" -l demo -d 'Show a simulated Pi with cameras: nothing else is needed'
complete -c pidash -n "__fish_pidash_needs_command" -l kiosk -d 'Fill the display and lock what leads out: for a touch display on the Pi. Without a server it looks for the Pi of this computer'
complete -c pidash -n "__fish_pidash_needs_command" -s h -l help -d 'Print help'
complete -c pidash -n "__fish_pidash_needs_command" -s V -l version -d 'Print version'
complete -c pidash -n "__fish_pidash_needs_command" -f -a "simulate" -d 'Serve a simulated Pi for other clients'
complete -c pidash -n "__fish_pidash_needs_command" -f -a "check" -d 'Say what works between this computer and the Pi, and whether the Pi is ready for a session. Exit code 0, 69 (no use), 77 (key refused) or 78 (bad configuration)'
complete -c pidash -n "__fish_pidash_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l listen -d 'Where to listen, for example 127.0.0.1:8082' -r
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l devices -d 'Cameras that appear in each session, 0 to 500' -r
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l seed -d 'Decides everything that looks like chance: the same seed gives the same run' -r
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l speed -d 'How much faster than a clock the world runs, 0.01 to 1000' -r
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l vocabulary -d 'The words that the events use' -r -f -a "new\t'`device.verified` and so on, with the whole device'
old\t'`device.state_changed` alone, flat'"
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l tick -d 'Seconds between two frames of the monitoring socket' -r
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l allowlist -d 'Entries on the allowlist beside the few that every Pi has, 0 to 100000' -r
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l restart-after -d 'Restart the Pi once after this many seconds: it is away for 5 seconds and then has a session to recover' -r
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l fail-rate -d 'Share of cameras whose first attempt fails, 0 to 1' -r
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l scenario -d 'What goes wrong, to see what the window makes of it' -r -f -a "allowlist-not-now\t'Reads of the allowlist get 503.'
recoverable-fails\t'The read of recoverable sessions fails with 500.'
expired-by-event\t'10 s into a session an error event says `SESSION_EXPIRED`.'
events-mute\t'10 s into a session the event stream falls silent and stays open.'
events-lost\t'10 s into a session events are lost and heartbeats go on.'
events-end-at-once\t'The event stream ends at once, each time.'
events-reset\t'The event stream is reset each time; all other calls are answered.'
events-compressed\t'The event stream is compressed.'
events-corrupt\t'Every event has half of its JSON.'
guard-refuses-events\t'A guard in front of the Pi answers the event stream with a 403 page.'
proxy-bad-gateway\t'A proxy answers 502 pages while the Pi is away: twice for each read.'
proxy-loses-start\t'A proxy loses the answer to the start: the Pi started the session, a 504 page comes.'
portal\t'A captive portal answers each call with its sign-in page.'
portal-redirect\t'A captive portal redirects each call to another host.'
start-not-now\t'The start is refused twice for a reason that the Pi calls temporary: 30 s each.'
rate-limited\t'All calls about cameras are limited to one in 5 seconds.'
correlation-id-in-meta\t'Correlation ids are in `meta`, and the start fails with one.'
correlation-id-in-request-id\t'Correlation ids are in `request_id`, and the start fails with one.'
not-ready\t'Health answers 503 `not_ready`.'
degraded\t'Health answers `degraded`.'
system-info-fails\t'The read of system info fails; the rest works.'
health-unknown\t'All figures of the health are zero, and the status is `unknown`; no monitoring socket.'
packet-loss\t'The monitor reports a packet loss of 0.1 %.'
monitor-several-values\t'Two values in each frame of the monitoring socket.'
monitor-keep-alive\t'The monitoring socket opens with `Connection: keep-alive, Upgrade`.'
missing-routes\t'Pause, skip, stop and log have no route.'
already-provisioning\t'Provisioning answers `DEVICE_ALREADY_PROVISIONING`, and goes on.'
older-pi\t'Bulk calls, changes of entries, past sessions and the networks in sight are missing.'
interrupted-but-readable\t'10 s into a session it is interrupted, and can still be read.'
session-taken\t'10 s into a session another console stops it and starts its own.'
session-expired\t'10 s into a session it runs out.'
key-rotated\t'10 s into a session the key changes.'
clock-slow\t'The clock is 3 years slow.'
clock-jumps\t'The clock jumps by 3 years and back, every 5 seconds.'
odd-counts\t'Skipped cameras vanish, and counters lag behind.'
all-well\t'Nothing goes wrong; all cameras are on the allowlist.'
wrong-passphrase\t'The passphrase of the first session is wrong: no camera joins.'
wpa3-only\t'The access point is WPA3 only: no camera joins.'
weak-signal\t'Two cameras have a weak signal and join at the second attempt.'
late-reports\t'Two cameras join half a minute after the Pi has given up.'
restart-half-way\t'10 s into a session the Pi restarts: it is away for 20 s.'
flaky-network\t'The network is gone for 4 of every 16 seconds, and calls take a second.'
two-not-allowed\t'Two cameras are not on the allowlist.'
fifty-cameras\t'50 cameras, of which some fail.'"
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l control-port -d 'Set faults over HTTP while it runs, on this port of 127.0.0.1; 0 picks a free one. GET /_sim/faults lists them, POST /_sim/fault sets one, DELETE /_sim/fault clears all' -r
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l server -d 'The Pi: a host, HOST:PORT, or a URL; http without a port means 8082' -r
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l api-key-file -d 'A file that holds the Pi\'s API key and nothing else' -r -F
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l ca-file -d 'A file with PEM certificates that are trusted besides those of this computer, for https' -r -F
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l log-level -d 'How much to write to standard error and to the log file' -r
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l lang -d 'The language of the window: system, en or pt-BR' -r
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l set -d 'Any setting, for example --set theme=light or --set features.allowlist=false' -r
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l unnamed-events -d 'Send events without names, as some builds do'
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pidash -n "__fish_pidash_using_subcommand check" -l ssid -d 'The network that the cameras shall join: whether the Pi sees it, where it can look' -r
complete -c pidash -n "__fish_pidash_using_subcommand check" -l server -d 'The Pi: a host, HOST:PORT, or a URL; http without a port means 8082' -r
complete -c pidash -n "__fish_pidash_using_subcommand check" -l api-key-file -d 'A file that holds the Pi\'s API key and nothing else' -r -F
complete -c pidash -n "__fish_pidash_using_subcommand check" -l ca-file -d 'A file with PEM certificates that are trusted besides those of this computer, for https' -r -F
complete -c pidash -n "__fish_pidash_using_subcommand check" -l log-level -d 'How much to write to standard error and to the log file' -r
complete -c pidash -n "__fish_pidash_using_subcommand check" -l lang -d 'The language of the window: system, en or pt-BR' -r
complete -c pidash -n "__fish_pidash_using_subcommand check" -l set -d 'Any setting, for example --set theme=light or --set features.allowlist=false' -r
complete -c pidash -n "__fish_pidash_using_subcommand check" -l json -d 'As JSON'
complete -c pidash -n "__fish_pidash_using_subcommand check" -s h -l help -d 'Print help'
complete -c pidash -n "__fish_pidash_using_subcommand help; and not __fish_seen_subcommand_from simulate check help" -f -a "simulate" -d 'Serve a simulated Pi for other clients'
complete -c pidash -n "__fish_pidash_using_subcommand help; and not __fish_seen_subcommand_from simulate check help" -f -a "check" -d 'Say what works between this computer and the Pi, and whether the Pi is ready for a session. Exit code 0, 69 (no use), 77 (key refused) or 78 (bad configuration)'
complete -c pidash -n "__fish_pidash_using_subcommand help; and not __fish_seen_subcommand_from simulate check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
