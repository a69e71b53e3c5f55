//! The agreement of two annotators: F1 of each field, schemes of spans, and Cohen's kappa where it is defined.
//!
//! Kappa needs items that both have judged into the same categories. Which facts there are is open, so kappa is no
//! measure for finding facts; F1 is. For facts that both have found, kappa measures how they describe them: the
//! role of a date, the measure of a count. Where both always use one single category, kappa is not defined.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::fact::{Facts, Field, plain, scaled};
use super::fold::{fold, number};
use super::label::Labels;
use super::report::result::{Figures, SpanFigures, rounded};
use super::scheme::{SpanScores, compare_labels};
use super::score::Tally;

/// How far two annotators agree.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Agreement {
    /// Articles that both have labelled.
    pub articles: usize,
    /// Articles that only the first has labelled.
    pub only_first: Vec<String>,
    /// Articles that only the second has labelled.
    pub only_second: Vec<String>,
    /// Values: the first stands for gold, which does not matter for F1.
    pub fields: BTreeMap<Field, Figures>,
    /// Spans, where the first has them.
    pub spans: Option<SpanFigures>,
    /// Kappa of each choice that both have made.
    pub kappa: BTreeMap<&'static str, Kappa>,
}

/// Agreement on categories beyond chance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Kappa {
    /// Items that both have judged.
    pub items: usize,
    /// Share of items that both put into the same category.
    pub observed: f64,
    /// Cohen's kappa; `None` where chance alone would agree on all.
    pub kappa: Option<f64>,
}

/// Compares the labels of two annotators, by article.
#[must_use]
pub fn agreement(first: &BTreeMap<String, Labels>, second: &BTreeMap<String, Labels>) -> Agreement {
    let only = |a: &BTreeMap<String, Labels>, b: &BTreeMap<String, Labels>| {
        a.keys().filter(|k| !b.contains_key(*k)).cloned().collect()
    };
    let mut tallies: BTreeMap<Field, Tally> = BTreeMap::new();
    let mut spans: Option<SpanScores> = None;
    let mut choices: BTreeMap<&'static str, Vec<(String, String)>> = BTreeMap::new();
    let mut articles = 0;
    for (name, a) in first {
        let Some(b) = second.get(name) else { continue };
        articles += 1;
        let (facts_a, facts_b) = (Facts::of(a), Facts::of(b));
        for field in Field::ALL {
            let keys = |f: &Facts| f.get(field).iter().map(|f| f.key.clone()).collect::<BTreeSet<_>>();
            let (in_a, in_b) = (keys(&facts_a), keys(&facts_b));
            let both = in_a.intersection(&in_b).count() as u64;
            let tally = Tally {
                gold: in_a.len() as u64,
                found: in_b.len() as u64,
                correct: both,
                lenient: both,
                left_open: 0,
            };
            tallies.entry(field).or_default().add(&tally);
        }
        if let Some(scores) = compare_labels(a, b) {
            spans.get_or_insert_default().add(&scores);
        }
        for (name, of_a) in choices_of(a) {
            let of_b = choices_of(b).remove(name).unwrap_or_default();
            let both = of_a.into_iter().filter_map(|(item, a)| Some((a, of_b.get(&item)?.clone())));
            choices.entry(name).or_default().extend(both);
        }
    }
    Agreement {
        articles,
        only_first: only(first, second),
        only_second: only(second, first),
        fields: tallies.iter().map(|(f, t)| (*f, Figures::from(t))).collect(),
        spans: spans.as_ref().map(SpanFigures::from),
        kappa: choices.iter().filter_map(|(name, pairs)| Some((*name, kappa(pairs)?))).collect(),
    }
}

/// Cohen's kappa of pairs of categories; `None` of no pairs.
///
/// ```
/// use trichluc::evaluate::agreement::kappa;
/// let pairs = |n: usize, a: &str, b: &str| vec![(a.to_owned(), b.to_owned()); n];
/// // Twenty-five yes, fifteen no, and ten on which the two differ: 0.7 observed, 0.5 by chance.
/// let all = [pairs(20, "y", "y"), pairs(5, "y", "n"), pairs(10, "n", "y"), pairs(15, "n", "n")].concat();
/// assert_eq!(kappa(&all).and_then(|k| k.kappa), Some(0.4));
/// ```
#[must_use]
pub fn kappa(pairs: &[(String, String)]) -> Option<Kappa> {
    if pairs.is_empty() {
        return None;
    }
    let n = pairs.len() as f64;
    let observed = pairs.iter().filter(|(a, b)| a == b).count() as f64 / n;
    let (mut of_a, mut of_b) = (BTreeMap::<&str, f64>::new(), BTreeMap::<&str, f64>::new());
    for (a, b) in pairs {
        *of_a.entry(a).or_default() += 1.0;
        *of_b.entry(b).or_default() += 1.0;
    }
    let chance: f64 = of_a.iter().map(|(c, a)| a / n * of_b.get(c).copied().unwrap_or(0.0) / n).sum();
    let kappa = (chance < 1.0).then(|| rounded((observed - chance) / (1.0 - chance)));
    Some(Kappa { items: pairs.len(), observed: rounded(observed), kappa })
}

/// The choices that labels make, each as item and category.
fn choices_of(l: &Labels) -> BTreeMap<&'static str, BTreeMap<String, String>> {
    let told = |s: &Option<String>| s.clone().unwrap_or_else(|| "–".to_owned());
    let mut out: BTreeMap<&'static str, BTreeMap<String, String>> = BTreeMap::new();
    let mut put = |name, item: String, category: String| {
        out.entry(name).or_default().insert(item, category);
    };
    put("meeting.kind", String::new(), told(&l.meeting.as_ref().and_then(|m| m.kind.clone())));
    if let Some(kind) = l.cell.as_ref().and_then(|c| c.kind.clone()) {
        put("cell.kind", String::new(), kind);
    }
    for d in &l.dates {
        put("dates.role", told(&d.value), told(&d.role));
        put("dates.precision", told(&d.value), told(&d.precision));
    }
    for d in l.directives.iter().filter(|d| d.number.is_some()) {
        put("directives.relation", number(&told(&d.number)), told(&d.relation));
        put("directives.type", number(&told(&d.number)), fold(&told(&d.kind)));
    }
    for p in &l.people {
        put("people.admitted", fold(&told(&p.name)), p.admitted.to_string());
    }
    for c in &l.counts {
        let (value, unit) = scaled(c);
        let item = format!("{}|{}", told(&value), fold(&told(&unit)));
        put("counts.measure", item.clone(), told(&c.measure));
        put("counts.planned", item, c.planned.to_string());
    }
    for r in &l.ratings {
        let item = format!("{}|{}", told(&r.subject), told(&plain(&r.value)));
        put("ratings.rating", item.clone(), fold(&told(&r.rating)));
        put("ratings.stage", item, told(&r.stage));
    }
    out
}
