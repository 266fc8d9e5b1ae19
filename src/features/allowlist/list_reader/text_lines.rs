//! Addresses in any text: the output of `arp`, `ip neigh` or a switch, dnsmasq's configuration, lease
//! files, tables divided by blanks.

use std::net::IpAddr;

use super::{Cell, ListLine, MAX_TEXT, RowError};
use crate::domain::{
    allowlist::{EntryNote, NewEntry},
    mac::MacAddr,
    mac_input,
};

/// The address of each camera, with its name where the line has one. Lines without an address are no
/// cameras, as are addresses of groups.
pub(super) fn read(text: &str) -> Vec<ListLine> {
    let mut lines: Vec<ListLine> = Vec::new();
    // A lease file of ISC's server: `host NAME {`, or `client-hostname "NAME";` after the address.
    let mut block_name = None;
    for (number, line) in (1..).zip(text.lines()) {
        let words: Vec<&str> = words(line).collect();
        match words[..] {
            ["host", name, "{"] => block_name = Some(name),
            ["client-hostname", name] => name_last(&mut lines, name),
            ["}"] => block_name = None,
            _ => {}
        }
        for (index, word) in words.iter().enumerate() {
            let Some(mac) = address(word) else { continue };
            let name = name(line, &words, index).or(block_name).unwrap_or_default();
            lines.push(ListLine::new(number, word, [], entry(mac, name)));
        }
    }
    lines
}

/// Whether there is an address in a line.
pub(super) fn has_address(line: &str) -> bool {
    words(line).any(|word| mac_input::parse(word).is_ok())
}

fn entry(mac: MacAddr, name: &str) -> Result<NewEntry, RowError> {
    if name.chars().count() > MAX_TEXT {
        let (cell, most) = (Cell::Description, MAX_TEXT);
        return Err(RowError::TooLong { cell, most });
    }
    let note = EntryNote::typed(name, "");
    Ok(NewEntry { mac, note })
}

fn name_last(lines: &mut [ListLine], name: &str) {
    if let Some(ListLine { entry, .. }) = lines.last_mut()
        && let Ok(NewEntry { mac, note }) = entry
        && note.description.is_empty()
    {
        *entry = self::entry(*mac, name);
    }
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '=' | '"' | '|' | '[' | ']');
    line.split(ends).filter(|word| !word.is_empty())
}

/// An address with separators or with a letter: twelve decimal digits are a time or a number.
fn address(word: &str) -> Option<MacAddr> {
    let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
    let mac = mac_input::parse(word).ok()?;
    (!is_number).then_some(mac)
}

