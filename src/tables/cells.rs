//! Table `cells`: a row per cell and year.

use super::book::{Book, Ix};
use super::code::Code as _;
use super::figure::Figure;
use super::words::label;
use super::year::{CellYear, answers, articles, cell_years, chairs, paths};
use super::{Kind, Lang, Spec, Table, Value};
use crate::record::{RatingSubject, Stage};

pub(super) const SPEC: Spec = Spec {
    name: "cells",
    columns: &[
        ("cell", Kind::Text),
        ("year", Kind::Int),
        ("kind_label", Kind::Text),
        ("unit", Kind::Text),
        ("superior", Kind::Text),
        ("meeting_date", Kind::Day),
        ("meeting_label", Kind::Text),
        ("directives", Kind::Text),
        ("days_after", Kind::Int),
        ("chair", Kind::Text),
        ("members_attending", Kind::Num),
        ("members_total", Kind::Num),
        ("members_official", Kind::Num),
        ("members_probationary", Kind::Num),
        ("members_admitted", Kind::Num),
        ("members_confirmed", Kind::Num),
        ("publications_total", Kind::Num),
        ("publications_international", Kind::Num),
        ("publications_book_chapters", Kind::Num),
        ("projects_total", Kind::Num),
        ("rating_label", Kind::Text),
        ("rating_stage", Kind::Text),
        ("members_rated", Kind::Text),
        ("meetings", Kind::Int),
        ("articles", Kind::Int),
        ("conflicts", Kind::Int),
        ("sources", Kind::Text),
        ("cell_id", Kind::Text),
        ("meeting_id", Kind::Text),
        ("kind", Kind::Text),
        ("meeting_kind", Kind::Text),
        ("rating", Kind::Text),
    ],
    build,
};

/// The measures that have a column of their own, and the column.
const MEASURES: [(&str, &str); 10] = [
    ("members.attending", "members_attending"),
    ("members.total", "members_total"),
    ("members.official", "members_official"),
    ("members.probationary", "members_probationary"),
    ("members.admitted", "members_admitted"),
    ("members.confirmed", "members_confirmed"),
    ("publications.total", "publications_total"),
    ("publications.international", "publications_international"),
    ("publications.book_chapters", "publications_book_chapters"),
    ("projects.total", "projects_total"),
];

fn build(book: &Book, lang: Lang) -> Table {
    let mut table = SPEC.open(book, lang);
    for row in cell_years(book) {
        push(book, lang, &mut table, &row);
    }
    table
}

fn push(book: &Book, lang: Lang, table: &mut Table, row: &CellYear) {
    let Some(cell) = book.cells.get(row.cell as usize) else { return };
    let meeting = row.meeting(book);
    let at_meeting = meeting.map_or(&[][..], |m| &m.articles);
    let (directives, issued) = directives(book, at_meeting);
    let day = meeting.and_then(|m| m.day);
    let chair = chairs(book, at_meeting);
    let figures = MEASURES.map(|(measure, _)| row.figure(book, measure));
    let rating = own_rating(book, &row.articles, row.year);
    let members = members_rated(book, lang, &row.articles, row.year);
    let conflicts: usize =
        book.figures.get(row.figures.clone()).unwrap_or(&[]).iter().map(|f| f.conflicts.len()).sum();
    let sources = paths(book, &row.articles);
    let mut values = vec![
        Value::Text(book.text(cell.name)),
        row.year.into(),
        label("cell_kind", cell.kind.code(), lang).into(),
        book.opt(cell.unit).into(),
        book.opt(cell.superior).into(),
        day.map_or(Value::Missing, Value::Day),
        meeting.map(|m| label("meeting_kind", m.kind.code(), lang)).into(),
        directives.as_deref().into(),
        day.zip(issued).map(|(day, issued)| day - issued).into(),
        chair.as_deref().into(),
    ];
    values.extend(figures.iter().map(|f| Value::from(f.map(|f| f.value))));
    values.extend::<[Value<'_>; 12]>([
        rating.map(|(r, _)| label("rating", r, lang)).into(),
        rating.and_then(|(_, s)| s).map(|s| label("stage", s.code(), lang)).into(),
        members.as_deref().into(),
        row.meetings.into(),
        row.articles.len().into(),
        conflicts.into(),
        sources.as_deref().into(),
        book.text(cell.id).into(),
        meeting.map(|m| book.text(m.id)).into(),
        cell.kind.code().into(),
        meeting.map(|m| m.kind.code()).into(),
        rating.map(|(r, _)| r).into(),
    ]);
    table.push(&values);
    for ((_, column), figure) in MEASURES.iter().zip(figures) {
        if let Some(figure) = figure {
            table.note(column, remark(book, lang, figure));
        }
    }
}

