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
    assert!(
        out.contains("dates · wrong year (1)") && out.contains("b1.txt:2:6: missed: 2023-12-21"),
        "{out}"
    );
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

fn run(args: &[&std::ffi::OsStr]) -> (i32, String, String) {
    let out = Command::cargo_bin("trichluc").expect("the program").args(args).output().expect("it runs");
    (
        out.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&out.stdout).into_owned(),
        String::from_utf8_lossy(&out.stderr).into_owned(),
    )
}

#[test]
fn a_result_is_saved_in_every_form() {
    let dir = folder(&[("b1.json", GOLD), ("b1.txt", TEXT), ("r.jsonl", &one_line(RECORD))]);
    let at = |name: &str| dir.path().join(name).display().to_string();
    let (code, _, err) = eval(
        dir.path(),
        &["-o", &at("out.jsonl"), "-o", &at("out.html"), "--write-baseline", &at("floor.txt")],
    );
    assert_eq!(code, 0, "{err}");
    let errors = std::fs::read_to_string(at("out.jsonl")).expect("errors");
    let first: serde_json::Value =
        serde_json::from_str(errors.lines().next().expect("a line")).expect("JSON");
    assert_eq!((&first["article"], &first["field"]), (&"b1".into(), &"dates".into()));
    assert_eq!(first["found"]["place"]["text"], "21/12/2023");
    let page = std::fs::read_to_string(at("out.html")).expect("the page");
    assert!(!page.contains("http:") && !page.contains("https:") && !page.contains("src="), "loads nothing");
    assert!(page.contains("<mark") && page.contains("Lò Văn Páo"));
    assert_eq!(eval(dir.path(), &["-o", &at("out.doc")]).0, 1);
    assert_eq!(eval(dir.path(), &["--baseline", &at("floor.txt")]).0, 0);
    let raised = r#"{"fields": {"roles": {"F1": 0.5}, "people": {"F1": 0.5}}}"#;
    std::fs::write(at("floor.txt"), raised).expect("a file");
    let (code, _, err) = eval(dir.path(), &["--baseline", &at("floor.txt"), "--lang", "en"]);
    assert_eq!(code, 1);
    assert!(err.contains("roles: lost -0.5000") && err.contains("people: gained +0.5000"), "{err}");
    std::fs::write(at("floor.txt"), "{}").expect("a file");
    assert_eq!(eval(dir.path(), &["--baseline", &at("floor.txt")]).0, 1);
}

#[test]
fn words_of_an_article_cannot_become_part_of_the_page() {
    let gold = r#"{"id": "b1", "people": [{"name": "<script>alert(1)</script>"}]}"#;
    let record = r#"{"article": {"path": "b1.txt"}, "people": []}"#;
    let text = "Ông <script>alert(1)</script> \"dự\" & họp.\n";
    let dir = folder(&[("b1.json", gold), ("b1.txt", text), ("r.jsonl", record)]);
    let page = dir.path().join("p.html");
    assert_eq!(eval(dir.path(), &["-o", &page.display().to_string()]).0, 0);
    let page = std::fs::read_to_string(page).expect("the page");
    assert!(!page.contains("<script>alert"), "{page}");
}

#[test]
fn two_results_are_told_apart() {
    let better = RECORD.replace("2022-12-21", "2023-12-21").replace("LÒ VĂN PÁO", "Lò Páo");
    let dir = folder(&[
        ("b1.json", GOLD),
        ("b1.txt", TEXT),
        ("r.jsonl", &one_line(RECORD)),
        ("b.jsonl", &one_line(&better)),
    ]);
    let (a, b) = (dir.path().join("a.json"), dir.path().join("b.json.json"));
    assert_eq!(eval(dir.path(), &["-o", &a.display().to_string()]).0, 0);
    std::fs::rename(dir.path().join("b.jsonl"), dir.path().join("r.jsonl")).expect("a file");
    // The results lie beside gold, and are no gold.
    assert_eq!(eval(dir.path(), &["-o", &b.display().to_string()]).0, 0);
    let (code, out, err) = run(&[
        "eval".as_ref(),
        "diff".as_ref(),
        a.as_os_str(),
        b.as_os_str(),
        "--lang".as_ref(),
        "en".as_ref(),
    ]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("+ newly fixed  dates · missed: 2023-12-21"), "{out}");
    assert!(out.contains("- newly broken  people · missed: Lò Văn Páo"), "{out}");
    let (code, _, err) =
        run(&["eval".as_ref(), "diff".as_ref(), a.as_os_str(), dir.path().join("b1.json").as_os_str()]);
    assert_eq!(code, 1);
    assert!(err.contains("not a result"), "{err}");
}

#[test]
fn definitions_are_printed() {
    let (code, out, _) = run(&["eval".as_ref(), "--explain".as_ref()]);
    assert_eq!(code, 0);
    assert!(out.contains("SemEval-2013") && out.contains("meeting.kind"));
}
