//! The file of measures: its form, its errors, and how a user's file is laid over the shipped one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::cue::CueSet;
use super::scan;
use super::{Measure, MeasureId, Measures, Role, When};
use crate::error::{Error, Result};

/// The shipped file.
pub(super) const EMBEDDED: &str = include_str!("../../../lexicon/count/measures.toml");

/// How far `before` looks back where a `when` says nothing, in tokens.
const WITHIN: usize = 24;

/// A file as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    groups: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    measure: Vec<MeasureTable>,
    #[serde(default)]
    words: Words,
    /// Words that show that something else is counted.
    #[serde(default)]
    other: Vec<WhenTable>,
    /// Codes of shipped measures that a user does without.
    #[serde(default)]
    remove: Vec<String>,
    #[serde(skip)]
    path: PathBuf,
}

/// Words that say something about any figure.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    #[serde(default)]
    aim: Vec<String>,
    #[serde(default)]
    heading: Vec<String>,
    #[serde(default)]
    target: Vec<String>,
    #[serde(default)]
    duty: Vec<String>,
    #[serde(default)]
    done: Vec<String>,
    #[serde(default)]
    parts: Vec<String>,
}

impl Words {
    fn each(&self) -> [(Role, &[String]); 6] {
        [
            (Role::Aim, &self.aim),
            (Role::Heading, &self.heading),
            (Role::Target, &self.target),
            (Role::Duty, &self.duty),
            (Role::Done, &self.done),
            (Role::Parts, &self.parts),
        ]
    }

