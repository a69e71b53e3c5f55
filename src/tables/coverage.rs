//! Table `coverage`: what each article states and what it does not.

use super::book::{Article, Book};
use super::words::label;
use super::{Kind, Lang, Spec, Table};
use crate::record::ActionKind;

pub(super) const SPEC: Spec = Spec {
    name: "coverage",
    columns: &[
        ("path", Kind::Text),
        ("article_title", Kind::Text),
        ("published", Kind::Text),
        ("cell", Kind::Text),
        ("year", Kind::Int),
        ("year_basis", Kind::Text),
        ("has_cell", Kind::Flag),
        ("has_meeting_date", Kind::Flag),
        ("has_chair", Kind::Flag),
        ("has_attending", Kind::Flag),
        ("has_admitted", Kind::Flag),
        ("has_ratings", Kind::Flag),
        ("has_directives", Kind::Flag),
        ("not_stated", Kind::Text),
        ("expected", Kind::Text),
        ("counts", Kind::Int),
        ("people", Kind::Int),
        ("near_duplicate_of", Kind::Text),
        ("copies", Kind::Int),
        ("notes", Kind::Text),
        ("article", Kind::Text),
        ("cell_id", Kind::Text),
        ("meeting_id", Kind::Text),
    ],
    build,
};

fn build(book: &Book, lang: Lang) -> Table {
    let mut table = SPEC.open(book, lang);
    for article in &book.articles {
        let stated = stated(book, article);
        let missing: Vec<&str> =
            stated.iter().filter(|(_, is)| !is).map(|(what, _)| label("coverage", what, lang)).collect();
        let missing = (!missing.is_empty()).then(|| missing.join("; "));
        let cell = book.cell_of(article);
        let meeting = article.occasion.and_then(|o| book.occasions.get(o as usize));
        let mut row = vec![
            book.text(article.path).into(),
            book.opt(article.title).into(),
            book.opt(article.published).into(),
            cell.map(|c| book.text(c.name)).into(),
            article.year.into(),
            article.year.map(|_| label("year_basis", article.year_basis, lang)).into(),
        ];
        row.extend(stated.iter().map(|&(_, is)| super::Value::Flag(is)));
        row.extend::<[super::Value<'_>; 10]>([
            missing.as_deref().into(),
            book.opt(article.expected).into(),
            article.counts.len().into(),
            article.people.len().into(),
            book.opt(article.near).into(),
            article.copies.into(),
            book.opt(article.notes).into(),
            book.text(article.id).into(),
            cell.map(|c| book.text(c.id)).into(),
            meeting.map(|m| book.text(m.id)).into(),
        ]);
        table.push(&row);
    }
    table
}

/// The usual facts, and whether the article states them, in the order of the columns.
fn stated(book: &Book, article: &Article) -> [(&'static str, bool); 7] {
    let counted = |code: &str| {
        let is = |c: &super::book::Tally| !c.planned && c.measure.is_some_and(|m| book.text(m) == code);
        book.counts_of(article).iter().any(is)
    };
    let dated = book.reports_of(article).iter().any(|r| r.principal && r.date.is_some());
    let chaired = book
        .people_of(article)
        .iter()
        .any(|p| book.deeds_of(p).iter().any(|d| d.action == ActionKind::Chaired));
    [
        ("cell", article.cell.is_some()),
        ("meeting.date", dated),
        ("chair", chaired),
        ("members.attending", counted("members.attending")),
        ("members.admitted", counted("members.admitted")),
        ("ratings", !book.ratings_of(article).is_empty()),
        ("directives", !book.documents_of(article).is_empty()),
    ]
}
