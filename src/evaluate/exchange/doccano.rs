//! doccano: one JSON object a line, with `text` and its `entities` (or the older `label` triples).
//!
//! doccano's marks carry neither words nor attributes. What a mark knows beyond its type travels in an extra key,
//! which doccano keeps as metadata; it is matched by type and place, so that a mark that the annotator moved
//! comes back bare, to be read anew from its words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::evaluate::label::Labels;
use crate::evaluate::note::Note;
use crate::{Error, Result};

use super::document::{Document, Mark, Relation};
use super::offset::Unit;
use super::place::{Claimed, place};

#[derive(Serialize, Deserialize)]
struct Line {
    #[serde(default)]
    id: Option<Value>,
    /// `data` in older exports.
    #[serde(alias = "data")]
    text: String,
    /// `annotations` in older exports.
    #[serde(default, alias = "annotations")]
    entities: Vec<Entity>,
    #[serde(default)]
    relations: Vec<Link>,
    /// `[start, end, type]`, in exports of projects without relations; a list of classes elsewhere.
    #[serde(default, alias = "labels", skip_serializing_if = "Option::is_none")]
    label: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    trichluc: Option<Extra>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    meta: Option<Meta>,
}

#[derive(Serialize, Deserialize)]
struct Meta {
    #[serde(default)]
    trichluc: Option<Extra>,
}

#[derive(Serialize, Deserialize)]
struct Entity {
    id: i64,
    /// The number of the type in older exports.
    #[serde(deserialize_with = "type_name")]
    label: String,
    /// Its name, in exports that give the number too.
    #[serde(default, skip_serializing)]
    label_name: Option<String>,
    start_offset: i64,
    end_offset: i64,
}

#[derive(Serialize, Deserialize)]
struct Link {
    #[serde(default)]
    id: i64,
    from_id: i64,
    to_id: i64,
    #[serde(rename = "type")]
    kind: String,
}

/// What doccano has no room for.
#[derive(Serialize, Deserialize, Default)]
struct Extra {
    name: String,
    #[serde(default)]
    facts: Vec<Known>,
    #[serde(default)]
    rest: Option<Labels>,
}

#[derive(Serialize, Deserialize)]
struct Known {
    label: String,
    start: i64,
    end: i64,
    fact: Map<String, Value>,
}

/// One line for a document. Places are code points, as doccano counts.
///
/// # Errors
/// None that a document can cause.
pub fn write(doc: &Document) -> Result<String> {
    let mut entities = Vec::new();
    let mut facts = Vec::new();
    for (i, m) in doc.marks.iter().enumerate() {
        let [start, end] = m.hull().map(|n| n as i64);
        let (id, label) = (i as i64, m.kind.clone());
        entities.push(Entity { id, label, label_name: None, start_offset: start, end_offset: end });
        facts.push(Known { label: m.kind.clone(), start, end, fact: m.attributes.clone() });
    }
    let link = |(i, r): (usize, &Relation)| Link {
        id: i as i64,
        from_id: r.from as i64,
        to_id: r.to as i64,
        kind: r.kind.clone(),
    };
    let line = Line {
        id: None,
        text: doc.text.clone(),
        entities,
        relations: doc.relations.iter().enumerate().map(link).collect(),
        label: None,
        trichluc: Some(Extra { name: doc.name.clone(), facts, rest: doc.rest.clone() }),
        meta: None,
    };
    let mut out = serde_json::to_string(&line).map_err(|e| Error::new("cannot be written").because(e))?;
    out.push('\n');
    Ok(out)
}

