//! What `explain` says of three articles of the corpus, as snapshots: a changed rule shows as a changed line.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use assert_cmd::Command;

fn explained(article: &str) -> String {
    let path = format!("{}/corpus/genre/{article}.txt", env!("CARGO_MANIFEST_DIR"));
    let out = Command::cargo_bin("trichluc").unwrap().args(["explain", &path]).assert().success();
    let text = String::from_utf8(out.get_output().stdout.clone()).unwrap();
    // List entries are many and change with every list; what was read and decided is what a snapshot is for.
    let text = text.lines().filter(|l| !l.starts_with("   hit")).collect::<Vec<_>>().join("\n");
    regex::Regex::new(r"EntryId\([0-9]+\)").unwrap().replace_all(&text, "EntryId(_)").into_owned()
}

#[test]
fn an_admission() {
    insta::assert_snapshot!(explained("B01"));
}

#[test]
fn a_congress() {
    insta::assert_snapshot!(explained("D01"));
}

#[test]
fn an_award() {
    insta::assert_snapshot!(explained("D03"));
}
