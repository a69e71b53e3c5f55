//! Wholes and their parts: "16 công bố …, trong đó có 08 …, 02 …", "96 đảng viên (khiển trách 51, …)".
//!
//! A part is never added to its whole again: it carries `part_of`. A share that enumerates the whole keeps the
//! measure of the whole; one that picks by a property ("nữ 05") has none of its own.

use super::item::{Cues, Item, Side};
use crate::extract::Scene;
use crate::extract::count::Noun;
use crate::lexicon::measures::{CueHit, Measures, Role};
use crate::text::{Key, TokenSpan};
use crate::w;

/// Finds the whole of each part.
pub(super) fn link(scene: &Scene<'_>, items: &mut [Item<'_>], cues: &Cues) {
    let mut sentence = usize::MAX;
    let mut openers: Vec<TokenSpan> = Vec::new();
    // The whole whose parts are being read, and whether in a bracket.
    let mut open: Option<(usize, bool)> = None;
    // Whether a semicolon has been passed since.
    let mut loose = false;
    // The word that ties the first part to its label: "trong đó 70 năm có 3 đồng chí".
    let mut tie = None;
    for k in 0..items.len() {
        let Some(it) = items.get(k) else { continue };
        if it.sentence != sentence {
            let goes_on = starts_with_parts(scene, it.sentence) && it.sentence == sentence.wrapping_add(1);
            sentence = it.sentence;
            let parts = |h: &&CueHit| scene.lexicon.measures().role(h.cue) == Some(Role::Parts);
            openers.clear();
            openers.extend(cues.in_sentence(sentence).iter().filter(parts).map(|h| h.span));
            open = goes_on.then(|| last_whole(items, k)).flatten().map(|w| (w, false));
            loose = false;
        } else if let Some(p) = k.checked_sub(1).and_then(|p| items.get(p)) {
            let gap = TokenSpan::new(p.end.min(it.start), it.start);
            let closes = (gap.first()..gap.end()).any(|i| scene.text.key(i) == w!(")"));
            if let Some((w, bracket)) = open {
                let semicolon = (gap.first()..gap.end()).any(|i| scene.text.key(i) == w!(";"));
                if bracket && closes {
                    // "(có 07 bài Q1), 09 bài": back to the outer whole.
                    open = items.get(w).and_then(|w| w.whole).map(|outer| (outer, false));
                } else if semicolon && !bracket {
                    loose = true;
                    if !(follows_semicolon(scene, gap) || tie.is_some() && label_tie(scene, gap) == tie) {
                        open = None;
                    }
                }
            }
            if it.span == p.span {
                // The two numbers of one ratio.
            } else if let Some(bracket) = opens(scene, gap, &openers) {
                open = whole_before(items, k, closes).map(|w| (w, bracket)).or(open);
                tie = label_tie(scene, gap);
                loose = false;
            }
        }
        // "Trong 29 đảng viên được tặng Huy hiệu có 3 đảng viên …"
        if let Some(it) = items.get(k)
            && open.is_none()
            && is_taken_up(scene, it)
            && can_be_whole(it)
        {
            open = Some((k, false));
            loose = false;
            continue;
        }
        // "9 đảng viên, sáu trong số đó": a share says so itself.
        let own = items.get(k).and_then(|it| it.said).is_some_and(|s| s.noun == Noun::OfWhole);
        let Some(w) = open.map(|o| o.0).or_else(|| whole_before(items, k, false).filter(|_| own)) else {
            continue;
        };
        let fits = match (items.get(w), items.get(k)) {
            (Some(w), Some(it)) => is_part(scene.lexicon.measures(), w, it),
            _ => false,
        };
        if fits && let Some(it) = items.get_mut(k) {
            it.whole = Some(w);
            it.loose = loose;
        }
    }
}

/// Whether the next part of a list stands right behind its semicolon: "01 đồng chí nhận Huy hiệu 65 năm; 04 đồng
/// chí …", not "…; công nhận chính thức 4 đồng chí".
fn follows_semicolon(scene: &Scene<'_>, gap: TokenSpan) -> bool {
    let text = scene.text;
    let last = (gap.first()..gap.end()).rev().find(|&i| text.key(i) == w!(";"));
    let led = [w!("có"), w!("và"), w!("hơn"), w!("gần"), w!("trên"), w!("khoảng")];
    last.is_some_and(|s| (s + 1..gap.end()).all(|i| led.contains(&text.key(i))))
}

