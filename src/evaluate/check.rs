//! Is a gold folder what it should be? Names what is broken, and what is odd.
//!
//! Broken: unknown fields and values, dates that are none, spans beyond the text or over other words, one span
//! labelled twice, units of places that differ. Odd, for a person to look at: a fact given twice, a name that the
//! text does not hold, a byline among the people, a fact that is also left open.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::lexicon::Lexicon;
use crate::text::Text;

use super::exchange::facts::document_of;
use super::exchange::offset::{Claim, Unit, detect};
use super::fact::{Facts, Field};
use super::fold::fold;
use super::label::Labels;
use super::leeway::LeftOpen;
use super::locate::{Located, slice};
use super::note::Note;
use super::shape;

/// The keys under `ambiguous`.
const OPEN_KEYS: [&str; 11] = [
    "cell",
    "meeting.kind",
    "meeting.date",
    "dates",
    "directives",
    "issuer",
    "people",
    "roles",
    "counts",
    "measures",
    "ratings",
];

/// What is wrong or odd about one gold record. `json` is the record as it stands in the file, `text` the article,
/// `lexicon` has the measures.
#[must_use]
pub fn check(
    place: &str,
    json: &Value,
    labels: &Labels,
    text: Option<&Text<'_>>,
    lexicon: &Lexicon,
) -> Vec<Note> {
    let mut notes = broken(place, json, labels, text.map(Text::source), lexicon);
    twice(place, labels, json, &mut notes);
    left_open(place, labels, &mut notes);
    if let Some(text) = text {
        absent(place, labels, text, &mut notes);
    }
    notes
}

/// What is wrong about one gold record, so that a score against it would mean less than it seems. `source` is the
/// text that its spans count in.
#[must_use]
pub fn broken(
    place: &str,
    json: &Value,
    labels: &Labels,
    source: Option<&str>,
    lexicon: &Lexicon,
) -> Vec<Note> {
    let mut notes = Vec::new();
    unknown_names(place, json, lexicon, &mut notes);
    dates(place, labels, &mut notes);
    if let Some(source) = source {
        spans(place, labels, source, &mut notes);
    }
    notes
}

/// Whether any fact of the labels has a place.
#[must_use]
pub fn has_spans(labels: &Labels) -> bool {
    all_mentions(labels).iter().any(|(_, m)| m.span.is_some())
}

/// Keys and values that the schema of records does not know.
fn unknown_names(place: &str, json: &Value, lexicon: &Lexicon, notes: &mut Vec<Note>) {
    let mut seen = BTreeSet::new();
    shape::unknown(json, &mut |path, told| {
        if seen.insert((path.to_owned(), told.clone())) {
            notes.push(Note::failure(
                place,
                "gold.unknown",
                format!("{}: {told}", if path.is_empty() { "bản ghi" } else { path }),
                "unknown field or value: it would be left aside silently",
            ));
        }
    });
    let counts = json.get("counts").and_then(Value::as_array);
    for code in counts.into_iter().flatten().filter_map(|c| c.get("measure")?.as_str()) {
        if lexicon.measures().by_code(code).is_none() {
            notes.push(Note::failure(
                place,
                "gold.unknown",
                format!("counts.measure: không có chỉ tiêu `{code}`"),
                "unknown measure",
            ));
        }
    }
    for key in json.get("ambiguous").and_then(Value::as_object).into_iter().flat_map(|o| o.keys()) {
        if !OPEN_KEYS.contains(&key.as_str()) {
            notes.push(Note::failure(
                place,
                "gold.unknown",
                format!("ambiguous: không có trường `{key}`"),
                format!("unknown field; one of {}", OPEN_KEYS.join(", ")),
            ));
        }
    }
}

