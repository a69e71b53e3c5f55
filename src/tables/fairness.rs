//! What makes a comparison unfair: other periods, other levels, one article against twelve, sources that
//! contradict. It is said beside the figures, so that nobody has to remember to ask.

use super::book::Ix;
use super::cell::above;
use super::code::Code as _;
use super::compare::Matrix;
use super::figure::{Basis, Figure};
use super::words::label;
use super::{Kind, Lang, Table, Value};

const COLUMNS: &[(&str, Kind)] = &[("reason", Kind::Text), ("cell", Kind::Text), ("code", Kind::Text)];

/// From how many times as many articles on a comparison is called lopsided.
const LOPSIDED: usize = 3;

/// A row per reason.
pub(super) fn table(m: &Matrix<'_>) -> Table {
    let mut table = Table::new("compare_fairness", COLUMNS, m.lang);
    for Reason { code, text, cells } in reasons(m) {
        let cells = (!cells.is_empty()).then(|| cells.join("; "));
        table.push(&[Value::from(&text), cells.as_deref().into(), code.into()]);
    }
    table.title = match m.lang {
        Lang::Vi => format!("{}: {} điều, {} tổ chức, {}", table.title, table.len(), m.rows.len(), m.year),
        Lang::En => format!("{}: {} reasons, {} cells, {}", table.title, table.len(), m.rows.len(), m.year),
    };
    table
}

struct Reason<'a> {
    code: &'static str,
    text: String,
    cells: Vec<&'a str>,
}

fn reasons<'a>(m: &Matrix<'a>) -> Vec<Reason<'a>> {
    let mut reasons = Vec::new();
    if m.rows.len() < 2 && m.against.is_none() {
        return reasons;
    }
    reasons.extend(silent(m));
    reasons.extend(articles(m));
    reasons.extend(kinds(m));
    reasons.extend(nested(m));
    reasons.extend(main_meetings(m));
    for &code in &m.measures {
        reasons.extend(figures(m, code));
        reasons.extend(periods(m, code));
    }
    reasons
}

/// Cells of which nothing is known in the year.
fn silent<'a>(m: &Matrix<'a>) -> Option<Reason<'a>> {
    let empty = m.rows.iter().filter(|r| r.articles.is_empty() && r.figures.is_empty());
    let cells: Vec<&str> = empty.map(|r| m.name(r.cell)).collect();
    let text = match m.lang {
        Lang::Vi => format!("không có bài nào về năm {}", m.year),
        Lang::En => format!("no article on {}", m.year),
    };
    (!cells.is_empty()).then_some(Reason { code: "no_article", text, cells })
}

fn articles<'a>(m: &Matrix<'a>) -> Option<Reason<'a>> {
    let counts = || m.rows.iter().filter(|r| !r.articles.is_empty());
    let least = counts().min_by_key(|r| r.articles.len())?;
    let most = counts().max_by_key(|r| r.articles.len())?;
    let (few, many) = (least.articles.len(), most.articles.len());
    let text = match m.lang {
        Lang::Vi => format!("{few} bài so với {many} bài: bên ít bài có thể chỉ là ít được viết"),
        Lang::En => {
            format!("{few} against {many} articles: the one with fewer may just be written about less")
        }
    };
    let cells = vec![m.name(least.cell), m.name(most.cell)];
    (many >= LOPSIDED * few).then_some(Reason { code: "articles", text, cells })
}

fn kinds<'a>(m: &Matrix<'a>) -> Option<Reason<'a>> {
    let mut kinds: Vec<&str> = Vec::new();
    for row in &m.rows {
        let kind = m.book.cells.get(row.cell as usize).map(|c| label("cell_kind", c.kind.code(), m.lang));
        kinds.extend(kind.filter(|k| !kinds.contains(k)));
    }
    let text = match m.lang {
        Lang::Vi => format!("khác cấp: {}", kinds.join(", ")),
        Lang::En => format!("different kinds: {}", kinds.join(", ")),
    };
    (kinds.len() > 1).then_some(Reason { code: "kinds", text, cells: Vec::new() })
}

