//! Table `roles`: a row per person, cell and role.

use super::book::Book;
use super::people::{Keys, everybody};
use super::{Kind, Lang, Spec, Table, Value};

pub(super) const SPEC: Spec = Spec {
    name: "roles",
    columns: &[
        ("person", Kind::Text),
        ("cell", Kind::Text),
        ("role", Kind::Text),
        ("role_title", Kind::Text),
        ("organization", Kind::Text),
        ("first_seen", Kind::Text),
        ("last_seen", Kind::Text),
        ("articles", Kind::Int),
        ("quote", Kind::Text),
        ("path", Kind::Text),
        ("span_start", Kind::Int),
        ("span_end", Kind::Int),
        ("rule", Kind::Text),
        ("person_id", Kind::Text),
        ("cell_id", Kind::Text),
        ("article", Kind::Text),
    ],
    build,
};

fn build(book: &Book, lang: Lang) -> Table {
    let mut table = SPEC.open(book, lang);
    let mut keys = Keys::default();
    for somebody in everybody(book) {
        let cell = somebody.cell.and_then(|c| book.cells.get(c as usize));
        for held in somebody.roles(book, &mut keys) {
            let article = book.articles.get(held.article as usize);
            let source = held.post.source;
            let [quote, path, start, end, rule] = book.trail(source, article);
            table.push(&[
                book.text(somebody.name).into(),
                cell.map(|c| book.text(c.name)).into(),
                book.text(held.post.text).into(),
                book.text(held.post.title).into(),
                book.opt(held.post.organization).into(),
                held.first.into(),
                held.last.into(),
                held.articles.into(),
                quote,
                path,
                start,
                end,
                rule,
                Value::from(&somebody.id),
                cell.map(|c| book.text(c.id)).into(),
                article.map(|a| book.text(a.id)).into(),
            ]);
        }
    }
    table
}