/// Dates that are no dates.
fn dates(place: &str, labels: &Labels, notes: &mut Vec<Note>) {
    let stated = labels.dates.iter().filter_map(|d| Some(("dates", d.value.as_deref()?)));
    let meeting = labels.meeting.iter().filter_map(|m| Some(("meeting.date", m.date.as_deref()?)));
    let issued = labels.directives.iter().filter_map(|d| Some(("directives.date", d.date.as_deref()?)));
    for (field, value) in stated.chain(meeting).chain(issued) {
        if !value.split('/').all(is_date) || value.split('/').count() > 2 {
            notes.push(Note::failure(
                place,
                "gold.no_date",
                format!("{field}: `{value}` không phải ngày tháng theo ISO 8601"),
                "no ISO 8601 date: 2023-12-21, 2023-12, 2023, 2022/2025, --02-10",
            ));
        }
    }
    if labels.dates.iter().any(|d| d.value.is_none()) {
        notes.push(Note::failure(
            place,
            "gold.no_date",
            "dates: ngày tháng không có giá trị",
            "a date without a value",
        ));
    }
}

fn is_date(s: &str) -> bool {
    let (year, rest) = match s.strip_prefix("--") {
        Some(rest) => ("2000", Some(rest)),
        None => s.split_once('-').map_or((s, None), |(y, r)| (y, Some(r))),
    };
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    let Some(rest) = rest else { return digits(year, 4) };
    let (month, day) = rest.split_once('-').unwrap_or((rest, "01"));
    let civil = || jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    digits(year, 4) && digits(month, 2) && digits(day, 2) && civil().is_some()
}

/// Facts given twice, bylines among the people.
fn twice(place: &str, labels: &Labels, json: &Value, notes: &mut Vec<Note>) {
    let facts = Facts::of(labels);
    let given = |key: &str| json.get(key).and_then(Value::as_array).map_or(0, Vec::len);
    for (field, key) in [(Field::Counts, "counts"), (Field::People, "people"), (Field::Ratings, "ratings")] {
        // Counts of one value and unit may differ by measure.
        let once = if field == Field::Counts {
            let keys = labels.counts.iter().map(|c| {
                let (value, unit) = super::fact::scaled(c);
                (value, unit.map(|u| fold(&u)), c.measure.clone(), c.year, c.planned)
            });
            keys.collect::<BTreeSet<_>>().len()
        } else {
            facts.get(field).len()
        };
        if given(key) > once {
            notes.push(Note::remark(
                place,
                "gold.twice",
                format!("{key}: {} sự kiện được ghi hai lần", given(key) - once),
                "facts given twice count once",
            ));
        }
    }
    let bylines: BTreeSet<String> = labels.bylines.iter().map(|b| fold(b)).collect();
    for p in facts.get(Field::People).iter().filter(|p| p.key.part(0).is_some_and(|n| bylines.contains(n))) {
        notes.push(Note::remark(
            place,
            "gold.byline",
            format!("people: {} vừa là người trong bài vừa là tác giả", p.shown),
            "a person who is also a byline",
        ));
    }
}

fn left_open(place: &str, labels: &Labels, notes: &mut Vec<Note>) {
    let (facts, open) = (Facts::of(labels), LeftOpen::of(labels));
    for field in [
        Field::Cell,
        Field::MeetingKind,
        Field::MeetingDate,
        Field::Dates,
        Field::Directives,
        Field::People,
        Field::Measures,
    ] {
        for fact in facts.get(field).iter().filter(|f| open.holds(field, &f.key)) {
            notes.push(Note::remark(
                place,
                "gold.open_and_stated",
                format!("{field}: {} vừa là nhãn vừa bị bỏ ngỏ", fact.shown),
                "both labelled and left open: a miss still counts",
            ));
        }
    }
}

