//! brat standoff: a `.txt` with its `.ann`.
//!
//! Read: text-bound annotations (`T`, broken spans too), attributes (`A`, `M`), relations (`R`), equivalences (`*`)
//! as relations, notes (`#`). Events (`E`) and normalizations (`N`) are named and passed over: facts here have no
//! roles of events. What brat's own forms have no room for travels in an `AnnotatorNotes` line as JSON.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value};

use crate::evaluate::note::Note;
use crate::{Error, Result};

use super::document::{Document, Mark, Relation};
use super::facts::{KINDS, ROLE_OF};
use super::offset::Unit;
use super::place::{Claimed, place};

/// The attributes that an annotator sets from a list in brat, with their values; `true` ones are flags.
const LISTED: [(&str, &str, &[&str]); 12] = [
    ("precision", "date", &["day", "month", "quarter", "half", "year", "interval"]),
    ("date_role", "date", &["meeting", "issued", "admission", "published", "term", "birth", "other"]),
    ("relation", "directive", &["implements", "pursuant_to", "according_to", "issued", "mentions"]),
    ("admitted", "person", &[]),
    ("planned", "count", &[]),
    ("approx", "count", &["at_least", "at_most", "about"]),
    ("subject", "rating", &["cell", "members", "member", "unit", "leaders", "cells"]),
    ("rating", "rating", &["excellent", "good", "satisfactory", "unsatisfactory"]),
    ("stage", "rating", &["self_assessed", "proposed", "decided"]),
    (
        "meeting_kind",
        "meeting",
        &[
            "year_end_review",
            "mid_year_review",
            "admission",
            "confirmation",
            "congress",
            "regular",
            "thematic",
            "award",
            "personnel",
            "other",
        ],
    ),
    ("part_of_day", "meeting", &["morning", "noon", "afternoon", "evening"]),
    (
        "cell_kind",
        "cell",
        &[
            "chi_bo",
            "dang_bo_bo_phan",
            "dang_bo",
            "dang_uy",
            "tinh_uy",
            "thanh_uy",
            "quan_uy",
            "huyen_uy",
            "ban_can_su_dang",
        ],
    ),
];

/// The name of an attribute of a fact in brat, where names must be unique, and back.
const RENAMED: [(&str, &str, &str); 3] =
    [("date", "role", "date_role"), ("meeting", "kind", "meeting_kind"), ("cell", "kind", "cell_kind")];

/// The `.ann` of a document. Places are code points, as brat counts.
#[must_use]
pub fn write(doc: &Document) -> String {
    let mut out = String::new();
    let mut attribute_number = 0;
    for (i, m) in doc.marks.iter().enumerate() {
        let id = i + 1;
        let parts: Vec<_> = m.parts.iter().map(|p| format!("{} {}", p[0], p[1])).collect();
        let words = m.words(&doc.text).replace(['\n', '\r', '\t'], " ");
        let _ = writeln!(out, "T{id}\t{} {}\t{words}", m.kind, parts.join(";"));
        let mut noted = Map::new();
        for (key, value) in &m.attributes {
            let name = brat_name(&m.kind, key);
            let listed = LISTED.iter().find(|(n, kind, _)| *n == name && *kind == m.kind);
            match (listed, value) {
                (Some((_, _, [])), Value::Bool(set)) => {
                    if *set {
                        attribute_number += 1;
                        let _ = writeln!(out, "A{attribute_number}\t{name} T{id}");
                    }
                }
                (Some((_, _, values)), Value::String(v)) if values.contains(&v.as_str()) => {
                    attribute_number += 1;
                    let _ = writeln!(out, "A{attribute_number}\t{name} T{id} {v}");
                }
                _ => {
                    noted.insert(key.clone(), value.clone());
                }
            }
        }
        if !noted.is_empty() {
            let _ = writeln!(out, "#{id}\tAnnotatorNotes T{id}\t{}", Value::Object(noted));
        }
    }
    for (i, r) in doc.relations.iter().enumerate() {
        let _ = writeln!(out, "R{}\t{} Arg1:T{} Arg2:T{}", i + 1, r.kind, r.from + 1, r.to + 1);
    }
    out
}

/// The `annotation.conf` that brat needs beside the files.
#[must_use]
pub fn configuration() -> String {
    let mut out = String::from("[entities]\n");
    for kind in KINDS {
        let _ = writeln!(out, "{kind}");
    }
    let _ = writeln!(out, "\n[relations]\n{ROLE_OF}\tArg1:role, Arg2:person");
    out.push_str("<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n\n[events]\n\n[attributes]\n");
    for (name, kind, values) in LISTED {
        let _ = match values {
            [] => writeln!(out, "{name}\tArg:{kind}"),
            values => writeln!(out, "{name}\tArg:{kind}, Value:{}", values.join("|")),
        };
    }
    out
}

