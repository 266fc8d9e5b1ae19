//! The README matches the program.

use pidash::{
    domain::{error_code::ErrorCode, settings::Setting},
    i18n,
};
use strum::VariantArray as _;

const README: &str = include_str!("../../README.md");

#[test]
fn every_setting_is_there_with_its_variable() {
    for setting in Setting::VARIANTS {
        let row = format!("| `{}` | `{}` |", setting.key(), setting.variable());
        assert!(README.contains(&row), "{row}");
    }
}

#[test]
fn every_code_of_the_contract_is_there_with_the_words_that_people_see() {
    let (_, section) = README
        .split_once("### What the codes of a Pi mean")
        .unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let rows = section
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| code"));
    let mut count = 0;
    for row in rows {
        let columns: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [code, summary, advice] = columns[..] else {
            break;
        };
        let code = ErrorCode::parse(code).unwrap();
        assert_eq!(
            (summary, advice),
            (
                i18n::error_code(code),
                i18n::advice(&code.remedy()).as_str()
            ),
            "{code:?}"
        );
        count += 1;
    }
    assert_eq!(count, ErrorCode::VARIANTS.len());
}
