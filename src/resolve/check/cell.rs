//! One cell with two values for one measure of what there is.

use super::{Finding, vi_number};
use crate::extract::organization::Kind;
use crate::extract::{Mention, Said, Scene, count};
use crate::lexicon::measures::Measure;
use crate::record::Record;
use crate::text::{Key, TokenSpan};
use crate::w;

/// A stock that the article states of its own cell.
struct Stock<'l> {
    measure: &'l Measure,
    value: f64,
    span: TokenSpan,
}

/// Two sentences give the cell two numbers of members, or of cells, and no time that parts them.
pub(super) fn two_values(scene: &Scene<'_>, said: &Said, record: &Record, out: &mut Vec<Finding>) {
    let Some(cell) = &record.cell else { return };
    let measures = scene.lexicon.measures();
    let mut stocks: Vec<Stock<'_>> = Vec::new();
    let place = |m: &Mention<count::Said>| scene.text.quote(m.span).0;
    let mention_at = |span: [usize; 2]| {
        let at = said.counts.partition_point(|m| place(m) < span);
        said.counts.get(at).filter(|m| place(m) == span)
    };
    for c in record.counts.iter().filter(|c| !c.planned && c.approx.is_none() && c.part_of.is_none()) {
        let measure = c.measure.as_deref().and_then(|code| measures.by_code(code));
        let Some(measure) = measure.filter(|m| m.of_ratio && !m.flow) else { continue };
        for e in &c.mentions {
            let Some(m) = mention_at(e.span) else { continue };
            if m.value.other.is_some()
                || is_dated(scene, m.span)
                || !is_of_cell(scene, said, m.span, &cell.name)
            {
                continue;
            }
            stocks.push(Stock { measure, value: c.value.0, span: m.span });
        }
    }
    for (k, a) in stocks.iter().enumerate() {
        let Some(b) =
            stocks.iter().skip(k + 1).find(|b| b.measure.code == a.measure.code && b.value != a.value)
        else {
            continue;
        };
        let (label, english) = (a.measure.vi.to_lowercase(), a.measure.en.to_lowercase());
        out.push(Finding {
            code: "cell.two_values",
            vi: format!(
                "{label} của {} ghi hai số: {} và {}",
                cell.name,
                vi_number(a.value),
                vi_number(b.value)
            ),
            en: format!("two values for the {english} of {}: {} and {}", cell.name, a.value, b.value),
            spans: vec![a.span, b.span],
        });
        return;
    }
}

/// Words that place a figure in another time, or compare.
fn is_dated(scene: &Scene<'_>, span: TokenSpan) -> bool {
    const TIMES: [Key; 13] = [
        w!("đầu"),
        w!("trước"),
        w!("sau"),
        w!("khi"),
        w!("cuối"),
        w!("cũ"),
        w!("năm"),
        w!("nhiệm"),
        w!("thành"),
        w!("nay"),
        w!("đến"),
        w!("tháng"),
        w!("mới"),
    ];
    let sentence = scene.text.sentence(span.first());
    (sentence.first()..sentence.end()).any(|i| TIMES.contains(&scene.text.key(i)))
}

/// Whether the last Party organization before a figure in its sentence is the cell itself.
fn is_of_cell(scene: &Scene<'_>, said: &Said, span: TokenSpan, name: &str) -> bool {
    let sentence = scene.text.sentence(span.first());
    let before = said.organizations.iter().rev().find(|o| {
        matches!(o.value.kind, Kind::Party(_))
            && o.span.first() >= sentence.first()
            && o.span.end() <= span.first()
    });
    before.is_some_and(|o| {
        o.value.unit.is_none() || scene.text.folded(o.span).to_lowercase() == name.to_lowercase()
    })
}
