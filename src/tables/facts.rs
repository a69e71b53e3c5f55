//! Takes the facts of one record into the book. Nothing is decided here.

use crate::record::{Meeting, Record};

use super::book::{
    Article, Book, Deed, Document, Finding, Grade, Named, Naming, Post, Range, Report, Tally, first,
};
use super::figure::Standing;
use super::pool::{Pool, Sym};

/// Adds the facts of `record` to the end of each list of `book`.
pub(crate) fn fill(book: &mut Book, record: &Record) {
    let article = &record.article;
    let id = book.pool.add(&article.id);
    let meetings = meetings(book, record);
    let directives = directives(book, record);
    let people = people(book, record);
    let counts = counts(book, record);
    let ratings = ratings(book, record);
    let checks = checks(book, record);
    let pool = &mut book.pool;
    let naming = record.cell.as_ref().map(|c| Naming {
        name: pool.add(&c.name),
        kind: c.kind,
        unit: opt(pool, c.unit.as_deref()),
        superior: opt(pool, c.superior.as_deref()),
        key: pool.add(&c.key),
        source: first(pool, &c.mentions),
    });
    let row = Article {
        id,
        path: pool.add(&article.path),
        title: opt(pool, article.title.as_ref().map(|t| t.value.as_str())),
        published: opt(pool, article.published.as_deref()),
        near: opt(pool, article.near_duplicate_of.as_deref()),
        expected: joined(pool, &record.expected),
        notes: joined(pool, &article.notes),
        copies: u32::try_from(article.also_at.len()).unwrap_or(u32::MAX),
        naming,
        meetings,
        directives,
        people,
        counts,
        ratings,
        checks,
        cell: None,
        occasion: None,
        year: None,
        year_basis: "",
    };
    book.articles.push(row);
}

/// An empty string states nothing.
fn opt(pool: &mut Pool, s: Option<&str>) -> Option<Sym> {
    s.filter(|s| !s.is_empty()).map(|s| pool.add(s))
}

fn joined(pool: &mut Pool, list: &[String]) -> Option<Sym> {
    if list.is_empty() { None } else { Some(pool.add(&list.join("; "))) }
}

fn at<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

/// Adds items to a list and says where they stand.
fn extend<T>(list: &mut Vec<T>, items: impl Iterator<Item = T>) -> Range {
    let start = at(list);
    list.extend(items);
    start..at(list)
}

fn meetings(book: &mut Book, record: &Record) -> Range {
    let pool = &mut book.pool;
    let mut report = |m: &Meeting, principal| Report {
        kind: m.kind,
        date: opt(pool, m.date.as_deref()),
        part_of_day: m.part_of_day,
        time: opt(pool, m.time.as_deref()),
        place: opt(pool, m.place.as_deref()),
        review_year: m.review_year,
        plan_year: m.plan_year,
        principal,
        source: first(pool, &m.mentions),
        occasion: None,
    };
    let principal = record.meeting.iter().map(|m| (m, true));
    let all = principal.chain(record.other_meetings.iter().map(|m| (m, false)));
    extend(&mut book.reports, all.map(|(m, principal)| report(m, principal)))
}

fn directives(book: &mut Book, record: &Record) -> Range {
    let pool = &mut book.pool;
    let rows = record.directives.iter().map(|d| Document {
        number: opt(pool, d.number.as_deref()),
        kind: opt(pool, d.kind.as_deref()),
        issuer: opt(pool, d.issuer.as_deref()),
        date: opt(pool, d.date.as_deref()),
        subject: opt(pool, d.subject.as_deref()),
        title: opt(pool, d.title.as_deref()),
        relation: d.relation,
        source: first(pool, &d.mentions),
    });
    extend(&mut book.documents, rows)
}

fn people(book: &mut Book, record: &Record) -> Range {
    let start = at(&book.people);
    for p in &record.people {
        let pool = &mut book.pool;
        let roles = p.roles.iter().map(|r| Post {
            text: pool.add(&r.text),
            title: pool.add(&r.title),
            organization: opt(pool, r.organization_full.as_deref().or(r.organization.as_deref())),
            source: first(pool, &r.mentions),
        });
        let roles = extend(&mut book.posts, roles);
        let deeds =
            p.actions.iter().map(|a| Deed { action: a.action, object: opt(pool, a.object.as_deref()) });
        let actions = extend(&mut book.deeds, deeds);
        let name = pool.add(&p.name);
        book.people.push(Named {
            name,
            key: if p.key.is_empty() { name } else { pool.add(&p.key) },
            titles: joined(pool, &p.titles),
            admitted: p.admitted,
            roles,
            actions,
            source: first(pool, &p.mentions),
        });
    }
    start..at(&book.people)
}

fn counts(book: &mut Book, record: &Record) -> Range {
    let pool = &mut book.pool;
    let rows = record.counts.iter().map(|c| Tally {
        article: 0,
        measure: opt(pool, c.measure.as_deref()),
        value: c.value.0,
        unit: opt(pool, c.unit.as_deref()),
        year: c.year,
        approx: c.approx,
        part_of: opt(pool, c.part_of.as_deref()),
        planned: c.planned,
        each: c.each,
        source: first(pool, &c.mentions),
        standing: Standing::NoMeasure,
    });
    extend(&mut book.counts, rows)
}

fn ratings(book: &mut Book, record: &Record) -> Range {
    let pool = &mut book.pool;
    let rows = record.ratings.iter().map(|r| Grade {
        subject: r.subject,
        rating: pool.add(&r.rating),
        value: r.value.map(|v| v.0),
        unit: opt(pool, r.unit.as_deref()),
        stage: r.stage,
        year: r.year,
        source: first(pool, &r.mentions),
    });
    extend(&mut book.ratings, rows)
}

fn checks(book: &mut Book, record: &Record) -> Range {
    let pool = &mut book.pool;
    let rows = record.checks.iter().map(|c| Finding {
        code: pool.add(&c.code),
        message: pool.add(&c.message),
        message_en: pool.add(&c.message_en),
        source: first(pool, &c.facts),
    });
    extend(&mut book.checks, rows)
}
