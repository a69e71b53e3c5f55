//! The worked example of `docs/measures.md`, as it stands there: a measure of one's own, by a file alone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use trichluc::record::{Count, Record};

/// The files that the example shows with `$ cat`, and the command that it ends with.
struct Example {
    files: Vec<(String, String)>,
    command: Vec<String>,
}

fn example() -> Example {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/measures.md")).unwrap();
    let block = page.split("```console\n").nth(1).unwrap().split("```").next().unwrap();
    let mut example = Example { files: Vec::new(), command: Vec::new() };
    for line in block.lines() {
        if let Some(path) = line.strip_prefix("$ cat ") {
            example.files.push((path.to_owned(), String::new()));
        } else if let Some(command) = line.strip_prefix("$ trichluc ") {
            example.command = command.split_whitespace().map(str::to_owned).collect();
        } else if let Some((_, text)) = example.files.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    assert_eq!(example.files.len(), 2, "the page shows a list and an article");
    example
}

/// The counts that the command of the page gives, without `--lexicon` on demand.
fn counts(with_lexicon: bool) -> Vec<Count> {
    let dir = tempfile::tempdir().unwrap();
    let mut example = example();
    for (path, text) in &example.files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    if !with_lexicon {
        let at = example.command.iter().position(|a| a == "--lexicon").unwrap();
        example.command.drain(at..at + 2);
    }
    Command::cargo_bin("trichluc").unwrap().current_dir(dir.path()).args(&example.command).assert().success();
    let lines = fs::read_to_string(dir.path().join("records.jsonl")).unwrap();
    let record: Record = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    record.counts
}

fn of(counts: &[Count], code: Option<&str>, planned: bool) -> Vec<f64> {
    counts
        .iter()
        .filter(|c| c.measure.as_deref() == code && c.planned == planned)
        .map(|c| c.value.0)
        .collect()
}

#[test]
fn a_file_adds_a_measure() {
    let counts = counts(true);
    assert_eq!(of(&counts, Some("training.courses"), false), [6.0, 2.0]);
    assert_eq!(of(&counts, None, true), [10.0]);
    assert!(counts.iter().all(|c| c.unit.as_deref() == Some("lớp tập huấn")));
}

#[test]
fn without_the_file_nothing_has_it() {
    assert!(of(&counts(false), Some("training.courses"), false).is_empty());
}

#[test]
fn a_mistake_is_named_by_file_and_line() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("lists/count")).unwrap();
    fs::write(
        dir.path().join("lists/count/measures.toml"),
        "[[measure]]\ncode = \"training.courses\"\nvi = \"Lớp\"\nen = \"Courses\"\n  [[measure.when]]\n  noun = [\"lớp\"]\n",
    )
    .unwrap();
    fs::write(dir.path().join("a.txt"), "Năm 2023, Trung tâm tổ chức 06 lớp tập huấn.\n").unwrap();
    let run = Command::cargo_bin("trichluc")
        .unwrap()
        .current_dir(dir.path())
        .args(["extract", "--lexicon", "lists", "a.txt", "-o", "records.jsonl"])
        .assert()
        .failure();
    let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(said.contains("measures.toml") && said.contains('6') && said.contains("noun"), "{said}");
}
