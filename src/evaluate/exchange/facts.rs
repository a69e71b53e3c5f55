//! From labels to marks and back.
//!
//! Each mention of a fact becomes a mark whose attributes are the fact itself, so that marks of one fact come
//! together again by being equal. A role is a mark of its own, linked to a mark of its person.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::evaluate::fold::fold;
use crate::evaluate::label::{Labels, MentionLabel, PersonLabel, RoleLabel};
use crate::evaluate::note::Note;

use super::document::{Document, Mark, Relation};

/// The relation from a role to its person.
pub const ROLE_OF: &str = "role_of";

/// The types of marks that are facts.
pub const KINDS: [&str; 8] = ["cell", "meeting", "date", "directive", "person", "role", "count", "rating"];

/// The attribute of a role whose person has no mark.
const PERSON: &str = "person";

/// Labels as marks in a text. Facts without a place go to [`Document::rest`].
#[must_use]
pub fn document_of(name: &str, text: &str, labels: &Labels) -> Document {
    let mut doc = Document { name: name.into(), text: text.into(), ..Document::default() };
    let mut rest = labels.clone();
    rest.article = None;
    if let Some(cell) = &labels.cell
        && doc.add("cell", cell, &cell.mentions).is_some()
    {
        rest.cell = None;
    }
    if let Some(meeting) = &labels.meeting
        && doc.add("meeting", meeting, &meeting.mentions).is_some()
    {
        rest.meeting = None;
    }
    rest.dates.retain(|d| doc.add("date", d, &d.mentions).is_none());
    rest.directives.retain(|d| doc.add("directive", d, &d.mentions).is_none());
    rest.people.retain_mut(|p| !doc.add_person(p));
    rest.counts.retain(|c| doc.add("count", c, &c.mentions).is_none());
    rest.ratings.retain(|r| doc.add("rating", r, &r.mentions).is_none());
    doc.rest = Some(rest);
    doc
}

/// The labels that the marks of a document amount to, and what could not be read: types that are no facts, marks
/// whose attributes are of the wrong kind, roles without a person.
#[must_use]
pub fn labels_of(doc: &Document) -> (Labels, Vec<Note>) {
    let mut labels = doc.rest.clone().unwrap_or_default();
    labels.id.get_or_insert_with(|| doc.name.clone());
    let mut notes = Vec::new();
    let mut person_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (i, mark) in doc.marks.iter().enumerate() {
        let read = match mark.kind.as_str() {
            "cell" => one(&mut labels.cell, doc, mark, |f| &mut f.mentions),
            "meeting" => one(&mut labels.meeting, doc, mark, |f| &mut f.mentions),
            "date" => many(&mut labels.dates, doc, mark, |f| &mut f.mentions).map(drop),
            "directive" => many(&mut labels.directives, doc, mark, |f| &mut f.mentions).map(drop),
            "count" => many(&mut labels.counts, doc, mark, |f| &mut f.mentions).map(drop),
            "rating" => many(&mut labels.ratings, doc, mark, |f| &mut f.mentions).map(drop),
            "person" => person(&mut labels.people, doc, mark).map(|at| {
                person_of.insert(i, at);
            }),
            "role" => Ok(()),
            other => {
                notes.push(unknown_kind(doc, mark, other));
                Ok(())
            }
        };
        if let Err(told) = read {
            notes.push(broken(doc, mark, &told));
        }
    }
    for (i, mark) in doc.marks.iter().enumerate().filter(|(_, m)| m.kind == "role") {
        if let Err(note) = role(&mut labels.people, doc, i, mark, &person_of) {
            notes.push(note);
        }
    }
    (labels, notes)
}

impl Document {
    /// Adds a mark for each placed mention of a fact; the number of the first.
    fn add(&mut self, kind: &str, fact: &impl Serialize, mentions: &[MentionLabel]) -> Option<usize> {
        let Ok(Value::Object(mut attributes)) = serde_json::to_value(fact) else { return None };
        attributes.retain(|key, value| {
            let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
            !(empty || key == "mentions" || key == "roles")
        });
        let first = self.marks.len();
        let spans = mentions.iter().filter_map(|m| m.span).filter(|s| s[0] < s[1]);
        self.marks.extend(spans.map(|span| Mark {
            kind: kind.into(),
            parts: vec![span],
            attributes: attributes.clone(),
        }));
        (self.marks.len() > first).then_some(first)
    }

    /// Adds a person with the roles; whether all of it has a place. What has none stays in `person`.
    fn add_person(&mut self, person: &mut PersonLabel) -> bool {
        let of = self.add("person", person, &person.mentions);
        let name = person.name.clone();
        person.roles.retain(|r| {
            let from = self.marks.len();
            if self.add("role", r, &r.mentions).is_none() {
                return true;
            }
            for k in from..self.marks.len() {
                match of {
                    Some(to) => self.relations.push(Relation { kind: ROLE_OF.into(), from: k, to }),
                    None => {
                        if let (Some(m), Some(name)) = (self.marks.get_mut(k), &name) {
                            m.attributes.insert(PERSON.into(), name.clone().into());
                        }
                    }
                }
            }
            false
        });
        if of.is_some() && !person.roles.is_empty() {
            // The person is placed; the roles that are not keep the name to hang on.
            person.mentions.clear();
        }
        of.is_some() && person.roles.is_empty()
    }
}

fn read<T: DeserializeOwned>(attributes: &Map<String, Value>) -> Result<T, String> {
    serde_json::from_value(Value::Object(attributes.clone())).map_err(|e| e.to_string())
}