/// The word or sign between a label and its figure, where a label stands behind the last opener or semicolon:
/// "trong đó: khiển trách có", "60 năm tuổi Đảng:". A label is short; a clause is not.
fn label_tie(scene: &Scene<'_>, gap: TokenSpan) -> Option<Key> {
    let text = scene.text;
    let tie_at = gap.end().checked_sub(1)?;
    let tie = text.key(tie_at);
    let opener = (gap.first()..tie_at)
        .rev()
        .find(|&i| [w!(";"), w!(":"), w!("("), w!("đó")].contains(&text.key(i)))
        .filter(|_| [w!("có"), w!("là"), w!(":")].contains(&tie))?;
    (1..=7).contains(&(tie_at - opener - 1)).then_some(tie)
}

/// What a semicolon only seemed to tie to a whole has a measure of another matter: it is no part.
pub(super) fn unlink(scene: &Scene<'_>, items: &mut [Item<'_>]) {
    let measures = scene.lexicon.measures();
    for k in 0..items.len() {
        let Some(it) = items.get(k).filter(|it| it.loose) else { continue };
        let whole = it.whole.and_then(|w| items.get(w)).and_then(|w| w.measure);
        let own = it.measure.filter(|&m| Some(m) != whole);
        let of_whole = own.and_then(|m| measures.get(m)).and_then(|m| m.whole.as_deref());
        let whole = whole.and_then(|m| measures.get(m)).map(|m| &*m.code);
        if own.is_some()
            && of_whole != whole
            && let Some(it) = items.get_mut(k)
        {
            it.whole = None;
        }
    }
}

/// Whether the words between two figures open the parts of the first; `Some(true)` for a bracket.
fn opens(scene: &Scene<'_>, gap: TokenSpan, openers: &[TokenSpan]) -> Option<bool> {
    let text = scene.text;
    // "gồm" opens the parts of the figure right before it; "trong đó" leads back over more words.
    let close = |o: &TokenSpan| o.first() - gap.first() <= 6 || text.key(o.first()) == w!("trong");
    if openers.iter().any(|o| gap.contains(*o) && close(o)) {
        let bracket = (gap.first()..gap.end()).any(|i| text.key(i) == w!("("));
        return Some(bracket);
    }
    let last = gap.end().checked_sub(1)?;
    // "tăng 3 bài so với năm 2022 (9 bài)": what the other year had.
    let compared = (gap.first()..gap.end()).any(|i| text.key(i) == w!("so"));
    if compared {
        return None;
    }
    let near = (last.saturating_sub(2).max(gap.first())..=last).any(|i| text.key(i) == w!("("));
    if near && !(gap.first()..gap.end()).any(|i| text.key(i) == w!(")")) {
        return Some(true);
    }
    // "14 đảng viên: 9 người Ê Đê, …"
    (gap.len() <= 2 && text.key(gap.first()) == w!(":")).then_some(false)
}

/// "Trong 29 đảng viên …", "Trong tổng số 29 đảng viên …" at the head of a sentence.
fn is_taken_up(scene: &Scene<'_>, it: &Item<'_>) -> bool {
    let text = scene.text;
    let start = text.sentences().get(it.sentence).map_or(0, |s| s.first());
    let led = [w!("số"), w!("tổng"), w!("hơn"), w!("gần")];
    text.key(start) == w!("trong")
        && it.start > start
        && it.start - start <= 4
        && (start + 1..it.start).all(|i| led.contains(&text.key(i)))
}

fn starts_with_parts(scene: &Scene<'_>, sentence: usize) -> bool {
    let start = scene.text.sentences().get(sentence).map_or(0, |s| s.first());
    scene.text.matches(start, &[w!("trong"), w!("đó")]) || scene.text.matches(start, &[w!("trong"), w!("số")])
}

