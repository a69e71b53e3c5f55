//! Table `measures`: every count of every article, and whether it stands for its year.

use super::book::{Book, Ix};
use super::code::Code as _;
use super::words::label;
use super::{Kind, Lang, Spec, Table, Value};

pub(super) const SPEC: Spec = Spec {
    name: "measures",
    columns: &[
        ("cell", Kind::Text),
        ("year", Kind::Int),
        ("measure_label", Kind::Text),
        ("value", Kind::Num),
        ("unit", Kind::Text),
        ("approx_label", Kind::Text),
        ("part_of", Kind::Text),
        ("planned", Kind::Flag),
        ("each", Kind::Flag),
        ("use_label", Kind::Text),
        ("quote", Kind::Text),
        ("path", Kind::Text),
        ("span_start", Kind::Int),
        ("span_end", Kind::Int),
        ("rule", Kind::Text),
        ("id", Kind::Text),
        ("cell_id", Kind::Text),
        ("meeting_id", Kind::Text),
        ("article", Kind::Text),
        ("measure", Kind::Text),
        ("approx", Kind::Text),
        ("use", Kind::Text),
    ],
    build,
};

fn build(book: &Book, lang: Lang) -> Table {
    let mut table = SPEC.open(book, lang);
    for article in &book.articles {
        let cell = book.cell_of(article);
        let meeting = article.occasion.and_then(|o| book.occasions.get(o as usize));
        for (at, count) in article.counts.clone().zip(book.counts_of(article)) {
            let code = book.opt(count.measure);
            let id = id(book, at);
            let [quote, path, start, end, rule] = book.trail(count.source, Some(article));
            table.push(&[
                cell.map(|c| book.text(c.name)).into(),
                super::figure::year_of(book, count).into(),
                code.map(|c| book.scale.label(c, lang)).into(),
                count.value.into(),
                book.opt(count.unit).into(),
                count.approx.map(|a| label("approx", a.code(), lang)).into(),
                book.opt(count.part_of).into(),
                count.planned.into(),
                count.each.into(),
                label("use", count.standing.code(), lang).into(),
                quote,
                path,
                start,
                end,
                rule,
                Value::from(id.as_deref()),
                cell.map(|c| book.text(c.id)).into(),
                meeting.map(|m| book.text(m.id)).into(),
                book.text(article.id).into(),
                code.into(),
                count.approx.map(super::code::Code::code).into(),
                count.standing.code().into(),
            ]);
        }
    }
    table
}

/// Stable name of a count: its article, the start of its first mention, and, where several counts start
/// there, which of them it is.
pub(super) fn id(book: &Book, count: Ix) -> Option<String> {
    let tally = book.counts.get(count as usize)?;
    let article = book.articles.get(tally.article as usize)?;
    let start = tally.source.map(|s| s.span[0]);
    let before = (article.counts.start..count).filter_map(|c| book.counts.get(c as usize));
    let nth = before.filter(|c| c.source.map(|s| s.span[0]) == start).count();
    let id = book.text(article.id);
    let place = start.map_or_else(|| "x".to_owned(), |s| s.to_string());
    Some(if nth == 0 { format!("{id}-n{place}") } else { format!("{id}-n{place}-{}", nth + 1) })
}
