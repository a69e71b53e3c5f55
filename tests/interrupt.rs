//! Runs that are killed, resumed, or lose their disk: nothing is lost, repeated or torn.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "formats/program.rs"]
mod program;

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use program::{ARTICLE, extract, lines, many, said, trichluc};
use serde_json::Value;
use trichluc::input::{self, Options};
use trichluc::lexicon::Lexicon;
use trichluc::run::{self, Destination, Plan, Watch};

#[test]
fn a_killed_run_is_resumed_to_the_same_bytes() {
    let dir = tempfile::tempdir().unwrap();
    many(&dir.path().join("in"), 4);
    fs::write(dir.path().join("in/loi.txt"), b"\0\0\0").unwrap();
    fs::copy(dir.path().join("in/000/0/bai-001.txt"), dir.path().join("in/003/trung.txt")).unwrap();
    let whole = extract(&["in", "-o", "whole.jsonl"], dir.path());
    assert_eq!(whole.status.code(), Some(1), "{}", said(&whole));
    let expected = fs::read(dir.path().join("whole.jsonl")).unwrap();
    let mut kills = 0;
    for pause in [5, 40, 100, 200, 300, 500, 700] {
        let mut child = trichluc()
            .args(["extract", "in", "-o", "out.jsonl", "--resume", "--jobs", "2"])
            .current_dir(dir.path())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(pause));
        kills += usize::from(child.try_wait().unwrap().is_none());
        // `kill` is SIGKILL: nothing is tidied up.
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert!(kills > 0, "every run was over before it could be killed");
    let last = extract(&["in", "-o", "out.jsonl", "--resume", "--report", "report.json"], dir.path());
    assert_eq!(last.status.code(), Some(1), "{}", said(&last));
    assert!(fs::read(dir.path().join("out.jsonl")).unwrap() == expected);
    let report: Value = serde_json::from_slice(&fs::read(dir.path().join("report.json")).unwrap()).unwrap();
    assert_eq!(report["counts"]["duplicates"], 1);
    assert_eq!(report["counts"]["failures"], 1);
    assert_eq!(report["counts"]["records"].as_u64().unwrap() as usize, lines(&expected).len());
}

#[test]
fn a_resumed_run_reads_again_what_changed() {
    let dir = tempfile::tempdir().unwrap();
    many(&dir.path().join("in"), 2);
    let run = |arguments: &[&str]| {
        let output = extract(arguments, dir.path());
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        said(&output)
    };
    // A run that did all of its work and was killed before it could say so.
    run(&["in", "-o", "out.jsonl"]);
    let leave_unfinished = || {
        let mut child = trichluc()
            .args(["extract", "in", "-o", "out.jsonl", "--jobs", "1"])
            .current_dir(dir.path())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let part = dir.path().join(".out.jsonl.trichluc-journal");
        for _ in 0..2000 {
            if fs::metadata(&part).is_ok_and(|m| m.len() > 52) {
                break;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        child.kill().unwrap();
        child.wait().unwrap();
    };
    leave_unfinished();
    let changed = dir.path().join("in/000/0/bai-000.txt");
    let text = fs::read_to_string(&changed).unwrap();
    fs::write(&changed, format!("{text}\nHọp lại ngày 9/9/2019.\n")).unwrap();
    assert!(run(&["in", "-o", "out.jsonl", "--resume"]).contains("goes on after"));
    run(&["in", "-o", "fresh.jsonl"]);
    let read = |name: &str| fs::read(dir.path().join(name)).unwrap();
    assert!(read("out.jsonl") == read("fresh.jsonl"));

    // Other lists, other options: nothing of the unfinished run is used.
    fs::create_dir_all(dir.path().join("lists/person")).unwrap();
    fs::write(dir.path().join("lists/person/title.tsv"), "Hiệp sĩ\tHiệp sĩ\ttest\n").unwrap();
    for other in [&["--lexicon", "lists"][..], &["--max-text", "3"]] {
        leave_unfinished();
        let said = run(&[&["in", "-o", "out.jsonl", "--resume"], other].concat());
        assert!(said.contains("made with other lists, options or by another version"), "{said}");
        run(&[&["in", "-o", "fresh.jsonl"], other].concat());
        assert!(read("out.jsonl") == read("fresh.jsonl"));
    }

    // A measure of one's own is no other list of words, but another basis.
    fs::create_dir_all(dir.path().join("own/count")).unwrap();
    let own = "[[measure]]\ncode = \"training.courses\"\nvi = \"Lớp\"\nen = \"Courses\"\n\n[[measure.when]]\nnouns = [\"đảng viên\"]\n";
    fs::write(dir.path().join("own/count/measures.toml"), own).unwrap();
    leave_unfinished();
    let said = run(&["in", "-o", "out.jsonl", "--resume", "--lexicon", "own"]);
    assert!(said.contains("made with other lists, options or by another version"), "{said}");

    // The journal of an older version: its header names the basis of that version.
    leave_unfinished();
    let basis = run::basis(Lexicon::embedded(), &Options::default(), false);
    let journal = dir.path().join(".out.jsonl.trichluc-journal");
    let mut bytes = fs::read(&journal).unwrap();
    let header = |version: &str| *blake3::hash(format!("{version} {basis}").as_bytes()).as_bytes();
    assert_eq!(bytes[20..52], header(env!("CARGO_PKG_VERSION")), "the header of the journal names the basis");
    bytes[20..52].copy_from_slice(&header("0.0.1-older"));
    fs::write(&journal, bytes).unwrap();
    let said = run(&["in", "-o", "out.jsonl", "--resume"]);
    assert!(said.contains("made with other lists, options or by another version"), "{said}");
    run(&["in", "-o", "fresh.jsonl"]);
    assert!(read("out.jsonl") == read("fresh.jsonl"));
}

#[test]
fn an_output_that_cannot_be_written_is_named_and_nothing_stands_there() {
    let dir = tempfile::tempdir().unwrap();
    many(&dir.path().join("in"), 1);
    let output = extract(&["in", "-o", "gone/out.jsonl"], dir.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("the folder of the output is not there"), "{}", said(&output));
    let output = extract(&["in", "-o", "in"], dir.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("is a folder"), "{}", said(&output));
    if Path::new("/dev/full").exists() {
        let output = extract(&["in", "-o", "/dev/full"], dir.path());
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains("No space left"), "{}", said(&output));
    }
    // Nothing recorded: what stood at the output stays.
    fs::write(dir.path().join("old.jsonl"), "old").unwrap();
    let output = extract(&["nowhere", "-o", "old.jsonl"], dir.path());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_to_string(dir.path().join("old.jsonl")).unwrap(), "old");
}