/// The figure of the sentence before that "Trong đó" takes up: the last that is no part itself.
fn last_whole(items: &[Item<'_>], k: usize) -> Option<usize> {
    let sentence = items.get(k)?.sentence.checked_sub(1)?;
    (0..k).rev().find(|&p| {
        items.get(p).is_some_and(|p| p.sentence == sentence && p.whole.is_none() && can_be_whole(p))
    })
}

/// The figure right before that can have parts: not a comparison, not a percentage; behind a closed bracket not
/// one of those inside it.
fn whole_before(items: &[Item<'_>], k: usize, closed: bool) -> Option<usize> {
    let it = items.get(k)?;
    (0..k).rev().take_while(|&p| items.get(p).is_some_and(|p| p.sentence == it.sentence)).find(|&p| {
        items.get(p).is_some_and(|p| {
            let kinds = p.kind == it.kind || it.kind == "thing" || p.ways.is_empty() == it.ways.is_empty();
            can_be_whole(p) && kinds && p.value >= it.value && !(closed && p.whole.is_some())
        })
    })
}

fn can_be_whole(p: &Item<'_>) -> bool {
    !matches!(p.kind, "percent" | "money" | "time" | "size" | "score")
        && !matches!(p.side, Side::Low | Side::High)
        && !p.difference
}

fn is_part(measures: &Measures, whole: &Item<'_>, it: &Item<'_>) -> bool {
    if it.value > whole.value || !can_be_whole(it) && it.kind != "percent" {
        return false;
    }
    if it.unit.is_none() || it.kind == "percent" {
        return true;
    }
    // Bài báo and chương sách are of one family of measures; persons of one kind.
    let related = measures.related(whole.ways, it.ways);
    related
        || whole.kind == it.kind && (whole.kind == "person" || whole.ways.is_empty() && it.ways.is_empty())
}

/// Shares that enumerate a whole keep its measure: the values of all parts make the whole.
pub(super) fn enumerate(scene: &Scene<'_>, items: &mut [Item<'_>]) {
    let measures = scene.lexicon.measures();
    for w in 0..items.len() {
        let Some(whole) = items.get(w) else { continue };
        // Of what there is at a time only organizations are told apart so: "54 chi bộ gồm 8 đảng bộ, …".
        let Some(measure) = whole.measure.filter(|_| whole.flow(measures) || whole.kind != "person") else {
            continue;
        };
        let parts: Vec<usize> = (w + 1..items.len())
            .filter(|&k| {
                items
                    .get(k)
                    .is_some_and(|p| p.whole == Some(w) && p.kind != "percent" && p.side != Side::Whole)
            })
            .collect();
        let sum: f64 = parts.iter().filter_map(|&k| items.get(k)).map(|p| p.value).sum();
        if parts.len() < 2 || (sum - whole.value).abs() > 1e-9 {
            continue;
        }
        for k in parts {
            if let Some(p) = items.get_mut(k)
                && p.measure.is_none()
                && !p.other
                && !p.planned
                && p.kind != "time"
            {
                p.measure = Some(measure);
            }
        }
    }
}

/// Figures that make up one before them, though no word says so: "24 đảng viên được trao Huy hiệu. … 60 năm cho 2 đảng viên;
/// 55 năm cho 1 đảng viên; …". At least three of one measure, in the sentences right behind, that add up exactly.
pub(super) fn add_up(scene: &Scene<'_>, items: &mut [Item<'_>]) {
    let measures = scene.lexicon.measures();
    for w in 0..items.len() {
        let stands = |p: &Item<'_>| p.side == Side::Only && !p.planned && p.flow(measures);
        let Some(whole) = items.get(w).filter(|p| p.whole.is_none() && stands(p)) else { continue };
        let behind = items.iter().enumerate().skip(w + 1);
        let parts = behind
            .take_while(|(_, p)| p.sentence <= whole.sentence + SENTENCES)
            .filter(|(_, p)| !matches!(p.kind, "time" | "percent"))
            .take_while(|(_, p)| p.measure == whole.measure && stands(p) && p.whole.is_none_or(|o| o == w));
        let (mut sum, mut found) = (0.0, Vec::new());
        for (k, p) in parts {
            sum += p.value;
            found.push(k);
            if sum >= whole.value {
                break;
            }
        }
        if found.len() < 3 || (sum - whole.value).abs() > 1e-9 {
            continue;
        }
        for k in found {
            if let Some(p) = items.get_mut(k) {
                p.whole = Some(w);
            }
        }
    }
}

/// How many sentences behind a figure those that make it up may stand.
const SENTENCES: usize = 3;
