//! Lists from TSV: the embedded ones, with a user's folder laid over them.
//!
//! A line is `surface`, `value` and a source or reason, parted by tabs. The surface's case is the least case
//! that a word must have to match: `bí thư` matches in any case, `Hồ` needs a capital, `BCH` all capitals.
//! In a user's folder a line replaces the shipped entry of the same surface, and `!surface` removes it.

use std::path::Path;

use super::class::Class;
use crate::error::{Error, Result};

/// One line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The list that it stands in.
    pub class: Class,
    /// The phrase, as the list writes it.
    pub surface: Box<str>,
    /// What it stands for; the meaning depends on the class.
    pub value: Box<str>,
}

/// Reads one list.
///
/// # Errors
/// A line without a value, an empty surface, a surface that stands twice: named by file and line.
pub(super) fn parse(class: Class, text: &str, path: &Path, over: &mut Vec<Entry>, user: bool) -> Result<()> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut seen = rustc_hash::FxHashSet::default();
    for (k, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let bad = |what: String, remedy: &str| Error::new(what).at(path).line(k + 1).remedy(remedy);
        if user && let Some(gone) = line.strip_prefix('!') {
            let gone = gone.trim();
            let before = over.len();
            over.retain(|e| !(e.class == class && *e.surface == *gone));
            if over.len() == before {
                return Err(bad(
                    format!("\"{gone}\" is not in the list"),
                    "remove the line, or write the entry as the shipped list has it",
                ));
            }
            continue;
        }
        let mut columns = line.split('\t').map(str::trim);
        let surface = columns.next().unwrap_or_default();
        let value = columns.next().unwrap_or_default();
        if surface.is_empty() || value.is_empty() {
            return Err(bad(
                "a line needs a surface, a tab and a value".into(),
                "write: surface<TAB>value<TAB>source",
            ));
        }
        if !seen.insert(surface) {
            return Err(bad(format!("\"{surface}\" stands twice"), "keep one of the two lines"));
        }
        let entry = Entry { class, surface: surface.into(), value: value.into() };
        if user {
            over.retain(|e| !(e.class == class && e.surface == entry.surface));
        }
        over.push(entry);
    }
    Ok(())
}

/// The shipped lists.
pub(super) fn embedded() -> Result<Vec<Entry>> {
    let mut entries = Vec::with_capacity(4096);
    for &class in Class::ALL {
        parse(class, class.embedded(), Path::new(class.file()), &mut entries, false)?;
    }
    Ok(entries)
}

/// The shipped lists with the folder `dir` laid over them.
///
/// # Errors
/// A file that is no list of ours, unreadable or broken: named by file and line.
pub(super) fn with_folder(dir: &Path) -> Result<Vec<Entry>> {
    let mut entries = embedded()?;
    if !dir.is_dir() {
        return Err(Error::new("no such folder of lists")
            .at(dir)
            .remedy("name a folder laid out like lexicon/"));
    }
    let mut found = false;
    for path in files_below(dir)? {
        let name = path.strip_prefix(dir).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if name == super::MEASURES_FILE {
            found = true;
            continue;
        }
        let Some(&class) = Class::ALL.iter().find(|c| c.file() == name) else {
            return Err(Error::new("not the name of a list").at(&path).remedy(format!(
                "rename it or move it away; lists are {}, {}",
                Class::ALL.iter().map(|c| c.file()).collect::<Vec<_>>().join(", "),
                super::MEASURES_FILE
            )));
        };
        let text = std::fs::read_to_string(&path).map_err(|e| Error::io(&path, e))?;
        parse(class, &text, &path, &mut entries, true)?;
        found = true;
    }
    if !found {
        let some: Vec<_> = Class::ALL.iter().take(3).map(|c| c.file()).collect();
        return Err(Error::new("no list in this folder")
            .at(dir)
            .remedy(format!("expected files such as {}", some.join(", "))));
    }
    Ok(entries)
}

/// Every `.tsv` and `.toml` file in `dir` and in the folders right below it, in order: a list under a wrong name must
/// be named, not passed over.
fn files_below(dir: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![(dir.to_path_buf(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        for entry in std::fs::read_dir(&folder).map_err(|e| Error::io(&folder, e))? {
            let path = entry.map_err(|e| Error::io(&folder, e))?.path();
            if path.is_dir() && depth == 0 {
                folders.push((path, 1));
            } else if path.extension().is_some_and(|e| e == "tsv" || e == "toml") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
