//! Values for marks that an annotator made: a tool gives words and a type, a fact needs a value.
//!
//! The words are read as the extraction reads them, first where they stand, then alone. Names and roles are their
//! own words. A day or a rating that cannot be read stays without value, and is named.

use serde_json::{Map, Value};

use crate::evaluate::label::Labels;
use crate::evaluate::note::Note;

use super::document::{Document, Mark, Relation};
use super::facts::{ROLE_OF, document_of};

/// Fills the marks that know nothing beyond their words. `read` extracts the labels of a text.
#[must_use]
pub fn fill(mut doc: Document, read: impl Fn(&str) -> Labels) -> (Document, Vec<Note>) {
    let mut notes = Vec::new();
    let unlinked = |doc: &Document, i: usize| !doc.relations.iter().any(|r| r.from == i || r.to == i);
    let needs = |doc: &Document, i: usize, m: &Mark| {
        m.attributes.is_empty()
            || (m.kind == "role" && !m.attributes.contains_key("person") && unlinked(doc, i))
    };
    let bare: Vec<usize> =
        doc.marks.iter().enumerate().filter(|(i, m)| needs(&doc, *i, m)).map(|(i, _)| i).collect();
    if bare.is_empty() {
        return (doc, notes);
    }
    let ours = document_of(&doc.name, &doc.text, &read(&doc.text));
    for i in bare {
        let Some(mark) = doc.marks.get(i) else { continue };
        if mark.kind == "role" && unlinked(&doc, i) {
            let link = link_of(&doc, mark, &ours).map(|to| Relation { kind: ROLE_OF.into(), from: i, to });
            doc.relations.extend(link);
        }
        let Some(mark) = doc.marks.get(i).filter(|m| m.attributes.is_empty()) else { continue };
        let words = mark.words(&doc.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let there = same_place(mark, &ours).and_then(|n| ours.marks.get(n)).map(|m| m.attributes.clone());
        let alone = || {
            let alone = document_of("", &words, &read(&words));
            alone.marks.into_iter().find(|m| m.kind == mark.kind).map(|m| m.attributes)
        };
        match there.or_else(alone).or_else(|| own_words(&mark.kind, &words)) {
            Some(attributes) => {
                if let Some(m) = doc.marks.get_mut(i) {
                    m.attributes = attributes;
                }
            }
            None if super::facts::KINDS.contains(&mark.kind.as_str()) => notes.push(Note::failure(
                &doc.name,
                "label.without_value",
                format!(
                    "nhãn {} “{words}” {:?} không có giá trị và không đọc được từ chữ",
                    mark.kind,
                    mark.hull()
                ),
                "the mark has no value and none can be read from its words",
            )),
            None => {}
        }
    }
    // A fact without its value would be no fact.
    let valueless = |m: &Mark| m.attributes.is_empty() && super::facts::KINDS.contains(&m.kind.as_str());
    let keep: Vec<bool> = doc.marks.iter().map(|m| !valueless(m)).collect();
    (doc.keep(&keep), notes)
}

/// The mark of ours that has the type and the place of `mark`, or the only one of the type that overlaps it.
fn same_place(mark: &Mark, ours: &Document) -> Option<usize> {
    let [start, end] = mark.hull();
    let alike = || ours.marks.iter().enumerate().filter(|(_, m)| m.kind == mark.kind);
    if let Some((i, _)) = alike().find(|(_, m)| m.hull() == [start, end]) {
        return Some(i);
    }
    let mut overlapping = alike().filter(|(_, m)| m.hull()[0] < end && start < m.hull()[1]);
    let only = overlapping.next()?;
    overlapping.next().is_none().then_some(only.0)
}

/// The person of a role, where our reading links the two.
fn link_of(doc: &Document, role: &Mark, ours: &Document) -> Option<usize> {
    let at = same_place(role, ours)?;
    let person = ours.relations.iter().find(|r| r.from == at)?.to;
    let [start, end] = ours.marks.get(person)?.hull();
    doc.marks.iter().position(|m| m.kind == "person" && m.hull()[0] < end && start < m.hull()[1])
}

fn own_words(kind: &str, words: &str) -> Option<Map<String, Value>> {
    let key = match kind {
        "person" | "cell" => "name",
        "role" => "text",
        "directive" => "number",
        _ => return None,
    };
    Some(Map::from_iter([(key.to_owned(), Value::String(words.to_owned()))]))
}
