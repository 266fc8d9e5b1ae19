//! The list with changes laid over it, on an injected clock.

pub(crate) mod table;

use jiff::Timestamp;

use super::*;
use crate::{
    domain::{
        allowlist::{EntryNote, NewEntry},
        problem::{Category, Remedy},
    },
    features::allowlist::{
        intent::AllowlistIntent,
        table::{RowStatus, Table, View},
    },
    messages::AllowlistReply,
    model::notices::Notices,
};

const SECOND: Duration = Duration::from_secs(1);

/// A tab on a list of cameras 1 to 3, the second of which is used.
struct Tab {
    allowlist: Allowlist,
    notices: Notices,
    now: Now,
}

impl Tab {
    fn open() -> Self {
        let mut tab = Self {
            allowlist: Allowlist::default(),
            notices: Notices::default(),
            now: Now::read(),
        };
        tab.act(AllowlistIntent::Show(true));
        assert_eq!(tab.orders(), [AllowlistVerb::Read]);
        tab.tell(list());
        tab
    }

    fn act(&mut self, action: AllowlistIntent) {
        self.allowlist.handle_intent(action, self.now);
    }

    fn tell(&mut self, reply: AllowlistReply) {
        let (notices, now) = (&mut self.notices, self.now);
        self.allowlist.handle_reply(reply, notices, now);
    }

    fn wait(&mut self, time: Duration) {
        self.now = self.now + time;
    }

    /// What the worker has to do by now.
    fn orders(&mut self) -> Vec<AllowlistVerb> {
        let due = std::iter::from_fn(|| self.allowlist.due(self.now));
        due.map(verb).collect()
    }

    fn table(&self) -> Table {
        Table::of(&self.allowlist, &View::default())
    }

    /// The last byte of each address that is shown, with its status.
    fn rows(&self) -> Vec<(u8, RowStatus)> {
        let rows = self.table().rows.into_iter();
        rows.map(|row| (last(row.entry.mac), row.status)).collect()
    }

    fn numbers(&self) -> Vec<u8> {
        self.rows().into_iter().map(|(number, _)| number).collect()
    }
}

fn verb(command: Command) -> AllowlistVerb {
    match command {
        Command::Allowlist(verb) => verb,
        other => panic!("{other:?}"),
    }
}

fn mac(number: u8) -> MacAddr {
    MacAddr::new([2, 0, 0, 0, 0, number])
}

fn last(mac: MacAddr) -> u8 {
    let digits = mac.to_string();
    u8::from_str_radix(&digits[15..], 16).unwrap_or_default()
}

fn new(number: u8) -> NewEntry {
    let note = EntryNote::typed("Door", "");
    let mac = mac(number);
    NewEntry { mac, note }
}

fn entry(number: u8) -> AllowlistEntry {
    AllowlistEntry {
        mac: mac(number),
        note: EntryNote::typed(
            ["", "Snacks", "drinks", "Spare"][usize::from(number % 4)],
            "",
        ),
        added_at: Timestamp::from_second(i64::from(100 - number)).ok(),
        used: number == 2,
        used_at: None,
    }
}

fn list() -> AllowlistReply {
    AllowlistReply::List(Ok(Some(vec![entry(1), entry(2), entry(3)])))
}

fn problem(code: &str) -> Box<Problem> {
    Box::new(Problem {
        summary: "No.".to_owned(),
        details: None,
        code: code.to_owned(),
        category: Category::Validation,
        http_status: Some(400),
        endpoint: None,
        correlation_id: None,
        retryable: false,
        retry_after: None,
        at: Timestamp::UNIX_EPOCH,
        remedy: Remedy::CorrectInput,
    })
}

