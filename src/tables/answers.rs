//! Table `answers`: a row per document and meeting that answered it.

use super::book::Book;
use super::code::Code as _;
use super::document::papers;
use super::words::label;
use super::{Kind, Lang, Spec, Table, Value};

pub(super) const SPEC: Spec = Spec {
    name: "answers",
    columns: &[
        ("document", Kind::Text),
        ("issuer", Kind::Text),
        ("issued", Kind::Day),
        ("cell", Kind::Text),
        ("meeting_label", Kind::Text),
        ("meeting_date", Kind::Day),
        ("days_after", Kind::Int),
        ("relation_label", Kind::Text),
        ("quote", Kind::Text),
        ("path", Kind::Text),
        ("span_start", Kind::Int),
        ("span_end", Kind::Int),
        ("rule", Kind::Text),
        ("directive_id", Kind::Text),
        ("cell_id", Kind::Text),
        ("meeting_id", Kind::Text),
        ("article", Kind::Text),
        ("relation", Kind::Text),
    ],
    build,
};

fn build(book: &Book, lang: Lang) -> Table {
    let mut table = SPEC.open(book, lang);
    for paper in papers(book) {
        for answer in &paper.answers {
            let Some(mention) = paper.mentions.get(answer.mention) else { continue };
            let Some(document) = book.documents.get(mention.document as usize) else { continue };
            let Some(article) = book.articles.get(mention.article as usize) else { continue };
            let cell = book.cells.get(answer.cell as usize);
            let meeting = answer.occasion.and_then(|o| book.occasions.get(o as usize));
            let day = meeting.and_then(|m| m.day);
            let issued = day.zip(answer.days).map(|(day, after)| day - after);
            let [quote, path, start, end, rule] = book.trail(document.source, Some(article));
            table.push(&[
                paper.name(book).into(),
                paper.stated(book, |d| d.issuer).into(),
                issued.map_or(Value::Missing, Value::Day),
                cell.map(|c| book.text(c.name)).into(),
                meeting.map(|m| label("meeting_kind", m.kind.code(), lang)).into(),
                day.map_or(Value::Missing, Value::Day),
                answer.days.into(),
                label("relation", document.relation.code(), lang).into(),
                quote,
                path,
                start,
                end,
                rule,
                Value::from(&paper.id),
                cell.map(|c| book.text(c.id)).into(),
                meeting.map(|m| book.text(m.id)).into(),
                book.text(article.id).into(),
                document.relation.code().into(),
            ]);
        }
    }
    table
}
