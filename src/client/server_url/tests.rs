//! What people type as the address of a Pi.

use super::*;

#[test]
fn every_usual_spelling_is_made_whole() {
    for (text, whole, address) in [
        ("pi.local", "http://pi.local:8082", "pi.local:8082"),
        (" pi.local:8081\n", "http://pi.local:8081", "pi.local:8081"),
        ("http://pi.local", "http://pi.local:8082", "pi.local:8082"),
        ("http://pi.local:80/", "http://pi.local:80", "pi.local:80"),
        ("HTTPS://pi.local", "https://pi.local:443", "pi.local:443"),
        (
            "https://hub.net/pi/7/",
            "https://hub.net:443/pi/7",
            "hub.net:443",
        ),
        ("192.168.4.1", "http://192.168.4.1:8082", "192.168.4.1:8082"),
        ("fe80::1", "http://[fe80::1]:8082", "[fe80::1]:8082"),
        ("[::1]:9000", "http://[::1]:9000", "[::1]:9000"),
    ] {
        let url = ServerUrl::parse(text).unwrap();
        assert_eq!(url.to_string(), whole, "{text:?}");
        assert_eq!(url.address(), address, "{text:?}");
        assert_eq!(ServerUrl::parse(&url.to_string()), Ok(url), "{text:?}");
    }
}

#[test]
fn both_usual_ports_are_tried_unless_one_is_named() {
    let places = |text: &str| -> Vec<String> {
        let candidates = ServerUrl::candidates(text).unwrap();
        candidates.iter().map(ServerUrl::to_string).collect()
    };
    let both = ["http://pi.local:8082", "http://pi.local:8081"];
    assert_eq!(places("pi.local"), both);
    assert_eq!(places(" http://pi.local/ "), both);
    assert_eq!(places("pi.local:8081"), ["http://pi.local:8081"]);
    assert_eq!(places("http://pi.local:80"), ["http://pi.local:80"]);
    assert_eq!(places("https://hub.net/pi"), ["https://hub.net:443/pi"]);
    assert_eq!(places("fe80::1").len(), 2);
    assert!(ServerUrl::candidates("").is_err());
}

#[test]
fn a_complaint_names_the_thing_and_gives_an_example_but_never_a_secret() {
    for (text, named) in [
        ("", "empty"),
        ("ftp://pi.local", "http or https"),
        ("api_key=s3cret://pi.local", "http or https"),
        ("http://ann:s3cret@pi.local", "user name"),
        ("ann:s3cret@pi.local", "user name"),
        ("pi.local/?api_key=s3cret", "query"),
        ("pi.local#s3cret", "fragment"),
        ("s3cret pi", "invalid international domain name"),
        ("http://", "empty host"),
        ("pi.local:99999", "invalid port"),
    ] {
        let complaint = ServerUrl::parse(text).unwrap_err().to_string();
        assert!(complaint.contains(named), "{text:?}: {complaint}");
        assert!(
            complaint.contains("http://192.168.1.20:8082"),
            "{complaint}"
        );
        assert!(!complaint.contains("s3cret"), "{complaint}");
    }
}

#[test]
fn paths_go_below_the_prefix_and_stay_encoded() {
    let join = |base: &str, query| {
        let url = ServerUrl::parse(base).unwrap();
        url.join("/api/v1/x/AA%3ABB", query).to_string()
    };
    assert_eq!(join("pi", None), "http://pi:8082/api/v1/x/AA%3ABB");
    let below = join("https://hub.net/pi/", Some("a=1"));
    assert_eq!(below, "https://hub.net/pi/api/v1/x/AA%3ABB?a=1");
}

#[test]
fn sockets_have_their_own_scheme_and_a_bare_host() {
    let socket = |text| ServerUrl::parse(text).unwrap().join_socket("/ws/monitor");
    assert_eq!(socket("pi"), "ws://pi:8082/ws/monitor");
    assert_eq!(
        socket("https://hub.net/pi/7"),
        "wss://hub.net/pi/7/ws/monitor"
    );
    let url = ServerUrl::parse("[fe80::1]:9000").unwrap();
    assert_eq!(url.host_and_port(), ("fe80::1", 9000));
}

#[test]
fn the_other_address_is_the_other_usual_port() {
    let other = |text| ServerUrl::parse(text).unwrap().other_address();
    assert_eq!(other("pi").as_deref(), Some("pi:8081"));
    assert_eq!(other("pi:8081").as_deref(), Some("pi:8082"));
    assert_eq!(other("pi:9000"), None);
}
