//! What a figure measures: the ways of its noun, held against the words around it.

use super::item::{Cues, Item, Side};
use super::window::{NOT_WITHIN, Window, parts_clauses};
use crate::extract::Scene;
use crate::lexicon::measures::{CueHit, CueSet, MeasureId, When};
use crate::resolve::{Link, Trace};
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

/// How well a way fits: words of its own on both sides, on one, only elsewhere in the sentence, the noun alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Plain,
    Sentence,
    One,
    Both,
}

struct Fit {
    measure: MeasureId,
    strength: Strength,
    distance: usize,
    conditions: usize,
    /// Whether a word before the number speaks for it.
    led: bool,
}

/// Measures every item that is not planned.
pub(super) fn assign(scene: &Scene<'_>, items: &mut [Item<'_>], cues: &Cues, trace: &mut Trace) {
    let mut window = Window::default();
    for k in 0..items.len() {
        let Some(it) = items.get(k) else { continue };
        if it.ways.is_empty() {
            continue;
        }
        let found = choose(scene, items, k, cues.in_sentence(it.sentence), &mut window);
        let Some(it) = items.get_mut(k) else { continue };
        match found {
            Some(Found::Other) => it.other = true,
            Some(Found::Plan) => it.planned = true,
            Some(Found::Measure(m, by_cue)) => {
                it.measure = Some(m);
                it.by_cue = by_cue;
                let span = it.span;
                trace.note(|| Link {
                    span,
                    field: "count",
                    target: scene.lexicon.measures().get(m).map(|m| m.code.to_string()),
                    why: if by_cue {
                        "the words around it".into()
                    } else {
                        "its noun or its neighbours".into()
                    },
                });
            }
            None => {}
        }
    }
    shared_behind(scene, items);
}

enum Found {
    /// Words show another matter.
    Other,
    /// The second number of a ratio whose first is a result.
    Plan,
    Measure(MeasureId, bool),
}

