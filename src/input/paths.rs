//! Files and folders, as named by the user, turned into a list of files in path order.
//!
//! The order is that of the paths, component by component, whatever the order of the arguments and of the
//! file system, so that a run over the same archive gives the same bytes. In a folder every file with a known
//! extension is taken; a hidden one or one of another kind is left out and counted, never dropped silently.
//! A file named by the user is taken whatever it is called.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::kind;
use crate::error::Error;

/// What was found under the paths that the user named.
#[derive(Debug, Default)]
pub struct Listing {
    /// Files in path order, each once.
    pub files: Vec<PathBuf>,
    /// Paths that lead nowhere, folders that cannot be read or hold no article, loops of links.
    pub failures: Vec<Error>,
    /// What was left out of folders.
    pub left_out: LeftOut,
}

/// What was left out of a folder or an archive, so that it can be said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Hidden files and folders.
    pub hidden: usize,
    /// Files of other kinds, by extension (empty for none).
    pub unknown: BTreeMap<String, usize>,
}

impl LeftOut {
    /// Whether nothing was left out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hidden == 0 && self.unknown.is_empty()
    }

    pub(crate) fn add(&mut self, name: &str) {
        let extension = Path::new(name).extension().unwrap_or_default().to_string_lossy().to_lowercase();
        *self.unknown.entry(extension).or_default() += 1;
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = (self.hidden > 0).then(|| format!("{} hidden", self.hidden));
        let unknown = self.unknown.iter().map(|(extension, n)| match extension.as_str() {
            "" => format!("{n} without extension"),
            e if e.contains('/') => format!("{n} {e}"),
            e => format!("{n} .{e}"),
        });
        f.write_str(&hidden.into_iter().chain(unknown).collect::<Vec<_>>().join(", "))
    }
}

/// Lists the files under `paths`, without those of `except` (the run's own outputs).
///
/// Symbolic links are followed; one that leads back to a folder above it is a failure of its own.
#[must_use]
pub fn list(paths: &[PathBuf], except: &[PathBuf]) -> Listing {
    let mut listing = Listing::default();
    let except: Vec<PathBuf> = except.iter().filter_map(|p| p.canonicalize().ok()).collect();
    for path in paths {
        match std::fs::metadata(path) {
            Err(e) => listing.failures.push(Error::io(path, e)),
            Ok(meta) if meta.is_dir() => listing.add_folder(path, &except),
            Ok(meta) if meta.is_file() => listing.files.push(path.clone()),
            Ok(_) => listing.failures.push(not_a_file(path)),
        }
    }
    listing.files.sort_unstable();
    listing.files.dedup();
    listing
}

impl Listing {
    fn add_folder(&mut self, folder: &Path, except: &[PathBuf]) {
        let before = (self.files.len(), self.failures.len());
        let hidden = Arc::new(AtomicUsize::new(0));
        let seen = Arc::clone(&hidden);
        let walk = ignore::WalkBuilder::new(folder)
            .standard_filters(false)
            .follow_links(true)
            .filter_entry(move |entry| {
                let shown = entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".");
                seen.fetch_add(usize::from(!shown), Ordering::Relaxed);
                shown
            })
            .build();
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(e) => {
                    self.failures.push(walk_failure(folder, e));
                    continue;
                }
            };
            let path = entry.path();
            let Some(file_type) = entry.file_type() else { continue };
            if file_type.is_dir() {
                continue;
            }
            self.add_entry(path, file_type.is_file(), except);
        }
        self.left_out.hidden += hidden.load(Ordering::Relaxed);
        if (self.files.len(), self.failures.len()) == before {
            let what = "the folder holds no article";
            self.failures
                .push(Error::new(what).at(folder).remedy("name a folder with .txt, .html, .docx … files"));
        }
    }

    fn add_entry(&mut self, path: &Path, is_file: bool, except: &[PathBuf]) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if kind::of_name(&name).is_none() {
            self.left_out.add(&name);
        } else if !is_file {
            self.failures.push(not_a_file(path));
        } else if except.is_empty() || !path.canonicalize().is_ok_and(|p| except.contains(&p)) {
            self.files.push(path.to_path_buf());
        }
    }
}

/// A pipe, a socket or a device: reading one could wait for ever.
fn not_a_file(path: &Path) -> Error {
    Error::new("neither a file nor a folder")
        .at(path)
        .remedy("pipe JSON lines into `trichluc extract -` instead")
}

fn walk_failure(folder: &Path, e: ignore::Error) -> Error {
    let path = path_of(&e).unwrap_or(folder).to_path_buf();
    if is_loop(&e) {
        return Error::new("a link that leads back to a folder above it").at(path).remedy("remove the link");
    }
    match e.into_io_error() {
        Some(io) => Error::io(path, io),
        None => Error::new("cannot be listed").at(path),
    }
}

fn path_of(e: &ignore::Error) -> Option<&Path> {
    match e {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::Loop { child, .. } => Some(child),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

fn is_loop(e: &ignore::Error) -> bool {
    match e {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithPath { err, .. }
        | ignore::Error::WithDepth { err, .. }
        | ignore::Error::WithLineNumber { err, .. } => is_loop(err),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_that_of_the_paths() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a/2.txt", "a/1.html", "a-1.txt", ".hidden.txt", "gold.json", ".git/x.txt"] {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let listing =
            list(&[dir.path().join("b.txt"), dir.path().to_path_buf()], &[dir.path().join("a-1.txt")]);
        let names: Vec<_> =
            listing.files.iter().map(|p| p.strip_prefix(dir.path()).unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["a/1.html", "a/2.txt", "b.txt"]);
        assert_eq!(listing.left_out.hidden, 2);
        assert_eq!(listing.left_out.unknown, BTreeMap::from([("json".to_owned(), 1)]));
        assert!(listing.failures.is_empty(), "{:?}", listing.failures);
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_is_named_and_the_rest_goes_on() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("a.txt"), "x").unwrap();
        std::os::unix::fs::symlink(dir.path(), dir.path().join("loop")).unwrap();
        std::os::unix::fs::symlink(dir.path().join("nowhere"), dir.path().join("gone.txt")).unwrap();
        let listing = list(&[dir.path().to_path_buf()], &[]);
        assert_eq!(listing.files, [dir.path().join("a.txt")]);
        let mut said: Vec<_> = listing.failures.iter().map(ToString::to_string).collect();
        said.sort();
        assert_eq!(said.len(), 2);
        assert!(said[0].contains("gone.txt: no such file"), "{said:?}");
        assert!(said[1].contains("loop: a link that leads back"), "{said:?}");
    }

    #[test]
    fn a_folder_without_articles_is_a_failure() {
        let dir = tempfile::tempdir().unwrap();
        let listing = list(&[dir.path().to_path_buf(), dir.path().join("nothing")], &[]);
        assert_eq!(listing.failures.len(), 2);
        assert!(listing.failures[0].to_string().contains("holds no article"));
    }
}
