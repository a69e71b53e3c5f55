//! Label formats as files and folders.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::evaluate::gold;
use crate::evaluate::label::stem;
use crate::evaluate::note::Note;
use crate::input::{self, Options};
use crate::output::AtomicFile;
use crate::{Error, Result, text_of};

use super::document::Document;
use super::facts::{document_of, labels_of};
use super::label_studio::As;
use super::offset::Unit;
use super::place::onto;
use super::{Format, brat, conll, doccano, label_studio, webanno};

/// How labels are read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The unit of places; found by the words when not stated.
    pub unit: Option<Unit>,
    /// Folder of the texts that marks shall stand in, instead of the format's own.
    pub texts: Option<PathBuf>,
    /// Types of the tool's project and the types here that they mean.
    pub types: BTreeMap<String, String>,
}

/// Reads the labels of a file, or of all files of the format in a folder (without subfolders).
///
/// # Errors
/// A path that cannot be read or holds no file of the format. A file that breaks the format is a note.
pub fn read(path: &Path, format: Format, how: &Reading) -> Result<(Vec<Document>, Vec<Note>)> {
    let (mut docs, mut notes) = (Vec::new(), Vec::new());
    for file in files_of(path, format)? {
        match read_file(&file, format, how) {
            Ok((more, told)) => {
                docs.extend(more);
                notes.extend(told);
            }
            Err(e) => {
                let told = format!("không đọc được: {}", e.reason());
                notes.push(Note::failure(place_of(&e, &file), "label.unreadable", told, "cannot be read"));
            }
        }
    }
    let mut seen = BTreeSet::new();
    for doc in &docs {
        if !seen.insert(doc.name.clone()) {
            notes.push(Note::failure(
                &doc.name,
                "label.twice",
                "tên này có hai bài",
                "two documents of one name",
            ));
        }
    }
    for doc in &mut docs {
        for m in &mut doc.marks {
            if let Some(kind) = how.types.get(&m.kind) {
                m.kind.clone_from(kind);
            }
        }
        if let Some(folder) = &how.texts {
            match text_named(folder, &doc.name) {
                Some(text) => {
                    let (moved, told) = onto(std::mem::take(doc), &text?);
                    *doc = moved;
                    notes.extend(told);
                }
                None => notes.push(Note::failure(
                    &doc.name,
                    "label.without_text",
                    format!("không có văn bản của bài này trong {}", folder.display()),
                    "no text of this name in the folder",
                )),
            }
        }
    }
    Ok((docs, notes))
}

/// Writes labels: to a folder for brat, WebAnno and records, to one file for the others.
/// What the format could not hold is told.
///
/// # Errors
/// A place that cannot be written to.
pub fn write(docs: &[Document], format: Format, to: &Path, how: As) -> Result<Vec<Note>> {
    let mut notes = Vec::new();
    let unique = names(docs, &mut notes);
    let docs_named = || docs.iter().zip(&unique);
    match format {
        Format::Brat => {
            create(to)?;
            put(&to.join("annotation.conf"), &brat::configuration())?;
            for (doc, name) in docs_named() {
                put(&to.join(format!("{name}.txt")), &doc.text)?;
                put(&to.join(format!("{name}.ann")), &brat::write(doc))?;
            }
        }
        Format::Webanno => {
            create(to)?;
            for (doc, name) in docs_named() {
                put(&to.join(format!("{name}.txt")), &doc.text)?;
                put(&to.join(format!("{name}.tsv")), &webanno::write(doc))?;
            }
        }
        Format::Records => {
            create(to)?;
            for (doc, name) in docs_named() {
                let (labels, told) = labels_of(doc);
                notes.extend(told);
                let json = serde_json::to_string_pretty(&labels)
                    .map_err(|e| Error::new("cannot be written").at(to).because(e))?;
                put(&to.join(format!("{name}.txt")), &doc.text)?;
                put(&to.join(format!("{name}.json")), &format!("{json}\n"))?;
            }
        }
        Format::Doccano => {
            let lines: Vec<String> = docs.iter().map(doccano::write).collect::<Result<_>>()?;
            put(to, &lines.concat())?;
        }
        Format::LabelStudio => {
            put(to, &label_studio::write(docs, how))?;
            put(&to.with_extension("config.xml"), &label_studio::configuration())?;
        }
        Format::Conll => {
            let mut out = String::new();
            for doc in docs {
                let (tokens, told) = conll::write(doc);
                out.push_str(&tokens);
                notes.extend(told);
            }
            put(to, &out)?;
        }
    }
    if !matches!(format, Format::Records | Format::Doccano | Format::LabelStudio) {
        notes.extend(docs.iter().filter_map(unplaced));
    }
    Ok(notes)
}

/// The text of an article, as spans of records count it.
///
/// # Errors
/// A file that cannot be read or holds no article.
pub fn text_at(path: &Path) -> Result<String> {
    Ok(text_of(&input::read(path, &Options::default())?).source().to_owned())
}

