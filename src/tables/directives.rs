//! Table `directives`: every document, which cells answered it, after how many days.

use super::book::Book;
use super::document::{Paper, papers};
use super::{Kind, Lang, Spec, Table, Value};

pub(super) const SPEC: Spec = Spec {
    name: "directives",
    columns: &[
        ("number", Kind::Text),
        ("type", Kind::Text),
        ("issuer", Kind::Text),
        ("issued", Kind::Day),
        ("date_stated", Kind::Text),
        ("title", Kind::Text),
        ("subject", Kind::Text),
        ("answered_by", Kind::Text),
        ("cells", Kind::Int),
        ("first_after", Kind::Int),
        ("median_after", Kind::Num),
        ("last_after", Kind::Int),
        ("articles", Kind::Int),
        ("quote", Kind::Text),
        ("path", Kind::Text),
        ("span_start", Kind::Int),
        ("span_end", Kind::Int),
        ("rule", Kind::Text),
        ("directive_id", Kind::Text),
        ("article", Kind::Text),
    ],
    build,
};

fn build(book: &Book, lang: Lang) -> Table {
    let mut table = SPEC.open(book, lang);
    for paper in papers(book) {
        push(book, lang, &mut table, &paper);
    }
    table
}

fn push(book: &Book, lang: Lang, table: &mut Table, paper: &Paper) {
    let days = paper.days(book);
    let issued = if let [only] = days.as_slice() { Some(*only) } else { None };
    let mut dates: Vec<&str> = paper.documents(book).filter_map(|d| book.opt(d.date)).collect();
    dates.sort_unstable();
    dates.dedup();
    // The first answer of each cell.
    let mut cells: Vec<u32> = Vec::new();
    let mut after: Vec<f64> = Vec::new();
    let mut by: Vec<String> = Vec::new();
    for a in &paper.answers {
        if cells.contains(&a.cell) {
            continue;
        }
        cells.push(a.cell);
        let name = book.cells.get(a.cell as usize).map_or("", |c| book.text(c.name));
        by.push(match a.days {
            Some(n) => format!("{name} ({n} {})", lang.pick("ngày", if n == 1 { "day" } else { "days" })),
            None => name.to_owned(),
        });
        after.extend(a.days.map(f64::from));
    }
    let (dates, by) = (dates.join("; "), by.join("; "));
    let first = paper.mentions.first();
    let document = first.and_then(|m| book.documents.get(m.document as usize));
    let article = first.and_then(|m| book.articles.get(m.article as usize));
    let source = document.and_then(|d| d.source);
    let mut articles: Vec<u32> = paper.mentions.iter().map(|m| m.article).collect();
    articles.dedup();
    let text = |s: &'_ str| if s.is_empty() { None } else { Some(s.to_owned()) };
    let (dates, by) = (text(&dates), text(&by));
    let [quote, path, start, end, rule] = book.trail(source, article);
    table.push(&[
        book.opt(paper.number).into(),
        paper.stated(book, |d| d.kind).into(),
        paper.stated(book, |d| d.issuer).into(),
        issued.map_or(Value::Missing, Value::Day),
        dates.as_deref().into(),
        paper.stated(book, |d| d.title).into(),
        paper.stated(book, |d| d.subject).into(),
        by.as_deref().into(),
        cells.len().into(),
        after.first().map(|&n| n as i64).into(),
        super::totals::median(&after).into(),
        after.last().map(|&n| n as i64).into(),
        articles.len().into(),
        quote,
        path,
        start,
        end,
        rule,
        Value::from(&paper.id),
        article.map(|a| book.text(a.id)).into(),
    ]);
}
