//! Table `meetings`: every meeting once, with the articles that report it.

use super::book::{Book, Report};
use super::code::Code as _;
use super::occasion::Occasion;
use super::pool::Sym;
use super::words::label;
use super::year::{chairs, paths};
use super::{Kind, Lang, Spec, Table, Value};

pub(super) const SPEC: Spec = Spec {
    name: "meetings",
    columns: &[
        ("cell", Kind::Text),
        ("meeting_label", Kind::Text),
        ("meeting_date", Kind::Day),
        ("date_stated", Kind::Text),
        ("part_of_day", Kind::Text),
        ("time", Kind::Text),
        ("place", Kind::Text),
        ("year", Kind::Int),
        ("review_year", Kind::Int),
        ("plan_year", Kind::Int),
        ("chair", Kind::Text),
        ("articles", Kind::Int),
        ("principal", Kind::Flag),
        ("sources", Kind::Text),
        ("quote", Kind::Text),
        ("span_start", Kind::Int),
        ("span_end", Kind::Int),
        ("rule", Kind::Text),
        ("meeting_id", Kind::Text),
        ("cell_id", Kind::Text),
        ("article", Kind::Text),
        ("meeting_kind", Kind::Text),
    ],
    build,
};

fn build(book: &Book, lang: Lang) -> Table {
    let mut table = SPEC.open(book, lang);
    let mut order: Vec<&Occasion> = book.occasions.iter().collect();
    // By cell, then by day; what has no cell or no day goes last.
    order.sort_by_key(|o| (o.cell.is_none(), o.cell, o.day.is_none(), o.day, o.reports.first().copied()));
    for meeting in order {
        push(book, lang, &mut table, meeting);
    }
    table
}

fn push(book: &Book, lang: Lang, table: &mut Table, meeting: &Occasion) {
    let reports: Vec<&Report> =
        meeting.reports.iter().filter_map(|&r| book.reports.get(r as usize)).collect();
    let text = |of: fn(&Report) -> Option<Sym>| reports.iter().find_map(|r| of(r)).map(|s| book.text(s));
    let part = reports.iter().find_map(|r| r.part_of_day);
    let source = reports.iter().find_map(|r| r.source);
    let cell = meeting.cell.and_then(|c| book.cells.get(c as usize));
    let article = meeting.articles.first().and_then(|&a| book.articles.get(a as usize));
    // Who chaired is told of the meeting that an article is about.
    let chair = if meeting.principal { chairs(book, &meeting.articles) } else { None };
    let sources = paths(book, &meeting.articles);
    table.push(&[
        cell.map(|c| book.text(c.name)).into(),
        label("meeting_kind", meeting.kind.code(), lang).into(),
        meeting.day.map_or(Value::Missing, Value::Day),
        text(|r| r.date).into(),
        part.map(|p| label("part_of_day", p.code(), lang)).into(),
        text(|r| r.time).into(),
        text(|r| r.place).into(),
        meeting.year.into(),
        reports.iter().find_map(|r| r.review_year).into(),
        reports.iter().find_map(|r| r.plan_year).into(),
        chair.as_deref().into(),
        meeting.articles.len().into(),
        meeting.principal.into(),
        sources.as_deref().into(),
        source.map(|s| book.text(s.text)).into(),
        source.map(|s| s.span[0]).into(),
        source.map(|s| s.span[1]).into(),
        source.map(|s| book.text(s.rule)).into(),
        book.text(meeting.id).into(),
        cell.map(|c| book.text(c.id)).into(),
        article.map(|a| book.text(a.id)).into(),
        meeting.kind.code().into(),
    ]);
}
