//! `trichluc eval` as a user meets it: figures, errors, exit codes, bad input.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::Path;

use assert_cmd::Command;

const GOLD: &str = r#"{"id": "b1", "people": [{"name": "Lò Văn Páo", "roles": [{"text": "Bí thư Chi bộ"}]}],
  "dates": [{"value": "2023-12-21", "precision": "day"}],
  "counts": [{"value": 3, "unit": "đảng viên", "measure": "members.admitted"}]}"#;
const TEXT: &str =
    "Chi bộ họp\nNgày 21/12/2023, ông Lò Văn Páo, Bí thư Chi bộ, dự. Chi bộ kết nạp 03 đảng viên.\n";
const RECORD: &str = r#"{"article": {"path": "kho/b1.txt"}, "people": [{"name": "LÒ VĂN PÁO", "roles": [{"text": "Bí thư"}]}],
  "dates": [{"value": "2022-12-21", "precision": "day", "mentions": [{"span": [16, 26], "text": "21/12/2023", "rule": "date.dmy"}]}],
  "counts": [{"value": 3.0, "unit": "Đảng viên", "measure": "members.admitted"}]}"#;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        std::fs::write(dir.path().join(name), text).expect("a file");
    }
    dir
}

fn one_line(json: &str) -> String {
    json.replace('\n', " ")
}

fn eval(dir: &Path, more: &[&str]) -> (i32, String, String) {
    let records = dir.join("r.jsonl");
    let out = Command::cargo_bin("trichluc")
        .expect("the program")
        .args(["eval", "--gold"])
        .arg(dir)
        .arg("--records")
        .arg(records)
        .args(more)
        .output()
        .expect("it runs");
    (
        out.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&out.stdout).into_owned(),
        String::from_utf8_lossy(&out.stderr).into_owned(),
    )
}

#[test]
fn figures_and_errors_are_told() {
    let dir = folder(&[("b1.json", GOLD), ("b1.txt", TEXT), ("r.jsonl", &one_line(RECORD))]);
    let (code, out, err) = eval(dir.path(), &["--lang", "en"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("b1.txt:2:6: dates · wrong year"), "{out}");
    assert!(out.contains("date.dmy"), "{out}");
    assert!(out.contains("boundary"), "{out}");
    assert!(out.contains("no samples"), "{out}");
    let (_, json, _) = eval(dir.path(), &["--json"]);
    let v: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(v["fields"]["people"]["F1"], 1.0);
    assert_eq!(v["fields"]["roles"]["F1"], 0.0);
    assert_eq!(v["fields"]["roles"]["lenientF1"], 1.0);
    assert!(v["fields"]["ratings"]["F1"].is_null());
}

#[test]
fn a_floor_that_is_not_reached_fails_with_the_reason() {
    let dir = folder(&[("b1.json", GOLD), ("b1.txt", TEXT), ("r.jsonl", &one_line(RECORD))]);
    assert_eq!(eval(dir.path(), &["--min", "people=0.95"]).0, 0);
    let (code, _, err) = eval(dir.path(), &["--min", "dates=0.95"]);
    assert_eq!(code, 1);
    assert!(err.contains("dates") && err.contains("0.95"), "{err}");
    // A field without samples cannot reach a floor.
    assert_eq!(eval(dir.path(), &["--min", "ratings=0.5"]).0, 1);
    assert_eq!(eval(dir.path(), &["--min", "no.such=0.5"]).0, 2);
    assert_eq!(eval(dir.path(), &["--min", "people=1.5"]).0, 2);
}

#[test]
fn bad_input_is_named_and_fails() {
    let broken = "{\"id\": \"b2\",\n \"people\": 5}";
    let dir = folder(&[
        ("b1.json", GOLD),
        ("b2.json", broken),
        ("b3.json", r#"{"id": "b3"}"#),
        ("b4.txt", "Không có nhãn."),
        ("r.jsonl", &format!("{}\nnot json\n{{\"article\": {{\"path\": \"lạ.txt\"}}}}\n", one_line(RECORD))),
    ]);
    let (code, out, err) = eval(dir.path(), &[]);
    assert_eq!(code, 1);
    assert!(out.contains("people"), "the rest goes on: {out}");
    for part in ["b2.json", ":2:", "b3.json", "b4.txt", "r.jsonl:2", "lạ", "b1.json: nhãn không có văn bản"]
    {
        assert!(err.contains(part), "{part} is not named in:\n{err}");
    }
    let empty = folder(&[("r.jsonl", "")]);
    let (code, out, err) = eval(empty.path(), &[]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("no gold records"), "{err}");
    assert_eq!(eval(Path::new("/no/such/folder"), &[]).0, 1);
}
