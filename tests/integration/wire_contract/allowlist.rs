//! Entries of the allowlist and lists of sessions, as the contract's sections 4 and 5 have them.

use pidash::{
    domain::{
        allowlist::{AllowlistEntry, EntryNote, NewEntry},
        session::SessionState,
    },
    i18n,
    wire::{
        allowlist::{self, BulkAddBody, EditBody, EntriesData, EntryData, EntryDto, NewEntryBody},
        envelope::{self, Success},
        http_bodies::{self, SessionsData},
    },
};
use serde_json::json;

use super::{
    MAC, answer, at, fixture, mac,
    writing::{literal, written},
};

const SOURCE: &str = "GET /api/v1/x";

fn entries(body: &str) -> http_bodies::Read<Vec<AllowlistEntry>> {
    let answer = envelope::read::<EntriesData>(&answer(200, body)).unwrap();
    allowlist::entries(answer.data.unwrap(), SOURCE)
}

#[test]
fn an_entry_is_read_with_all_that_it_says_and_what_it_leaves_out_is_none() {
    let read = entries(fixture!("allowlist.json"));
    let full = AllowlistEntry {
        mac: MAC,
        note: EntryNote::typed("Entrance", "cont-9"),
        added_at: at(3),
        used: true,
        used_at: at(60),
    };
    let bare = AllowlistEntry {
        mac: mac(0x50),
        note: EntryNote::default(),
        added_at: None,
        used: false,
        used_at: None,
    };
    assert_eq!(read.value, [full, bare]);
    assert_eq!(read.warnings, []);
}

#[test]
fn an_odd_entry_has_one_warning_and_spoils_no_other() {
    let read = entries(fixture!("allowlist_odd.json"));
    assert_eq!(read.value.len(), 1);
    assert_eq!(read.value[0].mac, MAC);
    assert_eq!(read.value[0].note.description, "7");
    let message = |warning: &pidash::domain::warning::Warning| i18n::warning_kind(&warning.kind);
    let messages: Vec<String> = read.warnings.iter().map(message).collect();
    let expected = [
        format!("entry {MAC}: used is the text “yes”"),
        "entry 2: mac is missing".to_owned(),
        "entry 3: it is the text “24:6F:28:10:4A:51”".to_owned(),
        "entry 4: mac is “nonsense” (“n” at position 1 is not a hex digit)".to_owned(),
    ];
    assert_eq!(messages, expected);
}

#[test]
fn null_and_missing_lists_are_empty() {
    for body in [r#"{"entries":null}"#, "{}"] {
        let read = entries(body);
        assert_eq!((read.value, read.warnings), (vec![], vec![]), "{body}");
    }
    let none = envelope::read::<EntryData>(&answer(201, r#"{"message":"ok"}"#)).unwrap();
    let read = allowlist::entry(none.data.unwrap(), SOURCE);
    assert_eq!((read.value, read.warnings), (None, vec![]));
}

#[test]
fn a_list_of_sessions_leaves_out_what_has_no_id_and_says_so() {
    let answer = answer(200, fixture!("sessions.json"));
    let answer = envelope::read::<SessionsData>(&answer).unwrap();
    let read = http_bodies::sessions(answer.data.unwrap(), SOURCE);
    let ids: Vec<&str> = read
        .value
        .iter()
        .map(|session| session.id.as_str())
        .collect();
    assert_eq!(ids, ["sess_1", "sess_2"]);
    let first = &read.value[0];
    assert_eq!((first.updated_at, first.provisioned_count), (at(60), 2));
    assert_eq!(read.value[1].state, SessionState::Closed);
    assert_eq!(read.warnings.len(), 1);
    assert_eq!(
        i18n::warning_kind(&read.warnings[0].kind),
        "session: id is missing"
    );
}

#[test]
fn what_is_sent_is_what_the_contract_says() {
    let note = EntryNote::typed(" Door ", "");
    let new = NewEntry {
        mac: MAC,
        note: note.clone(),
    };
    let body = NewEntryBody::from(&new);
    let expected = json!({ "mac": "24:6F:28:10:4A:4F", "description": "Door" });
    assert_eq!(written(&body), expected);
    let bulk = BulkAddBody {
        entries: vec![body],
    };
    assert_eq!(written(&bulk), json!({ "entries": [expected] }));
    let edit = EditBody::from(&note);
    assert_eq!(
        written(&edit),
        json!({ "description": "Door", "container_id": "" })
    );
}

#[test]
fn an_entry_is_written_as_a_pi_does() {
    let entry = AllowlistEntry {
        mac: MAC,
        note: EntryNote::typed("Entrance", "cont-9"),
        added_at: at(3),
        used: false,
        used_at: None,
    };
    let data = EntryData {
        entry: pidash::wire::field::Field::Is(EntryDto::from(&entry)),
        message: "Added".into(),
    };
    let success = Success::new(data, "c-1", at(3).unwrap());
    let expected = r#"{"success":true,"data":{"entry":{"mac":"24:6F:28:10:4A:4F","description":"Entrance",
        "container_id":"cont-9","added_at":"2026-02-09T02:40:03Z","used":false},"message":"Added"},
        "correlation_id":"c-1","timestamp":"2026-02-09T02:40:03Z"}"#;
    assert_eq!(written(&success), literal(expected));
}