/// The name that the line gives to the device with the address.
fn name<'a>(line: &'a str, words: &[&'a str], index: usize) -> Option<&'a str> {
    let after = &words[index + 1..];
    let is_ip = |word: &str| word.parse::<IpAddr>().is_ok();
    match words[..index] {
        // A list of its own: the rest of the line describes the camera.
        [] => {
            let rest = line.split_once(words[index])?.1;
            Some(rest.trim_matches(|c: char| c.is_whitespace() || ",;|\"".contains(c)))
        }
        // dnsmasq: dhcp-host=MAC,IP,name,12h
        ["dhcp-host", ..] => after.iter().copied().find(|word| {
            !is_ip(word) && !word.contains(':') && !is_lease_time(word) && address(word).is_none()
        }),
        // arp: name (192.168.1.5) at MAC …
        [name, ip, "at"] if ip.starts_with('(') => Some(name).filter(|name| *name != "?"),
        // The leases of dnsmasq: 1764212345 MAC 192.168.1.5 name …
        [time] if time.bytes().all(|byte| byte.is_ascii_digit()) => match after {
            [ip, name, ..] if is_ip(ip) => Some(*name).filter(|name| *name != "*"),
            _ => None,
        },
        _ => None,
    }
}

/// `12h`, `45m`, `3600` or `infinite`.
fn is_lease_time(word: &str) -> bool {
    let digits = word.trim_end_matches(['s', 'm', 'h', 'd', 'w']);
    word == "infinite" || !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(u64, String, String)> {
        let lines = read(text);
        let entries = lines
            .into_iter()
            .filter_map(|line| Some((line.number, line.entry.ok()?)));
        entries
            .map(|(number, entry)| (number, entry.mac.to_string(), entry.note.description))
            .collect()
    }

    fn camera(number: u64, last: &str, name: &str) -> (u64, String, String) {
        (number, format!("24:6F:28:10:4A:{last}"), name.to_owned())
    }

    #[test]
    fn the_neighbours_of_a_computer_are_read() {
        let linux = "cam-1 (192.168.1.5) at 24:6f:28:10:4a:01 [ether] on eth0\n\
            ? (192.168.1.6) at 24:6f:28:10:4a:02 [ether] on eth0\n\
            ? (192.168.1.7) at <incomplete> on eth0\n\
            ? (224.0.0.251) at 01:00:5e:00:00:fb [ether] PERM on eth0\n";
        assert_eq!(
            found(linux),
            [camera(1, "01", "cam-1"), camera(2, "02", "")]
        );
        let neighbours = "192.168.1.5 dev eth0 lladdr 24:6f:28:10:4a:01 REACHABLE\n\
            fe80::1 dev eth0 lladdr 24:6f:28:10:4a:02 router STALE\n\
            192.168.1.9 dev eth0  FAILED\n";
        assert_eq!(
            found(neighbours),
            [camera(1, "01", ""), camera(2, "02", "")]
        );
        let windows = "Interface: 192.168.1.2 --- 0x5\n  Internet Address      Physical Address      Type\n  \
            192.168.1.5           24-6f-28-10-4a-01     dynamic\n  192.168.1.255         ff-ff-ff-ff-ff-ff     static\n";
        assert_eq!(found(windows), [camera(3, "01", "")]);
    }

    #[test]
    fn a_missing_leading_zero_belongs_to_its_own_group() {
        let text = "? (192.168.10.62) at 24:6f:28:10:4:5 on en0 ifscope [ethernet]";
        assert_eq!(found(text)[0].1, "24:6F:28:10:04:05");
    }

    #[test]
    fn dhcp_servers_give_names() {
        let configuration = "dhcp-host=24:6F:28:10:4A:01,192.168.1.14,cam_front,12h\n\
            dhcp-host=24:6F:28:10:4A:02,set:shop,cam_back\n\
            dhcp-host=id:01:24:6f:28:10:4a:03,192.168.1.16\n";
        let expected = [camera(1, "01", "cam_front"), camera(2, "02", "cam_back")];
        assert_eq!(found(configuration), expected);
        let leases = "1764212345 24:6f:28:10:4a:01 192.168.1.5 cam-1 01:24:6f:28:10:4a:01\n\
            1764212345 24:6f:28:10:4a:02 192.168.1.6 * *\n";
        assert_eq!(
            found(leases),
            [camera(1, "01", "cam-1"), camera(2, "02", "")]
        );
        let isc = "lease 192.168.1.5 {\n  hardware ethernet 24:6f:28:10:4a:01;\n  client-hostname \"cam-1\";\n}\n\
            host cam-2 {\n  hardware ethernet 24:6f:28:10:4a:02;\n}\n";
        assert_eq!(
            found(isc),
            [camera(2, "01", "cam-1"), camera(6, "02", "cam-2")]
        );
    }

    #[test]
    fn switches_and_tables_divided_by_blanks_are_read() {
        let switch = "Vlan    Mac Address       Type        Ports\n----    -----------       --------    -----\n \
            All    ffff.ffff.ffff    STATIC      CPU\n  10    246f.2810.4a01    DYNAMIC     Gi0/48\n";
        assert_eq!(found(switch), [camera(4, "01", "")]);
        let table = "24:6F:28:10:4A:01   Front door, left\n24:6F:28:10:4A:02\n";
        let expected = [camera(1, "01", "Front door, left"), camera(2, "02", "")];
        assert_eq!(found(table), expected);
    }

    #[test]
    fn numbers_and_times_are_no_addresses() {
        assert_eq!(
            found("order 202611271234 of 2026-11-27 12:34:56, 550e8400-e29b-41d4"),
            []
        );
    }
}
