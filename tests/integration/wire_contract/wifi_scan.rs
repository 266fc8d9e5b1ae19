//! The networks in sight, as the contract's section 4 has them.

use pidash::{
    domain::scanned_network::{Band, Protection, ScannedNetwork},
    wire::{envelope, http_bodies::Read, wifi_scan::scanned_networks},
};
use serde_json::Value;

use super::{answer, fixture, texts};

const SOURCE: &str = "GET /api/wifi/scan";

fn scan(body: &str) -> Result<Read<Vec<ScannedNetwork>>, String> {
    let answer = envelope::read::<Value>(&answer(200, body)).unwrap();
    let read = scanned_networks(answer.data.unwrap_or_default(), SOURCE);
    read.map_err(|warning| texts(&[warning]).concat())
}

fn network(ssid: &str, band: Band, signal_dbm: i16, protection: Protection) -> ScannedNetwork {
    ScannedNetwork {
        ssid: ssid.to_owned(),
        band: Some(band),
        signal_dbm: Some(signal_dbm),
        protection,
    }
}

#[test]
fn networks_are_read_with_band_signal_and_protection() {
    let read = scan(fixture!("wifi_scan.json")).unwrap();
    let expected = [
        network("ShopNet-24", Band::Ghz2_4, -52, Protection::Passphrase),
        network("ShopNet-5G", Band::Higher, -58, Protection::Passphrase),
        network("Terrace", Band::Ghz2_4, -74, Protection::Wpa3Only),
        network("Café do Zé", Band::Ghz2_4, -81, Protection::Open),
    ];
    assert_eq!(read.value, expected, "a hidden network has no name");
    assert_eq!(texts(&read.warnings), [""; 0]);
}

#[test]
fn each_form_of_the_answer_is_read() {
    let one = r#"[{"ssid":"ShopNet","signal":-60,"security":"WPA2","channel":6}]"#;
    let expected = [network(
        "ShopNet",
        Band::Ghz2_4,
        -60,
        Protection::Passphrase,
    )];
    for body in [
        one.to_owned(),
        format!(r#"{{"networks":{one}}}"#),
        format!(r#"{{"count":1,"networks":{one},"success":true}}"#),
        format!(
            r#"{{"success":true,"data":{{"count":1,"networks":{one}}},"timestamp":"2026-02-09T02:40:00Z"}}"#
        ),
        format!(r#"{{"success":true,"data":{one}}}"#),
    ] {
        assert_eq!(scan(&body).unwrap().value, expected, "{body}");
    }
    for none in [
        r#"{"count":0,"networks":null}"#,
        r#"{"success":true,"networks":[]}"#,
        "[]",
    ] {
        assert_eq!(scan(none).unwrap().value, [], "{none}");
    }
}

#[test]
fn the_older_words_for_protection_are_read() {
    for (field, protection) in [
        (r#""encryption":"wpa3""#, Protection::Wpa3Only),
        (
            r#""encryption":"wpa2","secured":true"#,
            Protection::Passphrase,
        ),
        (r#""secured":false"#, Protection::Open),
        (r#""secured":true"#, Protection::Unknown),
        (r#""security":"""#, Protection::Unknown),
    ] {
        let body = format!(r#"[{{"ssid":"ShopNet","signal":-60,{field}}}]"#);
        let found = scan(&body).unwrap().value;
        assert_eq!(found[0].protection, protection, "{field}");
    }
}

/// An answer that says nothing of networks is not one that says there are none.
#[test]
fn an_answer_without_a_list_is_an_error() {
    for body in [
        "{}",
        "true",
        r#""none""#,
        r#"{"networks":7}"#,
        r#"{"success":true}"#,
        r#"{"message":"busy"}"#,
    ] {
        let read = scan(body);
        assert!(read.is_err(), "{body}: {read:?}");
    }
}

#[test]
fn an_odd_network_has_one_warning_and_spoils_no_other() {
    let read = scan(fixture!("wifi_scan_odd.json")).unwrap();
    let names: Vec<&str> = read.value.iter().map(|network| &*network.ssid).collect();
    assert_eq!(names, ["ShopNet", "7", "evilname", "Home"]);
    assert_eq!(read.value[0].band, None);
    assert_eq!(read.value[0].signal_dbm, None, "percents are no dBm");
    assert_eq!(
        texts(&read.warnings).len(),
        3,
        "{:?}",
        texts(&read.warnings)
    );
    let shown = format!("{:?}", read.value);
    assert!(
        !shown.contains("secret"),
        "no passphrase of a code: {shown}"
    );
}