/// A disk that is full looks the same as a file that may not grow.
#[cfg(unix)]
#[test]
fn a_full_disk_tears_nothing_and_the_run_goes_on_when_there_is_room() {
    let dir = tempfile::tempdir().unwrap();
    many(&dir.path().join("in"), 2);
    fs::write(dir.path().join("out.jsonl"), "old").unwrap();
    let limited = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 200; exec \"$0\" extract in -o out.jsonl"])
        .arg(env!("CARGO_BIN_EXE_trichluc"))
        .current_dir(dir.path())
        .output()
        .unwrap();
    assert_eq!(limited.status.code(), Some(1), "{}", said(&limited));
    assert!(said(&limited).contains("out.jsonl: "), "{}", said(&limited));
    assert_eq!(fs::read(dir.path().join("out.jsonl")).unwrap(), b"old");
    let resumed = extract(&["in", "-o", "out.jsonl", "--resume"], dir.path());
    assert_eq!(resumed.status.code(), Some(0), "{}", said(&resumed));
    assert!(said(&resumed).contains("goes on after"), "{}", said(&resumed));
    extract(&["in", "-o", "fresh.jsonl"], dir.path());
    let read = |name: &str| fs::read(dir.path().join(name)).unwrap();
    assert!(read("out.jsonl") == read("fresh.jsonl"));
}

/// Stays out of the way, except for what a test does while the run goes on.
struct Meddling<F>(F);

impl<F: Fn() + Sync> Watch for Meddling<F> {
    fn progress(&self, _: &run::Counts) {
        (self.0)();
    }
}

fn plan(folder: &Path, output: &str) -> Plan {
    Plan {
        paths: vec![folder.join("in")],
        input: Options::default(),
        jobs: 2,
        output: Destination::File(folder.join(output)),
        errors: Some(folder.join("errors.jsonl")),
        keep_duplicates: false,
        resume: false,
        basis: String::new(),
    }
}

#[test]
fn an_output_folder_that_vanishes_ends_the_run_at_once() {
    let dir = tempfile::tempdir().unwrap();
    many(&dir.path().join("in"), 2);
    let gone = dir.path().join("gone");
    fs::create_dir(&gone).unwrap();
    let meddling = Meddling(|| {
        let _ = fs::remove_dir_all(&gone);
    });
    let error =
        run::run(plan(dir.path(), "gone/out.jsonl"), |a| run::read(a, Lexicon::embedded()), &meddling)
            .unwrap_err();
    assert!(error.to_string().contains("out.jsonl: the folder of the output is not there"), "{error}");
    assert!(!gone.exists());
}

#[test]
fn a_panic_costs_that_article_only() {
    let dir = tempfile::tempdir().unwrap();
    many(&dir.path().join("in"), 1);
    let counts = run::run(
        plan(dir.path(), "out.jsonl"),
        |article| {
            assert!(!article.path.ends_with("bai-007.txt"), "no glyph");
            run::read(article, Lexicon::embedded())
        },
        &Meddling(|| ()),
    )
    .unwrap();
    assert_eq!(counts.failures, 1);
    assert_eq!(counts.records, lines(&fs::read(dir.path().join("out.jsonl")).unwrap()).len() as u64);
    let errors = lines(&fs::read(dir.path().join("errors.jsonl")).unwrap());
    assert_eq!(errors.len(), 1);
    assert!(errors[0]["path"].as_str().unwrap().ends_with("bai-007.txt"));
    assert!(errors[0]["reason"].as_str().unwrap().contains("no glyph"), "{}", errors[0]);
}

#[test]
fn an_input_that_changes_while_it_is_read_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.jsonl");
    let line = format!("{}\n", serde_json::json!({"text": ARTICLE}));
    fs::write(&path, line.repeat(3000)).unwrap();
    let mut last = None;
    let mut articles = 0;
    let _ = input::for_each(std::slice::from_ref(&path), &Options::default(), &mut |article| {
        if articles == 0 {
            fs::write(&path, line.repeat(4000)).unwrap();
        }
        articles += usize::from(article.is_ok());
        last = Some(article);
        ControlFlow::Continue(())
    });
    let error = last.unwrap().unwrap_err().to_string();
    assert!(error.contains("a.jsonl: changed while it was read"), "{error}");
}
