//! The output depends on the articles alone: not on threads, nor on the order in which paths are named.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use assert_cmd::Command;

fn corpus() -> Vec<String> {
    let folder = format!("{}/corpus/genre", env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path().display().to_string())
        .filter(|p| p.ends_with(".txt"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 44);
    paths
}

fn extracted(paths: &[String], jobs: &str) -> Vec<u8> {
    let mut command = Command::cargo_bin("trichluc").unwrap();
    let out = command.arg("extract").args(paths).args(["--jobs", jobs]).assert().success();
    out.get_output().stdout.clone()
}

#[test]
fn threads_and_the_order_of_paths_change_no_byte() {
    let paths = corpus();
    let one = extracted(&paths, "1");
    assert_eq!(one.iter().filter(|&&b| b == b'\n').count(), paths.len());
    assert!(one == extracted(&paths, "8"), "eight threads give other bytes than one");
    let backwards: Vec<String> = paths.iter().rev().cloned().collect();
    assert!(one == extracted(&backwards, "3"), "paths named in another order give other bytes");
}

#[test]
fn an_output_file_is_the_same_and_appears_whole() {
    let paths = corpus();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ra.jsonl");
    let mut command = Command::cargo_bin("trichluc").unwrap();
    command.arg("extract").args(&paths).arg("-o").arg(&file).assert().success();
    assert!(std::fs::read(&file).unwrap() == extracted(&paths, "2"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "something was left beside the output");
}

#[test]
fn an_output_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("khong-co/ra.jsonl");
    let mut command = Command::cargo_bin("trichluc").unwrap();
    let out = command.arg("extract").arg(&corpus()[0]).arg("-o").arg(&file).assert().code(1);
    let told = String::from_utf8(out.get_output().stderr.clone()).unwrap();
    assert!(told.contains("khong-co"), "{told}");
    assert!(!file.exists());
}
