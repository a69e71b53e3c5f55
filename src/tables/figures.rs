//! Table `figures`: the one value that stands for a cell, a year and a measure.

use super::book::Book;
use super::cells::remark;
use super::code::Code as _;
use super::words::label;
use super::{Kind, Lang, Spec, Table, Value};

pub(super) const SPEC: Spec = Spec {
    name: "figures",
    columns: &[
        ("cell", Kind::Text),
        ("year", Kind::Int),
        ("measure_label", Kind::Text),
        ("value", Kind::Num),
        ("unit", Kind::Text),
        ("approx_label", Kind::Text),
        ("basis_label", Kind::Text),
        ("counts", Kind::Int),
        ("articles", Kind::Int),
        ("conflicts", Kind::Int),
        ("quote", Kind::Text),
        ("path", Kind::Text),
        ("cell_id", Kind::Text),
        ("measure", Kind::Text),
        ("approx", Kind::Text),
        ("basis", Kind::Text),
        ("count_id", Kind::Text),
    ],
    build,
};

fn build(book: &Book, lang: Lang) -> Table {
    let mut table = SPEC.open(book, lang);
    for figure in &book.figures {
        let Some(cell) = book.cells.get(figure.cell as usize) else { continue };
        let code = book.text(figure.measure);
        let first = figure.counts.first().and_then(|&c| book.counts.get(c as usize));
        let article = first.and_then(|c| book.articles.get(c.article as usize));
        let count_id = figure.counts.first().and_then(|&c| super::measures::id(book, c));
        table.push(&[
            book.text(cell.name).into(),
            figure.year.into(),
            book.scale.label(code, lang).into(),
            figure.value.into(),
            book.opt(figure.unit).into(),
            figure.approx.map(|a| label("approx", a.code(), lang)).into(),
            label("basis", figure.basis.code(), lang).into(),
            figure.counts.len().into(),
            figure.articles.into(),
            figure.conflicts.len().into(),
            first.and_then(|c| c.source).map(|s| book.text(s.text)).into(),
            article.map(|a| book.text(a.path)).into(),
            book.text(cell.id).into(),
            code.into(),
            figure.approx.map(super::code::Code::code).into(),
            figure.basis.code().into(),
            Value::from(count_id.as_deref()),
        ]);
        // One quote stands in the row; more than one, or a contradiction, is told in a remark.
        if figure.counts.len() + figure.conflicts.len() > 1 {
            table.note("value", remark(book, lang, figure));
        }
    }
    table
}