#[test]
fn the_list_is_at_most_thirty_seconds_old_while_the_tab_is_open_and_then_nobody_asks() {
    let mut tab = Tab::open();
    tab.wait(29 * SECOND);
    assert!(tab.orders().is_empty());
    tab.wait(SECOND);
    assert_eq!(tab.orders(), [AllowlistVerb::Read]);
    tab.wait(60 * SECOND);
    assert!(tab.orders().is_empty(), "one question at a time");
    tab.tell(AllowlistReply::List(Err(problem("UNREACHABLE"))));
    assert_eq!(tab.numbers(), [1, 2, 3], "what was known stays");
    assert_eq!(tab.allowlist.age(tab.now), Some(90 * SECOND));
    tab.act(AllowlistIntent::Show(false));
    tab.wait(60 * SECOND);
    assert!(tab.orders().is_empty());
    tab.act(AllowlistIntent::Show(true));
    assert_eq!(tab.orders(), [AllowlistVerb::Read], "at once");
    tab.tell(list());
    assert!(tab.orders().is_empty());
    tab.act(AllowlistIntent::Refresh);
    assert_eq!(tab.orders(), [AllowlistVerb::Read]);
}

#[test]
fn an_addition_is_shown_at_once_and_a_refresh_meanwhile_does_not_hide_it() {
    let mut tab = Tab::open();
    tab.act(AllowlistIntent::Add(new(9)));
    assert_eq!(tab.orders(), [AllowlistVerb::Add(new(9))]);
    assert_eq!(tab.rows()[3], (9, RowStatus::Adding));
    tab.tell(list());
    assert_eq!(tab.rows()[3], (9, RowStatus::Adding));
    tab.tell(AllowlistReply::Added(mac(9), Ok(None)));
    assert_eq!(tab.rows()[3], (9, RowStatus::Settled));
    assert_eq!(tab.table().total, 4);
}

#[test]
fn a_duplicate_is_not_sent() {
    let mut tab = Tab::open();
    tab.act(AllowlistIntent::Add(new(1)));
    assert!(tab.orders().is_empty());
    tab.act(AllowlistIntent::Add(new(9)));
    tab.act(AllowlistIntent::Add(new(9)));
    assert_eq!(tab.orders(), [AllowlistVerb::Add(new(9))]);
}

#[test]
fn a_refused_addition_keeps_what_was_typed_and_comes_first() {
    let mut tab = Tab::open();
    tab.act(AllowlistIntent::Add(new(9)));
    tab.orders();
    tab.tell(AllowlistReply::Added(mac(9), Err(problem("X"))));
    let first = &tab.table().rows[0];
    assert_eq!(first.entry.note, new(9).note);
    assert_eq!(first.status, RowStatus::Failed("Add", problem("X")));
    assert_eq!(tab.table().total, 3, "it is not on the list");
    tab.act(AllowlistIntent::TryAgain(mac(9)));
    assert_eq!(tab.orders(), [AllowlistVerb::Add(new(9))]);
    tab.tell(AllowlistReply::Added(mac(9), Err(problem("X"))));
    tab.act(AllowlistIntent::DismissProblem(mac(9)));
    assert_eq!(tab.numbers(), [1, 2, 3]);
}

#[test]
fn an_addition_whose_answer_was_lost_is_settled_by_the_list() {
    let mut tab = Tab::open();
    tab.act(AllowlistIntent::Add(new(9)));
    tab.tell(AllowlistReply::Added(
        mac(9),
        Err(problem("CONNECTION_LOST")),
    ));
    tab.tell(AllowlistReply::List(Ok(Some(vec![entry(1), entry(9)]))));
    assert_eq!(tab.rows()[1], (9, RowStatus::Settled));
}

#[test]
fn an_edit_is_shown_at_once_and_taken_back_when_it_is_refused() {
    let mut tab = Tab::open();
    let note = EntryNote::typed("Gate", "c-7");
    tab.act(AllowlistIntent::Edit(mac(1), note.clone()));
    assert_eq!(tab.orders(), [AllowlistVerb::Edit(mac(1), note.clone())]);
    assert_eq!(tab.table().rows[0].entry.note, note);
    tab.tell(AllowlistReply::Edited(
        mac(1),
        Err(problem("NOT_AVAILABLE")),
    ));
    assert_eq!(tab.table().rows[0].entry.note, entry(1).note);
    assert!(!tab.allowlist.can_edit());
    tab.act(AllowlistIntent::Edit(mac(1), entry(1).note));
    assert!(tab.orders().is_empty(), "nothing has changed");
}

