//! Lists as people have them, and any bytes at all.

use proptest::prelude::*;

use super::{
    preview::{Preview, Verdict},
    *,
};
use crate::{
    domain::{
        allowlist::{AllowlistEntry, EntryNote},
        problem::{Category, Remedy},
    },
    features::allowlist::{csv_export, intent::ImportIntent, list_reader::Line},
};

fn mac(number: u8) -> MacAddr {
    MacAddr::new([2, 0, 0, 0, 0, number])
}

fn new(number: u8, description: &str, container: &str) -> NewEntry {
    let note = EntryNote::typed(description, container);
    let mac = mac(number);
    NewEntry { mac, note }
}

fn entry(new: &NewEntry) -> AllowlistEntry {
    AllowlistEntry {
        mac: new.mac,
        note: new.note.clone(),
        added_at: None,
        used: false,
        used_at: None,
    }
}

fn entries(text: &str) -> Vec<Result<NewEntry, String>> {
    let lines = list_reader::read(text.as_bytes()).unwrap_or_default();
    lines.into_iter().map(|line| line.entry).collect()
}

#[test]
fn every_common_form_of_a_list_is_read() {
    let expected = [Ok(new(1, "Door, left", "c-1")), Ok(new(2, "", ""))];
    for text in [
        "mac,description,container_id\n02:00:00:00:00:01,\"Door, left\",c-1\n02:00:00:00:00:02,,\n",
        "\u{feff}MAC;Description;Container\r\n0200.0000.0001;Door, left;c-1\r\n\r\n020000000002;;\r\n",
        "container\tname\tMac Address\nc-1\tDoor, left\t02-00-00-00-00-01\n\t\t02-00-00-00-00-02",
        "02:00:00:00:00:01;Door, left;c-1\n02:00:00:00:00:02",
        "020000000001\tDoor, left\tc-1\n020000000002\n",
    ] {
        assert_eq!(entries(text), expected, "{text:?}");
    }
    let plain = "020000000001\n020000000002";
    assert_eq!(entries(plain), [Ok(new(1, "", "")), Ok(new(2, "", ""))]);
}

#[test]
fn a_row_that_cannot_be_read_says_why_and_spoils_no_other() {
    let text = b"mac,description\n02:00:00:00:00:0G,x\n,no address\n02:00:00:00:00:01,\xFF\n02:00:00:00:00:02,ok\n";
    let lines = list_reader::read(text).unwrap_or_default();
    let reasons: Vec<(u64, String)> = lines
        .iter()
        .filter_map(|line| Some((line.number, line.entry.clone().err()?)))
        .collect();
    let expected = [
        (2, "“G” at position 17 is not a hex digit"),
        (3, "there is no MAC address"),
        (4, "the description is no UTF-8 text"),
    ];
    assert_eq!(reasons, expected.map(|(line, why)| (line, why.to_owned())));
    assert_eq!(lines[3].entry, Ok(new(2, "ok", "")));
    let swallowed = "020000000001,\"open\n020000000002,b\n020000000003,c\n";
    assert!(matches!(&entries(swallowed)[..], [Err(why)] if why.contains("several rows")));
    let unquoted = &entries("020000000001,Entrance, left,c-1")[0];
    assert!(matches!(unquoted, Err(why) if why.contains("more than 3 cells")));
    let unclosed = format!("020000000001,\"open{}\n020000000002\n", "x".repeat(600));
    assert!(matches!(&entries(&unclosed)[0], Err(why) if why.contains("quote")));
}

#[test]
fn what_is_no_list_has_one_clear_reason() {
    let reason = |bytes: &[u8]| list_reader::read(bytes).err().unwrap_or_default();
    assert!(reason(b"\xFF\xFE0\x002\x00").contains("UTF-16"));
    assert!(reason(b"PK\x03\x04\x00\x00").contains("plain text"));
    assert!(reason(b" \n\n").contains("no row"));
    assert!(reason(&vec![b'a'; list_reader::MAX_BYTES + 1]).contains("4 MB"));
    let many = "020000000001\n".repeat(20_001);
    assert!(reason(many.as_bytes()).contains("20000 rows"));
}

