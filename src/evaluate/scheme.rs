//! Span schemes after SemEval-2013 task 9: strict, exact, partial and type.
//!
//! | words | type | strict | exact | partial | type |
//! |---|---|---|---|---|---|
//! | the same | the same | correct | correct | correct | correct |
//! | the same | other | incorrect | correct | correct | incorrect |
//! | overlapping | the same | incorrect | incorrect | partial | correct |
//! | overlapping | other | incorrect | incorrect | partial | incorrect |
//! | only in gold | | missed in all |
//! | only found | | spurious in all |
//!
//! A span goes with at most one other: of all one-to-one matchings the best is taken, with the same words and
//! type before all else. Spans that are the same in words and type count once.
//! An article counts only where its labels have spans, and a type only where its facts have them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::align::assign;
use super::label::{Labels, MentionLabel};

/// A typed span, half-open, in whatever unit both sides share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypedSpan {
    /// First position.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Type.
    pub label: String,
}

/// What became of the spans under one scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the five outcomes of MUC-5")]
pub struct Outcomes {
    pub correct: u64,
    pub incorrect: u64,
    pub partial: u64,
    pub missed: u64,
    pub spurious: u64,
}

/// The outcomes under the four schemes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Schemes {
    /// Same words and same type.
    pub strict: Outcomes,
    /// Same words, whatever the type.
    pub exact: Outcomes,
    /// Overlapping words, whatever the type; worth a half.
    pub partial: Outcomes,
    /// Overlapping words and same type.
    #[serde(rename = "type")]
    pub kind: Outcomes,
}

impl Outcomes {
    /// Adds other outcomes.
    pub fn add(&mut self, o: &Outcomes) {
        self.correct += o.correct;
        self.incorrect += o.incorrect;
        self.partial += o.partial;
        self.missed += o.missed;
        self.spurious += o.spurious;
    }

    /// Spans in gold.
    #[must_use]
    pub fn possible(&self) -> u64 {
        self.correct + self.incorrect + self.partial + self.missed
    }

    /// Spans found.
    #[must_use]
    pub fn actual(&self) -> u64 {
        self.correct + self.incorrect + self.partial + self.spurious
    }

    /// Precision, recall and F1, a partial match worth a half; each `None` where there are no samples.
    #[must_use]
    pub fn shares(&self) -> [Option<f64>; 3] {
        let right = self.correct as f64 + 0.5 * self.partial as f64;
        let share = |n: u64| (n > 0).then(|| right / n as f64);
        let (p, r) = (share(self.actual()), share(self.possible()));
        let f1 = (p.is_some() || r.is_some()).then(|| {
            let (p, r) = (p.unwrap_or(0.0), r.unwrap_or(0.0));
            if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
        });
        [p, r, f1]
    }
}

impl Schemes {
    /// Adds other outcomes.
    pub fn add(&mut self, other: &Schemes) {
        for (mine, theirs) in self.all_mut().into_iter().zip(other.all()) {
            mine.add(theirs.1);
        }
    }

    /// The four with their names.
    #[must_use]
    pub fn all(&self) -> [(&'static str, &Outcomes); 4] {
        [("strict", &self.strict), ("exact", &self.exact), ("partial", &self.partial), ("type", &self.kind)]
    }

    fn all_mut(&mut self) -> [&mut Outcomes; 4] {
        [&mut self.strict, &mut self.exact, &mut self.partial, &mut self.kind]
    }
}

/// The outcomes of spans of all types together, and of each type alone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SpanScores {
    /// All spans: one of another type is incorrect.
    pub all: Schemes,
    /// The spans of one type alone: one of another type is none.
    pub by_type: BTreeMap<String, Schemes>,
}

impl SpanScores {
    /// Adds other scores.
    pub fn add(&mut self, other: &SpanScores) {
        self.all.add(&other.all);
        for (label, s) in &other.by_type {
            self.by_type.entry(label.clone()).or_default().add(s);
        }
    }
}

