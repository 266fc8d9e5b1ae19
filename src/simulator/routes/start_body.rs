//! The body of a start, validated as a Pi does.

use crate::{
    domain::{error_code::ErrorCode, network::Ssid, secret::Passphrase, session::StepTimeouts},
    simulator::world::refusal::Refusal,
    wire::http_bodies::StartBody,
};

/// Reads the target network and the time-outs. The passphrase is validated and dropped.
pub(super) fn read(body: &[u8]) -> Result<(Ssid, StepTimeouts), Refusal> {
    let body: StartBody<'_> = serde_json::from_slice(body)
        .map_err(|error| Refusal::new(ErrorCode::InvalidRequest, error.to_string()))?;
    let StartBody {
        target_ssid,
        target_password,
        config,
    } = body;
    if target_ssid.is_empty() {
        let message = "target_ssid is required";
        return Err(Refusal::new(ErrorCode::MissingParameter, message));
    }
    let ssid =
        Ssid::new(&target_ssid).map_err(|_error| invalid("target_ssid has more than 32 bytes"))?;
    if !target_password.is_empty() {
        Passphrase::check(&target_password)
            .map_err(|_error| invalid("target_password is not a WPA passphrase"))?;
    }
    let timeouts = config.map_or_else(StepTimeouts::default, StepTimeouts::from);
    let StepTimeouts {
        discovery_seconds,
        provisioning_seconds,
        verification_seconds,
    } = timeouts;
    if [
        discovery_seconds,
        provisioning_seconds,
        verification_seconds,
    ]
    .contains(&0)
    {
        return Err(invalid("a time-out is at least one second"));
    }
    Ok((ssid, timeouts))
}

fn invalid(reason: impl Into<String>) -> Refusal {
    Refusal::new(ErrorCode::ValidationFailed, reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(body: &str) -> Option<ErrorCode> {
        read(body.as_bytes()).err().map(|refusal| refusal.code)
    }

    #[test]
    fn a_start_is_read_strictly() {
        use ErrorCode::{InvalidRequest, MissingParameter, ValidationFailed};
        let long_ssid = format!(r#"{{"target_ssid":"{}"}}"#, "x".repeat(33));
        let cases = [
            ("", Some(InvalidRequest)),
            ("[7]", Some(InvalidRequest)),
            ("{}", Some(MissingParameter)),
            (r#"{"target_ssid":7}"#, Some(InvalidRequest)),
            (r#"{"target_ssid":""}"#, Some(MissingParameter)),
            (long_ssid.as_str(), Some(ValidationFailed)),
            (r#"{"target_ssid":"a"}"#, None),
            (
                r#"{"target_ssid":"a","target_password":"short"}"#,
                Some(ValidationFailed),
            ),
            (r#"{"target_ssid":"a","target_password":""}"#, None),
            (r#"{"target_ssid":"a","target_password":"12345678"}"#, None),
            (
                r#"{"target_ssid":"a","target_password":"","config":{"verification_timeout_seconds":0}}"#,
                Some(ValidationFailed),
            ),
        ];
        for (body, expected) in cases {
            assert_eq!(code(body), expected, "{body}");
        }
    }

    #[test]
    fn time_outs_that_are_not_sent_have_their_defaults() {
        let body = br#"{"target_ssid":"a","target_password":"","config":{"verification_timeout_seconds":30}}"#;
        let expected = StepTimeouts {
            verification_seconds: 30,
            ..StepTimeouts::default()
        };
        assert_eq!(read(body).map(|(_, timeouts)| timeouts), Ok(expected));
    }
}
