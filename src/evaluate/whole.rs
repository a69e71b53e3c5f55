//! Whole facts: right only with all that belongs to them.
//!
//! A person with exactly the roles that gold gives, a document with its day and its issuer, a count with its
//! unit, its measure and (where gold states one) its year. The headline counts these parts one by one; a
//! reader who copies a line into a table needs the line to be right as a whole.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::align::assign;
use super::fact::scaled;
use super::fold::{fold, key, number};
use super::label::{CountLabel, DirectiveLabel, Labels, PersonLabel};
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
    let people = |l: &Labels| l.people.clone();
    put(Whole::PersonWithRoles, matched(&people(gold), &people(found), |g, f| same_person(g, f, variants)));
    let numbered =
        |l: &Labels| l.directives.iter().filter(|d| d.number.is_some()).cloned().collect::<Vec<_>>();
    put(Whole::DirectiveWithDateAndIssuer, matched(&numbered(gold), &numbered(found), same_directive));
    let measured = |l: &Labels| l.counts.iter().filter(|c| c.measure.is_some()).cloned().collect::<Vec<_>>();
    put(Whole::CountWithMeasureAndYear, matched(&measured(gold), &measured(found), same_count));
    out
}

fn matched<T>(gold: &[T], found: &[T], same: impl Fn(&T, &T) -> bool) -> [usize; 3] {
    let pairs = assign(gold.len(), found.len(), |g, f| match (gold.get(g), found.get(f)) {
        (Some(g), Some(f)) => i64::from(same(g, f)),
        _ => 0,
    });
    [gold.len(), found.len(), pairs.len()]
}

fn same_person(g: &PersonLabel, f: &PersonLabel, variants: &Variants) -> bool {
    let folded = |s: &Option<String>| s.as_deref().map(fold);
    let (gold_name, found_name) = (folded(&g.name), folded(&f.name));
    let alt = g.alt.iter().any(|a| Some(fold(a)) == found_name);
    if gold_name != found_name && !alt {
        return false;
    }
    let gold_roles: BTreeSet<_> = g.roles.iter().map(|r| folded(&r.text)).collect();
    let found_roles: BTreeSet<_> =
        f.roles.iter().map(|r| accepted_role(variants, &gold_name, folded(&r.text), &gold_roles)).collect();
    gold_roles == found_roles
}

fn same_directive(g: &DirectiveLabel, f: &DirectiveLabel) -> bool {
    let n = |d: &DirectiveLabel| d.number.as_deref().map(number);
    let issuer = |d: &DirectiveLabel| d.issuer.as_deref().map(key);
    n(g) == n(f) && g.date == f.date && issuer(g) == issuer(f)
}

fn same_count(g: &CountLabel, f: &CountLabel) -> bool {
    let ((gold_value, gold_unit), (found_value, found_unit)) = (scaled(g), scaled(f));
    let found_unit = found_unit.as_deref().map(fold);
    let unit_fits = gold_unit.as_deref().map(fold) == found_unit
        || g.alt_units.iter().any(|u| Some(fold(u)) == found_unit);
    gold_value == found_value && unit_fits && g.measure == f.measure && (g.year.is_none() || g.year == f.year)
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
