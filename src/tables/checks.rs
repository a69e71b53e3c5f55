//! Table `checks`: what the records say about themselves, and what contradicts across articles.

use super::book::Book;
use super::cells::remark;
use super::document::papers;
use super::{Kind, Lang, Spec, Table, Value};

pub(super) const SPEC: Spec = Spec {
    name: "checks",
    columns: &[
        ("code", Kind::Text),
        ("message", Kind::Text),
        ("cell", Kind::Text),
        ("year", Kind::Int),
        ("quote", Kind::Text),
        ("path", Kind::Text),
        ("span_start", Kind::Int),
        ("span_end", Kind::Int),
        ("cell_id", Kind::Text),
        ("article", Kind::Text),
    ],
    build,
};

fn build(book: &Book, lang: Lang) -> Table {
    let mut table = SPEC.open(book, lang);
    for article in &book.articles {
        let cell = book.cell_of(article);
        for check in book.checks_of(article) {
            let [quote, path, start, end, _] = book.trail(check.source, Some(article));
            table.push(&[
                book.text(check.code).into(),
                book.text(lang_pick(lang, check.message, check.message_en)).into(),
                cell.map(|c| book.text(c.name)).into(),
                article.year.into(),
                quote,
                path,
                start,
                end,
                cell.map(|c| book.text(c.id)).into(),
                book.text(article.id).into(),
            ]);
        }
    }
    conflicts(book, lang, &mut table);
    issue_dates(book, lang, &mut table);
    table
}

fn lang_pick<T>(lang: Lang, vi: T, en: T) -> T {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

/// Two values for one cell, year and measure.
fn conflicts(book: &Book, lang: Lang, table: &mut Table) {
    for figure in book.figures.iter().filter(|f| !f.conflicts.is_empty()) {
        let Some(cell) = book.cells.get(figure.cell as usize) else { continue };
        let count = figure.counts.first().and_then(|&c| book.counts.get(c as usize));
        let article = count.and_then(|c| book.articles.get(c.article as usize));
        let source = count.and_then(|c| c.source);
        let what = book.scale.label(book.text(figure.measure), lang);
        let message = format!(
            "{what}: {}\n{}",
            lang.pick("các nguồn nêu số khác nhau", "the sources state different values"),
            remark(book, lang, figure)
        );
        let [quote, path, start, end, _] = book.trail(source, article);
        table.push(&[
            "figure.conflict".into(),
            Value::from(&message),
            book.text(cell.name).into(),
            figure.year.into(),
            quote,
            path,
            start,
            end,
            book.text(cell.id).into(),
            article.map(|a| book.text(a.id)).into(),
        ]);
    }
}

/// One document with two days of issue.
fn issue_dates(book: &Book, lang: Lang, table: &mut Table) {
    for paper in papers(book).iter().filter(|p| p.days(book).len() > 1) {
        let mut dates: Vec<&str> = paper.documents(book).filter_map(|d| book.opt(d.date)).collect();
        dates.sort_unstable();
        dates.dedup();
        let mention = paper.mentions.first();
        let article = mention.and_then(|m| book.articles.get(m.article as usize));
        let document = mention.and_then(|m| book.documents.get(m.document as usize));
        let source = document.and_then(|d| d.source);
        let message = format!(
            "{} {}: {}",
            paper.name(book),
            lang.pick("có nhiều ngày ban hành", "has several days of issue"),
            dates.join("; ")
        );
        let [quote, path, start, end, _] = book.trail(source, article);
        table.push(&[
            "directive.dates".into(),
            Value::from(&message),
            Value::Missing,
            Value::Missing,
            quote,
            path,
            start,
            end,
            Value::Missing,
            article.map(|a| book.text(a.id)).into(),
        ]);
    }
}
