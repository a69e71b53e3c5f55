//! What the counts mean: what each figure measures, which is a share of which, what is only planned, and for
//! which year.
//!
//! The order is fixed: figures become items in the order of the text ([`item`]); wholes find their parts
//! ([`structure`]); plans are told from results ([`stance`]); what is left is measured ([`measure`]). A figure
//! that fits no measure keeps `null`: a missing measure can be seen, a false one ends in a table.

mod consistency;
mod item;
mod measure;
mod stance;
mod structure;
mod window;
mod year;

use super::Trace;
use super::check::Finding;
use crate::extract::{Said, Scene};
use crate::lexicon::measures::MeasureId;
use crate::record::{Count, MeetingKind, Number, Record};
use crate::w;

use item::{Item, Side};

/// Facts in the order of the text, and what the figures say about one another.
pub(super) fn resolve(
    scene: &Scene<'_>,
    said: &Said,
    record: &Record,
    trace: &mut Trace,
) -> (Vec<Count>, Vec<Finding>) {
    let mut items = item::collect(scene, said);
    if items.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let cues = item::Cues::of(scene, &items);
    structure::link(scene, &mut items, &cues);
    item::name_shares(scene, &mut items);
    stance::mark(scene, &mut items, &cues);
    measure::assign(scene, &mut items, &cues, trace);
    structure::unlink(scene, &mut items);
    structure::enumerate(scene, &mut items);
    structure::add_up(scene, &mut items);
    let units = items.iter_mut().map(|it| it.unit.take()).collect();
    (items_to_facts(scene, record, &items, units), consistency::findings(scene, &items))
}

/// `units` are those of the items.
fn items_to_facts(
    scene: &Scene<'_>,
    record: &Record,
    items: &[Item<'_>],
    units: Vec<Option<String>>,
) -> Vec<Count> {
    let measures = scene.lexicon.measures();
    let code = |m: MeasureId| measures.get(m).map(|m| String::from(&*m.code));
    let years = year::Years::of(scene);
    let admits = record.meeting.as_ref().is_some_and(|m| m.kind == MeetingKind::Admission);
    let mut facts: Vec<Count> = Vec::new();
    // The item that each fact was made of first.
    let mut firsts: Vec<&Item<'_>> = Vec::new();
    for ((k, it), unit) in items.iter().enumerate().zip(units).filter(|((k, it), _)| stands(items, *k, it)) {
        let evidence = super::evidence(scene, it.span, it.rule);
        let same = facts.iter_mut().zip(&firsts).find(|(f, first)| {
            if admits && is_again(scene, f, it, unit.as_deref()) {
                return true;
            }
            f.value.0 == it.value
                && first.measure == it.measure
                && f.planned == it.planned
                && (same_unit(f.unit.as_deref(), unit.as_deref())
                    // The same people under two nouns: "02 quần chúng ưu tú", then "hai đồng chí".
                    || it.measure.is_some() && it.flow(measures) && first.kind == "person" && it.kind == "person")
        });
        if let Some((fact, _)) = same {
            if !fact.mentions.contains(&evidence) {
                fact.mentions.push(evidence);
            }
            continue;
        }
        let part_of = it.whole.filter(|_| !it.planned).and_then(|w| items.get(w)).and_then(|w| w.measure);
        firsts.push(it);
        facts.push(Count {
            year: year::of(scene, record, items, k, &years),
            measure: it.measure.and_then(code),
            value: Number(it.value),
            unit,
            approx: it.said.and_then(|s| s.approx).filter(|_| it.side != Side::Whole),
            part_of: part_of.and_then(code),
            planned: it.planned,
            each: it.each,
            mentions: vec![evidence],
        });
    }
    facts
}

/// "02 quần chúng được kết nạp …, giúp đỡ hai đồng chí trong thời gian thử thách": at an admission as many comrades as
/// were admitted, of whom nothing else is counted, are those.
fn is_again(scene: &Scene<'_>, admitted: &Count, it: &Item<'_>, unit: Option<&str>) -> bool {
    let helped = |k: usize| scene.text.matches(k, &[w!("giúp"), w!("đỡ")]) || scene.text.key(k) == w!("dắt");
    admitted.measure.as_deref() == Some("members.admitted")
        && admitted.value.0 == it.value
        && it.value > 1.0
        && it.kind == "person"
        && it.side == Side::Only
        && it.measure.is_none()
        && (!it.other || (it.start.saturating_sub(5)..it.start).any(helped))
        && !it.planned
        && !it.each
        && it.whole.is_none()
        && unit.is_some_and(|u| AGAIN.contains(&u.to_lowercase().as_str()))
}

/// Nouns by which those who were admitted are spoken of again.
const AGAIN: [&str; 5] = ["đồng chí", "đ/c", "quần chúng", "quần chúng ưu tú", "đảng viên"];

/// Whether an item is a fact of its own: "một" only beside other figures, the part of "14/14 chi bộ" not beside
/// its equal whole.
fn stands(items: &[Item<'_>], k: usize, it: &Item<'_>) -> bool {
    if it.article {
        return it.by_cue || beside(items, k, it);
    }
    if it.side == Side::Part {
        let whole = items.get(k + 1).filter(|w| w.side == Side::Whole && w.span == it.span);
        return whole.is_none_or(|w| w.value != it.value || it.measure.is_some());
    }
    true
}

/// "17/18 đảng viên, một đồng chí …", "06 chi bộ và một đảng bộ bộ phận"
fn beside(items: &[Item<'_>], k: usize, it: &Item<'_>) -> bool {
    matches!(it.kind, "person" | "org")
        && k.checked_sub(1).and_then(|p| items.get(p)).is_some_and(|p| {
            p.sentence == it.sentence
                && p.kind == it.kind
                && !p.article
                && it.start.saturating_sub(p.end) <= 2
                && it.start > p.end
        })
        || matches!(it.kind, "person" | "org")
            && items.get(k + 1).is_some_and(|n| {
                n.sentence == it.sentence && n.kind == it.kind && !n.article && n.start == it.end + 1
            })
}

fn same_unit(a: Option<&str>, b: Option<&str>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b || a.to_lowercase() == b.to_lowercase(),
        (a, b) => a == b,
    }
}
