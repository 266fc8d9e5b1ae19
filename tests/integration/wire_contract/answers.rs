//! Section 3: each shape of an answer, and the resulting data or problem.

#![expect(
    clippy::unwrap_used,
    reason = "a fixture that cannot be read fails its test"
)]

use std::time::Duration;

use pidash::{
    domain::problem::{Category, ErrorCode, Problem, ProblemKind, Remedy},
    i18n,
    wire::{
        envelope::{Answer, RawAnswer, invites_retry, read},
        http_bodies::{HealthDto, SessionData},
    },
};
use serde_json::Value;

use super::{answer, at, fixture};

fn problem(raw: &RawAnswer<'_>) -> Option<Problem> {
    read::<SessionData>(raw).err().map(|problem| *problem)
}

/// A problem of `answer(status, …)` without details.
fn blank(status: u16) -> Problem {
    Problem {
        http_status: Some(status),
        endpoint: Some("GET /api/v1/x".to_owned()),
        retryable: false,
        remedy: Remedy::ContactSupport,
        ..Problem::new(ProblemKind::SocketLost, jiff::Timestamp::UNIX_EPOCH)
    }
}

/// An error whose code the contract does not list.
fn refused(status: u16, code: Option<&str>, message: Option<&str>) -> ProblemKind {
    ProblemKind::Refused {
        status,
        code: code.map(str::to_owned),
        message: message.map(str::to_owned),
    }
}

/// The code, the category and the sentence that a person reads.
fn shown(kind: &ProblemKind) -> (String, Category, String) {
    let code = kind.code().into_owned();
    (code, kind.category(), i18n::problem_kind(kind))
}

#[test]
fn rule_1_a_web_page_is_its_own_problem_whatever_the_status() {
    for (status, content_type) in [
        (200, "text/html"),
        (404, "Text/HTML; charset=utf-8"),
        (503, " text/html ;x"),
    ] {
        let raw = RawAnswer {
            content_type: Some(content_type),
            other_address: Some("10.0.0.7:8081"),
            correlation_header: Some("h-1"),
            ..answer(status, fixture!("page.html"))
        };
        let expected = Problem {
            kind: ProblemKind::HtmlInsteadOfJson {
                endpoint: "GET /api/v1/x".to_owned(),
            },
            correlation_id: Some("h-1".to_owned()),
            remedy: Remedy::CheckAddress {
                instead: Some("10.0.0.7:8081".to_owned()),
            },
            ..blank(status)
        };
        assert_eq!(problem(&raw), Some(expected), "{content_type}");
    }
}

