//! Chooses the address of an announced Pi that this computer can reach. A Pi announces all of its
//! addresses: also that of its Docker bridge, which many computers have too, and link-local ones.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

/// An address of this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnAddress {
    pub ip: IpAddr,
    /// The length of the prefix of its network, in bits.
    pub prefix: u8,
    /// The name of its interface.
    pub interface: String,
}

impl OwnAddress {
    /// All addresses of this computer.
    ///
    /// # Errors
    /// The system does not list its interfaces.
    pub fn all() -> io::Result<Vec<Self>> {
        let interfaces = if_addrs::get_if_addrs()?.into_iter();
        let own = |interface: if_addrs::Interface| Self {
            ip: interface.ip(),
            prefix: match &interface.addr {
                if_addrs::IfAddr::V4(address) => address.prefixlen,
                if_addrs::IfAddr::V6(address) => address.prefixlen,
            },
            interface: interface.name,
        };
        Ok(interfaces.map(own).collect())
    }

    /// Whether `ip` is in its network.
    fn reaches(&self, ip: IpAddr) -> bool {
        let differing = match (self.ip, ip) {
            (IpAddr::V4(own), IpAddr::V4(ip)) => (own.to_bits() ^ ip.to_bits()).leading_zeros(),
            (IpAddr::V6(own), IpAddr::V6(ip)) => (own.to_bits() ^ ip.to_bits()).leading_zeros(),
            _ => return false,
        };
        differing >= u32::from(self.prefix)
    }

    /// Whether its network is inside this computer: that of containers or virtual machines.
    fn is_virtual(&self) -> bool {
        const PREFIXES: [&str; 12] = [
            "cali",
            "cni",
            "docker",
            "flannel",
            "lxcbr",
            "lxdbr",
            "podman",
            "vEthernet",
            "vboxnet",
            "veth",
            "virbr",
            "vmnet",
        ];
        // Docker's own networks: `br-` and 12 hexadecimal digits.
        let network = self.interface.strip_prefix("br-");
        let is_docker = network
            .is_some_and(|id| id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let mut prefixes = PREFIXES.iter();
        is_docker || prefixes.any(|prefix| self.interface.starts_with(prefix))
    }
}

/// How likely it is that an address can be reached; the first is the likeliest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// In a network that this computer is in.
    Near,
    /// Behind a router.
    Far,
    /// Self-assigned, and this computer has no such address.
    SelfAssigned,
}

/// The addresses of a Pi to which this computer can connect, the likeliest first; IPv4 first within
/// a rank, as people can read it.
///
/// Left out are addresses of this computer and its virtual networks, bridges inside the Pi, and
/// link-local IPv6: it works only together with an interface, which a URL cannot name.
#[must_use]
pub fn reachable(announced: impl IntoIterator<Item = IpAddr>, own: &[OwnAddress]) -> Vec<IpAddr> {
    let mut ranked: Vec<(Rank, IpAddr)> = announced
        .into_iter()
        .filter_map(|ip| Some((rank(ip.to_canonical(), own)?, ip.to_canonical())))
        .collect();
    ranked.sort_unstable_by_key(|(rank, ip)| (*rank, ip.is_ipv6(), *ip));
    ranked.dedup();
    ranked.into_iter().map(|(_, ip)| ip).collect()
}

/// `None` if this computer cannot connect to it.
fn rank(ip: IpAddr, own: &[OwnAddress]) -> Option<Rank> {
    let is_usable = match ip {
        IpAddr::V4(ip) => !(ip.is_loopback() || ip.is_multicast() || is_reserved(ip)),
        IpAddr::V6(ip) => !(ip.is_loopback() || ip.is_multicast() || is_scoped(ip)),
    };
    if !is_usable || ip.is_unspecified() || own.iter().any(|own| own.ip == ip) {
        return None;
    }
    let mut near = own.iter().filter(|own| own.reaches(ip)).peekable();
    let is_near = near.peek().is_some();
    if is_near {
        let is_outside = near.any(|own| !own.is_virtual());
        return is_outside.then_some(Rank::Near);
    }
    match ip {
        IpAddr::V4(ip) if is_bridge(ip) => None,
        IpAddr::V4(ip) if ip.is_link_local() => Some(Rank::SelfAssigned),
        IpAddr::V4(_) | IpAddr::V6(_) => Some(Rank::Far),
    }
}

/// 0.0.0.0/8 and 240.0.0.0/4, with the broadcast address.
fn is_reserved(ip: Ipv4Addr) -> bool {
    let [first, ..] = ip.octets();
    first == 0 || first >= 240
}

