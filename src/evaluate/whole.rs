//! Whole facts: right only with all that belongs to them.
//!
//! A person with exactly the roles that gold gives, a document with its day and its issuer, a count with its
//! unit, its measure and (where gold states one) its year. The headline counts these parts one by one; a
//! reader who copies a line into a table needs the line to be right as a whole.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::align::assign;
use super::fact::{scaled, stated};
use super::fold::{fold, key, number};
use super::label::Labels;
use super::leeway::{Variants, accepted_role};
use super::score::Tally;

/// A kind of whole fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whole {
    /// A person with exactly the roles that gold gives.
    PersonWithRoles,
    /// A document with its day of issue and its issuer.
    DirectiveWithDateAndIssuer,
    /// A count with unit, measure and year.
    CountWithMeasureAndYear,
}

impl Whole {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 3] =
        [Self::PersonWithRoles, Self::DirectiveWithDateAndIssuer, Self::CountWithMeasureAndYear];

    /// The name in Vietnamese and in English.
    #[must_use]
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::PersonWithRoles => ("người + chức vụ", "person + roles"),
            Self::DirectiveWithDateAndIssuer => ("văn bản + ngày + nơi", "directive + date + issuer"),
            Self::CountWithMeasureAndYear => ("số + chỉ tiêu + năm", "count + measure + year"),
        }
    }
}

/// Scores the whole facts of one article.
#[must_use]
pub fn compare_whole(gold: &Labels, found: &Labels, variants: &Variants) -> BTreeMap<Whole, Tally> {
    let mut out = BTreeMap::new();
    let mut put = |kind, [gold, found, correct]: [usize; 3]| {
        let tally = Tally {
            gold: gold as u64,
            found: found as u64,
            correct: correct as u64,
            lenient: correct as u64,
            left_open: 0,
        };
        if gold + found > 0 {
            out.insert(kind, tally);
        }
    };
    put(Whole::PersonWithRoles, matched(&people(gold), &people(found), |g, f| same_person(g, f, variants)));
    put(Whole::DirectiveWithDateAndIssuer, matched(&directives(gold), &directives(found), PartialEq::eq));
    put(Whole::CountWithMeasureAndYear, matched(&counts(gold), &counts(found), same_count));
    out
}

fn matched<T>(gold: &[T], found: &[T], same: impl Fn(&T, &T) -> bool) -> [usize; 3] {
    let pairs = assign(gold.len(), found.len(), |g, f| match (gold.get(g), found.get(f)) {
        (Some(g), Some(f)) => i64::from(same(g, f)),
        _ => 0,
    });
    [gold.len(), found.len(), pairs.len()]
}

#[derive(Default)]
struct Person {
    name: Option<String>,
    alt: Vec<String>,
    roles: BTreeSet<Option<String>>,
}

/// Each person once, with all roles.
fn people(labels: &Labels) -> Vec<Person> {
    let mut by_name: BTreeMap<Option<String>, Person> = BTreeMap::new();
    for p in &labels.people {
        let name = p.name.as_deref().map(fold);
        let person = by_name.entry(name.clone()).or_insert_with(|| Person { name, ..Person::default() });
        person.alt.extend(p.alt.iter().map(|a| fold(a)));
        person.roles.extend(p.roles.iter().map(|r| r.text.as_deref().map(fold)));
    }
    by_name.into_values().collect()
}

fn same_person(g: &Person, f: &Person, variants: &Variants) -> bool {
    let named = g.name == f.name || f.name.as_ref().is_some_and(|n| g.alt.contains(n));
    let accepted = |r: &Option<String>| accepted_role(variants, &g.name, r.clone(), &g.roles);
    named && g.roles == f.roles.iter().map(accepted).collect()
}

/// Number, day and issuer, each document once.
fn directives(labels: &Labels) -> Vec<(String, Option<String>, Option<String>)> {
    let numbered = labels
        .directives
        .iter()
        .filter_map(|d| Some((number(stated(&d.number)?), d.date.clone(), d.issuer.as_deref().map(key))));
    numbered.collect::<BTreeSet<_>>().into_iter().collect()
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Count {
    measure: Option<String>,
    value: Option<String>,
    unit: Option<String>,
    year: Option<i32>,
    alt_units: Vec<String>,
}

/// Each count that has a measure, once.
fn counts(labels: &Labels) -> Vec<Count> {
    let measured = labels.counts.iter().filter(|c| stated(&c.measure).is_some()).map(|c| {
        let (value, unit) = scaled(c);
        Count {
            measure: c.measure.clone(),
            value,
            unit: unit.as_deref().map(fold),
            year: c.year,
            alt_units: c.alt_units.iter().map(|u| fold(u)).collect(),
        }
    });
    measured.collect::<BTreeSet<_>>().into_iter().collect()
}

fn same_count(g: &Count, f: &Count) -> bool {
    let unit_fits = g.unit == f.unit || f.unit.as_ref().is_some_and(|u| g.alt_units.contains(u));
    g.value == f.value && unit_fits && g.measure == f.measure && (g.year.is_none() || g.year == f.year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_fact_is_wrong_when_one_part_is() {
        let labels = |s: &str| serde_json::from_str::<Labels>(s).unwrap();
        let gold = labels(
            r#"{"people":[{"name":"Lò Văn Páo","alt":["ông Páo"],"roles":[{"text":"Bí thư","alt":["Bí thư Chi bộ"]},"Chủ tịch"]}],
                "directives":[{"number":"05-CT/TW","date":"2016-05-15","issuer":"Bộ Chính trị"}],
                "counts":[{"value":3,"unit":"đảng viên","measure":"members.admitted","year":2023}]}"#,
        );
        let variants = Variants::of(&gold);
        let right = labels(
            r#"{"people":[{"name":"ÔNG PÁO","roles":["bí thư chi bộ","Chủ tịch"]}],
                "directives":[{"number":"05 - CT/TW","date":"2016-05-15","issuer":"bộ chính trị"}],
                "counts":[{"value":3,"unit":"Đảng viên","measure":"members.admitted","year":2023}]}"#,
        );
        let wrong = labels(
            r#"{"people":[{"name":"Lò Văn Páo","roles":["Bí thư"]}],
                "directives":[{"number":"05-CT/TW","date":"2016-05-15"}],
                "counts":[{"value":3,"unit":"đảng viên","measure":"members.admitted","year":2022}]}"#,
        );
        for (found, correct) in [(&right, 1), (&wrong, 0)] {
            for (kind, t) in compare_whole(&gold, found, &variants) {
                assert_eq!((t.gold, t.found, t.correct), (1, 1, correct), "{kind:?}");
            }
        }
    }
}
