//! From the ranges that a format gives to places in the text, each proved by its words or refused by name.

use crate::evaluate::locate::slice;
use crate::evaluate::note::Note;

use super::document::{Document, Mark, Relation};
use super::offset::{Claim, Places, Unit, detect, same_words};
use super::realign::{Lost, realign};

/// A mark as a format gives it.
#[derive(Debug, Clone, Default)]
pub struct Claimed {
    /// The format's own name of the mark, for messages.
    pub id: String,
    /// The mark without parts.
    pub mark: Mark,
    /// Half-open ranges in the format's unit.
    pub ranges: Vec<[usize; 2]>,
    /// The words that should stand there, parts joined by blanks, where the format has them.
    pub words: Option<String>,
}

/// A document of the marks that could be placed. `relations` are between numbers of `claimed`; those of refused
/// marks fall away. Every mark that moved or was refused is named, and so is a unit other than `own`.
#[must_use]
pub fn place(
    mut doc: Document,
    claimed: Vec<Claimed>,
    own: Unit,
    stated: Option<Unit>,
) -> (Document, Vec<Note>) {
    let claims: Vec<Claim> = claimed
        .iter()
        .filter_map(|c| match c.ranges.as_slice() {
            // A broken mark quotes its parts, so that only whole marks prove a unit.
            [range] => Some(Claim { range: *range, words: c.words.clone() }),
            _ => None,
        })
        .collect();
    let found = detect(&doc.text, &claims, own);
    let unit = stated.unwrap_or(found.unit);
    let mut notes = unit_notes(&doc.name, unit, own, stated, found.mixed);
    let places = Places::new(&doc.text, unit);
    let mut placed: Vec<Option<Vec<[usize; 2]>>> = claimed
        .iter()
        .map(|c| {
            let parts: Vec<[usize; 2]> = c.ranges.iter().map(|&r| places.range(r)).collect::<Option<_>>()?;
            let mark = Mark { parts, ..Mark::default() };
            let words = mark.words(&doc.text);
            let right = match &c.words {
                Some(claimed) => same_words(&words, claimed),
                None => !words.is_empty(),
            };
            (right && !mark.parts.is_empty()).then_some(mark.parts)
        })
        .collect();
    if placed.iter().any(Option::is_none) {
        let again = search(&doc.text, &claimed, &placed);
        for ((slot, again), c) in placed.iter_mut().zip(again).zip(&claimed) {
            if slot.is_none() {
                notes.push(moved(&doc.name, c, again));
                *slot = again.map(|a| vec![a]);
            }
        }
    }
    let relations = std::mem::take(&mut doc.relations);
    let mut number = Vec::new();
    for (c, parts) in claimed.into_iter().zip(placed) {
        number.push(parts.map(|parts| {
            doc.marks.push(Mark { parts, ..c.mark });
            doc.marks.len() - 1
        }));
    }
    let new = |old: usize| number.get(old).copied().flatten();
    let kept = |r: Relation| Some(Relation { from: new(r.from)?, to: new(r.to)?, kind: r.kind });
    doc.relations = relations.into_iter().filter_map(kept).collect();
    (doc, notes)
}

/// The document over another state of its text: decomposed, shifted, with other blanks. Marks that cannot be found
/// again with certainty are named and fall away.
#[must_use]
pub fn onto(doc: Document, text: &str) -> (Document, Vec<Note>) {
    if doc.text == text {
        return (doc, Vec::new());
    }
    let claimed = doc.marks.iter().enumerate().map(|(i, m)| Claimed {
        id: format!("{}", i + 1),
        words: Some(m.words(&doc.text)),
        // Ranges of the old text: the words decide.
        ranges: if m.parts.len() == 1 { m.parts.clone() } else { vec![m.hull()] },
        mark: Mark { parts: Vec::new(), ..m.clone() },
    });
    let claimed = claimed.collect();
    let base = Document { marks: Vec::new(), text: text.into(), ..doc };
    place(base, claimed, Unit::CodePoints, Some(Unit::CodePoints))
}

fn search(text: &str, claimed: &[Claimed], placed: &[Option<Vec<[usize; 2]>>]) -> Vec<Option<[usize; 2]>> {
    let lost: Vec<Lost> = claimed
        .iter()
        .zip(placed)
        .map(|(c, placed)| match placed.as_deref() {
            Some([first, .., last]) => {
                let said = [first[0], last[1]];
                Lost { said, words: slice(text, said).unwrap_or_default().to_owned() }
            }
            Some([only]) => Lost { said: *only, words: slice(text, *only).unwrap_or_default().to_owned() },
            _ => {
                let whole = matches!(c.ranges.as_slice(), [_]);
                let said = c.ranges.first().copied().unwrap_or_default();
                Lost { said, words: c.words.clone().filter(|_| whole).unwrap_or_default() }
            }
        })
        .collect();
    realign(text, &lost)
}

fn moved(name: &str, c: &Claimed, again: Option<[usize; 2]>) -> Note {
    let at = format!("{name}:{}", c.id);
    let kind = &c.mark.kind;
    match (again, &c.words) {
        (Some(to), Some(words)) => Note::remark(
            at,
            "label.realigned",
            format!("nhãn {kind} “{words}” {:?} không khớp văn bản; tìm lại được ở {to:?}", c.ranges),
            "the words did not stand there and were found again in one place",
        ),
        (_, Some(words)) => Note::failure(
            at,
            "label.lost",
            format!(
                "nhãn {kind} “{words}” {:?} không khớp văn bản và không tìm lại được chắc chắn; bỏ",
                c.ranges
            ),
            "the words do not stand there and cannot be found again with certainty; refused",
        ),
        (_, None) => Note::failure(
            at,
            "label.beyond",
            format!("nhãn {kind} {:?} nằm ngoài văn bản hoặc rỗng; bỏ", c.ranges),
            "the range is empty, reversed or beyond the end of the text; refused",
        ),
    }
}

fn unit_notes(name: &str, unit: Unit, own: Unit, stated: Option<Unit>, mixed: bool) -> Vec<Note> {
    let mut notes = Vec::new();
    if unit != own && stated.is_none() {
        notes.push(Note::remark(
            name,
            "label.unit",
            format!("vị trí tính theo {} chứ không theo {}, đã quy đổi", unit.name(), own.name()),
            format!("places count {}, not {}; converted", unit.name(), own.name()),
        ));
    }
    if mixed && stated.is_none() {
        notes.push(Note::failure(
            name,
            "label.mixed_units",
            format!("vị trí lẫn lộn nhiều đơn vị; phần lớn theo {}", unit.name()),
            format!("places in mixed units; most count {}", unit.name()),
        ));
    }
    notes
}
