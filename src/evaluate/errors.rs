//! Errors to learn from: what was missed and what is spurious, with the likely reason.
//!
//! A miss and a spurious fact that are one mistake ("Bí thư" for "Bí thư Chi bộ") are shown as one, paired
//! one-to-one. The kind is a guess from the two values, for sorting a long list; it enters no score.

use serde::{Deserialize, Serialize};

use super::align::assign;
use super::fact::{Fact, Field, Key};
use super::label::Labels;
use super::leeway::nearly;
use super::locate::{Located, Place};
use super::score::Compared;
use super::trial::Lists;

/// The likely kind of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likely {
    /// One's words contain the other's.
    Boundary,
    /// Right value, other measure.
    WrongMeasure,
    /// Right day and month, other year.
    WrongYear,
    /// Right role, other person.
    WrongPerson,
    /// A letter or two apart.
    Spelling,
    /// The same document, unit or subject with another value.
    WrongValue,
    /// Nothing found that resembles it.
    Missed,
    /// Nothing in gold that resembles it.
    Spurious,
}

impl Likely {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 8] = [
        Self::Boundary,
        Self::WrongMeasure,
        Self::WrongYear,
        Self::WrongPerson,
        Self::Spelling,
        Self::WrongValue,
        Self::Missed,
        Self::Spurious,
    ];

    /// The name in Vietnamese and in English.
    #[must_use]
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Boundary => ("sai ranh giới", "boundary"),
            Self::WrongMeasure => ("sai chỉ tiêu", "wrong measure"),
            Self::WrongYear => ("sai năm", "wrong year"),
            Self::WrongPerson => ("gán nhầm người", "role on the wrong person"),
            Self::Spelling => ("lệch chính tả", "near-miss spelling"),
            Self::WrongValue => ("sai giá trị", "wrong value"),
            Self::Missed => ("bỏ sót", "missed"),
            Self::Spurious => ("thừa", "spurious"),
        }
    }
}

/// One error: a miss, a spurious fact, or the two together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mistake {
    /// The field.
    pub field: Field,
    /// Its likely kind.
    pub likely: Likely,
    /// What gold holds and was not found.
    pub gold: Option<Side>,
    /// What was found and gold does not hold.
    pub found: Option<Side>,
}

/// One side of an error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// The value as written.
    pub value: String,
    /// What it was compared by.
    pub key: Key,
    /// Where the article states it.
    pub place: Option<Place>,
    /// The rules that read it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// Where something was missed, what the lists of its field have found around it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hits: Vec<String>,
}

/// The errors of one field of one article; `text` adds places, `lists` what was there, `labels` is gold.
#[must_use]
pub fn mistakes(
    field: Field,
    compared: &Compared,
    labels: &Labels,
    text: Option<&Located<'_>>,
    lists: Option<&Lists<'_>>,
) -> Vec<Mistake> {
    let side = |fact: &Fact, is_gold: bool| {
        let empty = Labels::default();
        let labels = if is_gold { labels } else { &empty };
        let place = text.and_then(|t| t.fact(field, fact, labels));
        let missed = place.as_ref().filter(|_| is_gold);
        Side {
            value: fact.shown.clone(),
            key: fact.key.clone(),
            rules: rules_of(fact),
            hits: lists.zip(missed).map(|(l, place)| l.around(field, place)).unwrap_or_default(),
            place,
        }
    };
    let kind = |m: usize, s: usize| {
        let (m, s) = (compared.missed.get(m)?, compared.spurious.get(s)?);
        resemblance(field, &m.key, &s.key)
    };
    let pairs = assign(compared.missed.len(), compared.spurious.len(), |m, s| {
        kind(m, s).map_or(0, |k| 10 - k as i64)
    });
    let mut out = Vec::new();
    let mut paired = vec![false; compared.spurious.len()];
    for (m, missed) in compared.missed.iter().enumerate() {
        let partner = pairs.iter().find(|p| p.0 == m).map(|p| p.1);
        if let Some(p) = partner
            && let Some(flag) = paired.get_mut(p)
        {
            *flag = true;
        }
        let found = partner.and_then(|p| compared.spurious.get(p)).map(|f| side(f, false));
        let likely = partner.and_then(|p| kind(m, p)).unwrap_or(Likely::Missed);
        out.push(Mistake { field, likely, gold: Some(side(missed, true)), found });
    }
    for (spurious, _) in compared.spurious.iter().zip(&paired).filter(|(_, paired)| !**paired) {
        out.push(Mistake { field, likely: Likely::Spurious, gold: None, found: Some(side(spurious, false)) });
    }
    out
}

/// The rules that read a fact, each once.
#[must_use]
pub fn rules_of(fact: &Fact) -> Vec<String> {
    let mut rules: Vec<_> = fact.mentions.iter().filter_map(|m| m.rule.clone()).collect();
    rules.sort();
    rules.dedup();
    rules
}

