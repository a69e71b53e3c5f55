//! Two results of the same gold: what the second newly got right and newly got wrong.
//!
//! An error is known by article, field, side and key, so a reworded report of the same error is no change.
//! Only articles that both results scored are compared; the others are named.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::errors::Side;
use super::fact::{Field, Key};
use super::interval::{Bootstrap, Difference, paired};
use super::report::result::{EvalResult, rounded};
use super::run::ArticleScore;
use super::score::Tally;

/// What changed from a first result to a second.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diff {
    /// Number of articles that both scored.
    pub articles: usize,
    /// Articles that only the first scored.
    pub only_first: Vec<String>,
    /// Articles that only the second scored.
    pub only_second: Vec<String>,
    /// F1 of each field in both, over the articles that both scored.
    pub fields: Vec<FieldDiff>,
    /// Articles with a change, each with its changes.
    pub changed: Vec<ArticleDiff>,
}

/// One field in both results.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldDiff {
    /// The field.
    pub field: Field,
    /// F1 in the first result.
    pub first: Option<f64>,
    /// F1 in the second.
    pub second: Option<f64>,
    /// The difference with its interval; `None` where one side has no samples or articles are too few.
    pub difference: Option<Difference>,
    /// Errors of the first that the second does not make.
    pub fixed: usize,
    /// Errors of the second that the first does not make.
    pub broken: usize,
}

/// The changes of one article.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArticleDiff {
    /// The stem of its gold file.
    pub name: String,
    /// Errors that are gone.
    pub fixed: Vec<ErrorLine>,
    /// Errors that are new.
    pub broken: Vec<ErrorLine>,
}

/// One side of an error, in short.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ErrorLine {
    /// The field.
    pub field: Field,
    /// Whether it was missed; spurious otherwise.
    pub missed: bool,
    /// The value as written.
    pub value: String,
    /// Line of the article, counted from 1.
    pub line: Option<usize>,
    /// The sentence.
    pub sentence: Option<String>,
}

/// Compares two results.
#[must_use]
pub fn diff(first: &EvalResult, second: &EvalResult, how: Bootstrap) -> Diff {
    let by_name = |r: &'_ EvalResult| -> BTreeMap<String, ArticleScore> {
        r.articles.iter().map(|a| (a.name.clone(), a.clone())).collect()
    };
    let (a, b) = (by_name(first), by_name(second));
    let both: Vec<(&ArticleScore, &ArticleScore)> =
        a.iter().filter_map(|(name, a)| Some((a, b.get(name)?))).collect();
    let changed: Vec<ArticleDiff> = both.iter().filter_map(|(a, b)| article(a, b)).collect();
    Diff {
        articles: both.len(),
        only_first: a.keys().filter(|n| !b.contains_key(*n)).cloned().collect(),
        only_second: b.keys().filter(|n| !a.contains_key(*n)).cloned().collect(),
        fields: fields(&both, &changed, how),
        changed,
    }
}

fn fields(
    both: &[(&ArticleScore, &ArticleScore)],
    changed: &[ArticleDiff],
    how: Bootstrap,
) -> Vec<FieldDiff> {
    let row = |a: &ArticleScore| -> Vec<Tally> {
        Field::ALL.iter().map(|f| a.fields.get(f).copied().unwrap_or_default()).collect()
    };
    let rows: [Vec<Vec<Tally>>; 2] =
        [both.iter().map(|p| row(p.0)).collect(), both.iter().map(|p| row(p.1)).collect()];
    let differences = paired(&rows[0], &rows[1], how).unwrap_or_default();
    let f1 = |rows: &[Vec<Tally>], column: usize| {
        let mut sum = Tally::default();
        rows.iter().filter_map(|r| r.get(column)).for_each(|t| sum.add(t));
        sum.f1().map(rounded)
    };
    let count = |lines: fn(&ArticleDiff) -> &[ErrorLine], field| {
        changed.iter().flat_map(lines).filter(|l| l.field == field).count()
    };
    let one = |(column, field): (usize, Field)| FieldDiff {
        field,
        first: f1(&rows[0], column),
        second: f1(&rows[1], column),
        difference: differences.get(column).copied().flatten(),
        fixed: count(|a| &a.fixed, field),
        broken: count(|a| &a.broken, field),
    };
    Field::ALL.into_iter().enumerate().map(one).collect()
}

type ErrorKey<'a> = (Field, bool, &'a Key);

fn article(a: &ArticleScore, b: &ArticleScore) -> Option<ArticleDiff> {
    let (of_a, of_b) = (sides(a), sides(b));
    let keys = |sides: &[(ErrorKey<'_>, &Side)]| {
        sides.iter().map(|(k, _)| (k.0, k.1, k.2.clone())).collect::<BTreeSet<_>>()
    };
    let (in_a, in_b) = (keys(&of_a), keys(&of_b));
    let only = |sides: Vec<(ErrorKey<'_>, &Side)>, other: &BTreeSet<(Field, bool, Key)>| -> Vec<ErrorLine> {
        let gone = |(k, _): &(ErrorKey<'_>, &Side)| !other.contains(&(k.0, k.1, k.2.clone()));
        sides.into_iter().filter(gone).map(|((field, missed, _), side)| told(field, missed, side)).collect()
    };
    let (fixed, broken) = (only(of_a, &in_b), only(of_b, &in_a));
    (!fixed.is_empty() || !broken.is_empty()).then(|| ArticleDiff { name: a.name.clone(), fixed, broken })
}

fn sides(a: &ArticleScore) -> Vec<(ErrorKey<'_>, &Side)> {
    let mut out: Vec<(ErrorKey<'_>, &Side)> = Vec::new();
    for m in &a.mistakes {
        let field = m.field;
        out.extend(m.gold.iter().map(|s| ((field, true, &s.key), s)));
        out.extend(m.found.iter().map(|s| ((field, false, &s.key), s)));
    }
    out.sort_by_key(|(k, _)| *k);
    out
}

fn told(field: Field, missed: bool, side: &Side) -> ErrorLine {
    let place = side.place.as_ref();
    ErrorLine {
        field,
        missed,
        value: side.value.clone(),
        line: place.map(|p| p.line),
        sentence: place.map(|p| p.sentence.split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}