/// A cell beside the body that it belongs to.
fn nested<'a>(m: &Matrix<'a>) -> Vec<Reason<'a>> {
    let cells: Vec<Ix> = m.rows.iter().map(|r| r.cell).collect();
    let mut reasons = Vec::new();
    for &part in &cells {
        for whole in above(&m.book.cells, part).into_iter().filter(|p| cells.contains(p)) {
            let text = m.lang.pick(
                "tổ chức trước thuộc tổ chức sau: số của nó có thể đã nằm trong đó",
                "the first belongs to the second: its figures may be part of it",
            );
            let cells = vec![m.name(part), m.name(whole)];
            reasons.push(Reason { code: "nested", text: text.to_owned(), cells });
        }
    }
    reasons
}

/// A year-end review beside another kind of main meeting.
fn main_meetings<'a>(m: &Matrix<'a>) -> Option<Reason<'a>> {
    let mut kinds: Vec<&str> = Vec::new();
    for row in &m.rows {
        let kind = row.meeting(m.book).map(|o| label("meeting_kind", o.kind.code(), m.lang));
        kinds.extend(kind.filter(|k| !kinds.contains(k)));
    }
    let text = match m.lang {
        Lang::Vi => format!("cuộc họp chính khác loại: {}", kinds.join(", ")),
        Lang::En => format!("main meetings of different kinds: {}", kinds.join(", ")),
    };
    (kinds.len() > 1).then_some(Reason { code: "meetings", text, cells: Vec::new() })
}

/// A figure of half a year against one of a whole year of the same cell.
fn periods<'a>(m: &Matrix<'a>, code: &str) -> Option<Reason<'a>> {
    let other = m.against?;
    let differ = |(now, then): (Option<&Figure>, Option<&Figure>)| {
        now.zip(then).is_some_and(|(a, b)| (a.basis == Basis::HalfYear) != (b.basis == Basis::HalfYear))
    };
    let pairs = m.figures(code).into_iter().zip(m.earlier(code));
    let cells: Vec<&str> =
        m.rows.iter().zip(pairs).filter(|(_, pair)| differ(*pair)).map(|(r, _)| m.name(r.cell)).collect();
    let what = m.book.scale.label(code, m.lang);
    let text = match m.lang {
        Lang::Vi => format!("{what}: {} so với {other}, nửa năm với cả năm", m.year),
        Lang::En => format!("{what}: {} against {other} sets half a year against a whole one", m.year),
    };
    (!cells.is_empty()).then_some(Reason { code: "half_year_against", text, cells })
}

/// What is unfair about a single measure.
fn figures<'a>(m: &Matrix<'a>, code: &str) -> Vec<Reason<'a>> {
    let stated: Vec<(&'a str, &Figure)> =
        m.rows.iter().zip(m.figures(code)).filter_map(|(r, f)| Some((m.name(r.cell), f?))).collect();
    let what = m.book.scale.label(code, m.lang);
    let mut reasons = Vec::new();
    let mut tell = |code, test: &dyn Fn(&Figure) -> bool, vi: &str, en: &str| {
        let cells: Vec<&str> = stated.iter().filter(|(_, f)| test(f)).map(|(name, _)| *name).collect();
        if !cells.is_empty() {
            reasons.push(Reason { code, text: format!("{what}: {}", m.lang.pick(vi, en)), cells });
        }
    };
    let is = |basis: Basis| move |f: &Figure| f.basis == basis;
    if stated.len() > 1 && stated.iter().any(|(_, f)| f.basis != Basis::HalfYear) {
        tell(
            "half_year",
            &is(Basis::HalfYear),
            "số nửa năm bên cạnh số cả năm",
            "half a year beside whole years",
        );
    }
    if stated.len() > 1 && stated.iter().any(|(_, f)| f.basis != Basis::SumOfMeetings) {
        tell(
            "sum_of_meetings",
            &is(Basis::SumOfMeetings),
            "cộng từ các buổi riêng, có thể chưa đủ cả năm",
            "added from single meetings, maybe not the whole year",
        );
    }
    tell("bounds", &|f| f.approx.is_some(), "số ước lượng hoặc giới hạn", "an estimate or a bound");
    tell(
        "conflicts",
        &|f| !f.conflicts.is_empty(),
        "các nguồn nêu số khác nhau",
        "sources contradict each other",
    );
    reasons
}