#[test]
fn rule_2_and_3_a_success_without_data_has_none() {
    let nothing = |correlation_id: Option<&str>, pi_time| Answer::<Value> {
        data: None,
        correlation_id: correlation_id.map(str::to_owned),
        pi_time,
    };
    let cases = [
        (answer(204, ""), nothing(None, None)),
        (answer(202, " \n"), nothing(None, None)),
        (
            answer(200, fixture!("success_without_data.json")),
            nothing(Some("c-9"), at(3)),
        ),
        (
            answer(200, r#"{"success":true,"data":null}"#),
            nothing(None, None),
        ),
    ];
    for (raw, expected) in cases {
        assert_eq!(read(&raw), Ok(expected), "{raw:?}");
    }
}

#[test]
fn rule_3_data_comes_enveloped_or_bare() {
    let health = |body| {
        read::<HealthDto>(&answer(200, body))
            .ok()
            .and_then(|answer| answer.data)
    };
    let newer = HealthDto {
        status: "healthy".into(),
        version: "2.1.0".into(),
    };
    assert_eq!(health(fixture!("health_newer.json")), Some(newer));
    let older = HealthDto {
        status: "ok".into(),
        ..HealthDto::default()
    };
    assert_eq!(health(fixture!("health_older.json")), Some(older));
}

#[test]
#[expect(clippy::too_many_lines, reason = "one row for each shape")]
fn rule_4_every_shape_of_error_says_the_same_things() {
    let text = |text: &str| Some(text.to_owned());
    let seconds = |seconds| Some(Duration::from_secs_f64(seconds));
    let cases = [
        (
            answer(503, fixture!("error_nested.json")),
            Problem {
                kind: ErrorCode::CircuitOpen.into(),
                details: text("circuit breaker is open (5 failures in 30 s)"),
                correlation_id: text("c-42"),
                retryable: true,
                retry_after: seconds(12.5),
                remedy: Remedy::Wait,
                ..blank(503)
            },
            (
                "CIRCUIT_OPEN",
                Category::Network,
                "The Pi takes a break after several failures in a row.",
            ),
        ),
        (
            answer(401, fixture!("error_flat.json")),
            Problem {
                kind: ErrorCode::Unauthorized.into(),
                details: text("API key required"),
                correlation_id: text("c-401"),
                remedy: Remedy::GiveKey,
                ..blank(401)
            },
            (
                "UNAUTHORIZED",
                Category::Auth,
                "The Pi requires an API key, or does not accept this one.",
            ),
        ),
        (
            answer(503, fixture!("error_text.json")),
            Problem {
                kind: refused(503, None, Some("batch service is not configured")),
                retryable: true,
                retry_after: seconds(5.0),
                remedy: Remedy::Retry,
                ..blank(503)
            },
            (
                "HTTP_503",
                Category::Infrastructure,
                "batch service is not configured",
            ),
        ),
        (
            answer(500, fixture!("error_bare_code.json")),
            Problem {
                kind: ErrorCode::InternalError.into(),
                retryable: true,
                retry_after: seconds(5.0),
                remedy: Remedy::Retry,
                ..blank(500)
            },
            (
                "INTERNAL_ERROR",
                Category::Infrastructure,
                "Something went wrong inside the Pi.",
            ),
        ),
        (
            answer(400, fixture!("error_unknown_code.json")),
            Problem {
                kind: refused(400, Some("PRINTER_ON_FIRE"), Some("lp0 on [31mfire")),
                details: text(r#"{"tray":2}"#),
                remedy: Remedy::CorrectInput,
                ..blank(400)
            },
            ("PRINTER_ON_FIRE", Category::Validation, "lp0 on [31mfire"),
        ),
        (
            answer(200, fixture!("success_false_on_200.json")),
            Problem {
                kind: ErrorCode::SessionExpired.into(),
                details: text("session expired"),
                remedy: Remedy::StartNewSession,
                ..blank(200)
            },
            (
                "SESSION_EXPIRED",
                Category::Session,
                "The session has expired.",
            ),
        ),
        (
            answer(502, "bad gateway\n"),
            Problem {
                kind: refused(502, None, None),
                details: text("bad gateway"),
                retryable: true,
                retry_after: seconds(5.0),
                remedy: Remedy::Retry,
                ..blank(502)
            },
            (
                "HTTP_502",
                Category::Network,
                "A server answers at this address, but the Pi behind it does not.",
            ),
        ),
    ];
    for (raw, expected, (code, category, summary)) in cases {
        let found = problem(&raw).unwrap();
        assert_eq!(
            shown(&found.kind),
            (code.to_owned(), category, summary.to_owned())
        );
        assert_eq!(found, expected);
    }
}

#[test]
fn rule_5_the_header_names_the_request_where_the_body_does_not() {
    let named = |body| {
        let raw = RawAnswer {
            correlation_header: Some("from-header"),
            ..answer(404, body)
        };
        problem(&raw).and_then(|problem| problem.correlation_id)
    };
    assert_eq!(
        named(fixture!("error_text.json")).as_deref(),
        Some("from-header")
    );
    assert_eq!(
        named(r#"{"error":"x","correlation_id":""}"#).as_deref(),
        Some("from-header")
    );
    assert_eq!(
        named(fixture!("error_nested.json")).as_deref(),
        Some("c-42")
    );
}

#[test]
fn rules_6_and_7_when_to_retry() {
    let plain = r#"{"error":"x"}"#;
    let body = r#"{"error":{"code":"X","retryable":false,"retry_after_seconds":0}}"#;
    let absurd = r#"{"error":{"retry_after_seconds":-1,"retryable":true}}"#;
    let cases = [
        (429, plain, None, true, Some(30)),
        (429, plain, Some(7), true, Some(7)),
        (500, plain, None, true, Some(5)),
        (501, plain, None, false, None),
        (404, plain, None, false, None),
        (404, absurd, Some(9), true, Some(9)),
        (503, body, Some(7), false, Some(1)),
        (503, plain, Some(u64::MAX), true, Some(3600)),
        (503, fixture!("error_bare_code.json"), None, true, Some(5)),
    ];
    for (status, body, header, retryable, wait) in cases {
        let raw = RawAnswer {
            retry_after: header.map(Duration::from_secs),
            ..answer(status, body)
        };
        let found = problem(&raw).map(|problem| (problem.retryable, problem.retry_after));
        assert_eq!(
            found,
            Some((retryable, wait.map(Duration::from_secs))),
            "{status} {body}"
        );
    }
}

#[test]
fn only_the_server_itself_invites_a_second_post() {
    assert!(invites_retry(&answer(503, fixture!("error_nested.json"))));
    assert!(!invites_retry(&answer(503, fixture!("error_text.json"))));
    assert!(!invites_retry(&answer(401, fixture!("error_flat.json"))));
    assert!(!invites_retry(&answer(502, "bad gateway")));
}

#[test]
fn a_success_that_cannot_be_read_says_why_without_the_values() {
    let cases = [
        (
            fixture!("truncated.json"),
            "The Pi's answer broke off in the middle.",
        ),
        (
            "pong",
            "The Pi's answer is not JSON: perhaps something else answers at this address.",
        ),
        (
            r#"{"success":true,"data":"hunter2"}"#,
            "The Pi's answer has a form that this console does not know.",
        ),
    ];
    for (body, summary) in cases {
        let found = problem(&answer(200, body));
        let sentence = found.as_ref().map(|problem| shown(&problem.kind));
        let expected = (
            "UNREADABLE_ANSWER".to_owned(),
            Category::Infrastructure,
            summary.to_owned(),
        );
        assert_eq!(sentence, Some(expected));
        let details = found.and_then(|problem| (!problem.retryable).then_some(problem.details)?);
        assert!(
            details.is_some_and(|details| !details.contains("hunter2")),
            "{body}"
        );
    }
}
