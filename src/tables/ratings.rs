//! Table `ratings`: every rating of every article; a rating that two articles tell of one meeting counts once.

use rustc_hash::FxHashSet;

use super::book::Book;
use super::code::Code as _;
use super::words::label;
use super::{Kind, Lang, Spec, Table, Value};

pub(super) const SPEC: Spec = Spec {
    name: "ratings",
    columns: &[
        ("cell", Kind::Text),
        ("year", Kind::Int),
        ("subject_label", Kind::Text),
        ("rating_label", Kind::Text),
        ("value", Kind::Num),
        ("unit", Kind::Text),
        ("rating_stage", Kind::Text),
        ("counted", Kind::Flag),
        ("quote", Kind::Text),
        ("path", Kind::Text),
        ("span_start", Kind::Int),
        ("span_end", Kind::Int),
        ("rule", Kind::Text),
        ("id", Kind::Text),
        ("cell_id", Kind::Text),
        ("meeting_id", Kind::Text),
        ("article", Kind::Text),
        ("subject", Kind::Text),
        ("rating", Kind::Text),
        ("stage", Kind::Text),
    ],
    build,
};

fn build(book: &Book, lang: Lang) -> Table {
    let mut table = SPEC.open(book, lang);
    let mut known = FxHashSet::default();
    for (at, article) in (0_u32..).zip(&book.articles) {
        let cell = book.cell_of(article);
        let meeting = article.occasion.and_then(|o| book.occasions.get(o as usize));
        let place = article.occasion.ok_or(at);
        let id = book.text(article.id);
        let mut ids: Vec<String> = Vec::new();
        for r in book.ratings_of(article) {
            let year = r.year.or(article.year);
            let value = r.value.map(f64::to_bits);
            let counted = known.insert((place, r.subject, r.rating, value, r.stage, year));
            let start = r.source.map_or_else(|| "x".to_owned(), |s| s.span[0].to_string());
            let stem = format!("{id}-r{start}");
            let nth = ids.iter().filter(|i| **i == stem).count();
            let id = if nth == 0 { stem.clone() } else { format!("{stem}-{}", nth + 1) };
            ids.push(stem);
            let [quote, path, start, end, rule] = book.trail(r.source, Some(article));
            table.push(&[
                cell.map(|c| book.text(c.name)).into(),
                year.into(),
                label("subject", r.subject.code(), lang).into(),
                label("rating", book.text(r.rating), lang).into(),
                r.value.into(),
                book.opt(r.unit).into(),
                r.stage.map(|s| label("stage", s.code(), lang)).into(),
                counted.into(),
                quote,
                path,
                start,
                end,
                rule,
                Value::from(&id),
                cell.map(|c| book.text(c.id)).into(),
                meeting.map(|m| book.text(m.id)).into(),
                book.text(article.id).into(),
                r.subject.code().into(),
                book.text(r.rating).into(),
                r.stage.map(super::code::Code::code).into(),
            ]);
        }
    }
    table
}