/// Spans beyond the text, over other words, labelled twice.
fn spans(place: &str, labels: &Labels, source: &str, notes: &mut Vec<Note>) {
    let mentions = all_mentions(labels);
    let claims: Vec<Claim> = mentions
        .iter()
        .filter_map(|(_, m)| {
            Some(Claim { range: m.span?, words: Some(m.text.clone()).filter(|t| !t.is_empty()) })
        })
        .collect();
    let found = detect(source, &claims, Unit::CodePoints);
    if found.unit != Unit::CodePoints || found.mixed {
        notes.push(Note::failure(
            place,
            "gold.unit",
            format!(
                "vị trí {} theo {}; phải theo code-points",
                if found.mixed { "một phần" } else { "tính" },
                found.unit.name()
            ),
            format!(
                "places count {}{}; they must count code points",
                found.unit.name(),
                if found.mixed { " in part" } else { "" }
            ),
        ));
    }
    for (kind, m) in &mentions {
        let Some(span) = m.span else { continue };
        match slice(source, span) {
            None => notes.push(Note::failure(
                place,
                "gold.beyond",
                format!("{kind}: vị trí {span:?} nằm ngoài văn bản ({} ký tự)", source.chars().count()),
                "a span beyond the end of the text",
            )),
            Some(words) if !m.text.is_empty() && words != m.text => notes.push(Note::failure(
                place,
                "gold.other_words",
                format!("{kind}: ở {span:?} là “{words}”, nhãn ghi “{}”", m.text),
                "other words stand there than the label says",
            )),
            Some(_) => {}
        }
    }
    let mut by_place: BTreeMap<(String, Vec<[usize; 2]>), Vec<String>> = BTreeMap::new();
    for m in document_of("", source, labels).marks {
        let told = Value::Object(m.attributes.clone()).to_string();
        by_place.entry((m.kind, m.parts)).or_default().push(told);
    }
    for ((kind, parts), mut facts) in by_place {
        let n = facts.len();
        facts.dedup();
        // "Các Phó Bí thư A, B" is one place and two roles, "ngày 14 và 15/12" one place and two days.
        let several = matches!(kind.as_str(), "role" | "count" | "rating" | "date" | "directive");
        if n > 1 && (facts.len() == 1 || !several) {
            let (vi, en) = (
                format!("{kind}: {n} nhãn trùng nhau ở {parts:?}"),
                "several labels of one type in one place",
            );
            // The same fact marked twice counts once; two facts where there is room for one cannot both be right.
            notes.push(if facts.len() == 1 {
                Note::remark(place, "gold.same_place", vi, en)
            } else {
                Note::failure(place, "gold.same_place", vi, en)
            });
        }
    }
}

fn all_mentions(l: &Labels) -> Vec<(&'static str, &super::label::MentionLabel)> {
    let mut out = Vec::new();
    out.extend(l.cell.iter().flat_map(|c| &c.mentions).map(|m| ("cell", m)));
    out.extend(l.meeting.iter().flat_map(|c| &c.mentions).map(|m| ("meeting", m)));
    out.extend(l.dates.iter().flat_map(|c| &c.mentions).map(|m| ("dates", m)));
    out.extend(l.directives.iter().flat_map(|c| &c.mentions).map(|m| ("directives", m)));
    out.extend(l.people.iter().flat_map(|c| &c.mentions).map(|m| ("people", m)));
    out.extend(l.people.iter().flat_map(|p| &p.roles).flat_map(|r| &r.mentions).map(|m| ("roles", m)));
    out.extend(l.counts.iter().flat_map(|c| &c.mentions).map(|m| ("counts", m)));
    out.extend(l.ratings.iter().flat_map(|c| &c.mentions).map(|m| ("ratings", m)));
    out
}

/// Names and numbers that the text does not hold.
fn absent(place: &str, labels: &Labels, text: &Text<'_>, notes: &mut Vec<Note>) {
    let facts = Facts::of(labels);
    let located = Located::new(text);
    for field in [Field::People, Field::Directives, Field::Roles] {
        for fact in facts.get(field) {
            let there = located.fact(field, fact, labels);
            // A role is looked for beside its name, and the name's place is no place of the role.
            let role = || fact.shown.split(" · ").nth(1).is_none_or(|r| located.holds(r));
            if there.is_none() || (field == Field::Roles && !role()) {
                notes.push(Note::remark(
                    place,
                    "gold.not_in_text",
                    format!("{field}: không thấy “{}” trong văn bản", fact.shown),
                    "the words do not stand in the text as labelled",
                ));
            }
        }
    }
}
