//! The program as its users start it, and articles for it to read.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

pub(crate) const ARTICLE: &str = "Chi bộ Trung tâm Giống cây trồng kết nạp đảng viên\n\nNgày 18/5/2023, Chi bộ Trung tâm Giống \
                       cây trồng tổ chức lễ kết nạp đảng viên cho hai quần chúng ưu tú theo Quyết định số 12-QĐ/ĐU.\n";

pub(crate) fn trichluc() -> Command {
    Command::new(env!("CARGO_BIN_EXE_trichluc"))
}

pub(crate) fn extract(arguments: &[&str], folder: &Path) -> Output {
    trichluc().arg("extract").args(arguments).args(["--lang", "en"]).current_dir(folder).output().unwrap()
}

pub(crate) fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

pub(crate) fn lines(bytes: &[u8]) -> Vec<Value> {
    bytes
        .split(|&b| b == b'\n')
        .filter(|l| !l.is_empty())
        .map(|l| serde_json::from_slice(l).unwrap())
        .collect()
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Articles that differ from one another, made from those of the corpus.
pub(crate) fn many(folder: &Path, copies: usize) {
    let listing = trichluc::input::list(&[corpus()], &[]);
    for (k, path) in listing.files.iter().filter(|p| p.extension().is_some_and(|e| e == "txt")).enumerate() {
        let text = fs::read_to_string(path).unwrap();
        for copy in 0..copies {
            let name = format!("{}/bai-{k:03}.txt", copy % 7);
            let path = folder.join(format!("{copy:03}")).join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, format!("{text}\n\nSố thứ tự {copy}, tổ {k}.\n")).unwrap();
        }
    }
}
