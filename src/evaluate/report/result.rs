//! The result of an evaluation as plain data: what JSON, the page, baselines and differences are made from.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::evaluate::fact::Field;
use crate::evaluate::fold::key;
use crate::evaluate::interval::{Bootstrap, Interval, Intervals, bootstrap};
use crate::evaluate::note::Note;
use crate::evaluate::run::{ArticleScore, Evaluation};
use crate::evaluate::scheme::{Outcomes, Schemes, SpanScores};
use crate::evaluate::score::Tally;
use crate::evaluate::trial::Trial;
use crate::evaluate::whole::Whole;
use crate::{Error, Result};

/// Version of this form; a reader refuses others.
pub const RESULT_VERSION: u32 = 1;

/// The fields of the one figure for everything: those that no other field repeats.
pub const CORE: [Field; 10] = [
    Field::Cell,
    Field::MeetingKind,
    Field::MeetingDate,
    Field::Dates,
    Field::Directives,
    Field::People,
    Field::Roles,
    Field::Counts,
    Field::Measures,
    Field::Ratings,
];

/// The figures of one column of tallies. Shares are rounded to four places; `None` where there are no samples.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Figures {
    /// Facts that gold holds.
    pub gold: u64,
    /// Facts found.
    pub found: u64,
    /// Facts found that gold holds.
    pub correct: u64,
    /// Gold facts not found.
    pub missed: u64,
    /// Facts found that gold does not hold.
    pub spurious: u64,
    /// Facts found that gold leaves open.
    pub left_open: u64,
    /// Precision.
    #[serde(rename = "P")]
    pub precision: Option<f64>,
    /// Recall.
    #[serde(rename = "R")]
    pub recall: Option<f64>,
    /// Harmonic mean of the two.
    #[serde(rename = "F1")]
    pub f1: Option<f64>,
    /// F1 with what is nearly right counted as right.
    #[serde(rename = "lenientF1")]
    pub lenient_f1: Option<f64>,
    /// Mean of the F1 of the articles that have samples.
    #[serde(rename = "macroF1", skip_serializing_if = "Option::is_none")]
    pub macro_f1: Option<f64>,
    /// 95 % intervals over articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<Intervals>,
}

/// The figures of one scheme of spans.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SchemeFigures {
    /// The outcomes.
    #[serde(flatten)]
    pub outcomes: Outcomes,
    /// Precision.
    #[serde(rename = "P")]
    pub precision: Option<f64>,
    /// Recall.
    #[serde(rename = "R")]
    pub recall: Option<f64>,
    /// F1.
    #[serde(rename = "F1")]
    pub f1: Option<f64>,
}

/// Articles that share something, such as their cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// What they share.
    pub name: String,
    /// How many they are.
    pub articles: usize,
    /// Figures of the fields that have any.
    pub fields: BTreeMap<Field, Figures>,
}

/// An evaluation with all its figures.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EvalResult {
    /// Version of this form.
    pub trichluc_eval: u32,
    /// Where gold came from.
    pub gold: Vec<String>,
    /// What was scored: a file of records, or `extract`.
    pub scored: String,
    /// Number of gold articles.
    pub article_count: usize,
    /// Figures of every field, micro over articles.
    pub fields: BTreeMap<Field, Figures>,
    /// The core fields added up.
    pub micro: Figures,
    /// Mean F1 of the core fields that have samples.
    #[serde(rename = "macroF1")]
    pub macro_f1: Option<f64>,
    /// Whole facts.
    pub whole: BTreeMap<Whole, Figures>,
    /// Spans by scheme; `None` where gold has no spans.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spans: Option<SpanFigures>,
    /// Articles of one cell.
    pub by_cell: Vec<Group>,
    /// Articles of one kind of meeting.
    pub by_kind: Vec<Group>,
    /// Firings of each rule, and of each list entry where asked for.
    pub trial: Trial,
    /// What makes the figures mean less than they seem.
    pub notes: Vec<Note>,
    /// Every article with its errors.
    pub articles: Vec<ArticleScore>,
}

impl EvalResult {
    /// Adds an evaluation up.
    #[must_use]
    pub fn of(evaluation: Evaluation, gold: Vec<String>, scored: String, how: Bootstrap) -> Self {
        let articles = &evaluation.articles;
        let mut fields = figures_of(articles.iter());
        let columns = |a: &ArticleScore| -> Vec<Tally> {
            let tally = |f: &Field| a.fields.get(f).copied().unwrap_or_default();
            let mut row: Vec<Tally> = Field::ALL.iter().map(tally).collect();
            row.push(sum(CORE.iter().map(tally)));
            row
        };
        let rows: Vec<Vec<Tally>> = articles.iter().map(columns).collect();
        let mut intervals =
            bootstrap(&rows, how).unwrap_or_default().into_iter().map(|i| Some(rounded_all(i)));
        for field in Field::ALL {
            let f = fields.entry(field).or_default();
            f.interval = intervals.next().flatten().filter(|_| f.gold + f.found > 0);
        }
        let mut micro = Figures::from(&sum(CORE.iter().map(|f| evaluation.tally(*f))));
        micro.interval = intervals.next().flatten();
        let core: Vec<f64> = CORE.iter().filter_map(|f| fields.get(f)?.f1).collect();
        Self {
            trichluc_eval: RESULT_VERSION,
            gold,
            scored,
            article_count: articles.len(),
            macro_f1: mean(&core),
            micro,
            fields,
            whole: whole_of(articles),
            spans: spans_of(articles),
            by_cell: groups(articles, |a| a.cell.as_deref().map(|c| (key(c), c.to_owned()))),
            by_kind: groups(articles, |a| a.meeting_kind.as_deref().map(|k| (k.to_owned(), k.to_owned()))),
            trial: evaluation.trial,
            notes: evaluation.notes,
            articles: evaluation.articles,
        }
    }