fn mention(doc: &Document, mark: &Mark) -> MentionLabel {
    let span = mark.hull();
    let text = crate::evaluate::locate::slice(&doc.text, span).unwrap_or_default().to_owned();
    MentionLabel { span: Some(span), text, rule: None }
}

/// Reads the fact of a mark into a field that holds one; marks of another fact of the kind are refused.
fn one<T: DeserializeOwned + PartialEq + Clone>(
    field: &mut Option<T>,
    doc: &Document,
    mark: &Mark,
    mentions: fn(&mut T) -> &mut Vec<MentionLabel>,
) -> Result<(), String> {
    let mut fact: T = read(&mark.attributes)?;
    match field {
        Some(there) => {
            let mut bare = there.clone();
            mentions(&mut bare).clear();
            if bare != fact {
                return Err("a second one in an article that has one".into());
            }
            mentions(there).push(mention(doc, mark));
        }
        None => {
            mentions(&mut fact).push(mention(doc, mark));
            *field = Some(fact);
        }
    }
    Ok(())
}

/// Reads the fact of a mark into a list, where an equal fact takes the mark as one more mention.
fn many<T: DeserializeOwned + PartialEq + Clone>(
    list: &mut Vec<T>,
    doc: &Document,
    mark: &Mark,
    mentions: fn(&mut T) -> &mut Vec<MentionLabel>,
) -> Result<usize, String> {
    let mut fact: T = read(&mark.attributes)?;
    let same = |there: &T| {
        let mut bare = there.clone();
        mentions(&mut bare).clear();
        bare == fact
    };
    if let Some(at) = list.iter().position(same) {
        if let Some(there) = list.get_mut(at) {
            mentions(there).push(mention(doc, mark));
        }
        return Ok(at);
    }
    mentions(&mut fact).push(mention(doc, mark));
    list.push(fact);
    Ok(list.len() - 1)
}

/// People are one by their name, as roles without a place may have brought the name already.
fn person(people: &mut Vec<PersonLabel>, doc: &Document, mark: &Mark) -> Result<usize, String> {
    let read: PersonLabel = read(&mark.attributes)?;
    let at = by_name(people, read.name.as_deref());
    if let Some(there) = people.get_mut(at) {
        let (mut mentions, roles) = (std::mem::take(&mut there.mentions), std::mem::take(&mut there.roles));
        mentions.push(mention(doc, mark));
        let admitted = there.admitted || read.admitted;
        *there = PersonLabel { mentions, roles, admitted, ..read };
    }
    Ok(at)
}

fn by_name(people: &mut Vec<PersonLabel>, name: Option<&str>) -> usize {
    let key = name.map(fold);
    if let Some(at) = people.iter().position(|p| p.name.as_deref().map(fold) == key) {
        return at;
    }
    people.push(PersonLabel { name: name.map(str::to_owned), ..PersonLabel::default() });
    people.len() - 1
}

fn role(
    people: &mut Vec<PersonLabel>,
    doc: &Document,
    number: usize,
    mark: &Mark,
    person_of: &BTreeMap<usize, usize>,
) -> Result<(), Note> {
    let mut attributes = mark.attributes.clone();
    let named = attributes.remove(PERSON);
    let role: RoleLabel = read(&attributes).map_err(|told| broken(doc, mark, &told))?;
    let mut linked: Vec<usize> = doc
        .relations
        .iter()
        .filter(|r| r.from == number || r.to == number)
        .filter_map(|r| person_of.get(if r.from == number { &r.to } else { &r.from }).copied())
        .collect();
    linked.sort_unstable();
    linked.dedup();
    if linked.is_empty() {
        linked.extend(named.as_ref().and_then(Value::as_str).map(|n| by_name(people, Some(n))));
    }
    if linked.is_empty() {
        let words = mark.words(&doc.text);
        return Err(Note::failure(
            &doc.name,
            "label.role_without_person",
            format!(
                "chức vụ “{words}” {:?} không nối với người nào; nối bằng quan hệ {ROLE_OF}",
                mark.hull()
            ),
            format!("the role is linked to no person; link it with the relation {ROLE_OF}"),
        ));
    }
    // One mark may be the role of several people ("các Phó Bí thư A, B").
    for at in linked {
        let Some(person) = people.get_mut(at) else { continue };
        let same = |r: &&mut RoleLabel| r.text == role.text && r.alt == role.alt;
        match person.roles.iter_mut().find(same) {
            Some(there) => there.mentions.push(mention(doc, mark)),
            None => {
                person.roles.push(RoleLabel { mentions: vec![mention(doc, mark)], ..role.clone() });
            }
        }
    }
    Ok(())
}

fn unknown_kind(doc: &Document, mark: &Mark, kind: &str) -> Note {
    Note::failure(
        &doc.name,
        "label.unknown_type",
        format!("loại nhãn lạ `{kind}` ở {:?}: “{}”", mark.hull(), mark.words(&doc.text)),
        format!("unknown type; one of {}, or map it with --type {kind}=person", KINDS.join(", ")),
    )
}

fn broken(doc: &Document, mark: &Mark, told: &str) -> Note {
    Note::failure(
        &doc.name,
        "label.broken",
        format!("nhãn {} “{}” {:?} không đọc được: {told}", mark.kind, mark.words(&doc.text), mark.hull()),
        "a mark whose attributes cannot be read",
    )
}
