//! Section 3: each shape of an answer, and the data or the problem that it is.

use std::time::Duration;

use pidash::{
    domain::problem::{Category, Problem, Remedy},
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

/// A problem of `answer(status, …)` that says nothing by itself.
fn blank(status: u16) -> Problem {
    Problem {
        summary: String::new(),
        details: None,
        code: String::new(),
        category: Category::Unknown,
        http_status: Some(status),
        endpoint: Some("GET /api/v1/x".to_owned()),
        correlation_id: None,
        retryable: false,
        retry_after: None,
        at: jiff::Timestamp::UNIX_EPOCH,
        remedy: Remedy::ContactSupport,
    }
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
            summary: "A web page answered GET /api/v1/x: this port does not serve it.".to_owned(),
            code: "HTML_INSTEAD_OF_JSON".to_owned(),
            category: Category::Network,
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
fn rule_4_every_shape_of_error_says_the_same_things() {
    let text = |text: &str| Some(text.to_owned());
    let seconds = |seconds| Some(Duration::from_secs_f64(seconds));
    let cases = [
        (
            answer(503, fixture!("error_nested.json")),
            Problem {
                summary: "The Pi takes a break after several failures in a row.".to_owned(),
                details: text("circuit breaker is open (5 failures in 30 s)"),
                code: "CIRCUIT_OPEN".to_owned(),
                category: Category::Network,
                correlation_id: text("c-42"),
                retryable: true,
                retry_after: seconds(12.5),
                remedy: Remedy::Wait,
                ..blank(503)
            },
        ),
        (
            answer(401, fixture!("error_flat.json")),
            Problem {
                summary: "The Pi wants an API key, or does not accept this one.".to_owned(),
                details: text("API key required"),
                code: "UNAUTHORIZED".to_owned(),
                category: Category::Auth,
                correlation_id: text("c-401"),
                remedy: Remedy::GiveKey,
                ..blank(401)
            },
        ),
        (
            answer(503, fixture!("error_text.json")),
            Problem {
                summary: "batch service is not configured".to_owned(),
                code: "HTTP_503".to_owned(),
                category: Category::Infrastructure,
                retryable: true,
                retry_after: seconds(5.0),
                remedy: Remedy::Retry,
                ..blank(503)
            },
        ),
        (
            answer(500, fixture!("error_bare_code.json")),
            Problem {
                summary: "Something went wrong inside the Pi.".to_owned(),
                code: "INTERNAL_ERROR".to_owned(),
                category: Category::Infrastructure,
                retryable: true,
                retry_after: seconds(5.0),
                remedy: Remedy::Retry,
                ..blank(500)
            },
        ),
        (
            answer(400, fixture!("error_unknown_code.json")),
            Problem {
                summary: "lp0 on [31mfire".to_owned(),
                details: text(r#"{"tray":2}"#),
                code: "PRINTER_ON_FIRE".to_owned(),
                category: Category::Validation,
                remedy: Remedy::CorrectInput,
                ..blank(400)
            },
        ),
        (
            answer(200, fixture!("success_false_on_200.json")),
            Problem {
                summary: "The time of the session is over.".to_owned(),
                details: text("session expired"),
                code: "SESSION_EXPIRED".to_owned(),
                category: Category::Session,
                remedy: Remedy::StartNewSession,
                ..blank(200)
            },
        ),
        (
            answer(502, "bad gateway\n"),
            Problem {
                summary: "The Pi does not answer behind its address.".to_owned(),
                details: text("bad gateway"),
                code: "HTTP_502".to_owned(),
                category: Category::Network,
                retryable: true,
                retry_after: seconds(5.0),
                remedy: Remedy::Retry,
                ..blank(502)
            },
        ),
    ];
    for (raw, expected) in cases {
        assert_eq!(problem(&raw), Some(expected));
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
    let said = r#"{"error":{"code":"X","retryable":false,"retry_after_seconds":0}}"#;
    let absurd = r#"{"error":{"retry_after_seconds":-1,"retryable":true}}"#;
    let cases = [
        (429, plain, None, true, Some(30)),
        (429, plain, Some(7), true, Some(7)),
        (500, plain, None, true, Some(5)),
        (501, plain, None, false, None),
        (404, plain, None, false, None),
        (404, absurd, Some(9), true, Some(9)),
        (503, said, Some(7), false, Some(1)),
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
        let said = found
            .as_ref()
            .map(|problem| (problem.code.as_str(), problem.summary.as_str()));
        assert_eq!(said, Some(("UNREADABLE_ANSWER", summary)));
        let details = found.and_then(|problem| (!problem.retryable).then_some(problem.details)?);
        assert!(
            details.is_some_and(|details| !details.contains("hunter2")),
            "{body}"
        );
    }
}
