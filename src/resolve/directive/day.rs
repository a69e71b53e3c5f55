//! The day of issue of a document: which date of the text belongs to it.

use super::issuer;
use crate::extract::date::{Point, Said as DateSaid, What};
use crate::extract::{Mention, Said, Scene};
use crate::text::TokenSpan;
use crate::w;

/// What stands about each document of the text.
#[derive(Debug, Default)]
pub(crate) struct Links {
    /// For each document the date mention of its day.
    pub(super) day: Vec<Option<usize>>,
    /// For each document the tokens of its issuer.
    pub(super) issuer: Vec<Option<TokenSpan>>,
    /// For each date mention whether it is the day of issue of a document.
    pub(crate) issued: Vec<bool>,
}

/// Links documents with their days and issuers.
pub(crate) fn links(scene: &Scene<'_>, said: &Said) -> Links {
    let n = said.directives.len();
    let mut links = Links { day: vec![None; n], issuer: vec![None; n], issued: Vec::new() };
    if n == 0 {
        return links;
    }
    for (k, m) in said.directives.iter().enumerate() {
        let mut end = m.span.end();
        links.day[k] = day_at(scene, said, end);
        if let Some(d) = links.day[k].and_then(|d| said.dates.get(d)) {
            end = d.span.end();
            if scene.text.key(end) == w!(")") {
                end += 1;
            }
        }
        if m.value.number.is_none() {
            continue;
        }
        links.issuer[k] = issuer::behind(scene, said, end);
        // "Quyết định số 417-QĐ/ĐU của Đảng uỷ Viện ngày 10/5/2024"
        if let (None, Some(issuer)) = (links.day[k], links.issuer[k]) {
            links.day[k] =
                day_at(scene, said, issuer.end()).filter(|_| scene.text.key(issuer.end()) != w!(","));
        }
        if links.issuer[k].is_none()
            && let Some(span) = issuer::before(scene, said, m.span.first())
        {
            links.issuer[k] = Some(span);
            if links.day[k].is_none() {
                links.day[k] = day_before(scene, said, span.first());
            }
        }
    }
    share(scene, said, &mut links);
    same_sentence(scene, said, &mut links);
    links.issued = vec![false; said.dates.len()];
    for d in links.day.iter().flatten() {
        if let Some(issued) = links.issued.get_mut(*d) {
            *issued = true;
        }
    }
    links
}

/// Gives the documents of a list what stands at its end: "31-QĐ/ĐUC và 32-QĐ/ĐUC ngày 14/3/2017 của …".
fn share(scene: &Scene<'_>, said: &Said, links: &mut Links) {
    for k in (0..said.directives.len().saturating_sub(1)).rev() {
        let (Some(a), Some(b)) = (said.directives.get(k), said.directives.get(k + 1)) else { continue };
        let same = match (&a.value.issuer_code, &b.value.issuer_code) {
            (Some(x), Some(y)) => x == y,
            _ => a.value.number.is_some() && b.value.number.is_some(),
        };
        if !same {
            continue;
        }
        let joined = |from: usize| is_joint(scene, said, from, b.span.first());
        let own = links.day[k].and_then(|d| said.dates.get(d)).map(|d| d.span.end());
        let after = own.filter(|&e| e <= b.span.first()).unwrap_or(a.span.end());
        if joined(after) {
            if links.day[k].is_none() {
                links.day[k] = links.day[k + 1];
            }
            if links.issuer[k].is_none() {
                links.issuer[k] = links.issuer[k + 1];
            }
        }
    }
    // Forwards, what a verb before the list says: "UBND tỉnh ban hành Quyết định số 1 và số 2".
    for k in 1..said.directives.len() {
        let (Some(a), Some(b)) = (said.directives.get(k - 1), said.directives.get(k)) else { continue };
        let before = links.issuer[k - 1].is_some_and(|i| i.end() <= a.span.first());
        if links.issuer[k].is_none()
            && before
            && a.value.issuer_code == b.value.issuer_code
            && is_joint(scene, said, a.span.end(), b.span.first())
        {
            links.issuer[k] = links.issuer[k - 1];
            links.day[k] = links.day[k].or(links.day[k - 1]);
        }
    }
}