/// Decides on one item; `window` is room to work in.
fn choose(
    scene: &Scene<'_>,
    items: &[Item<'_>],
    k: usize,
    cues: &[CueHit],
    window: &mut Window,
) -> Option<Found> {
    let it = items.get(k)?;
    let measures = scene.lexicon.measures();
    if it.side == Side::Whole {
        return whole_of_ratio(scene, items, k);
    }
    // "mỗi chi bộ 02 đồng chí" is no total of any measure.
    if it.planned || it.each && matches!(it.kind, "person" | "org") {
        return None;
    }
    window.look(scene, items, k, cues);
    let best = measures
        .open_ways(it.ways, window.left.sieve, window.right.sieve)
        .filter_map(|w| fit(scene, it, w, window, cues))
        .reduce(|a, b| if better(&b, &a) { b } else { a });
    if let Some(f) = &best {
        if f.measure == MeasureId::NONE {
            return Some(Found::Other);
        }
        let stock = measures.get(f.measure).is_some_and(|m| m.of_ratio && !m.flow);
        // "toàn thể đảng viên của hai chi bộ": whose they are, not how many cells there are; but "đại diện cho 2.000 đảng
        // viên của 47 chi bộ"
        let whose = stock && it.kind == "org" && scene.text.preceded_by(it.start, &[w!("của")]);
        let stood_for = |i| scene.text.matches(i, &[w!("đại"), w!("diện")]);
        if whose && !(it.start.saturating_sub(NOT_WITHIN)..it.start).any(stood_for) {
            return None;
        }
        // "các chi bộ có từ 5 đến 17 đảng viên": of each, not of all; but "giảm từ 31 xuống còn 14"
        let moves = || {
            (it.span.first()..it.span.end()).any(|i| [w!("xuống"), w!("lên")].contains(&scene.text.key(i)))
        };
        if stock && matches!(it.side, Side::Low | Side::High) && !moves() {
            return None;
        }
        // "127/128 chi bộ có …", "trong số đó có 6 đồng chí": a part is not what there is.
        let of_same = it.whole.and_then(|w| items.get(w)).is_some_and(|w| measures.counts(f.measure, w.ways));
        if stock && (it.side == Side::Part || of_same) {
            // "Tham dự có 22/26 đảng viên đang sinh hoạt tại Chi bộ": those who came
            let present = |w: &&When| measures.get(w.measure).is_some_and(|m| m.at_meeting);
            let mut came = measures.open_ways(it.ways, window.left.sieve, window.right.sieve).filter(present);
            let found = came.find_map(|w| fit(scene, it, w, window, cues))?;
            return (it.side == Side::Part).then_some(Found::Measure(found.measure, true));
        }
        // "tặng bằng khen cho 45 chi bộ, 8 chi bộ trực thuộc": a list goes on.
        if stock
            && scene.text.key(it.start.wrapping_sub(1)) == w!(",")
            && let Some(m) = inherited(scene, items, k, cues)
        {
            return Some(Found::Measure(m, false));
        }
        if f.strength >= Strength::One {
            // "một" is an article unless words before it, or other figures, count it: "kỷ luật một cán bộ", "hai đồng
            // chí …, một đồng chí học trung cấp", but "đưa một đồng chí bị kỷ luật về".
            let counts = f.led || items.iter().any(|o| is_listed_with(o, it));
            return Some(Found::Measure(f.measure, !it.article || counts && f.distance <= 6));
        }
    }
    let present = || {
        let all = 0..measures.all().len() as u16;
        all.map(MeasureId)
            .find(|&m| measures.get(m).is_some_and(|m| m.at_meeting) && measures.counts(m, it.ways))
    };
    if best.is_none()
        && is_listed_present(scene, it)
        && let Some(m) = present()
    {
        return Some(Found::Measure(m, true));
    }
    if let Some(f) = best.as_ref().filter(|f| f.strength == Strength::Plain) {
        return Some(Found::Measure(f.measure, false));
    }
    if let Some(m) = inherited(scene, items, k, cues) {
        return Some(Found::Measure(m, false));
    }
    best.map(|f| Found::Measure(f.measure, false))
}

/// Whether a figure opens a line of a list of those present: "Tham dự hội nghị gồm có:", then "126 đảng viên từ các chi
/// bộ".
fn is_listed_present(scene: &Scene<'_>, it: &Item<'_>) -> bool {
    let (text, layout) = (scene.text, scene.text.layout());
    let mut line = layout.line_at(it.start);
    // A dash may stand before it.
    if it.kind != "person" || it.start > line.first() + 1 {
        return false;
    }
    for _ in 0..8 {
        let above = line.first().checked_sub(1).map(|k| layout.line_at(k)).filter(|l| !l.is_empty());
        let Some(above) = above else { return false };
        let last = text.key(above.end() - 1);
        if last == w!(":") {
            return (above.first()..above.end()).any(|k| [w!("dự"), w!("mặt")].contains(&text.key(k)));
        }
        if last == w!(".") {
            return false;
        }
        line = above;
    }
    false
}

/// Whether another figure of the same sentence counts the same kind of thing.
fn is_listed_with(other: &Item<'_>, it: &Item<'_>) -> bool {
    other.sentence == it.sentence && other.kind == it.kind && other.start != it.start && !other.article
}

/// More words of its own, then nearer, then more conditions, then earlier in the file.
fn better(new: &Fit, old: &Fit) -> bool {
    (new.strength, std::cmp::Reverse(new.distance), new.conditions)
        > (old.strength, std::cmp::Reverse(old.distance), old.conditions)
}

fn fit(scene: &Scene<'_>, it: &Item<'_>, when: &When, window: &Window, cues: &[CueHit]) -> Option<Fit> {
    if !when.near.sieve().meets(window.sentence) || !when.opening.sieve().meets(window.sentence) {
        return None;
    }
    let inside = |named: &CueSet, range: TokenSpan| -> bool {
        cues.iter().any(|h| named.contains(h.cue) && range.contains(h.span))
    };
    let mut distance = usize::MAX;
    let mut sides = 0;
    let mut heeded = None;
    if !when.before.is_empty() {
        let nearest = window.left.nearest(&when.before)?;
        if nearest > when.within {
            return None;
        }
        distance = distance.min(nearest);
        sides += 1;
        // "không có bài quốc tế nào, đăng 3 bài": the clause of the word that speaks is heeded too.
        let speaks = cues
            .iter()
            .filter(|h| when.before.contains(h.cue) && window.left_span.contains(h.span))
            .max_by_key(|h| h.span.end())
            .map(|h| h.span.first());
        if let Some(speaks) = speaks.filter(|&i| i < window.near_first) {
            let first = (window.left_span.first()..speaks)
                .rev()
                .find(|&i| parts_clauses(scene.text.key(i)))
                .map_or(window.left_span.first(), |i| i + 1);
            heeded =
                Some(TokenSpan::new(first.max(it.start.saturating_sub(NOT_WITHIN)).min(it.start), it.start));
        }
    }
    if !when.not.is_empty() {
        let left = heeded.map_or_else(|| window.near_left.has(&when.not), |range| inside(&when.not, range));
        if left || window.right.has(&when.not) {
            return None;
        }
    }
    if !when.after.is_empty() {
        let nearest = window.right.nearest(&when.after)?;
        distance = distance.min(nearest);
        sides += 1;
    }
    if !when.near.is_empty() && !cues.iter().any(|h| when.near.contains(h.cue)) {
        return None;
    }
    if !when.opening.is_empty() && !inside(&when.opening, window.opening) {
        return None;
    }
    if !when.beside.is_empty()
        && !window.beside.is_some_and(|n| scene.lexicon.measures().has_keys(&when.beside, scene.text, n))
    {
        return None;
    }
    if when.bare && !is_bare(scene, it.end) {
        return None;
    }
    let strength = match sides {
        2 => Strength::Both,
        1 => Strength::One,
        _ if !when.beside.is_empty() => Strength::One,
        _ if when.is_plain() || when.opening.is_empty() && when.near.is_empty() => Strength::Plain,
        _ => Strength::Sentence,
    };
    let led = !when.before.is_empty();
    Some(Fit { measure: when.measure, strength, distance, conditions: when.conditions(), led })
}

/// Whether a noun that ends before token `i` ends its phrase.
fn is_bare(scene: &Scene<'_>, i: usize) -> bool {
    const ON: [Key; 18] = [
        w!("do"),
        w!("trong"),
        w!("ở"),
        w!("thuộc"),
        w!("của"),
        w!("tại"),
        w!("và"),
        w!("với"),
        w!("trên"),
        w!("là"),
        w!("gồm"),
        w!("bao"),
        w!("sinh"),
        w!("đang"),
        w!("đều"),
        w!("hiện"),
        w!("nhưng"),
        w!("chia"),
    ];
    scene.text.get(i).is_none_or(|t| t.kind == Kind::Sign || t.starts_line() || ON.contains(&t.key))
}

/// "31/33 đảng viên": the whole is what there is; "kết nạp 15/12": the whole is what was planned.
fn whole_of_ratio(scene: &Scene<'_>, items: &[Item<'_>], k: usize) -> Option<Found> {
    let it = items.get(k)?;
    let measures = scene.lexicon.measures();
    let part =
        k.checked_sub(1).and_then(|p| items.get(p)).filter(|p| p.span == it.span && p.side == Side::Part);
    if let Some(m) = part.and_then(|p| p.measure).filter(|&m| measures.get(m).is_some_and(|m| m.of_ratio)) {
        return Some(Found::Measure(m, false));
    }
    // "phát triển được 195/160 đảng viên, có 60/80 đảng viên …": as the ratio before.
    let like_before = k.checked_sub(2).and_then(|p| items.get(p)).is_some_and(|p| {
        p.side == Side::Whole && p.planned && p.sentence == it.sentence && p.unit == it.unit
    });
    if part.is_some_and(|p| p.flow(measures)) || like_before && part.is_some_and(|p| p.measure.is_none()) {
        return Some(Found::Plan);
    }
    // "52/55 đồng chí Tỉnh ủy viên" are members of a committee.
    let text = scene.text;
    if (it.end..it.end + 4).any(|i| text.matches(i, &[w!("ủy"), w!("viên")])) {
        return None;
    }
    let stock = measures
        .all()
        .iter()
        .enumerate()
        .find(|(n, m)| m.of_ratio && !m.flow && measures.stands_alone(MeasureId(*n as u16), it.ways))?;
    Some(Found::Measure(MeasureId(stock.0 as u16), false))
}