fn files_of(path: &Path, format: Format) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        std::fs::metadata(path).map_err(|e| Error::io(path, e))?;
        return Ok(vec![path.to_path_buf()]);
    }
    let extensions: &[&str] = match format {
        Format::Brat => &["ann"],
        Format::Doccano => &["jsonl"],
        Format::LabelStudio | Format::Records => &["json"],
        Format::Webanno => &["tsv"],
        Format::Conll => &["conll", "iob", "iob2", "bio"],
    };
    let mut out = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|e| Error::io(path, e))? {
        let file = entry.map_err(|e| Error::io(path, e))?.path();
        if file.extension().and_then(|e| e.to_str()).is_some_and(|e| extensions.contains(&e)) {
            out.push(file);
        }
    }
    out.sort();
    if out.is_empty() {
        let what = format!("no {} files (.{}) here", format.name(), extensions.join(", ."));
        return Err(Error::new(what).at(path));
    }
    Ok(out)
}

fn read_file(file: &Path, format: Format, how: &Reading) -> Result<(Vec<Document>, Vec<Note>)> {
    let name = stem(&file.to_string_lossy()).to_owned();
    let one = |(doc, notes)| (vec![doc], notes);
    let beside = || {
        let text = file.with_extension("txt");
        text.is_file().then(|| text_at(&text)).transpose()
    };
    if format == Format::Records {
        return records(file, &name);
    }
    let bytes = std::fs::read(file).map_err(|e| Error::io(file, e))?;
    let content = String::from_utf8(bytes).map_err(|e| Error::new("not UTF-8").at(file).because(e))?;
    let content = content.strip_prefix('\u{feff}').unwrap_or(&content);
    match format {
        Format::Brat => {
            let text = match &how.texts {
                Some(folder) => text_named(folder, &name).transpose()?,
                None => beside()?,
            };
            let without =
                || Error::new("labels without their text").at(file).remedy("put the .txt beside it");
            brat::read(&name, &text.ok_or_else(without)?, content, how.unit).map(one)
        }
        Format::Webanno => webanno::read(&name, content, beside()?.as_deref(), how.unit).map(one),
        Format::Conll => conll::read(&name, content, beside()?.as_deref()),
        Format::Doccano => doccano::read(&name, content, how.unit),
        Format::LabelStudio | Format::Records => label_studio::read(&name, content, how.unit),
    }
}

fn records(file: &Path, name: &str) -> Result<(Vec<Document>, Vec<Note>)> {
    let Some(labels) = gold::read(file)? else { return Ok((Vec::new(), Vec::new())) };
    let folder = file.parent().unwrap_or(Path::new("."));
    let without = || Error::new("labels without their text").at(file).remedy("put the text beside it");
    let text = text_named(folder, name).ok_or_else(without)??;
    Ok((vec![document_of(name, &text, &labels)], Vec::new()))
}

/// The text of an article in a folder, whatever its format.
fn text_named(folder: &Path, name: &str) -> Option<Result<String>> {
    let files = gold::TEXT_EXTENSIONS.iter().map(|e| folder.join(format!("{name}.{e}")));
    files.into_iter().find(|p| p.is_file()).map(|p| text_at(&p))
}

/// File names for documents: no folders, none twice.
fn names(docs: &[Document], notes: &mut Vec<Note>) -> Vec<String> {
    let mut used = BTreeSet::new();
    let mut out = Vec::new();
    for doc in docs {
        let safe: String = doc
            .name
            .chars()
            .map(|c| if c == '/' || c == '\\' || c == ':' || c.is_control() { '_' } else { c })
            .collect();
        let safe = safe.trim_start_matches('.').to_owned();
        let safe = if safe.is_empty() { "bai".to_owned() } else { safe };
        let mut name = safe.clone();
        let mut n = 2;
        while !used.insert(name.clone()) {
            name = format!("{safe}-{n}");
            n += 1;
        }
        if name != doc.name {
            notes.push(Note::remark(
                &doc.name,
                "label.renamed",
                format!("ghi thành {name}"),
                "written under another name",
            ));
        }
        out.push(name);
    }
    out
}

/// What of a document has no place in its text.
fn unplaced(doc: &Document) -> Option<Note> {
    let rest = doc.rest.as_ref()?;
    let lists = [
        ("cell", usize::from(rest.cell.is_some())),
        ("meeting", usize::from(rest.meeting.is_some())),
        ("dates", rest.dates.len()),
        ("directives", rest.directives.len()),
        ("people", rest.people.len()),
        ("counts", rest.counts.len()),
        ("ratings", rest.ratings.len()),
    ];
    let told: Vec<String> = lists.iter().filter(|(_, n)| *n > 0).map(|(k, n)| format!("{k} {n}")).collect();
    (!told.is_empty()).then(|| {
        Note::remark(
            &doc.name,
            "label.unplaced",
            format!("sự kiện không có vị trí, định dạng này không chứa được: {}", told.join(", ")),
            "facts without a place, for which this format has no room",
        )
    })
}

fn create(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))
}

fn put(path: &Path, content: &str) -> Result<()> {
    let mut file = AtomicFile::create(path)?;
    file.write_all(content.as_bytes()).map_err(|e| Error::io(path, e))?;
    file.commit()
}

/// The place that an error names, with its line, in the file that it is about.
fn place_of(e: &Error, file: &Path) -> String {
    let told = e.to_string();
    let line =
        told.split(": ").next().and_then(|p| p.rsplit(':').next()).filter(|l| l.parse::<usize>().is_ok());
    line.map_or_else(|| file.display().to_string(), |l| format!("{}:{l}", file.display()))
}