/// Reads a file of doccano's JSON lines. `name` names documents that do not name themselves.
///
/// # Errors
/// A line that is not in one of doccano's forms, named by its number.
pub fn read(name: &str, file: &str, unit: Option<Unit>) -> Result<(Vec<Document>, Vec<Note>)> {
    let (mut docs, mut notes) = (Vec::new(), Vec::new());
    // One object may stretch over several lines, as in doccano's own examples.
    let mut stream = serde_json::Deserializer::from_str(file).into_iter::<Line>();
    let mut i = 0;
    while let Some(line) = stream.next() {
        let end = stream.byte_offset();
        let line = line.map_err(|e| {
            let line_number = e.line().max(1);
            Error::new("not a line of doccano").at(name).line(line_number).because(e)
        })?;
        let bad = || {
            let line_number = file.get(..end).map_or(0, |f| f.trim_end().lines().count());
            Error::new("not a line of doccano").at(name).line(line_number)
        };
        i += 1;
        let extra = line.trichluc.or(line.meta.and_then(|m| m.trichluc));
        let own_name = extra.as_ref().map(|e| e.name.clone()).filter(|n| !n.is_empty());
        let numbered =
            || line.id.as_ref().map_or_else(|| format!("{name}-{i}"), |id| format!("{name}-{}", told(id)));
        let mut entities = line.entities;
        for e in &mut entities {
            e.label = e.label_name.take().unwrap_or_else(|| std::mem::take(&mut e.label));
        }
        entities.extend(triples(line.label.as_ref(), entities.len()).ok_or_else(bad)?);
        let number: BTreeMap<i64, usize> = entities.iter().enumerate().map(|(i, e)| (e.id, i)).collect();
        let known = extra.as_ref().map_or(&[][..], |e| e.facts.as_slice());
        let mut used = vec![false; known.len()];
        let claimed = entities.iter().map(|e| Claimed {
            id: e.id.to_string(),
            mark: Mark {
                kind: e.label.clone(),
                attributes: known_fact(e, known, &mut used),
                parts: Vec::new(),
            },
            ranges: vec![[e.start_offset, e.end_offset].map(|n| usize::try_from(n).unwrap_or(usize::MAX))],
            words: None,
        });
        let claimed = claimed.collect();
        let link = |l: &Link| {
            Some(Relation {
                kind: l.kind.clone(),
                from: *number.get(&l.from_id)?,
                to: *number.get(&l.to_id)?,
            })
        };
        let doc = Document {
            name: own_name.unwrap_or_else(numbered),
            relations: line.relations.iter().filter_map(link).collect(),
            text: line.text,
            marks: Vec::new(),
            rest: extra.and_then(|e| e.rest),
        };
        let (doc, problems) = place(doc, claimed, Unit::CodePoints, unit);
        docs.push(doc);
        notes.extend(problems);
    }
    Ok((docs, notes))
}

/// What was known of a mark at export, when it still has its type and place; each entry once.
fn known_fact(e: &Entity, known: &[Known], used: &mut [bool]) -> Map<String, Value> {
    let same = |k: &Known| k.label == e.label && k.start == e.start_offset && k.end == e.end_offset;
    for (k, used) in known.iter().zip(used.iter_mut()) {
        if !*used && same(k) {
            *used = true;
            return k.fact.clone();
        }
    }
    Map::new()
}

/// The older form `[[0, 7, "person"], …]`; a list of words is a class of the whole text and no mark.
fn triples(label: Option<&Value>, from: usize) -> Option<Vec<Entity>> {
    let mut out = Vec::new();
    for item in label.and_then(Value::as_array).into_iter().flatten() {
        if item.is_string() || item.is_number() {
            continue;
        }
        let triple = item.as_array()?;
        let [start, end, kind] = triple.as_slice() else { return None };
        out.push(Entity {
            id: (from + out.len()) as i64,
            label: told(kind),
            label_name: None,
            start_offset: start.as_i64()?,
            end_offset: end.as_i64()?,
        });
    }
    Some(out)
}

fn type_name<'de, D: serde::Deserializer<'de>>(d: D) -> std::result::Result<String, D::Error> {
    Value::deserialize(d).map(|v| told(&v))
}

fn told(v: &Value) -> String {
    v.as_str().map_or_else(|| v.to_string(), str::to_owned)
}