    fn extend(&mut self, over: Self) {
        self.aim.extend(over.aim);
        self.heading.extend(over.heading);
        self.target.extend(over.target);
        self.duty.extend(over.duty);
        self.done.extend(over.done);
        self.parts.extend(over.parts);
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasureTable {
    code: String,
    vi: String,
    en: String,
    whole: Option<String>,
    sister: Option<String>,
    #[serde(default)]
    flow: bool,
    #[serde(default)]
    at_meeting: bool,
    #[serde(default)]
    of_ratio: bool,
    when: Vec<WhenTable>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WhenTable {
    nouns: Vec<String>,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    near: Vec<String>,
    #[serde(default)]
    opening: Vec<String>,
    #[serde(default)]
    beside: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    within: Option<usize>,
    #[serde(default)]
    bare: bool,
}

/// Reads one file.
pub(super) fn parse(text: &str, path: &Path) -> Result<File> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut file: File = toml::from_str(text).map_err(|e| {
        let line = e.span().map_or(1, |s| {
            text.as_bytes().get(..s.start).map_or(1, |b| 1 + b.iter().filter(|&&c| c == b'\n').count())
        });
        Error::new(format!("no file of measures: {}", e.message()))
            .at(path)
            .line(line)
            .remedy("compare with the shipped count/measures.toml")
    })?;
    file.path = path.to_path_buf();
    let mut codes = FxHashSet::default();
    for m in &file.measure {
        let bad = |what: String, remedy: &str| Err(Error::new(what).at(path).remedy(remedy));
        if m.code.trim().is_empty() {
            return bad("a measure without a code".into(), "give it one: code = \"training.courses\"");
        }
        if !codes.insert(m.code.as_str()) {
            return bad(format!("the measure \"{}\" stands twice", m.code), "keep one of the two tables");
        }
        if m.when.is_empty() || m.when.iter().any(|w| w.nouns.is_empty()) {
            return bad(
                format!("the measure \"{}\" counts no noun", m.code),
                "give it a [[measure.when]] with nouns = [\"lớp tập huấn\"]",
            );
        }
    }
    Ok(file)
}

/// The user's measures take the place of shipped ones of the same code; the others are added, before the
/// shipped ones, so that a user's own measure wins where both fit equally well.
pub(super) fn lay_over(mut shipped: File, over: File, path: &Path) -> Result<File> {
    for code in &over.remove {
        let before = shipped.measure.len();
        shipped.measure.retain(|m| m.code != *code);
        if shipped.measure.len() == before {
            return Err(Error::new(format!("there is no measure \"{code}\" to remove"))
                .at(path)
                .remedy("take the code from the shipped count/measures.toml"));
        }
    }
    for (name, words) in over.groups {
        shipped.groups.entry(name).or_default().extend(words);
    }
    shipped.words.extend(over.words);
    shipped.measure.retain(|m| !over.measure.iter().any(|o| o.code == m.code));
    let mut measure = over.measure;
    measure.append(&mut shipped.measure);
    let mut other = over.other;
    other.append(&mut shipped.other);
    Ok(File {
        groups: shipped.groups,
        words: shipped.words,
        measure,
        other,
        remove: Vec::new(),
        path: path.to_path_buf(),
    })
}

/// Turns a file into what is matched.
pub(super) fn build(file: File) -> Result<Measures> {
    let mut out = Measures::default();
    for (k, m) in file.measure.iter().enumerate() {
        for (field, code) in [("whole", &m.whole), ("sister", &m.sister)] {
            if let Some(code) = code
                && !file.measure.iter().any(|w| w.code == *code)
            {
                return Err(Error::new(format!(
                    "\"{}\" has {field} = \"{code}\", which is no measure",
                    m.code
                ))
                .at(&file.path)
                .remedy(format!("name the code of another measure, or leave `{field}` out")));
            }
        }
        out.list.push(Measure {
            code: m.code.as_str().into(),
            vi: m.vi.as_str().into(),
            en: m.en.as_str().into(),
            whole: m.whole.as_deref().map(Into::into),
            sister: m.sister.as_deref().map(Into::into),
            flow: m.flow,
            of_ratio: m.of_ratio,
            at_meeting: m.at_meeting,
        });
        for w in &m.when {
            add(&mut out, &file, MeasureId(k as u16), w)?;
        }
    }
    for w in &file.other {
        add(&mut out, &file, MeasureId::NONE, w)?;
    }
    out.number_families();
    for (role, words) in file.words.each() {
        for word in words {
            let cue = out.cues.intern(word);
            out.roles.insert(cue, role);
        }
    }
    out.cues.seal();
    Ok(out)
}

fn add(out: &mut Measures, file: &File, measure: MeasureId, w: &WhenTable) -> Result<()> {
    let nouns = expand(file, &w.nouns)?;
    let mut cues = |words: &[String]| -> Result<CueSet> {
        Ok(expand(file, words)?.iter().map(|c| out.cues.intern(c)).collect())
    };
    let when = When {
        measure,
        before: cues(&w.before)?,
        after: cues(&w.after)?,
        near: cues(&w.near)?,
        opening: cues(&w.opening)?,
        beside: expand(file, &w.beside)?.into_iter().map(scan::keys).collect(),
        not: cues(&w.not)?,
        within: w.within.unwrap_or(WITHIN),
        bare: w.bare,
    };
    let number = out.whens.len() as u16;
    out.gates.push([when.before.sieve(), when.after.sieve()]);
    out.whens.push(when);
    for noun in nouns {
        let ways = out.nouns.entry(scan::keys(noun)).or_default();
        if ways.last() != Some(&number) {
            ways.push(number);
        }
        out.surfaces.push(noun.into());
    }
    Ok(())
}

/// The words of a list, with its groups opened; a group may name another.
fn expand<'f>(file: &'f File, words: &'f [String]) -> Result<Vec<&'f str>> {
    let mut out = Vec::new();
    let mut todo: Vec<(&str, u8)> = words.iter().rev().map(|w| (w.as_str(), 0)).collect();
    while let Some((word, depth)) = todo.pop() {
        let Some(name) = word.strip_prefix('@') else {
            out.push(word);
            continue;
        };
        let group = file.groups.get(name).filter(|_| depth < 8).ok_or_else(|| {
            Error::new(format!("there is no group \"{name}\""))
                .at(&file.path)
                .remedy("name it under [groups], or write the words themselves")
        })?;
        todo.extend(group.iter().rev().map(|w| (w.as_str(), depth + 1)));
    }
    Ok(out)
}
