//! The commands `tables`, `compare` and `cells` as people run them, with what goes wrong.

#![cfg(feature = "tables")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "tables/sample.rs"]
mod sample;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;
use trichluc::record::Record;

fn folder() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    write(&dir.path().join("records.jsonl"), &sample::twelve());
    fs::write(dir.path().join("aliases.toml"), sample::ALIASES).unwrap();
    dir
}

fn write(path: &Path, records: &[Record]) {
    let lines: Vec<String> = records.iter().map(|r| serde_json::to_string(r).unwrap()).collect();
    fs::write(path, lines.join("\n") + "\n").unwrap();
}

/// Exit code, standard output, standard error.
fn run(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let out = Command::cargo_bin("trichluc").unwrap().current_dir(dir).args(args).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (out.status.code().unwrap(), text(&out.stdout), text(&out.stderr))
}

/// Everything in a folder, hidden files too.
fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn every_format_and_plot_is_written() {
    let dir = folder();
    let all = "xlsx,csv,md,parquet,sqlite,json";
    let args =
        ["tables", "records.jsonl", "-o", "bang", "--format", all, "--plots", "--aliases", "aliases.toml"];
    let (code, out, err) = run(dir.path(), &args);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    let names = names(&dir.path().join("bang"));
    // Twelve tables in four formats, a workbook, a database, a folder of plots; no leavings.
    assert_eq!(names.len(), 12 * 4 + 3, "{names:?}");
    let plots = self::names(&dir.path().join("bang/plots"));
    let wanted = [
        "admissions-by-cell.svg",
        "admissions-by-year.svg",
        "directive-1.svg",
        "publications-by-cell.svg",
        "publications-by-year.svg",
        "ratings.svg",
    ];
    assert_eq!(plots, wanted);
    let vi = fs::read_to_string(dir.path().join("bang/cells.md")).unwrap();
    assert!(vi.contains("từ 12 bài, 4 tổ chức") && vi.contains("| Kết nạp |"), "{vi}");
    let (code, ..) = run(
        dir.path(),
        &["tables", "records.jsonl", "-o", "en", "--format", "md", "--only", "cells", "--lang", "en"],
    );
    assert_eq!((code, self::names(&dir.path().join("en"))), (0, vec!["cells.md".to_owned()]));
    assert!(fs::read_to_string(dir.path().join("en/cells.md")).unwrap().contains("| Admitted |"));
}

#[test]
fn the_list_explains_every_column() {
    let dir = folder();
    let (code, out, _) = run(dir.path(), &["tables", "--list", "--lang", "en"]);
    assert_eq!(code, 0);
    for spec in trichluc::tables::TABLES {
        assert!(out.contains(&format!("{} — ", spec.name)));
        assert!(spec.columns.iter().all(|(id, _)| out.contains(&format!("    {id} ("))), "{}", spec.name);
    }
}

#[test]
fn standard_input_is_read() {
    let dir = folder();
    let input = fs::read(dir.path().join("records.jsonl")).unwrap();
    let mut command = Command::cargo_bin("trichluc").unwrap();
    let args = ["tables", "-", "-o", "bang", "--format", "csv"];
    command.current_dir(dir.path()).args(args).write_stdin(input).assert().success();
    assert_eq!(names(&dir.path().join("bang")).len(), 12);
}

/// What a run says of a file of records with these lines, and that it writes nothing.
fn refused(lines: &str) -> String {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("r.jsonl"), lines).unwrap();
    let (code, out, err) = run(dir.path(), &["tables", "r.jsonl", "-o", "bang", "--lang", "en"]);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert_eq!(names(dir.path()), ["r.jsonl"], "{err}");
    err
}

#[test]
fn lines_that_are_no_records_are_named_and_nothing_is_written() {
    let good = serde_json::to_string(&sample::twelve()[0]).unwrap();
    let broken = refused(&format!("{good}\n\n{{\"schema_version\": 1, \"article\n"));
    assert!(broken.contains("r.jsonl:3: no record") && broken.contains("nothing is written"), "{broken}");
    let other = refused(&good.replacen("\"schema_version\":1", "\"schema_version\":99", 1));
    assert!(other.contains("r.jsonl:1: a record of schema version 99, not 1"), "{other}");
    let strange = refused("{\"schema_version\": 2, \"facts\": []}\n");
    assert!(strange.contains("schema version 2"), "{strange}");
    let none = refused("{\"a\": 1}\n[]\nnull\n");
    for line in 1..=3 {
        assert!(none.contains(&format!("r.jsonl:{line}: no record")), "{none}");
    }
    let nameless = refused(&good.replacen("\"id\":\"01\"", "\"id\":\"\"", 1));
    assert!(nameless.contains("r.jsonl:1: the record is of no article"), "{nameless}");
    let twice = refused(&format!("{good}\n{good}\n"));
    assert!(twice.contains("r.jsonl:2: the article id 01 is already that of r.jsonl:1"), "{twice}");
    assert!(refused("").contains("there is no record"));
    let field = refused(&good.replacen("\"counts\":[", "\"counts\":[7,", 1));
    assert!(field.contains("r.jsonl:1: no record: invalid type") && field.contains("at column"), "{field}");
}

#[test]
fn bad_lines_can_be_left_out_but_not_unnamed() {
    let dir = folder();
    let mut text = fs::read_to_string(dir.path().join("records.jsonl")).unwrap();
    text.push_str("no record\n");
    fs::write(dir.path().join("records.jsonl"), text).unwrap();
    let (code, _, err) =
        run(dir.path(), &["tables", "records.jsonl", "-o", "b", "--skip-bad", "--format", "md"]);
    assert_eq!(code, 1);
    assert!(err.contains("records.jsonl:13: không phải bản ghi"), "{err}");
    assert!(fs::read_to_string(dir.path().join("b/cells.md")).unwrap().contains("từ 12 bài"));
}

