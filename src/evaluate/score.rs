//! Scoring one article, and adding articles up.

use serde::{Deserialize, Serialize};

use super::align::assign;
use super::fact::{Fact, Facts, Field};
use super::label::Labels;
use super::leeway::{LeftOpen, Variants, nearly};

/// Counts of one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    /// Facts that the labels hold.
    pub gold: u64,
    /// Facts found, those that the labels leave open left aside.
    pub found: u64,
    /// Facts found that the labels hold.
    pub correct: u64,
    /// As `correct`, and those nearly so: role words, units, issuers and cells of which one contains the other.
    pub lenient: u64,
    /// Facts found that the labels leave open.
    pub left_open: u64,
}

impl Tally {
    /// Adds another tally.
    pub fn add(&mut self, other: &Tally) {
        self.gold += other.gold;
        self.found += other.found;
        self.correct += other.correct;
        self.lenient += other.lenient;
        self.left_open += other.left_open;
    }

    /// Gold facts that were not found.
    #[must_use]
    pub fn missed(&self) -> u64 {
        self.gold.saturating_sub(self.correct)
    }

    /// Facts found that gold does not hold.
    #[must_use]
    pub fn spurious(&self) -> u64 {
        self.found.saturating_sub(self.correct)
    }

    /// Share of the found that is right; `None` where nothing was found.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        ratio(self.correct, self.found)
    }

    /// Share of gold that was found; `None` where gold holds nothing.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        ratio(self.correct, self.gold)
    }

    /// Harmonic mean of precision and recall; `None` where there is neither gold nor anything found.
    #[must_use]
    pub fn f1(&self) -> Option<f64> {
        f1(self.correct, self.gold, self.found)
    }

    /// As [`f1`](Self::f1), with what is nearly right counted as right.
    #[must_use]
    pub fn lenient_f1(&self) -> Option<f64> {
        f1(self.lenient, self.gold, self.found)
    }
}

/// Correct ones over all, `None` of none.
#[must_use]
pub fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// F1 from precision and recall, in the arithmetic of the published scorer, so that rounding agrees.
pub(super) fn f1(correct: u64, gold: u64, found: u64) -> Option<f64> {
    if gold + found == 0 {
        return None;
    }
    let p = ratio(correct, found).unwrap_or(0.0);
    let r = ratio(correct, gold).unwrap_or(0.0);
    Some(if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 })
}

/// The facts of one field of one article, sorted into right and wrong.
#[derive(Debug, Clone, Default)]
pub struct Compared {
    /// Gold fact and found fact of one key.
    pub correct: Vec<(Fact, Fact)>,
    /// Gold facts that were not found.
    pub missed: Vec<Fact>,
    /// Found facts that gold does not hold.
    pub spurious: Vec<Fact>,
    /// Found facts that gold leaves open.
    pub left_open: Vec<Fact>,
}

impl Compared {
    /// The counts.
    #[must_use]
    pub fn tally(&self, field: Field) -> Tally {
        let near = assign(self.missed.len(), self.spurious.len(), |m, s| {
            match (self.missed.get(m), self.spurious.get(s)) {
                (Some(m), Some(s)) => i64::from(nearly(field, &m.key, &s.key)),
                _ => 0,
            }
        });
        let correct = self.correct.len() as u64;
        Tally {
            gold: correct + self.missed.len() as u64,
            found: correct + self.spurious.len() as u64,
            correct,
            lenient: correct + near.len() as u64,
            left_open: self.left_open.len() as u64,
        }
    }
}

/// Compares what was found in an article with its gold, field by field in the order of [`Field::ALL`].
#[must_use]
pub fn compare(gold: &Labels, found: &Labels) -> Vec<(Field, Compared)> {
    let open = LeftOpen::of(gold);
    let gold_facts = Facts::of(gold);
    let mut found_facts = Facts::of(found);
    Variants::of(gold).apply(&mut found_facts, &gold_facts);
    let one = |field| {
        let mut out = Compared::default();
        for g in gold_facts.get(field) {
            match found_facts.find(field, &g.key) {
                Some(f) => out.correct.push((g.clone(), f.clone())),
                None => out.missed.push(g.clone()),
            }
        }
        for f in found_facts.get(field) {
            if !gold_facts.has(field, &f.key) {
                let list = if open.holds(field, &f.key) { &mut out.left_open } else { &mut out.spurious };
                list.push(f.clone());
            }
        }
        (field, out)
    };
    Field::ALL.into_iter().map(one).collect()
}
