//! The allowlist over the wire: each call, what older Pis do not know, and that the list is read
//! again once, not every time.

use pidash::{
    client::ClientHandle,
    domain::{
        allowlist::{AllowlistEntry, EntryNote, NewEntry},
        mac::MacAddr,
        problem::Problem,
    },
    messages::{AllowlistReply, AllowlistVerb, Command, Event},
    simulator::{Calls, Fault, Form, OptionalFeature, Simulator, SimulatorConfig},
};
use std::{net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use super::{Console, count, fail, pi, pi_with, quick, running};

const LIST: &str = "/provisioning/allowlist";

fn mac(number: u16) -> MacAddr {
    let [high, low] = number.to_be_bytes();
    MacAddr::new([2, 0, 0, 0, high, low])
}

fn entry(number: u16) -> NewEntry {
    let mac = mac(number);
    let note = EntryNote::typed(" Door ", "c-1");
    NewEntry { mac, note }
}

impl Console {
    fn send_verb(&self, verb: AllowlistVerb) {
        self.send(Command::Allowlist(verb));
    }

    async fn allowlist_reply(&mut self) -> AllowlistReply {
        self.wait_for("answer about the allowlist", |event| match event {
            Event::Allowlist(reply) => Some(reply),
            _ => None,
        })
        .await
    }

    async fn list(&mut self) -> Result<Option<Vec<AllowlistEntry>>, Box<Problem>> {
        self.wait_for("list", |event| match event {
            Event::Allowlist(AllowlistReply::List(list)) => Some(list),
            _ => None,
        })
        .await
    }

    /// Waits for a list that contains these entries.
    async fn list_with(&mut self, macs: &[MacAddr]) -> Vec<AllowlistEntry> {
        let entries = self.list().await.unwrap().unwrap();
        for mac in macs {
            assert!(entries.iter().any(|entry| entry.mac == *mac), "no {mac}");
        }
        entries
    }

    /// The outcome of each entry of an import, in the order of the answers, up to its end.
    async fn import(&mut self, entries: Vec<NewEntry>) -> Vec<(MacAddr, Result<(), String>)> {
        self.send_verb(AllowlistVerb::Import(entries));
        let mut outcomes = Vec::new();
        loop {
            match self.allowlist_reply().await {
                AllowlistReply::Imported(macs, result) => {
                    let result = result.map_err(|problem| problem.code().into_owned());
                    outcomes.extend(macs.into_iter().map(|mac| (mac, result.clone())));
                }
                AllowlistReply::ImportEnded => return outcomes,
                _ => {}
            }
        }
    }
}

async fn console(pi: &Simulator) -> Console {
    let mut console = Console::on(pi);
    console.live().await;
    console
}

#[tokio::test]
async fn an_entry_is_added_edited_and_removed_and_the_list_is_read_again_each_time() {
    let pi = pi().await;
    let mut console = console(&pi).await;
    console.send_verb(AllowlistVerb::Add(entry(1)));
    let AllowlistReply::Added(_, Ok(Some(added))) = console.allowlist_reply().await else {
        panic!("not added");
    };
    assert_eq!(added.note.description, "Door");
    console.list_with(&[mac(1)]).await;
    let empty = EntryNote::default();
    console.send_verb(AllowlistVerb::Edit(mac(1), empty.clone()));
    let AllowlistReply::Edited(_, Ok(Some(edited))) = console.allowlist_reply().await else {
        panic!("not edited");
    };
    assert_eq!(edited.note, empty, "an empty text clears what was there");
    console.list_with(&[mac(1)]).await;
    for _twice in 0..2 {
        console.send_verb(AllowlistVerb::Remove(mac(1)));
        let reply = console.allowlist_reply().await;
        assert!(
            matches!(reply, AllowlistReply::Removed(_, Ok(()))),
            "{reply:?}"
        );
        let entries = console.list_with(&[]).await;
        assert!(!entries.iter().any(|entry| entry.mac == mac(1)));
    }
    let path = "/provisioning/allowlist/02%3A00%3A00%3A00%3A00%3A01";
    assert_eq!(count(&pi, "PATCH", path), 1);
}

#[tokio::test]
async fn a_refusal_keeps_its_code_and_the_list_is_read_again() {
    let pi = pi().await;
    let mut console = console(&pi).await;
    console.send_verb(AllowlistVerb::Add(entry(1)));
    console.list_with(&[mac(1)]).await;
    console.send_verb(AllowlistVerb::Add(entry(1)));
    let AllowlistReply::Added(_, Err(problem)) = console.allowlist_reply().await else {
        panic!("added twice");
    };
    assert_eq!(problem.code(), "VALIDATION_FAILED");
    assert!(problem.correlation_id.is_some());
    console.list_with(&[mac(1)]).await;
    console.send_verb(AllowlistVerb::Edit(mac(9), EntryNote::default()));
    let AllowlistReply::Edited(_, Err(problem)) = console.allowlist_reply().await else {
        panic!("edited what is not there");
    };
    assert_eq!(problem.code(), "DEVICE_NOT_FOUND");
}

#[tokio::test]
async fn thirty_additions_in_a_row_read_the_list_at_most_three_times() {
    let pi = pi().await;
    let mut console = console(&pi).await;
    for number in 1..=30 {
        console.send_verb(AllowlistVerb::Add(entry(number)));
    }
    let macs: Vec<MacAddr> = (1..=30).map(mac).collect();
    console.list_with(&macs).await;
    let reads = count(&pi, "GET", LIST);
    assert!(reads <= 3, "{reads} reads of the list");
}

#[tokio::test]
async fn a_call_whose_answer_is_lost_is_looked_up_and_a_removal_is_sent_again() {
    let pi = pi().await;
    let mut console = console(&pi).await;
    let lost_once = |method| {
        let calls = Calls::to(LIST).with(method).times(1);
        pi.set_fault_for(Fault::AnswerLost, calls);
    };
    lost_once("POST");
    console.send_verb(AllowlistVerb::Add(entry(1)));
    let AllowlistReply::Added(_, Err(problem)) = console.allowlist_reply().await else {
        panic!("the answer was not lost");
    };
    assert_eq!(problem.code(), "CONNECTION_LOST");
    // All connections were cut, perhaps also that of the read after the addition.
    let list = if let Ok(list) = console.list().await {
        list
    } else {
        console.send_verb(AllowlistVerb::Read);
        console.list().await.unwrap()
    };
    assert!(list.unwrap().iter().any(|entry| entry.mac == mac(1)));
    assert_eq!(count(&pi, "POST", LIST), 1, "an add is not sent twice");
    lost_once("DELETE");
    console.send_verb(AllowlistVerb::Remove(mac(1)));
    let reply = console.allowlist_reply().await;
    assert!(
        matches!(reply, AllowlistReply::Removed(_, Ok(()))),
        "{reply:?}"
    );
    assert_eq!(count(&pi, "DELETE", LIST), 2);
}

#[tokio::test]
async fn the_list_is_cleared_at_once_or_entry_by_entry() {
    for missing in [&[][..], &[OptionalFeature::Clear]] {
        let pi = pi().await;
        pi.remove_features(missing);
        let mut console = console(&pi).await;
        console.send_verb(AllowlistVerb::Clear);
        let reply = console.allowlist_reply().await;
        assert!(
            matches!(reply, AllowlistReply::Cleared(Ok(()))),
            "{reply:?}"
        );
        assert!(console.list_with(&[]).await.is_empty());
    }
}

#[tokio::test]
async fn a_replaced_entry_is_answered_as_an_edit_or_as_an_addition_once_it_is_off_the_list() {
    let pi = pi().await;
    let mut console = console(&pi).await;
    console.send_verb(AllowlistVerb::Add(entry(1)));
    console.list_with(&[mac(1)]).await;
    let note = EntryNote::typed("Gate", "c-7");
    let replacement = NewEntry {
        mac: mac(1),
        note: note.clone(),
    };
    let replace = || AllowlistVerb::Replace(replacement.clone());
    console.send_verb(replace());
    let AllowlistReply::Edited(_, Ok(Some(edited))) = console.allowlist_reply().await else {
        panic!("not replaced");
    };
    assert_eq!(edited.note, note);
    let refuse = |method: &str| {
        let calls = Calls::to("/provisioning/allowlist").with(method).times(1);
        pi.set_fault_for(Fault::refused(500, None), calls);
    };
    console.list_with(&[mac(1)]).await;
    refuse("DELETE");
    console.send_verb(replace());
    let reply = console.allowlist_reply().await;
    assert!(matches!(reply, AllowlistReply::Edited(_, Err(_))));
    console.list_with(&[mac(1)]).await;
    refuse("POST");
    console.send_verb(replace());
    let reply = console.allowlist_reply().await;
    assert!(matches!(reply, AllowlistReply::Added(_, Err(_))));
}

#[tokio::test]
async fn a_missing_feature_is_not_a_failure() {
    let pi = pi().await;
    let mut console = console(&pi).await;
    pi.remove_features(&[OptionalFeature::Edit]);
    console.send_verb(AllowlistVerb::Edit(mac(1), EntryNote::default()));
    let AllowlistReply::Edited(_, Err(problem)) = console.allowlist_reply().await else {
        panic!("an older Pi cannot edit");
    };
    assert_eq!(problem.code(), "NOT_AVAILABLE");
    pi.remove_features(&[OptionalFeature::Allowlist]);
    console.send_verb(AllowlistVerb::Read);
    assert_eq!(console.list().await, Ok(None));
    pi.remove_features(&[]);
    fail(&pi, LIST, 10, Fault::status(500, Form::Text));
    console.send_verb(AllowlistVerb::Read);
    // The list may have been read once more after the edit, before the fault.
    let refused = |event| match event {
        Event::Allowlist(AllowlistReply::List(list)) => list.err(),
        _ => None,
    };
    let problem = console.wait_for("a refused list", refused).await;
    assert_eq!(problem.http_status, Some(500));
}

#[tokio::test]
async fn an_import_has_an_answer_for_each_entry_with_and_without_the_bulk_call() {
    for missing in [&[][..], &[OptionalFeature::Bulk]] {
        let pi = pi().await;
        pi.remove_features(missing);
        let mut console = console(&pi).await;
        console.send_verb(AllowlistVerb::Add(entry(7)));
        console.list_with(&[mac(7)]).await;
        let mut outcomes = console.import((1..=230).map(entry).collect()).await;
        outcomes.sort();
        let expected: Vec<_> = (1..=230).map(|number| (mac(number), Ok(()))).collect();
        assert_eq!(outcomes, expected, "one that is there already is fine");
        let calls = (count(&pi, "POST", "/bulk"), count(&pi, "POST", LIST));
        let (bulk, all) = if missing.is_empty() { (3, 4) } else { (1, 232) };
        assert_eq!(calls, (bulk, all), "the older Pi is asked for bulk once");
        let macs: Vec<MacAddr> = (1..=230).map(mac).collect();
        console.list_with(&macs).await;
    }
}

#[tokio::test]
async fn an_import_reads_the_list_once_at_its_end() {
    let pi = pi().await;
    let mut console = console(&pi).await;
    let entries: Vec<NewEntry> = (1..=1_000).map(entry).collect();
    let expected: Vec<_> = entries.iter().map(|entry| (entry.mac, Ok(()))).collect();
    for (reads, what) in [(1, "all were added"), (2, "all were skipped")] {
        let outcomes = console.import(entries.clone()).await;
        assert_eq!(outcomes, expected, "{what}");
        console.list_with(&[mac(1), mac(1_000)]).await;
        assert_eq!(count(&pi, "GET", LIST), reads, "{what}");
    }
}

#[tokio::test]
async fn counts_that_do_not_add_up_are_checked_against_the_list() {
    let bulk = r#"{"success":true,"data":{"added":2}}"#;
    let list = r#"{"success":true,"data":{"entries":[{"mac":"02:00:00:00:00:02"}]}}"#;
    let pi = server(|path| if path.ends_with("/bulk") { bulk } else { list }).await;
    let mut console = Console::open(&pi.to_string(), None, quick());
    let outcomes = console.import((1..=3).map(entry).collect()).await;
    let refused = || Err("NOT_TAKEN".to_owned());
    assert_eq!(
        outcomes,
        [(mac(2), Ok(())), (mac(1), refused()), (mac(3), refused())]
    );
}

#[tokio::test]
async fn a_list_of_60_000_entries_is_read() {
    let entries: Vec<String> = (0..60_000)
        .map(|number| {
            let (mac, note) = (mac(number), "Beside the door of the shop on the ground floor");
            format!(
                r#"{{"mac":"{mac}","description":"{note}","container_id":"container-{number}","added_at":"2026-02-09T02:40:03.100582974Z","used":false}}"#
            )
        })
        .collect();
    let list = format!(
        r#"{{"success":true,"data":{{"entries":[{}]}}}}"#,
        entries.join(",")
    );
    assert!(
        list.len() > 9 << 20,
        "larger than the bound of other bodies"
    );
    let list: &'static str = list.leak();
    let pi = server(move |_path| list).await;
    let mut console = Console::open(&pi.to_string(), None, quick());
    console.send_verb(AllowlistVerb::Read);
    assert_eq!(console.list().await.unwrap().unwrap().len(), 60_000);
}

/// A server that answers each path with this JSON.
async fn server(answer: impl Fn(&str) -> &'static str + Send + Sync + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let answer = Arc::new(answer);
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let answer = Arc::clone(&answer);
            tokio::spawn(async move {
                let mut request = vec![0; 64 << 10];
                let length = socket.read(&mut request).await.unwrap_or(0);
                let request = String::from_utf8_lossy(&request[..length]).into_owned();
                let body = answer(request.split(' ').nth(1).unwrap_or_default());
                let head = format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    body.len()
                );
                socket.write_all(head.as_bytes()).await.ok();
                socket.write_all(body.as_bytes()).await.ok();
            });
        }
    });
    address
}