/// The next of a list goes on with the measure of the one before: "tặng Giấy khen cho 9 tổ chức đảng, 38 đảng viên;
/// 03 chi bộ, 05 đảng viên"; only for what happened, and only where no other words stand between.
fn inherited(scene: &Scene<'_>, items: &[Item<'_>], k: usize, cues: &[CueHit]) -> Option<MeasureId> {
    let it = items.get(k).filter(|it| it.whole.is_none())?;
    let measures = scene.lexicon.measures();
    let mut start = it.start;
    for p in (0..k).rev().filter_map(|p| items.get(p)).take(5) {
        if p.sentence != it.sentence || start.saturating_sub(p.end) > 14 || p.other {
            return None;
        }
        start = p.start;
        // Shares and targets of the figure before stand in between.
        if p.planned || matches!(p.kind, "percent" | "time") {
            continue;
        }
        // "213,5 tỷ đồng (năm 2022 là 187 tỷ đồng)"; any other sum is another matter.
        if it.kind == "money" && !is_same_sum(scene, p, it) {
            return None;
        }
        let m = p.measure.filter(|_| p.flow(measures))?;
        let sister = measures.sister(m);
        // Any act may be done to persons; to sums and papers only those of their own measures.
        let own = if matches!(it.kind, "person" | "org") { None } else { Some(it.ways) };
        let between = TokenSpan::new(p.end, it.start);
        // Of sums only those of the same matter have come so far.
        let checked = it.kind != "money";
        if checked
            && cues.iter().any(|h| {
                between.contains(h.span)
                    && h.span.first() > p.end
                    && measures.begins_other(h.cue, [Some(m), sister], own)
            })
        {
            return None;
        }
        // Another noun may be another matter: "11 đề tài cấp Bộ, 1 dự án".
        if it.kind != "person" && it.kind != "org" && it.unit != p.unit {
            return None;
        }
        return [Some(m), sister].into_iter().flatten().find(|&m| measures.counts(m, it.ways));
    }
    None
}

