//! What the README promises is what the program says.

use pidash::{domain::settings::Setting, wire::error_codes};

const README: &str = include_str!("../../README.md");

#[test]
fn every_setting_is_there_with_its_variable() {
    for setting in Setting::ALL {
        let row = format!("| `{}` | `{}` |", setting.key(), setting.variable());
        assert!(README.contains(&row), "{row}");
    }
}

#[test]
fn every_code_of_the_contract_is_there_with_the_words_that_people_see() {
    let (_, section) = README
        .split_once("### What the codes of a Pi mean")
        .unwrap();
    let rows = section
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| code"));
    let mut count = 0;
    for row in rows {
        let columns: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [code, summary, advice] = columns[..] else {
            break;
        };
        let info = error_codes::lookup(code).unwrap();
        assert_eq!(
            (summary, advice),
            (info.summary, pidash::i18n::advice(&info.remedy).as_str()),
            "{code}"
        );
        count += 1;
    }
    assert_eq!(count, 26, "as many as section 9 of the contract lists");
}