#[tokio::test]
async fn an_import_obeys_the_limiter_and_can_be_cancelled() {
    let pi = pi().await;
    pi.remove_features(&[OptionalFeature::Bulk]);
    pi.set_fault_for(
        Fault::RateLimit {
            gap_ms: 20,
            retry_after_seconds: 0,
        },
        Calls::to(LIST).with("POST"),
    );
    let mut console = console(&pi).await;
    let outcomes = console.import((1..=5).map(entry).collect()).await;
    assert!(
        outcomes.iter().all(|(_, outcome)| outcome.is_ok()),
        "{outcomes:?}"
    );
    console.send_verb(AllowlistVerb::Import((10..=200).map(entry).collect()));
    loop {
        if let AllowlistReply::Imported(..) = console.allowlist_reply().await {
            break;
        }
    }
    console.send_verb(AllowlistVerb::CancelImport);
    let mut more = 1;
    loop {
        match console.allowlist_reply().await {
            AllowlistReply::Imported(..) => more += 1,
            AllowlistReply::ImportEnded => break,
            _ => {}
        }
    }
    assert!(more < 100, "{more} entries after the cancel");
}

#[tokio::test]
async fn an_import_to_an_unreachable_pi_has_an_answer_for_each_entry() {
    let pi = pi().await;
    let mut console = console(&pi).await;
    pi.set_offline(true);
    let outcomes = console.import((1..=150).map(entry).collect()).await;
    assert_eq!(outcomes.len(), 150);
    assert!(outcomes.iter().all(|(_, outcome)| outcome.is_err()));
}

