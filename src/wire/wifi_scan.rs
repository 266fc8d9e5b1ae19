//! The networks that a Pi sees (contract, section 4, "networks in sight"), for both directions.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    domain::{
        scanned_network::{Band, Protection, ScannedNetwork},
        warning::{Item, Warning},
        wifi_code,
    },
    wire::{
        field::{self, Field, Int, List, Text},
        item::{ItemReader, Read, first_ones},
    },
};

/// The answer to a scan.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct ScanData {
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub count: Field<Int>,
    #[serde(deserialize_with = "field::list")]
    pub networks: List<ScannedNetworkDto>,
}

/// One access point. Older Pis write `encryption` or only `secured` instead of `security`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct ScannedNetworkDto {
    pub ssid: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub bssid: Field<Text>,
    /// In dBm; some Pis write percents.
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub signal: Field<Int>,
    /// In MHz.
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub frequency: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub channel: Field<Int>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub security: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub encryption: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub secured: Field<bool>,
}

/// Reads the answer: an object with the list, or the list alone. A network without a name is hidden and
/// left out.
///
/// # Errors
/// It has no such list.
pub fn scanned_networks(
    answer: Value,
    endpoint: &str,
) -> Result<Read<Vec<ScannedNetwork>>, Warning> {
    let answer = match answer {
        Value::Array(networks) => serde_json::json!({ "networks": networks }),
        other => other,
    };
    let mut reader = ItemReader::new(Item::Answer);
    // What is no object has no list.
    let data: ScanData = serde_json::from_value(answer).unwrap_or_default();
    let list = reader.required("networks", |reader, name| reader.take(name, data.networks));
    let Some(items) = list else {
        return Err(reader.lost(endpoint));
    };
    let mut warnings = Vec::new();
    let mut value = Vec::with_capacity(items.len());
    for field in items {
        let mut item = ItemReader::new(Item::Network);
        let dto = item.take("", field);
        value.extend(dto.and_then(|dto| scanned_network(dto, &mut item)));
        warnings.extend(item.warning(endpoint));
    }
    let warnings = first_ones(warnings, endpoint);
    Ok(Read { value, warnings })
}

fn scanned_network(dto: ScannedNetworkDto, item: &mut ItemReader) -> Option<ScannedNetwork> {
    let ssid = item.text("ssid", dto.ssid)?;
    let frequency = item.parsed("frequency", dto.frequency, |text| {
        Some(Band::of_frequency(text))
    });
    let channel: Option<u32> = item.number("channel", dto.channel);
    let signal: Option<i16> = item.number("signal", dto.signal);
    let words = item.text("security", dto.security);
    let words = words.or_else(|| item.text("encryption", dto.encryption));
    let is_secured = item.take("secured", dto.secured);
    Some(ScannedNetwork {
        ssid: wifi_code::network_name(&ssid).into_owned(),
        band: frequency.flatten().or_else(|| Band::of_channel(channel?)),
        signal_dbm: signal.filter(|dbm| *dbm < 0),
        protection: match (words, is_secured) {
            (Some(words), _) => Protection::of_words(&words),
            (None, Some(false)) => Protection::Open,
            (None, Some(true) | None) => Protection::Unknown,
        },
    })
}