/// "Thủ tướng đã có Quyết định 1/QĐ-TTg hủy bỏ Quyết định 2/QĐ-TTg": one code of one fixed office in one sentence.
fn same_sentence(scene: &Scene<'_>, said: &Said, links: &mut Links) {
    for k in 1..said.directives.len() {
        let (Some(a), Some(b)) = (said.directives.get(k - 1), said.directives.get(k)) else { continue };
        let fixed = b.value.issuer_code.as_deref().is_some_and(|c| FIXED.contains(&c));
        let sentence = scene.text.sentence_of(a.span.first()) == scene.text.sentence_of(b.span.first());
        if links.issuer[k].is_none() && fixed && sentence && a.value.issuer_code == b.value.issuer_code {
            links.issuer[k] = links.issuer[k - 1];
        }
    }
}

/// Codes that one office alone writes.
const FIXED: [&str; 3] = ["TTG", "CP", "CTN"];

/// Whether only commas, "và" and the like stand between two documents.
fn is_joint(scene: &Scene<'_>, said: &Said, from: usize, to: usize) -> bool {
    let text = scene.text;
    let words = [w!(","), w!("và"), w!("số"), w!("cùng"), w!("hoặc"), w!("các"), w!("với")];
    let mut k = from;
    while k < to {
        if let Some(d) = said.dates.iter().find(|d| d.span.first() == k && d.span.end() <= to) {
            k = d.span.end();
            continue;
        }
        if !words.contains(&text.key(k)) || text.get(k).is_none_or(|t| t.starts_paragraph()) {
            return false;
        }
        k += 1;
    }
    from <= to
}

/// The date mention that stands at `end`, over a comma, a bracket, "ký" or "ban hành".
fn day_at(scene: &Scene<'_>, said: &Said, end: usize) -> Option<usize> {
    let text = scene.text;
    let sentence = text.sentence(end.saturating_sub(1)).end();
    for k in end..sentence.min(end + 4) {
        if let Some(d) = mention_at(said, k) {
            let date = said.dates.get(d)?;
            // ", chiều 21/12/2023" begins the next clause; so does ", ngày 4/3/2020, Chi bộ …" behind a day already.
            let plain =
                date.value.part_of_day.is_none() && date.value.time.is_none() && date.value.weekday.is_none();
            return (plain && is_day(&date.value)).then_some(d);
        }
        let skip = [
            w!(","),
            w!("("),
            w!("ký"),
            w!("ban"),
            w!("hành"),
            w!("ra"),
            w!("được"),
            w!("từ"),
            w!("vào"),
            w!("hôm"),
        ];
        if !skip.contains(&text.key(k)) {
            return None;
        }
    }
    None
}

/// The last day of the sentence before token `k`: "Ngày 6-2, UBND thành phố ban hành …".
fn day_before(scene: &Scene<'_>, said: &Said, k: usize) -> Option<usize> {
    let sentence = scene.text.sentence(k).first();
    let found = said.dates.iter().rposition(|d| d.span.end() <= k && d.span.first() >= sentence)?;
    let date = said.dates.get(found)?;
    // A day inside brackets or of another document tells of something else.
    let documents =
        said.directives.iter().any(|m| m.span.end() <= date.span.first() && m.span.first() >= sentence);
    (is_day(&date.value) && !documents).then_some(found)
}

fn mention_at(said: &Said, k: usize) -> Option<usize> {
    let at = said.dates.partition_point(|d| d.span.first() < k);
    said.dates.get(at).filter(|d: &&Mention<DateSaid>| d.span.first() == k).map(|_| at)
}

/// A single day, also "cùng ngày".
fn is_day(said: &DateSaid) -> bool {
    match &said.what {
        What::Points(points) => matches!(points[..], [Point { day: Some(_), .. }]),
        What::SameDay => true,
        _ => false,
    }
}