/// Scores spans.
///
/// ```
/// use trichluc::evaluate::scheme::{TypedSpan, compare_spans};
/// let span = |start, end, label: &str| TypedSpan { start, end, label: label.into() };
/// let scores = compare_spans(&[span(0, 4, "person")], &[span(0, 7, "person")]);
/// assert_eq!((scores.all.strict.incorrect, scores.all.kind.correct), (1, 1));
/// ```
#[must_use]
pub fn compare_spans(gold: &[TypedSpan], found: &[TypedSpan]) -> SpanScores {
    let once = |spans: &[TypedSpan], label: Option<&str>| {
        let wanted = spans.iter().filter(|s| label.is_none_or(|l| s.label == l));
        wanted.cloned().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    let labels: BTreeSet<&str> = gold.iter().chain(found).map(|s| s.label.as_str()).collect();
    let of = |label: &str| (label.to_owned(), schemes(&once(gold, Some(label)), &once(found, Some(label))));
    SpanScores {
        all: schemes(&once(gold, None), &once(found, None)),
        by_type: labels.into_iter().map(of).collect(),
    }
}

/// The outcomes of spans that are all different.
fn schemes(gold: &[TypedSpan], found: &[TypedSpan]) -> Schemes {
    let mut out = Schemes::default();
    let matched = pairs(gold, found);
    for (g, f) in &matched {
        let (Some(g), Some(f)) = (gold.get(*g), found.get(*f)) else { continue };
        let (same_words, same_type) = ((g.start, g.end) == (f.start, f.end), g.label == f.label);
        let put = |o: &mut Outcomes, right: bool| if right { o.correct += 1 } else { o.incorrect += 1 };
        put(&mut out.strict, same_words && same_type);
        put(&mut out.exact, same_words);
        put(&mut out.kind, same_type);
        if same_words { out.partial.correct += 1 } else { out.partial.partial += 1 }
    }
    for o in out.all_mut() {
        o.missed += (gold.len() - matched.len()) as u64;
        o.spurious += (found.len() - matched.len()) as u64;
    }
    out
}

/// Scores the spans of one article's labels; `None` where gold has none.
#[must_use]
pub fn compare_labels(gold: &Labels, found: &Labels) -> Option<SpanScores> {
    let gold_spans = typed_spans(gold);
    if gold_spans.spans.is_empty() {
        return None;
    }
    let scored = |s: &TypedSpan| !gold_spans.without.contains(s.label.as_str());
    let found: Vec<_> = typed_spans(found).spans.into_iter().filter(scored).collect();
    let gold: Vec<_> = gold_spans.spans.iter().filter(|s| scored(s)).cloned().collect();
    Some(compare_spans(&gold, &found))
}

/// The spans of labels, and the types of which no fact has one.
#[derive(Debug, Default)]
pub struct LabelSpans {
    /// All spans of all facts.
    pub spans: Vec<TypedSpan>,
    /// Types with facts but without spans.
    pub without: BTreeSet<&'static str>,
}

/// The spans of labels, typed by the kind of fact.
#[must_use]
pub fn typed_spans(labels: &Labels) -> LabelSpans {
    let mut by_type: BTreeMap<&'static str, Vec<&[MentionLabel]>> = BTreeMap::new();
    let mut put = |label: &'static str, mentions| by_type.entry(label).or_default().push(mentions);
    labels.cell.iter().for_each(|c| put("cell", &c.mentions));
    labels.meeting.iter().for_each(|m| put("meeting", &m.mentions));
    labels.dates.iter().for_each(|d| put("date", &d.mentions));
    labels.directives.iter().for_each(|d| put("directive", &d.mentions));
    labels.people.iter().for_each(|p| put("person", &p.mentions));
    labels.people.iter().flat_map(|p| &p.roles).for_each(|r| put("role", &r.mentions));
    labels.counts.iter().for_each(|c| put("count", &c.mentions));
    labels.ratings.iter().for_each(|r| put("rating", &r.mentions));
    let mut out = LabelSpans::default();
    for (label, facts) in by_type {
        let spans: Vec<[usize; 2]> = facts.into_iter().flatten().filter_map(|m| m.span).collect();
        if spans.is_empty() {
            out.without.insert(label);
        }
        out.spans.extend(spans.into_iter().map(|[start, end]| TypedSpan { start, end, label: label.into() }));
    }
    out
}

/// The best one-to-one pairs, found within each run of overlapping spans, as no pair reaches beyond it.
fn pairs(gold: &[TypedSpan], found: &[TypedSpan]) -> Vec<(usize, usize)> {
    let mut all: Vec<(&TypedSpan, bool, usize)> =
        gold.iter().enumerate().map(|(i, s)| (s, true, i)).collect();
    all.extend(found.iter().enumerate().map(|(i, s)| (s, false, i)));
    all.sort();
    let mut out = Vec::new();
    let (mut run_gold, mut run_found, mut reach) = (Vec::new(), Vec::new(), 0);
    let mut settle = |run_gold: &mut Vec<usize>, run_found: &mut Vec<usize>| {
        let worth = |g: usize, f: usize| {
            let pair =
                run_gold.get(g).and_then(|&g| gold.get(g)).zip(run_found.get(f).and_then(|&f| found.get(f)));
            pair.map_or(0, |(g, f)| worth(g, f))
        };
        let matched = assign(run_gold.len(), run_found.len(), worth);
        out.extend(matched.into_iter().filter_map(|(g, f)| Some((*run_gold.get(g)?, *run_found.get(f)?))));
        run_gold.clear();
        run_found.clear();
    };
    for (span, is_gold, i) in all {
        // An empty span overlaps nothing but its like.
        if span.start >= reach {
            settle(&mut run_gold, &mut run_found);
        }
        reach = reach.max(span.end.max(span.start + 1));
        if is_gold { run_gold.push(i) } else { run_found.push(i) }
    }
    settle(&mut run_gold, &mut run_found);
    out
}

/// Worth of a pair: no gain elsewhere may cost a full match. Among equals, the larger overlap.
fn worth(g: &TypedSpan, f: &TypedSpan) -> i64 {
    let overlap = g.end.min(f.end).saturating_sub(g.start.max(f.start));
    let same_words = (g.start, g.end) == (f.start, f.end);
    if overlap == 0 && !same_words {
        return 0;
    }
    let rank = match (same_words, g.label == f.label) {
        (true, true) => 16,
        (true, false) => 8,
        (false, true) => 3,
        (false, false) => 2,
    };
    let covered = g.end.max(f.end) - g.start.min(f.start);
    let share = if covered == 0 { 0 } else { (overlap as f64 / covered as f64 * 1000.0) as i64 };
    rank * 1_000_000 + share
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spans() -> impl Strategy<Value = Vec<TypedSpan>> {
        let one = (0..20_usize, 1..6_usize, prop::sample::select(vec!["a", "b"]))
            .prop_map(|(start, len, label)| TypedSpan { start, end: start + len, label: label.into() });
        prop::collection::vec(one, 0..8)
    }

    proptest! {
        #[test]
        fn order_and_duplicates_change_nothing(gold in spans(), found in spans()) {
            let plain = compare_spans(&gold, &found);
            let mut turned = found.clone();
            turned.reverse();
            turned.extend(found.iter().cloned());
            prop_assert_eq!(&plain, &compare_spans(&gold, &turned));
        }

        #[test]
        fn every_span_is_counted_once(gold in spans(), found in spans()) {
            let s = compare_spans(&gold, &found).all;
            let once = |v: &[TypedSpan]| v.iter().collect::<BTreeSet<_>>().len() as u64;
            for (_, o) in s.all() {
                prop_assert_eq!(o.possible(), once(&gold));
                prop_assert_eq!(o.actual(), once(&found));
            }
        }

        #[test]
        fn swapping_sides_swaps_missed_and_spurious(gold in spans(), found in spans()) {
            let (a, b) = (compare_spans(&gold, &found).all, compare_spans(&found, &gold).all);
            for ((_, x), (_, y)) in a.all().into_iter().zip(b.all()) {
                prop_assert_eq!((x.missed, x.spurious), (y.spurious, y.missed));
            }
            prop_assert_eq!((a.strict.correct, a.exact.correct), (b.strict.correct, b.exact.correct));
        }

        #[test]
        fn spans_found_again_are_perfect(gold in spans()) {
            let s = compare_spans(&gold, &gold).all;
            for (_, o) in s.all() {
                prop_assert_eq!(o.correct, o.possible());
            }
        }
    }
}