/// What makes two different facts of a field one mistake.
fn resemblance(field: Field, gold: &Key, found: &Key) -> Option<Likely> {
    let same = |i: usize| gold.part(i).is_some() && gold.part(i) == found.part(i);
    let words = |i: usize| (gold.part(i).unwrap_or(""), found.part(i).unwrap_or(""));
    if nearly(field, gold, found) {
        return Some(Likely::Boundary);
    }
    match field {
        Field::Roles if same(1) => Some(Likely::WrongPerson),
        Field::Roles if same(0) && alike(words(1)) => Some(Likely::Spelling),
        Field::Measures if same(1) => Some(Likely::WrongMeasure),
        Field::Measures if same(0) => Some(Likely::WrongValue),
        Field::Counts if same(0) && alike(words(1)) => Some(Likely::Spelling),
        Field::Counts if same(1) => Some(Likely::WrongValue),
        Field::Dates | Field::MeetingDate => {
            let (a, b) = words(0);
            let day = |s: &str| s.get(s.len().saturating_sub(5)..).map(str::to_owned);
            let both_days = a.len() >= 7 && b.len() >= 7;
            (both_days && day(a) == day(b)).then_some(Likely::WrongYear)
        }
        Field::DirectivesDate | Field::DirectivesIssuer | Field::DirectivesType if same(0) => {
            Some(if alike(words(1)) { Likely::Spelling } else { Likely::WrongValue })
        }
        Field::Ratings if same(0) || same(1) => Some(Likely::WrongValue),
        Field::People | Field::PeopleAdmitted => {
            let (a, b) = words(0);
            let contained = !a.is_empty() && !b.is_empty() && (a.contains(b) || b.contains(a));
            if contained { Some(Likely::Boundary) } else { alike((a, b)).then_some(Likely::Spelling) }
        }
        Field::Directives => {
            let (a, b) = words(0);
            let serial = |s: &str| s.chars().take_while(char::is_ascii_digit).collect::<String>();
            let contained = !a.is_empty() && !b.is_empty() && (a.contains(b) || b.contains(a));
            if contained {
                Some(Likely::Boundary)
            } else {
                (alike((a, b)) || (!serial(a).is_empty() && serial(a) == serial(b)))
                    .then_some(Likely::Spelling)
            }
        }
        Field::Cell if alike(words(0)) => Some(Likely::Spelling),
        Field::Cell | Field::MeetingKind => Some(Likely::WrongValue),
        _ => None,
    }
}

/// Whether two values are a slip apart: at most two edits in long words, one in short.
fn alike((a, b): (&str, &str)) -> bool {
    let longer = a.chars().count().max(b.chars().count());
    let allowed = if longer > 8 { 2 } else { 1 };
    // Long values cannot be a slip apart when their lengths are not; this also bounds the cost.
    a.chars().count().abs_diff(b.chars().count()) <= allowed
        && (4..400).contains(&longer)
        && strsim::osa_distance(a, b) <= allowed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::score::compare;

    fn kinds(gold: &str, found: &str, field: Field) -> Vec<Likely> {
        let (gold, found): (Labels, Labels) =
            (serde_json::from_str(gold).unwrap(), serde_json::from_str(found).unwrap());
        let all = compare(&gold, &found);
        let (_, c) = all.iter().find(|(f, _)| *f == field).unwrap();
        mistakes(field, c, &gold, None, None).into_iter().map(|m| m.likely).collect()
    }

    #[test]
    fn mistakes_are_told_apart() {
        let role =
            |name: &str, role: &str| format!(r#"{{"people":[{{"name":"{name}","roles":["{role}"]}}]}}"#);
        let date = |d: &str| format!(r#"{{"dates":[{{"value":"{d}","precision":"day"}}]}}"#);
        let count = |m: &str, v: u32, u: &str| {
            format!(r#"{{"counts":[{{"measure":"{m}","value":{v},"unit":"{u}"}}]}}"#)
        };
        use Likely as L;
        for (gold, found, field, want) in [
            (role("Lò Văn Páo", "Bí thư Chi bộ"), role("Lò Văn Páo", "Bí thư"), Field::Roles, L::Boundary),
            (role("Lò Văn Páo", "Bí thư"), role("Mai Thế Khải", "Bí thư"), Field::Roles, L::WrongPerson),
            (date("2023-02-10"), date("2024-02-10"), Field::Dates, L::WrongYear),
            (
                count("members.admitted", 3, "x"),
                count("members.confirmed", 3, "x"),
                Field::Measures,
                L::WrongMeasure,
            ),
            (
                count("members.admitted", 3, "x"),
                count("members.admitted", 4, "x"),
                Field::Measures,
                L::WrongValue,
            ),
            (role("Lò Văn Páo", "a"), role("Lò Văn Pảo", "a"), Field::People, L::Spelling),
        ] {
            assert_eq!(kinds(&gold, &found, field), [want], "{gold} {found}");
        }
        assert_eq!(kinds(&date("2023-02-10"), "{}", Field::Dates), [L::Missed]);
        assert_eq!(kinds("{}", &date("2023-02-10"), Field::Dates), [L::Spurious]);
    }
}
