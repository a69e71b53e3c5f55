//! Figures one by one: a ratio is two, a range is two, the whole behind a rated share is one.

use std::ops::Range;

use crate::extract::count::{self, Form, Noun};
use crate::extract::{Said, Scene};
use crate::lexicon::measures::{CueHit, MeasureId, Measures};
use crate::lexicon::{Class, Hit};
use crate::text::TokenSpan;
use crate::w;

/// Which number of a figure an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Only,
    /// The 31 of "31/33".
    Part,
    /// The 33 of "31/33".
    Whole,
    /// The ends of a range.
    Low,
    High,
}

/// One number that counts something, on its way to a fact.
#[derive(Debug, Clone)]
pub(super) struct Item<'s> {
    /// What the room read; `None` for the whole of a rated share.
    pub(super) said: Option<&'s count::Said>,
    pub(super) rule: &'static str,
    pub(super) span: TokenSpan,
    pub(super) value: f64,
    pub(super) side: Side,
    pub(super) unit: Option<String>,
    pub(super) kind: &'static str,
    /// Where its noun stands, when it stands somewhere.
    pub(super) noun: Option<TokenSpan>,
    /// The ways in which the noun can be counted.
    pub(super) ways: &'s [u16],
    /// First token of the number.
    pub(super) start: usize,
    /// One past the noun.
    pub(super) end: usize,
    pub(super) sentence: usize,
    pub(super) article: bool,
    /// Index of the whole that it is a share of.
    pub(super) whole: Option<usize>,
    pub(super) measure: Option<MeasureId>,
    /// Whether words of its own, not its noun or its neighbours, gave the measure.
    pub(super) by_cue: bool,
    /// Whether words show that it counts another matter.
    pub(super) other: bool,
    pub(super) planned: bool,
    pub(super) each: bool,
    /// The difference of a comparison, "tăng 3 bài": no count of what there was.
    pub(super) difference: bool,
    /// Whether only a semicolon ties it to its whole.
    pub(super) loose: bool,
}

impl Item<'_> {
    /// Whether its measure counts what happened in a period.
    pub(super) fn flow(&self, measures: &Measures) -> bool {
        self.measure.and_then(|m| measures.get(m)).is_some_and(|m| m.flow)
    }
}

/// All items in the order of the text.
pub(super) fn collect<'s>(scene: &Scene<'s>, said: &'s Said) -> Vec<Item<'s>> {
    let mut items = Vec::with_capacity(said.counts.len() + 4);
    for m in &said.counts {
        let s = &m.value;
        // "tự đánh giá 91,5 điểm, hoàn thành xuất sắc nhiệm vụ": a score that leads to a grade counts nothing.
        if is_graded(scene, m.span) {
            continue;
        }
        let noun = match s.noun {
            Noun::At(span) => Some(span),
            _ => None,
        };
        let unit = s.unit.as_deref().map(str::to_owned).or_else(|| noun.map(|n| scene.text.folded(n)));
        let item = Item {
            said: Some(s),
            rule: m.rule,
            span: m.span,
            value: s.value,
            side: Side::Only,
            unit,
            kind: s.kind,
            noun,
            ways: ways(scene, s, noun),
            start: s.number.first(),
            end: m.span.end(),
            sentence: scene.text.sentence_of(s.number.first()),
            article: s.article,
            whole: None,
            measure: None,
            by_cue: false,
            other: false,
            planned: false,
            each: false,
            difference: s.kind != "percent" && is_difference(scene, s.number.first()),
            loose: false,
        };
        let sides = match (s.form, s.other) {
            (Form::Ratio, Some(o)) => Some((Side::Part, Side::Whole, o)),
            (Form::Range, Some(o)) => Some((Side::Low, Side::High, o)),
            _ => None,
        };
        match sides {
            Some((first, second, other)) => {
                items.push(Item { side: first, ..item.clone() });
                items.push(Item { side: second, value: other, ..item });
            }
            None => items.push(item),
        }
    }
    for m in &said.ratings {
        let Some((whole, noun)) = m.value.whole else { continue };
        items.push(Item {
            said: None,
            rule: m.rule,
            span: m.value.number.to(noun),
            value: whole,
            side: Side::Whole,
            unit: Some(scene.text.folded(noun)),
            kind: "org",
            noun: Some(noun),
            ways: scene.lexicon.measures().ways(scene.text, noun),
            start: m.value.number.first(),
            end: noun.end(),
            sentence: scene.text.sentence_of(noun.first()),
            article: false,
            whole: None,
            measure: None,
            by_cue: false,
            other: false,
            planned: false,
            each: false,
            difference: false,
            loose: false,
        });
    }
    items.sort_by_key(|i| i.start);
    items
}

/// Whether a figure is a score, and a grade stands in its sentence.
fn is_graded(scene: &Scene<'_>, span: TokenSpan) -> bool {
    if scene.text.key(span.end() - 1) != w!("điểm") {
        return false;
    }
    let sentence = scene.text.sentence(span.first());
    scene.hits.within(sentence, Class::Rating).next().is_some()
}

/// "tăng 3 bài", "giảm hơn 20 hộ", "vượt 02 đồng chí"; not "tăng lên 17 đồng chí".
fn is_difference(scene: &Scene<'_>, start: usize) -> bool {
    let text = scene.text;
    let first = text.sentence(start).first();
    let between = [w!("thêm"), w!("hơn"), w!("gần"), w!("trên"), w!("khoảng"), w!("được")];
    // "nhiều hơn năm 2022 là 3 bài"
    if start > first && text.key(start - 1) == w!("là") {
        return (start.saturating_sub(9).max(first)..start - 1)
            .rev()
            .take_while(|&k| ![w!(","), w!(";"), w!(":"), w!("(")].contains(&text.key(k)))
            .any(|k| {
                text.key(k) == w!("hơn") && text.key(k + 1) == w!("năm")
                    || text.key(k) == w!("so") && text.key(k + 1) == w!("với")
            });
    }
    let verb = (first..start).rev().take(4).find(|&k| !between.contains(&text.key(k)));
    let compared = [w!("tăng"), w!("giảm"), w!("vượt"), w!("hụt"), w!("kém")];
    verb.is_some_and(|k| compared.contains(&text.key(k)))
}