#[test]
fn wrong_usage_and_missing_places_are_told() {
    let dir = folder();
    let (code, _, err) = run(dir.path(), &["tables", "nowhere.jsonl", "-o", "b"]);
    assert!(code == 1 && err.contains("nowhere.jsonl: không có tệp"), "{err}");
    let (code, _, err) = run(dir.path(), &["tables", "records.jsonl", "-o", "records.jsonl"]);
    assert!(code == 1 && err.contains("là tệp"), "{err}");
    let (code, _, err) = run(dir.path(), &["tables", "records.jsonl", "-o", "no/where"]);
    assert!(code == 1 && err.contains("thư mục"), "{err}");
    let (code, _, err) = run(dir.path(), &["tables", "records.jsonl", "-o", "b", "--only", "cels"]);
    assert!(code == 2 && err.contains("cels") && err.contains("coverage"), "{err}");
    assert_eq!(run(dir.path(), &["tables", "records.jsonl"]).0, 2);
    assert_eq!(run(dir.path(), &["tables", "records.jsonl", "-o", "b", "--separator", "ab"]).0, 2);
    assert_eq!(names(dir.path()), ["aliases.toml", "records.jsonl"]);
}

#[test]
fn an_alias_file_that_contradicts_itself_stops_everything() {
    let dir = folder();
    let circle = "[[same]]\nname = \"A b\"\nalso = [\"C d\"]\n\n[[same]]\nname = \"C d\"\nalso = [\"A b\"]\n";
    fs::write(dir.path().join("aliases.toml"), circle).unwrap();
    for command in [
        &["tables", "records.jsonl", "-o", "b"][..],
        &["compare", "records.jsonl"],
        &["cells", "records.jsonl"],
    ] {
        let (code, out, err) = run(dir.path(), &[command, &["--aliases", "aliases.toml"]].concat());
        assert_eq!((code, out.as_str()), (1, ""));
        assert!(err.contains("aliases.toml:5: ") && err.contains("vòng tròn"), "{err}");
    }
    assert_eq!(names(dir.path()), ["aliases.toml", "records.jsonl"]);
}

#[test]
fn a_comparison_is_shown_with_what_is_unfair() {
    let dir = folder();
    let args = [
        "compare",
        "records.jsonl",
        "--aliases",
        "aliases.toml",
        "--cells",
        "sao mai,Phòng Hạ",
        "--against",
        "2022",
    ];
    let (code, out, err) = run(dir.path(), &args);
    assert_eq!(code, 0, "{err}");
    for wanted in
        ["So sánh, 2023", "không nêu", "17 công bố", "16 công bố", "⚠ không công bằng: ", "số nửa năm"]
    {
        assert!(out.contains(wanted), "{wanted} is not in {out}");
    }
    let args = ["compare", "records.jsonl", "-o", "b", "--format", "csv,sqlite,xlsx", "--lang", "en"];
    assert_eq!(run(dir.path(), &args).0, 0);
    assert_eq!(
        names(&dir.path().join("b")),
        [
            "compare.csv",
            "compare.sqlite",
            "compare.xlsx",
            "compare_cells.csv",
            "compare_conflicts.csv",
            "compare_fairness.csv",
            "compare_values.csv",
        ]
    );
    let (code, _, err) = run(dir.path(), &["compare", "records.jsonl", "--cells", "phong ha"]);
    assert!(code == 1 && err.contains("hợp với 2 tổ chức"), "{err}");
}

#[test]
fn a_decision_is_written_and_replayed() {
    let dir = folder();
    fs::remove_file(dir.path().join("aliases.toml")).unwrap();
    let (code, out, _) = run(dir.path(), &["cells", "records.jsonl"]);
    assert!(code == 0 && out.contains("Phòng Hà") && out.contains("chỉ gặp nhau khi bỏ dấu thanh"), "{out}");
    let apart = ["--different", "Chi bộ Phòng Hà", "Chi bộ Phòng Hạ"];
    let (code, out, _) =
        run(dir.path(), &[&["cells", "records.jsonl", "--aliases", "aliases.toml"][..], &apart].concat());
    assert!(code == 0 && !out.contains("chỉ gặp nhau khi bỏ dấu thanh"), "{out}");
    let before = fs::read_to_string(dir.path().join("aliases.toml")).unwrap();
    // The opposite decision is refused and the file stays as it was.
    let (code, _, err) = run(
        dir.path(),
        &["cells", "--aliases", "aliases.toml", "--same", "Chi bộ Phòng Hà", "Chi bộ Phòng Hạ"],
    );
    assert!(code == 1 && err.contains("vừa ghi là một vừa ghi là khác nhau"), "{err}");
    assert_eq!(fs::read_to_string(dir.path().join("aliases.toml")).unwrap(), before);
}

#[test]
fn a_full_disk_or_lost_folder_leaves_nothing_half_written() {
    let dir = folder();
    // A file where a folder of plots must go.
    fs::create_dir(dir.path().join("b")).unwrap();
    fs::write(dir.path().join("b/cells.md"), "old").unwrap();
    fs::create_dir(dir.path().join("b/totals.md")).unwrap();
    let (code, _, err) = run(dir.path(), &["tables", "records.jsonl", "-o", "b", "--format", "md"]);
    assert_eq!(code, 1);
    assert!(err.contains("totals.md"), "{err}");
    assert_eq!(fs::read_to_string(dir.path().join("b/cells.md")).unwrap(), "old");
    assert_eq!(names(&dir.path().join("b")), ["cells.md", "totals.md"]);
}