#[test]
fn each_row_gets_one_verdict() {
    use Verdict::{Add, AlreadyThere, DuplicateOf, Invalid};
    let text = "020000000001\n020000000002\n02:00:00:00:00:02\nx\n020000000003";
    let lines = list_reader::read(text.as_bytes()).unwrap_or_default();
    let preview = Preview::of(lines, &HashSet::from([mac(1)]));
    let verdicts: Vec<Verdict> = preview.rows.iter().map(|row| row.verdict.clone()).collect();
    assert_eq!(verdicts, [AlreadyThere, Add, DuplicateOf(2), Invalid, Add]);
    assert_eq!(preview.to_add(), [new(2, "", ""), new(3, "", "")]);
}

fn previewed(text: &str) -> Import {
    let mut import = Import::default();
    let read = ImportIntent::Read(text.as_bytes().into());
    assert_eq!(import.handle_intent(read, &HashSet::new()), None);
    import
}

fn problem() -> Box<Problem> {
    Box::new(Problem {
        summary: "No.".to_owned(),
        details: None,
        code: "X".to_owned(),
        category: Category::Validation,
        http_status: None,
        endpoint: None,
        correlation_id: None,
        retryable: false,
        retry_after: None,
        at: jiff::Timestamp::UNIX_EPOCH,
        remedy: Remedy::CorrectInput,
    })
}

#[test]
fn an_import_counts_its_answers_and_accounts_for_every_row() {
    let mut import = previewed("020000000001\n020000000002\n020000000003");
    let order = import.handle_intent(ImportIntent::Start, &HashSet::new());
    assert!(matches!(order, Some(AllowlistVerb::Import(entries)) if entries.len() == 3));
    import.imported(&[mac(1)], &Ok(()));
    import.imported(&[mac(1), mac(9)], &Ok(()));
    import.imported(&[mac(2)], &Err(problem()));
    assert_eq!(
        import.handle_intent(ImportIntent::Close, &HashSet::new()),
        None
    );
    let cancel = import.handle_intent(ImportIntent::Cancel, &HashSet::new());
    assert_eq!(cancel, Some(AllowlistVerb::CancelImport));
    import.ended();
    let Import::Run(run) = &import else {
        unreachable!("closing waits for the end");
    };
    assert_eq!((run.answered, run.added()), (2, 1));
    let left: Vec<_> = run
        .left_over()
        .map(|(entry, why)| (entry.mac, why))
        .collect();
    assert_eq!(left, [(mac(2), "No."), (mac(3), "Not sent: cancelled.")]);
    import.handle_intent(ImportIntent::Close, &HashSet::new());
    assert!(matches!(import, Import::Empty));
}

proptest! {
    #[test]
    fn any_bytes_give_rows_or_a_reason(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        match list_reader::read(&bytes) {
            Ok(lines) => prop_assert!(!lines.is_empty()),
            Err(why) => prop_assert!(!why.is_empty()),
        }
    }

    #[test]
    fn any_text_gives_rows_or_a_reason(text in "[0-9a-fA-F:.;,\t\r\n\"'=+@-]{0,300}") {
        let lines: Vec<Line> = list_reader::read(text.as_bytes()).unwrap_or_default();
        for line in lines {
            prop_assert!(line.entry.is_ok() || line.entry.is_err_and(|why| !why.is_empty()));
        }
    }

    #[test]
    fn what_is_exported_is_imported_unchanged(
        texts in prop::collection::vec(("[=+@'\"a;, \n\t-]{0,12}", "\\PC{0,20}"), 1..20),
    ) {
        let list: Vec<NewEntry> = (0..).zip(&texts).map(|(n, (a, b))| new(n, a, b)).collect();
        let listed: Vec<AllowlistEntry> = list.iter().map(entry).collect();
        let text = csv_export::list(listed.iter());
        let read: Vec<_> = entries(&text);
        let expected: Vec<_> = list.into_iter().map(Ok).collect();
        prop_assert_eq!(read, expected);
    }
}