/// Whether a sum of money is that of the figure before at another time: "213,5 tỷ đồng (năm 2022 là 187 tỷ đồng)",
/// "từ 700 triệu đồng năm 2016 lên 11,4 tỷ đồng", "thấp hơn con số 7,1 tỷ đồng của năm 2022".
fn is_same_sum(scene: &Scene<'_>, p: &Item<'_>, it: &Item<'_>) -> bool {
    let text = scene.text;
    let bracket = text.key(p.end) == w!("(") && text.key(p.end + 1) == w!("năm");
    let grows = it.start.saturating_sub(p.end) <= 6
        && text.preceded_by(it.start, &[w!("lên")])
        && (p.start.saturating_sub(2)..p.start).any(|k| text.key(k) == w!("từ"));
    let compared = text.preceded_by(it.start, &[w!("hơn"), w!("con"), w!("số")])
        || text.preceded_by(it.start, &[w!("với"), w!("con"), w!("số")]);
    bracket || grows || compared
}

/// "4 tập thể và 21 cá nhân được nhận giấy khen": the words behind the last of a list are those of all.
fn shared_behind(scene: &Scene<'_>, items: &mut [Item<'_>]) {
    let measures = scene.lexicon.measures();
    for k in (0..items.len().saturating_sub(1)).rev() {
        let (Some(it), Some(next)) = (items.get(k), items.get(k + 1)) else { continue };
        let alone = it.measure.is_none() && !it.other && !it.planned && it.side == Side::Only;
        let joined = next.sentence == it.sentence
            && next.start > it.end
            && next.start - it.end <= 2
            && [w!(","), w!("và")].contains(&scene.text.key(it.end));
        let Some(m) = next.measure.filter(|_| alone && joined && next.by_cue && next.flow(measures)) else {
            continue;
        };
        let found =
            [Some(m), measures.sister(m)].into_iter().flatten().find(|&m| measures.counts(m, it.ways));
        if let Some(it) = items.get_mut(k)
            && found.is_some()
        {
            it.measure = found;
            it.by_cue = true;
        }
    }
}
