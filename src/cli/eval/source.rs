//! Where what was found comes from: records on disk, or the extraction.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use trichluc::evaluate::Note;
use trichluc::evaluate::gold::{GoldFile, GoldFiles};
use trichluc::evaluate::label::{Labels, stem};
use trichluc::evaluate::records::Records;
use trichluc::input;
use trichluc::lexicon::Lexicon;

use super::Args;

/// How many names of unknown articles a message lists.
const NAMED: usize = 8;

/// Where what was found comes from.
pub(super) enum Source<'a> {
    Records(Records),
    Extraction { named: Named, beside: bool, options: input::Options, lexicon: &'a Lexicon },
}

impl<'a> Source<'a> {
    pub(super) fn open(args: &Args, files: &GoldFiles, lexicon: &'a Lexicon) -> trichluc::Result<Self> {
        if let Some(path) = &args.records {
            return Ok(Self::Records(Records::open(path)?));
        }
        let options = args.input.options();
        let named = Named::list(&args.paths, &stems(files), &options, lexicon)?;
        Ok(Self::Extraction { named, beside: args.paths.is_empty(), options, lexicon })
    }

    pub(super) fn find(&self, file: &GoldFile) -> trichluc::Result<Option<Labels>> {
        match self {
            Self::Records(records) => records.get(&file.stem),
            Self::Extraction { named, beside, options, lexicon } => {
                if let Some(labels) = named.extracted.get(&file.stem) {
                    return Ok(Some(labels.clone()));
                }
                let beside = file.text.as_ref().filter(|_| *beside);
                let Some(path) = named.files.get(&file.stem).or(beside) else { return Ok(None) };
                extract(&input::read(path, options)?, lexicon).map(Some)
            }
        }
    }

    pub(super) fn notes(&self, args: &Args, files: &GoldFiles) -> Vec<Note> {
        match self {
            Self::Records(records) => {
                let path = args.records.as_deref().unwrap_or(Path::new(""));
                records.notes.iter().cloned().chain(unknown(path, records, &stems(files))).collect()
            }
            Self::Extraction { named, .. } => named.notes.clone(),
        }
    }
}

fn extract(article: &input::Article, lexicon: &Lexicon) -> trichluc::Result<Labels> {
    Labels::of_record(&trichluc::analyze(article, lexicon))
}

fn stems(files: &GoldFiles) -> BTreeSet<String> {
    files.files.iter().map(|f| f.stem.clone()).collect()
}

/// The articles of the paths that gold knows.
#[derive(Default)]
pub(super) struct Named {
    /// Files that hold one article, by stem.
    files: BTreeMap<String, PathBuf>,
    /// What was found in articles out of archives and tables.
    extracted: BTreeMap<String, Labels>,
    notes: Vec<Note>,
}

impl Named {
    fn list(
        paths: &[PathBuf],
        stems: &BTreeSet<String>,
        options: &input::Options,
        lexicon: &Lexicon,
    ) -> trichluc::Result<Self> {
        let mut out = Self::default();
        if paths.is_empty() {
            return Ok(out);
        }
        let listing = input::list(paths, &[]);
        if let Some(e) = listing.failures.into_iter().next() {
            return Err(e);
        }
        let mut others = Vec::new();
        for path in listing.files {
            let stem = stem(&path.to_string_lossy()).to_owned();
            if stems.contains(&stem) {
                out.files.insert(stem, path);
            } else {
                others.push(path);
            }
        }
        // An article may stand in an archive of any name.
        let others: Vec<PathBuf> = others.into_iter().filter(|p| holds_several(p)).collect();
        let _ = input::for_each(&others, options, &mut |article| {
            let known = article.as_ref().ok().map(|a| stem(&a.path).to_owned()).filter(|s| stems.contains(s));
            let labels = match (&article, known) {
                (Ok(a), Some(stem)) => extract(a, lexicon).map(|l| Some((stem, l))),
                (Ok(_), None) => Ok(None),
                (Err(_), _) => article.map(|_| None),
            };
            match labels {
                Ok(found) => out.extracted.extend(found),
                Err(e) => {
                    let place = e.path().map(Path::to_path_buf).unwrap_or_default();
                    out.notes.push(Note::failure(place, "article.unreadable", e.reason(), "cannot be read"));
                }
            }
            std::ops::ControlFlow::Continue(())
        });
        Ok(out)
    }
}

/// Whether a file may hold several articles: archives, JSON lines, tables.
fn holds_several(path: &Path) -> bool {
    const ONE: [&str; 6] = ["txt", "html", "htm", "xhtml", "docx", "pdf"];
    path.extension().and_then(|e| e.to_str()).is_some_and(|e| !ONE.contains(&e.to_lowercase().as_str()))
}

fn unknown(path: &Path, records: &Records, known: &BTreeSet<String>) -> Option<Note> {
    let known = known.iter().map(String::as_str).collect();
    let unknown = records.unknown(&known);
    let mut named = unknown.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    if unknown.len() > NAMED {
        named.push_str(", …");
    }
    (!unknown.is_empty()).then(|| {
        Note::remark(
            path,
            "record.without_gold",
            format!("{} bản ghi không có nhãn, không được chấm: {named}", unknown.len()),
            format!("{} records of articles that gold does not know, not scored", unknown.len()),
        )
    })
}