    /// Reads a result that was written as JSON.
    ///
    /// # Errors
    /// A file that cannot be read, or is no result of this version.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
        let no_result = || Error::new("not a result of `trichluc eval`").at(path);
        let how = "write one with `trichluc eval … -o FILE.json`";
        let result: Self = serde_json::from_slice(&bytes).map_err(|e| no_result().because(e).remedy(how))?;
        if result.trichluc_eval != RESULT_VERSION {
            return Err(no_result().remedy(how));
        }
        Ok(result)
    }

    /// Whether everything asked for was scored.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.notes.iter().all(|n| !n.fails)
    }
}

impl From<&Tally> for Figures {
    fn from(t: &Tally) -> Self {
        Self {
            gold: t.gold,
            found: t.found,
            correct: t.correct,
            missed: t.missed(),
            spurious: t.spurious(),
            left_open: t.left_open,
            precision: t.precision().map(rounded),
            recall: t.recall().map(rounded),
            f1: t.f1().map(rounded),
            lenient_f1: t.lenient_f1().map(rounded),
            macro_f1: None,
            interval: None,
        }
    }
}

/// The figures of spans: each scheme by its name.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SpanFigures {
    /// All spans together.
    pub all: BTreeMap<String, SchemeFigures>,
    /// The spans of each type alone.
    pub by_type: BTreeMap<String, BTreeMap<String, SchemeFigures>>,
}

impl SpanFigures {
    /// The figures with their labels: `all` for all spans together, then each type.
    pub(super) fn rows<'a>(
        &'a self,
        all: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a BTreeMap<String, SchemeFigures>)> {
        let of_types = self.by_type.iter().map(|(label, schemes)| (label.as_str(), schemes));
        std::iter::once((all, &self.all)).chain(of_types)
    }
}

impl From<&SpanScores> for SpanFigures {
    fn from(scores: &SpanScores) -> Self {
        let told = |s: &Schemes| {
            let one = |(name, o): (&str, &Outcomes)| {
                let [precision, recall, f1] = o.shares().map(|x| x.map(rounded));
                (name.to_owned(), SchemeFigures { outcomes: *o, precision, recall, f1 })
            };
            s.all().into_iter().map(one).collect()
        };
        let by_type = scores.by_type.iter().map(|(label, s)| (label.clone(), told(s))).collect();
        Self { all: told(&scores.all), by_type }
    }
}

/// Four places, halves as the binary form decides, like the published scorer.
#[must_use]
pub fn rounded(x: f64) -> f64 {
    format!("{x:.4}").parse().unwrap_or(x)
}

fn figures_of<'a>(articles: impl Iterator<Item = &'a ArticleScore> + Clone) -> BTreeMap<Field, Figures> {
    let one = |field: Field| {
        let tallies = articles.clone().filter_map(|a| a.fields.get(&field));
        let mut figures = Figures::from(&sum(tallies.clone().copied()));
        figures.macro_f1 = mean(&tallies.filter_map(Tally::f1).collect::<Vec<_>>());
        (field, figures)
    };
    Field::ALL.into_iter().map(one).collect()
}

fn whole_of(articles: &[ArticleScore]) -> BTreeMap<Whole, Figures> {
    let one = |kind| {
        let tally = sum(articles.iter().filter_map(|a| a.whole.get(&kind)).copied());
        (kind, Figures::from(&tally))
    };
    Whole::ALL.into_iter().map(one).collect()
}

fn spans_of(articles: &[ArticleScore]) -> Option<SpanFigures> {
    let mut sum: Option<SpanScores> = None;
    for scores in articles.iter().filter_map(|a| a.spans.as_ref()) {
        sum.get_or_insert_default().add(scores);
    }
    sum.as_ref().map(SpanFigures::from)
}

/// Groups of articles by key, each under the first of its names.
fn groups(articles: &[ArticleScore], of: impl Fn(&ArticleScore) -> Option<(String, String)>) -> Vec<Group> {
    let mut by_key: BTreeMap<String, (String, Vec<&ArticleScore>)> = BTreeMap::new();
    for a in articles {
        if let Some((key, name)) = of(a) {
            by_key.entry(key).or_insert_with(|| (name, Vec::new())).1.push(a);
        }
    }
    let told = |(name, articles): (String, Vec<&ArticleScore>)| {
        let mut fields = figures_of(articles.iter().copied());
        fields.retain(|_, f| f.gold + f.found > 0);
        Group { name, articles: articles.len(), fields }
    };
    by_key.into_values().map(told).collect()
}

fn sum(tallies: impl Iterator<Item = Tally>) -> Tally {
    let mut out = Tally::default();
    tallies.for_each(|t| out.add(&t));
    out
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| rounded(values.iter().sum::<f64>() / values.len() as f64))
}

fn rounded_all(i: Intervals) -> Intervals {
    let both = |i: Option<Interval>| i.map(|i| Interval { low: rounded(i.low), high: rounded(i.high) });
    Intervals { precision: both(i.precision), recall: both(i.recall), f1: both(i.f1) }
}