#[tokio::test]
async fn the_session_is_read_again_after_a_change_of_the_list() {
    let pi = pi_with(SimulatorConfig::default()).await;
    let (mut console, _) = running(&pi).await;
    let stranger = console
        .wait_for("a stranger", |event| match event {
            Event::Batch(pidash::messages::BatchEvent::Candidate(update)) => {
                (update.in_allowlist == Some(false)).then_some(update.mac)
            }
            _ => None,
        })
        .await;
    pi.stall_streams(true);
    let note = EntryNote::default();
    console.send_verb(AllowlistVerb::Add(NewEntry {
        mac: stranger,
        note,
    }));
    let allowed = console.wait_for("permission", |event| match event {
        Event::Snapshot(snapshot) | Event::Checked(snapshot) => {
            let cameras = snapshot.candidates.unwrap_or_default();
            let camera = cameras.into_iter().find(|camera| camera.mac == stranger);
            camera.map(|camera| camera.in_allowlist)
        }
        _ => None,
    });
    assert!(allowed.await);
}

#[test]
fn finish_waits_for_the_commands_that_were_sent() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let pi = runtime.block_on(pi());
    let mut backend: ClientHandle = Console::open(&pi.url(), None, quick()).backend;
    for number in 1..=5 {
        let add = AllowlistVerb::Add(entry(number));
        backend.try_send(Command::Allowlist(add)).unwrap();
    }
    backend.finish(Duration::from_secs(20));
    assert_eq!(count(&pi, "POST", LIST), 5);
    assert!(backend.try_send(Command::Follow(None)).is_err());
}
