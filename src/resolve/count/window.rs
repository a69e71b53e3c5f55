//! The words around a figure that may say what it measures, each with its distance.
//!
//! They reach from the figure before, or the sign that ends its clause, to the end of the clause behind, and never over
//! the sentence.

use super::item::Item;
use crate::extract::Scene;
use crate::lexicon::measures::{CueHit, CueId, CueSet, Sieve};
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

/// How far before a number an excluding word is heeded, in tokens.
pub(super) const NOT_WITHIN: usize = 16;

/// The stretches in which words speak for a figure.
#[derive(Default)]
pub(super) struct Window {
    /// The noun of the figure right before, where only a sign or "và", "với" stands between.
    pub(super) beside: Option<TokenSpan>,
    /// Words to the left, with their distance from the number.
    pub(super) left: Words,
    /// Those of them that exclude: what is far off, or in another clause, excludes nothing.
    pub(super) near_left: Words,
    /// Where the left begins, and from which token on a word is near.
    pub(super) left_span: TokenSpan,
    pub(super) near_first: usize,
    /// Words to the right, with their distance from the noun.
    pub(super) right: Words,
    /// Words of the whole sentence.
    pub(super) sentence: Sieve,
    /// From the start of the sentence to the number.
    pub(super) opening: TokenSpan,
}

/// Some words, each with its distance from a figure in tokens.
#[derive(Default)]
pub(super) struct Words {
    list: Vec<(CueId, usize)>,
    pub(super) sieve: Sieve,
}

impl Words {
    fn clear(&mut self) {
        self.list.clear();
        self.sieve = Sieve::default();
    }

    fn add(&mut self, cue: CueId, distance: usize) {
        self.list.push((cue, distance));
        self.sieve.add(cue);
    }

    /// Distance of the nearest that a condition names.
    pub(super) fn nearest(&self, named: &CueSet) -> Option<usize> {
        self.list.iter().filter(|w| named.contains(w.0)).map(|w| w.1).min()
    }

    /// Whether a condition names one.
    pub(super) fn has(&self, named: &CueSet) -> bool {
        named.sieve().meets(self.sieve) && self.list.iter().any(|w| named.contains(w.0))
    }
}

impl Window {
    /// Looks around item `k`; `cues` are those of its sentence.
    pub(super) fn look(&mut self, scene: &Scene<'_>, items: &[Item<'_>], k: usize, cues: &[CueHit]) {
        let text = scene.text;
        let Some(it) = items.get(k) else { return };
        let sentence = text.sentence(it.start);
        // "kỷ luật 87 tổ chức đảng và 6.000 đảng viên": words before organizations speak for the persons beside them.
        let joined = |p: &Item<'_>| {
            let links = [w!(","), w!("và"), w!("hơn"), w!("gần"), w!("trên")];
            let gap = p.end.min(it.start)..it.start;
            p.other
                && p.kind == "org"
                && it.kind == "person"
                && gap.clone().all(|i| links.contains(&text.key(i)))
        };
        let before = (0..k).rev().filter_map(|p| items.get(p)).find(|p| p.span != it.span && !joined(p));
        // "54 bài trên 09 tạp chí quốc gia": how many journals says nothing against the papers in them.
        let journals = |p: &Item<'_>| {
            let noun = p.noun.is_some_and(|n| text.matches(n.first(), &[w!("tạp"), w!("chí")]));
            noun && p.start == it.end + 1 && text.key(it.end) == w!("trên")
        };
        let after =
            (k + 1..items.len()).filter_map(|p| items.get(p)).find(|p| p.span != it.span && !journals(p));
        // Behind the figure before, from the first sign on that ends its clause.
        let mut left = before.filter(|p| p.sentence == it.sentence).map_or(sentence.first(), |p| {
            // "2 lớp bồi dưỡng lý luận chính trị cho 120 đảng viên": the class says what they learn.
            let noun = p.noun.filter(|n| text.key(n.first()) == w!("lớp")).map_or(p.end, |n| n.first());
            let end = noun.clamp(sentence.first(), it.start);
            (end..it.start)
                .find(|&i| parts_clauses(text.key(i)))
                .or_else(|| (end..it.start).find(|&i| text.key(i) == w!("và")))
                .map_or(end, |i| i + 1)
        });
        if let Some(semicolon) = (left..it.start).rev().find(|&i| text.key(i) == w!(";")) {
            left = semicolon + 1;
        }
        let limit = after.filter(|p| p.sentence == it.sentence).map_or(sentence.end(), |p| p.start);
        let mut right = it.end;
        while right < limit && !ends_clause(scene, right, limit) {
            right += 1;
        }
        // Words such as "trực thuộc" may follow the noun of the neighbour, which is measured itself.
        let beside = before
            .filter(|p| {
                p.sentence == it.sentence && it.start.saturating_sub(p.end) <= 4 && p.measure.is_some()
            })
            .and_then(|p| p.noun);
        let left = TokenSpan::new(left.min(it.start), it.start);
        let right = TokenSpan::new(it.end, right.max(it.end));
        // "công trình quốc tế tăng vượt bậc (10 bài": the words before its bracket stand near.
        let bracket = text.key(it.start.wrapping_sub(1)) == w!("(");
        let clause_end = it.start.saturating_sub(usize::from(bracket)).max(left.first());
        let clause = (left.first()..clause_end).rev().find(|&i| parts_clauses(text.key(i)));
        let near = left.first().max(it.start.saturating_sub(NOT_WITHIN)).max(clause.map_or(0, |i| i + 1));
        let near = TokenSpan::new(near, it.start);
        self.beside = beside;
        self.left_span = left;
        self.near_first = near.first();
        self.opening = TokenSpan::new(sentence.first(), it.start);
        self.sentence = Sieve::default();
        [&mut self.left, &mut self.near_left, &mut self.right].into_iter().for_each(Words::clear);
        for h in cues {
            self.sentence.add(h.cue);
            if left.contains(h.span) {
                self.left.add(h.cue, it.start - h.span.end());
                if near.contains(h.span) {
                    self.near_left.add(h.cue, it.start - h.span.end());
                }
            } else if right.contains(h.span) {
                self.right.add(h.cue, h.span.first() - it.end);
            }
        }
    }
}

/// Whether a sign parts two clauses.
pub(super) fn parts_clauses(key: Key) -> bool {
    [w!(","), w!(";"), w!("("), w!(")"), w!(":")].contains(&key)
}

/// A comma ends a clause unless names go on behind it; so does "và" before a verb.
fn ends_clause(scene: &Scene<'_>, i: usize, limit: usize) -> bool {
    let text = scene.text;
    let next_capital =
        i + 1 < limit && text.get(i + 1).is_some_and(|t| t.is_capital() && t.kind != Kind::Mixed);
    let key = text.key(i);
    if key == w!(",") || key == w!("và") {
        return !next_capital;
    }
    if key == w!("(") {
        return true;
    }
    key == w!(";") || key == w!(")") || key == w!(".") && !text.glued(i + 1)
}
