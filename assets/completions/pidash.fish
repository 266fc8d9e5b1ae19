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
complete -c pidash -n "__fish_pidash_needs_command" -f -a "check" -d 'Say what works between this computer and the Pi. Exit code 0, 69 (no use), 77 (key refused) or 78 (bad configuration)'
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
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l server -d 'The Pi: a host, HOST:PORT, or a URL; http without a port means 8082' -r
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l api-key-file -d 'A file that holds the Pi\'s API key and nothing else' -r -F
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l ca-file -d 'A file with PEM certificates that are trusted besides those of this computer, for https' -r -F
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l log-level -d 'How much to write to standard error and to the log file' -r
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l lang -d 'The language of the window: system, en or pt-BR' -r
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l set -d 'Any setting, for example --set theme=light or --set features.allowlist=false' -r
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -l unnamed-events -d 'Send events without names, as some builds do'
complete -c pidash -n "__fish_pidash_using_subcommand simulate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pidash -n "__fish_pidash_using_subcommand check" -l server -d 'The Pi: a host, HOST:PORT, or a URL; http without a port means 8082' -r
complete -c pidash -n "__fish_pidash_using_subcommand check" -l api-key-file -d 'A file that holds the Pi\'s API key and nothing else' -r -F
complete -c pidash -n "__fish_pidash_using_subcommand check" -l ca-file -d 'A file with PEM certificates that are trusted besides those of this computer, for https' -r -F
complete -c pidash -n "__fish_pidash_using_subcommand check" -l log-level -d 'How much to write to standard error and to the log file' -r
complete -c pidash -n "__fish_pidash_using_subcommand check" -l lang -d 'The language of the window: system, en or pt-BR' -r
complete -c pidash -n "__fish_pidash_using_subcommand check" -l set -d 'Any setting, for example --set theme=light or --set features.allowlist=false' -r
complete -c pidash -n "__fish_pidash_using_subcommand check" -l json -d 'As JSON'
complete -c pidash -n "__fish_pidash_using_subcommand check" -s h -l help -d 'Print help'
complete -c pidash -n "__fish_pidash_using_subcommand help; and not __fish_seen_subcommand_from simulate check help" -f -a "simulate" -d 'Serve a simulated Pi for other clients'
complete -c pidash -n "__fish_pidash_using_subcommand help; and not __fish_seen_subcommand_from simulate check help" -f -a "check" -d 'Say what works between this computer and the Pi. Exit code 0, 69 (no use), 77 (key refused) or 78 (bad configuration)'
complete -c pidash -n "__fish_pidash_using_subcommand help; and not __fish_seen_subcommand_from simulate check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