/// The numbers of the documents that a meeting answers, and the day of issue of the latest of them.
fn directives(book: &Book, list: &[Ix]) -> (Option<String>, Option<i32>) {
    let mut numbers: Vec<&str> = Vec::new();
    let mut issued = None;
    for document in articles(book, list).flat_map(|a| book.documents_of(a)).filter(|d| answers(d.relation)) {
        let Some(number) = book.opt(document.number) else { continue };
        if !numbers.contains(&number) {
            numbers.push(number);
        }
        issued = issued.max(book.opt(document.date).and_then(super::occasion::full_day));
    }
    ((!numbers.is_empty()).then(|| numbers.join("; ")), issued)
}

/// The rating of the cell itself for a year: decided before proposed before self-assessed.
pub(super) fn own_rating<'a>(book: &'a Book, list: &[Ix], year: i32) -> Option<(&'a str, Option<Stage>)> {
    let own = articles(book, list).flat_map(|a| book.ratings_of(a)).filter(|r| {
        r.subject == RatingSubject::Cell && r.value.is_none() && r.year.is_none_or(|y| y == year)
    });
    // The first of the highest stage, in the order of articles.
    own.fold(None, |best: Option<(&str, Option<Stage>)>, r| match best {
        Some((_, stage)) if stage >= r.stage => best,
        _ => Some((book.text(r.rating), r.stage)),
    })
}

/// How the members were rated: each statement once.
fn members_rated(book: &Book, lang: Lang, list: &[Ix], year: i32) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    for r in articles(book, list).flat_map(|a| book.ratings_of(a)) {
        let (RatingSubject::Members, Some(value)) = (r.subject, r.value) else { continue };
        if r.year.is_some_and(|y| y != year) {
            continue;
        }
        let number = super::plain_number(value);
        let unit = book.opt(r.unit).map(|u| label("rating_unit", u, lang)).unwrap_or_default();
        let gap = if unit == "%" || unit.is_empty() { "" } else { " " };
        let stage = r.stage.map(|s| format!(" ({})", label("stage", s.code(), lang))).unwrap_or_default();
        let text = format!("{}: {number}{gap}{unit}{stage}", label("rating", book.text(r.rating), lang));
        if !said.contains(&text) {
            said.push(text);
        }
    }
    (!said.is_empty()).then(|| said.join("; "))
}

/// Where a figure comes from: basis, quote and path of each count, and what contradicts it.
pub(super) fn remark(book: &Book, lang: Lang, figure: &Figure) -> String {
    let mut text = label("basis", figure.basis.code(), lang).to_owned();
    if let Some(approx) = figure.approx {
        text.push_str(", ");
        text.push_str(label("approx", approx.code(), lang));
    }
    let mut add = |head: &str, counts: &[Ix]| {
        for count in counts.iter().filter_map(|&c| book.counts.get(c as usize)) {
            let path = book.articles.get(count.article as usize).map_or("", |a| book.text(a.path));
            text.push('\n');
            text.push_str(head);
            if let Some(source) = count.source {
                text.push_str(&format!("\u{201c}{}\u{201d} — ", book.text(source.text)));
            }
            text.push_str(path);
            if let Some(source) = count.source {
                text.push_str(&format!(" [{}–{}]", source.span[0], source.span[1]));
            }
        }
    };
    add("", &figure.counts);
    add(lang.pick("trái với: ", "against: "), &figure.conflicts);
    text
}