fn ways<'s>(scene: &Scene<'s>, s: &count::Said, noun: Option<TokenSpan>) -> &'s [u16] {
    let measures = scene.lexicon.measures();
    match (&s.noun, noun) {
        (_, Some(n)) => measures.ways(scene.text, n),
        (Noun::Known(k), _) if &**k != "%" => measures.ways_of(k),
        _ => &[],
    }
}

/// Gives shares and continued figures the noun of their whole, or of the label or figure before them.
pub(super) fn name_shares<'s>(scene: &Scene<'s>, items: &mut [Item<'s>]) {
    for k in 0..items.len() {
        let Some(it) = items.get(k) else { continue };
        let Some(s) = it.said.filter(|_| it.unit.is_none()) else { continue };
        let whole = it.whole.filter(|_| s.noun == Noun::OfWhole).and_then(|w| items.get(w));
        let before = || {
            (0..k).rev().filter_map(|p| items.get(p)).find(|p| {
                p.sentence == it.sentence
                    && p.unit.is_some()
                    && !matches!(p.kind, "percent" | "money" | "time" | "size")
            })
        };
        let from_item = |p: &Item<'s>| (p.unit.clone(), p.kind, p.ways);
        let clause = || in_clause(scene, it).filter(|_| s.noun == Noun::Before);
        let named = if let Some(w) = whole {
            Some(from_item(w))
        } else if let Some(noun) = clause() {
            Some(from_label(scene, noun))
        } else {
            match (before(), label(scene, it)) {
                // "Đề tài: cấp Quốc gia 02": the label stands nearer than any figure.
                (Some(p), Some(l)) if l.first() > p.start => Some(from_label(scene, l)),
                (Some(p), _) => Some(from_item(p)),
                (None, Some(l)) => Some(from_label(scene, l)),
                (None, None) => None,
            }
        };
        if let Some((unit, kind, ways)) = named
            && let Some(it) = items.get_mut(k)
        {
            it.unit = unit;
            it.kind = kind;
            it.ways = ways;
        }
    }
}

fn from_label<'s>(scene: &Scene<'s>, span: TokenSpan) -> (Option<String>, &'static str, &'s [u16]) {
    let kind =
        scene.hits.at(span.first(), Class::Counted).map_or("thing", |h| count::kind_of(scene.value(h)));
    // A label is set in capitals like a title; the unit is the plain noun.
    let unit = scene.text.folded(span).to_lowercase();
    (Some(unit), kind, scene.lexicon.measures().ways(scene.text, span))
}

/// The first noun of the clause that a continued figure ends: "đề tài cấp Nhà nước được phê duyệt 1/4".
fn in_clause(scene: &Scene<'_>, it: &Item<'_>) -> Option<TokenSpan> {
    let text = scene.text;
    let sentence = text.sentence(it.start).first();
    let first = (sentence..it.start)
        .rev()
        .find(|&i| [w!(","), w!(";"), w!("("), w!(":")].contains(&text.key(i)))
        .map_or(sentence, |i| i + 1);
    let range = TokenSpan::new(first, it.start);
    let hits = scene.hits.within(range, Class::Counted).filter(|h| scene.value(h) != "none");
    hits.filter(|h| !matches!(count::kind_of(scene.value(h)), "time" | "size" | "place"))
        .map(|h| h.span)
        .next()
}

/// The noun that names what is counted in the sentence: "Đề tài: …", "số bài trong nước giảm từ …".
fn label(scene: &Scene<'_>, it: &Item<'_>) -> Option<TokenSpan> {
    let sentence = scene.text.sentence(it.start);
    let text = scene.text;
    let is_label = |h: &Hit| {
        scene.value(h) != "none"
            && h.span.end() <= it.start
            && (text.key(h.span.end()) == w!(":")
                || h.span.first() > 0 && text.key(h.span.first() - 1) == w!("số"))
    };
    let range = TokenSpan::new(sentence.first(), it.start);
    scene.hits.within(range, Class::Counted).rev().find(is_label).map(|h| h.span)
}

/// The words of the measures in the sentences that count something.
#[derive(Default)]
pub(super) struct Cues {
    hits: Vec<CueHit>,
    /// Numbers of sentences in their order, each with its part of the hits.
    sentences: Vec<(usize, Range<usize>)>,
}

impl Cues {
    pub(super) fn of(scene: &Scene<'_>, items: &[Item<'_>]) -> Self {
        let mut numbers: Vec<usize> = items.iter().map(|it| it.sentence).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut cues = Self::default();
        for number in numbers {
            let range = scene.text.sentences().get(number).copied().unwrap_or_default();
            let from = cues.hits.len();
            scene.lexicon.measures().cues(scene.text, range, &mut cues.hits);
            cues.sentences.push((number, from..cues.hits.len()));
        }
        cues
    }

    /// Those of one sentence, in the order of their starts.
    pub(super) fn in_sentence(&self, sentence: usize) -> &[CueHit] {
        let at = self.sentences.binary_search_by_key(&sentence, |(s, _)| *s).ok();
        let hits = at.and_then(|k| self.sentences.get(k)).and_then(|(_, range)| self.hits.get(range.clone()));
        hits.unwrap_or_default()
    }
}