/// Whether it needs an interface beside it.
fn is_scoped(ip: Ipv6Addr) -> bool {
    ip.is_unicast_link_local()
}

/// Whether it is what Docker, libvirt or Podman give to a bridge inside a computer.
fn is_bridge(ip: Ipv4Addr) -> bool {
    matches!(
        ip.octets(),
        [172, 17..=31, 0, 1] | [192, 168, 122, 1] | [10, 88, 0, 1]
    )
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn own(interface: &str, network: &str) -> OwnAddress {
        let (ip, prefix) = network.split_once('/').unwrap();
        OwnAddress {
            ip: ip.parse().unwrap(),
            prefix: prefix.parse().unwrap(),
            interface: interface.to_owned(),
        }
    }

    /// A laptop with a wireless network and Docker.
    fn laptop() -> Vec<OwnAddress> {
        vec![
            own("lo", "127.0.0.1/8"),
            own("lo", "::1/128"),
            own("wlan0", "192.168.1.50/24"),
            own("wlan0", "2001:db8:1::50/64"),
            own("wlan0", "fe80::1234/64"),
            own("docker0", "172.17.0.1/16"),
            own("br-0123456789ab", "172.20.0.1/16"),
            own("virbr0", "192.168.122.1/24"),
        ]
    }

    fn shown(announced: &[&str], own: &[OwnAddress]) -> Vec<String> {
        let announced = announced.iter().map(|ip| ip.parse().unwrap());
        let reachable = reachable(announced, own);
        reachable.iter().map(IpAddr::to_string).collect()
    }

    #[test]
    fn the_address_that_this_computer_reaches_comes_first() {
        let cases: [(&str, &[&str], &[&str]); 9] = [
            (
                "a Pi with Docker",
                &["172.17.0.1", "192.168.1.124", "fe80::1", "172.18.0.1"],
                &["192.168.1.124"],
            ),
            (
                "the network of this computer before others, IPv4 before IPv6",
                &["10.0.0.4", "2001:db8:1::7", "192.168.1.7", "2001:db8:9::7"],
                &["192.168.1.7", "2001:db8:1::7", "10.0.0.4", "2001:db8:9::7"],
            ),
            (
                "this computer itself",
                &["192.168.1.50", "2001:db8:1::50", "127.0.0.1", "::1"],
                &[],
            ),
            (
                "containers and virtual machines of this computer",
                &["172.17.0.2", "172.20.0.9", "192.168.122.77"],
                &[],
            ),
            (
                "bridges inside the Pi",
                &["172.17.0.1", "172.31.0.1", "192.168.122.1", "10.88.0.1"],
                &[],
            ),
            (
                "link-local IPv6 has no scope in a URL",
                &["fe80::ba27"],
                &[],
            ),
            (
                "a self-assigned address comes last",
                &["169.254.3.4", "10.1.2.3"],
                &["10.1.2.3", "169.254.3.4"],
            ),
            (
                "no host has it",
                &[
                    "0.0.0.0",
                    "224.0.0.251",
                    "255.255.255.255",
                    "::",
                    "ff02::fb",
                ],
                &[],
            ),
            (
                "an IPv4 address in IPv6 is that address",
                &["::ffff:192.168.1.9", "192.168.1.9"],
                &["192.168.1.9"],
            ),
        ];
        for (what, announced, expected) in cases {
            assert_eq!(shown(announced, &laptop()), expected, "{what}");
        }
    }

    #[test]
    fn a_real_network_with_the_numbers_of_docker_is_a_network() {
        let office = [own("eth0", "172.17.4.9/16"), own("br0", "192.168.122.8/24")];
        assert_eq!(shown(&["172.17.0.1"], &office), ["172.17.0.1"]);
        assert_eq!(shown(&["192.168.122.1"], &office), ["192.168.122.1"]);
        let cable = [own("eth0", "169.254.9.9/16")];
        assert_eq!(
            shown(&["10.0.0.1", "169.254.3.4"], &cable),
            ["169.254.3.4", "10.0.0.1"],
            "a cable between the two"
        );
    }

    #[test]
    fn without_a_list_of_its_own_addresses_the_order_is_still_sensible() {
        let announced = ["fe80::1", "172.17.0.1", "2001:db8::7", "192.168.1.7"];
        assert_eq!(shown(&announced, &[]), ["192.168.1.7", "2001:db8::7"]);
    }

    #[test]
    fn the_addresses_of_this_computer_are_listed() {
        let own = OwnAddress::all().unwrap();
        let loopback = own.iter().find(|own| own.ip == Ipv4Addr::LOCALHOST);
        assert!(loopback.is_some_and(|own| own.prefix == 8), "{own:?}");
    }
}
