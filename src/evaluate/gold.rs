//! Gold: folders of labelled articles, one JSON file each, the text beside it under the same stem.
//!
//! A folder is taken without its subfolders, as the sets of samples lie inside one another. JSON files that
//! are no gold (they have neither an `id` nor facts) are passed over; those that should be gold and cannot be
//! read are named, and the rest goes on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use crate::{Error, Result};

use super::label::{Labels, stem};
use super::note::Note;

/// The extensions under which the text of a gold record is looked for.
pub(super) const TEXT_EXTENSIONS: [&str; 6] = ["txt", "html", "htm", "docx", "pdf", "md"];

/// The files of a gold set, in order of paths.
#[derive(Debug, Clone, Default)]
pub struct GoldFiles {
    /// One gold record each.
    pub files: Vec<GoldFile>,
    /// Texts without gold, two files of one stem.
    pub notes: Vec<Note>,
}

/// A gold record and the text that it labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldFile {
    /// The JSON file.
    pub path: PathBuf,
    /// The stem that joins it to records.
    pub stem: String,
    /// The text beside it, where there is one.
    pub text: Option<PathBuf>,
}

/// Lists the gold of files and folders.
///
/// # Errors
/// A path that does not exist or cannot be listed; a set without any JSON file.
pub fn list(paths: &[PathBuf]) -> Result<GoldFiles> {
    let mut out = GoldFiles::default();
    for path in paths {
        if path.is_dir() {
            list_folder(path, &mut out)?;
        } else {
            let text = TEXT_EXTENSIONS.iter().map(|e| path.with_extension(e)).find(|p| p.is_file());
            std::fs::metadata(path).map_err(|e| Error::io(path, e))?;
            out.files.push(GoldFile { path: path.clone(), stem: stem_of(path), text });
        }
    }
    if out.files.is_empty() {
        let named: Vec<_> = paths.iter().map(|p| p.display().to_string()).collect();
        return Err(Error::new("no gold records (.json) here")
            .at(named.join(", "))
            .remedy("name the folder that holds the labels; subfolders are not searched"));
    }
    // The order in which folders are named must not matter.
    out.files.sort_by(|a, b| a.path.cmp(&b.path));
    out.files.dedup();
    let mut first: BTreeMap<&str, &Path> = BTreeMap::new();
    let mut twice = Vec::new();
    for file in &out.files {
        if let Some(earlier) = first.insert(&file.stem, &file.path) {
            twice.push(Note::remark(
                &file.path,
                "gold.twice",
                format!("trùng tên với {}; cả hai được chấm theo cùng một bản ghi", earlier.display()),
                format!("has the name of {}; both are scored against one record", earlier.display()),
            ));
        }
    }
    out.notes.extend(twice);
    Ok(out)
}

/// Reads one gold record; `None` for JSON that is no gold.
///
/// # Errors
/// A file that cannot be read, is no JSON, or breaks the form of labels.
pub fn read(path: &Path) -> Result<Option<Labels>> {
    Ok(read_with_json(path)?.map(|(labels, _)| labels))
}

/// As [`read`], with the record as it stands in the file, unknown keys included.
///
/// # Errors
/// As for [`read`].
pub fn read_with_json(path: &Path) -> Result<Option<(Labels, Value)>> {
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
    parse(&bytes).map_err(|e| e.at(path))
}

/// As [`read_with_json`], from bytes.
///
/// # Errors
/// Bytes that are no JSON, or JSON that breaks the form of labels.
pub fn parse(bytes: &[u8]) -> Result<Option<(Labels, Value)>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let broken = |e: serde_json::Error| {
        let line = e.line();
        Error::new("not a gold record")
            .line(line)
            .because(e)
            .remedy("see the labelling guide, corpus/README.md")
    };
    let json: Value = serde_json::from_slice(bytes).map_err(broken)?;
    let has_id = json.as_object().is_some_and(|o| o.contains_key("id"));
    match Labels::deserialize(&json) {
        Ok(labels) if has_id => Ok(Some((labels, json))),
        Ok(labels) if labels.people.len() + labels.dates.len() + labels.counts.len() > 0 => {
            Err(Error::new("labels without an `id`").remedy("give the record an `id`"))
        }
        // Only the bytes know the line.
        Err(e) if has_id => Err(broken(serde_json::from_slice::<Labels>(bytes).err().unwrap_or(e))),
        _ => Ok(None),
    }
}

fn list_folder(folder: &Path, out: &mut GoldFiles) -> Result<()> {
    let mut texts: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut gold = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| Error::io(folder, e))? {
        let path = entry.map_err(|e| Error::io(folder, e))?.path();
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("").to_lowercase();
        if extension == "json" {
            gold.push(path);
        } else if TEXT_EXTENSIONS.contains(&extension.as_str()) && stem_of(&path) != "README" {
            texts.insert(stem_of(&path), path);
        }
    }
    gold.sort();
    let labelled = !gold.is_empty();
    for path in gold {
        let stem = stem_of(&path);
        out.files.push(GoldFile { text: texts.remove(&stem), stem, path });
    }
    if labelled {
        out.notes.extend(texts.into_values().map(|text| {
            Note::remark(
                text,
                "text.without_gold",
                "văn bản chưa có nhãn, không được chấm",
                "text without gold, not scored",
            )
        }));
    }
    Ok(())
}

fn stem_of(path: &Path) -> String {
    stem(&path.to_string_lossy()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_that_is_no_gold_is_passed_over_and_broken_gold_is_named() {
        assert!(parse(b"[1, 2]").unwrap().is_none());
        assert!(parse(br#"{"genre": 1}"#).unwrap().is_none());
        assert!(parse(br#"{"people": [{"name": "x"}]}"#).unwrap_err().to_string().contains("id"));
        let e = parse(b"{\"id\": \"x\",\n\"people\": 5}").unwrap_err();
        assert!(e.to_string().contains(":2"), "{e}");
        assert!(parse(b"{\"id\": \"x\"").is_err());
    }
}
