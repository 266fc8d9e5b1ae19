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
fn rule_1_a_web_page_with_200_404_or_405_is_that_of_the_pi() {
    for (status, content_type) in [
        (200, "text/html"),
        (404, "Text/HTML; charset=utf-8"),
        (405, " text/html ;x"),
        (200, "application/octet-stream"),
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
fn rule_1_a_web_page_with_another_status_comes_from_in_between() {
    for (status, retry_after) in [
        (400, None),
        (403, None),
        (429, Some(30)),
        (500, Some(5)),
        (502, Some(5)),
        (504, Some(5)),
    ] {
        let raw = RawAnswer {
            content_type: Some("text/html"),
            other_address: Some("10.0.0.7:8081"),
            ..answer(status, fixture!("page.html"))
        };
        let expected = Problem {
            kind: ProblemKind::AnsweredInBetween { status },
            retryable: retry_after.is_some(),
            retry_after: retry_after.map(Duration::from_secs),
            remedy: Remedy::CheckNetwork,
            ..blank(status)
        };
        assert_eq!(problem(&raw), Some(expected), "{status}");
    }
}

#[test]
fn rule_1_a_page_that_leads_to_another_server_is_a_captive_portal() {
    let portal = |content: &str| {
        let page = format!(
            r#"<html><head><meta charset="x"><META HTTP-EQUIV='refresh' CONTENT={content}></head></html>"#
        );
        let raw = RawAnswer {
            content_type: Some("text/html"),
            ..answer(200, &page)
        };
        problem(&raw).map(|problem| problem.kind)
    };
    let to = |to: &str| {
        let to = Some(to.to_owned());
        Some(ProblemKind::CaptivePortal { to })
    };
    let own = || {
        let endpoint = "GET /api/v1/x".to_owned();
        Some(ProblemKind::HtmlInsteadOfJson { endpoint })
    };
    assert_eq!(
        portal("'0; url=http://portal.example:8000/a?b=c'"),
        to("http://portal.example:8000")
    );
    assert_eq!(
        portal(r#""0;URL='https://Portal.example'""#),
        to("https://portal.example")
    );
    for inside in ["'0; url=/login'", "'5'", "'0; url='", "'0; url=http://'"] {
        assert_eq!(portal(inside), own(), "{inside}");
    }
}

#[test]
fn rule_1_json_and_a_short_text_are_read_whatever_their_label_says() {
    let labelled = |status, body| RawAnswer {
        content_type: Some("text/html; charset=utf-8"),
        ..answer(status, body)
    };
    let health = read::<HealthDto>(&labelled(200, fixture!("health_newer.json")));
    assert!(health.is_ok_and(|answer| answer.data.is_some()));
    let refused_text = problem(&labelled(404, "404 page not found")).unwrap();
    assert_eq!(refused_text.kind, refused(404, None, None));
    assert_eq!(refused_text.details.as_deref(), Some("404 page not found"));
    let coded = problem(&labelled(503, fixture!("error_nested.json"))).unwrap();
    assert_eq!(coded.kind, ErrorCode::CircuitOpen.into());
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
    assert_eq!(health(fixture!("health_older.json")), Some(older.clone()));
    for body in [
        r#"{"data":{"status":"ok"}}"#,
        r#"{"data":{"status":"ok"},"meta":{"x":1},"request_id":"r","timestamp":"t","served_at":"t"}"#,
    ] {
        assert_eq!(health(body), Some(older.clone()), "{body}");
    }
    let bare = r#"{"data":{"status":"bad"},"status":"ok"}"#;
    assert_eq!(health(bare), Some(older), "data is a field of its own");
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
fn rule_5_the_request_is_named_in_the_body_or_a_header() {
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
    let in_body = [
        r#"{"correlation_id":"c","request_id":"r","meta":{"correlation_id":"m"}}"#,
        r#"{"correlation_id":"","request_id":"r","meta":{"correlation_id":"m"}}"#,
        r#"{"correlation_id":null,"meta":{"correlation_id":"m"}}"#,
        r#"{"correlation_id":7,"meta":7}"#,
    ];
    let found = in_body.map(|body| named(body).unwrap());
    assert_eq!(found, ["c", "r", "m", "from-header"]);
    let success = r#"{"success":true,"data":{},"meta":{"correlation_id":"m"}}"#;
    let answer = read::<Value>(&answer(200, success));
    assert_eq!(answer.unwrap().correlation_id.as_deref(), Some("m"));
}

#[test]
fn rules_6_and_7_when_to_retry() {
    let plain = r#"{"error":"x"}"#;
    let body = r#"{"error":{"code":"X","retryable":false,"retry_after_seconds":0}}"#;
    let absurd = r#"{"error":{"retry_after_seconds":-1,"retryable":true}}"#;
    let coded = |code: &str| format!(r#"{{"error":{{"code":"{code}"}}}}"#);
    let detailed = |details: &str| format!(r#"{{"error":{{"code":"X","details":"{details}"}}}}"#);
    let (database, circuit) = (coded("DATABASE_ERROR"), coded("CIRCUIT_OPEN"));
    let (internal, totp) = (coded("INTERNAL_ERROR"), coded("TOTP_EXPIRED"));
    let (asked, unreadable) = (detailed("retry_after: 17"), detailed("retry_after: soon"));
    let beyond = r#"{"error":{"retry_after_seconds":1e400}}"#;
    let cases = [
        (429, plain, None, true, Some(30)),
        (429, plain, Some(7), true, Some(7)),
        (500, plain, None, true, Some(5)),
        (501, plain, None, false, None),
        (404, plain, None, false, None),
        (404, absurd, Some(9), true, Some(1)),
        (500, &database, None, false, None),
        (500, &internal, None, true, Some(5)),
        (400, &circuit, None, true, Some(5)),
        (401, &totp, None, true, Some(5)),
        (503, &asked, None, true, Some(17)),
        (503, &asked, Some(3), true, Some(3)),
        (429, &unreadable, None, true, Some(30)),
        (503, beyond, None, true, Some(5)),
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