/// Reads an `.ann` with its text. Places in `unit`, or in the unit that the words prove.
///
/// # Errors
/// A line that is no line of standoff, named by its number.
pub fn read(name: &str, text: &str, ann: &str, unit: Option<Unit>) -> Result<(Document, Vec<Note>)> {
    let mut notes = Vec::new();
    let mut bound: Vec<Claimed> = Vec::new();
    let mut later = Vec::new();
    let mut passed_over = 0;
    for (i, line) in ann.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        let bad = || Error::new("not a line of brat standoff").at(name).line(i + 1);
        match line.chars().next() {
            None => {}
            Some('T') => bound.push(text_bound(line).ok_or_else(bad)?),
            Some('A' | 'M' | 'R' | '#' | '*') => later.push((i + 1, line)),
            Some('E' | 'N') => passed_over += 1,
            Some(_) if line.trim().is_empty() => {}
            Some(_) => return Err(bad()),
        }
    }
    if passed_over > 0 {
        notes.push(Note::remark(
            name,
            "brat.passed_over",
            format!("{passed_over} dòng sự kiện hoặc chuẩn hóa của brat không được đọc"),
            "events and normalizations of brat are not read",
        ));
    }
    let number: BTreeMap<String, usize> = bound.iter().enumerate().map(|(i, c)| (c.id.clone(), i)).collect();
    let mut relations = Vec::new();
    for (line_number, line) in later {
        let bad = || Error::new("not a line of brat standoff").at(name).line(line_number);
        let mut fields = line.split('\t');
        let (_, what) = (fields.next(), fields.next().ok_or_else(bad)?);
        let mut words = what.split(' ');
        let first = words.next().ok_or_else(bad)?;
        match line.as_bytes().first() {
            Some(b'R' | b'*') => {
                let ends: Vec<usize> =
                    words.filter_map(|w| number.get(w.rsplit(':').next()?).copied()).collect();
                relations.extend(ends.windows(2).filter_map(|w| {
                    let [from, to] = w else { return None };
                    Some(Relation { kind: first.into(), from: *from, to: *to })
                }));
            }
            Some(b'A' | b'M') => {
                let target = words
                    .next()
                    .and_then(|t| number.get(t))
                    .and_then(|&n| bound.get_mut(n))
                    .map(|c| &mut c.mark);
                if let Some(m) = target {
                    let value = words.next().map_or(Value::Bool(true), |v| Value::String(v.into()));
                    m.attributes.insert(fact_name(&m.kind, first).into(), value);
                }
            }
            _ => {
                let target = words
                    .next()
                    .and_then(|t| number.get(t))
                    .and_then(|&n| bound.get_mut(n))
                    .map(|c| &mut c.mark);
                let note = fields.collect::<Vec<_>>().join("\t");
                if let (Some(m), Ok(Value::Object(noted))) = (target, serde_json::from_str(&note)) {
                    for (key, value) in noted {
                        // What the annotator has set in brat counts more than what was noted at export.
                        m.attributes.entry(key).or_insert(value);
                    }
                }
            }
        }
    }
    let doc = Document { name: name.into(), text: text.into(), relations, ..Document::default() };
    let (doc, problems) = place(doc, bound, Unit::CodePoints, unit);
    notes.extend(problems);
    Ok((doc, notes))
}

/// `T1<tab>person 4 14<tab>Lò Văn Páo`
fn text_bound(line: &str) -> Option<Claimed> {
    let mut fields = line.splitn(3, '\t');
    let (id, what, words) = (fields.next()?, fields.next()?, fields.next()?);
    let (kind, ranges) = what.split_once(' ')?;
    let part = |p: &str| {
        let (start, end) = p.trim().split_once(' ')?;
        Some([start.parse().ok()?, end.trim().parse().ok()?])
    };
    let ranges: Vec<[usize; 2]> = ranges.split(';').map(part).collect::<Option<_>>()?;
    let mark = Mark { kind: kind.into(), ..Mark::default() };
    Some(Claimed { id: id.into(), mark, ranges, words: Some(words.into()) })
}

fn brat_name<'a>(kind: &str, key: &'a str) -> &'a str {
    RENAMED.iter().find(|(k, fact, _)| *k == kind && *fact == key).map_or(key, |(_, _, brat)| brat)
}

fn fact_name<'a>(kind: &str, name: &'a str) -> &'a str {
    RENAMED.iter().find(|(k, _, brat)| *k == kind && *brat == name).map_or(name, |(_, fact, _)| fact)
}