#[test]
fn a_removal_is_sent_after_eight_seconds_unless_it_is_undone() {
    let mut tab = Tab::open();
    tab.act(AllowlistIntent::Remove(mac(1)));
    tab.wait(3 * SECOND);
    tab.act(AllowlistIntent::Remove(mac(2)));
    assert_eq!(tab.numbers(), [3]);
    assert_eq!(tab.table().total, 1);
    tab.wait(4 * SECOND);
    assert!(tab.orders().is_empty());
    assert_eq!(tab.allowlist.undo(tab.now), Some((mac(2), 4 * SECOND)));
    tab.act(AllowlistIntent::Undo);
    assert_eq!(tab.numbers(), [2, 3]);
    assert_eq!(tab.allowlist.undo(tab.now), Some((mac(1), SECOND)));
    tab.wait(SECOND);
    assert_eq!(tab.orders(), [AllowlistVerb::Remove(mac(1))]);
    assert_eq!(tab.allowlist.undo(tab.now), None);
    tab.tell(AllowlistReply::Removed(mac(1), Err(problem("X"))));
    assert_eq!(
        tab.rows()[0],
        (1, RowStatus::Failed("Remove", problem("X")))
    );
    tab.tell(AllowlistReply::List(Ok(Some(vec![entry(3)]))));
    assert_eq!(tab.numbers(), [3], "it is gone after all");
}

#[test]
fn adding_what_is_about_to_leave_keeps_it() {
    let mut tab = Tab::open();
    tab.act(AllowlistIntent::Remove(mac(1)));
    tab.act(AllowlistIntent::Add(new(1)));
    tab.wait(9 * SECOND);
    assert!(tab.orders().is_empty());
    assert_eq!(tab.numbers(), [1, 2, 3]);
}

#[test]
fn removals_are_flushed_when_the_window_closes() {
    let mut tab = Tab::open();
    tab.act(AllowlistIntent::Remove(mac(1)));
    tab.act(AllowlistIntent::Add(new(9)));
    let left: Vec<_> = tab.allowlist.flush().into_iter().map(verb).collect();
    assert_eq!(
        left,
        [AllowlistVerb::Add(new(9)), AllowlistVerb::Remove(mac(1))]
    );
    assert_eq!(tab.allowlist.flush().len(), 0);
}

#[test]
fn clearing_is_shown_at_once_and_taken_back_when_it_is_refused() {
    let mut tab = Tab::open();
    tab.act(AllowlistIntent::Remove(mac(1)));
    tab.act(AllowlistIntent::Clear);
    tab.act(AllowlistIntent::Clear);
    assert_eq!(tab.orders(), [AllowlistVerb::Clear]);
    assert!(tab.numbers().is_empty());
    tab.tell(AllowlistReply::Cleared(Err(problem("X"))));
    assert_eq!(tab.numbers(), [1, 2, 3]);
    assert!(tab.allowlist.clear_problem().is_some());
    tab.act(AllowlistIntent::DismissClearProblem);
    tab.act(AllowlistIntent::Clear);
    tab.tell(AllowlistReply::Cleared(Ok(())));
    assert!(tab.numbers().is_empty());
    assert!(tab.allowlist.clear_problem().is_none());
}

#[test]
fn a_pi_without_an_allowlist_is_told_apart_from_an_empty_one() {
    let mut tab = Tab::open();
    tab.tell(AllowlistReply::List(Ok(None)));
    assert!(tab.allowlist.is_unavailable());
    tab.tell(AllowlistReply::List(Ok(Some(Vec::new()))));
    assert!(!tab.allowlist.is_unavailable());
    assert!(!tab.allowlist.is_unread());
}
