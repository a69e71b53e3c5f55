//! Numbers with a code: `138-CV/ĐUV`, `30/2020/NĐ-CP`, `1204/QĐ-CAT-PX01`, with the damage that real texts have.

use super::Said;
use crate::extract::Scene;
use crate::lexicon::{Class, Hit};
use crate::text::{Key, Kind, Text, TokenSpan};
use crate::w;

/// Most parts of an issuer's code ("BCT-BTC-BTP-VP").
const MOST_PARTS: usize = 5;
/// How far before a number its kind's word is looked for when other words stand between, in tokens.
const REACH: usize = 8;

/// Reads the number around a code of a kind.
pub(super) fn read(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    let text = scene.text;
    let t = hit.span.first();
    let left = left(text, t)?;
    let sign = text.key(t + 1);
    let mut end;
    let mut issuer = String::new();
    // "45/2019/QH14": the code of a law is the issuer's, with the term of the National Assembly
    if text.key(t) == w!("qh") {
        left.year.as_ref()?;
        let term = text.get(t + 1).filter(|n| n.kind == Kind::Number && text.glued(t + 1))?;
        end = t + 2;
        issuer.push_str(text.norm().get(text.get(t)?.start as usize..term.end as usize)?);
    } else {
        let party = left.sign != w!("/");
        let joined = if party { sign == w!("/") } else { sign == w!("-") || sign == w!("/") };
        if !joined || !near(text, t + 1) || !near(text, t + 2) {
            return None;
        }
        (issuer, end) = issuer_code(scene, t + 2)?;
    }
    let mut type_code = upper(text, t);
    if type_code == "QDD" || type_code == "QD" {
        "QĐ".clone_into(&mut type_code);
    }
    let issuer = canonical(&issuer);
    let serial = serial(text, left.number);
    let mut number = serial.clone();
    if let Some(year) = &left.year {
        number.push('/');
        number.push_str(year);
    }
    let law = text.key(t) == w!("qh");
    if law {
        number = format!("{number}/{issuer}");
    } else if left.sign == w!("/") {
        number = format!("{number}/{type_code}{}{issuer}", if sign == w!("/") { "/" } else { "-" });
    } else {
        number = format!("{number}-{type_code}/{issuer}");
    }
    // "51/C46 (P12)"
    if let Some((part, after)) = bracket(text, end) {
        number.push_str(&part);
        end = after;
    }
    let (start, kind) = words_before(scene, left.number.first());
    let said = Said {
        number: Some(number),
        serial: Some(serial),
        type_code: (!law).then_some(type_code),
        issuer_code: Some(issuer),
        kind,
        title: None,
        digits: TokenSpan::new(left.number.first(), end),
    };
    Some((TokenSpan::new(start, end), said))
}

/// The kind that a code stands for, in the system that the number's shape shows: `party` where a hyphen stands before
/// the code.
#[must_use]
pub fn kind_of_code(scene: &Scene<'_>, code: &str, party: bool) -> Option<String> {
    let entry = scene.lexicon.type_code(code)?;
    let mut kinds = entry.value.split('|');
    let first = kinds.next()?;
    Some(if party { first } else { kinds.next().unwrap_or(first) }.to_owned())
}

/// The issuer that a code stands for, with the first and the last day of its use (ISO 8601; empty where it is open or not
/// known).
#[must_use]
pub fn issuer_of_code(scene: &Scene<'_>, code: &str) -> Option<(String, String, String)> {
    let entry = scene.lexicon.issuer_code(code)?;
    let (name, time) = entry.value.split_once('|').unwrap_or((&entry.value, ".."));
    let (from, to) = time.split_once("..").unwrap_or((time, ""));
    Some((name.to_owned(), from.to_owned(), to.to_owned()))
}

/// What stands before the code: the number, the year inside it, and the sign.
struct Left {
    number: TokenSpan,
    year: Option<String>,
    sign: Key,
}

/// Reads "138-", "138 -", "858", "30/2020/" backwards from the code at `t`.
fn left(text: &Text<'_>, t: usize) -> Option<Left> {
    if text.get(t)?.starts_paragraph() {
        return None;
    }
    let before = t.checked_sub(1)?;
    let (sign, last) = match text.key(before) {
        s if s == w!("-") || s == w!("/") => (s, before.checked_sub(1)?),
        // "36 CT/TW", "858CV/ĐUK"
        _ if text.kind(before) == Kind::Number => (w!("-"), before),
        _ => return None,
    };
    // "961A/TB-LĐ": a letter belongs to the number
    let letter = text.get(last).is_some_and(|l| l.is_word() && l.end - l.start == 1) && text.glued(last);
    let last = if letter { last.checked_sub(1)? } else { last };
    let token = text.get(last).filter(|n| n.kind == Kind::Number && n.end - n.start <= 6)?;
    if (last + 1..=t).any(|k| text.get(k).is_some_and(crate::text::Token::starts_paragraph)) {
        return None;
    }
    // "30/2020/NĐ-CP", "30/2020 NĐ-CP"
    if token.end - token.start == 4
        && (sign == w!("/") || last == before)
        && last >= 2
        && text.key(last - 1) == w!("/")
        && text.kind(last - 2) == Kind::Number
        && token.key.value().is_some_and(|y| (1945..2100).contains(&y))
    {
        let number = TokenSpan::new(last - 2, last - 1);
        let year = Some(slice(text, last));
        return start_of_number(text, last - 2).then(|| Left { number, year, sign: w!("/") });
    }
    let number = TokenSpan::new(last, last + 1 + usize::from(letter));
    start_of_number(text, last).then_some(Left { number, year: None, sign })
}

/// Whether a number begins at `i` and goes on nothing before it: "1.204/QĐ" would.
fn start_of_number(text: &Text<'_>, i: usize) -> bool {
    if i == 0 || !text.glued(i) {
        return true;
    }
    let before = text.key(i - 1);
    match text.kind(i - 1) {
        Kind::Sign => ![w!("."), w!("/")].contains(&before) || !text.glued(i - 1),
        Kind::Number => false,
        // "số138-CV/ĐUV"
        _ => before == w!("số") || text.get(i - 1).is_some_and(|t| t.end - t.start > 3),
    }
}

/// Glued to what stands before, or parted by one blank within the paragraph.
fn near(text: &Text<'_>, k: usize) -> bool {
    text.get(k).is_some_and(|t| !t.starts_paragraph())
}

/// The issuer's code from token `k` on, as the text has it without blanks, and one past it.
fn issuer_code(scene: &Scene<'_>, k: usize) -> Option<(String, usize)> {
    let text = scene.text;
    let first = text.get(k).filter(|t| t.is_word())?;
    let listed = scene.hits.at(k, Class::IssuerCode).is_some();
    let dotted = text.key(k + 1) == w!(".") && text.glued(k + 1) && text.glued(k + 2);
    let capitals = matches!(first.kind, Kind::AllCaps | Kind::Mixed) || dotted && first.is_capital();
    if !(listed || capitals || text.glued(k)) {
        return None;
    }
    let mut out = slice(text, k);
    let mut end = k + 1;
    for _ in 0..MOST_PARTS {
        let next = |i: usize| text.get(i).filter(|t| !t.starts_paragraph());
        let sign = text.key(end);
        let Some(after) = next(end + 1) else {
            // "QH14", "PX01": digits go on the code
            if next(end).is_some_and(|t| t.kind == Kind::Number) && text.glued(end) {
                out.push_str(&slice(text, end));
                end += 1;
            }
            break;
        };
        if text.kind(end) == Kind::Number && text.glued(end) {
            out.push_str(&slice(text, end));
            end += 1;
            continue;
        }
        let tight = text.glued(end) && text.glued(end + 1);
        let caps = matches!(after.kind, Kind::AllCaps | Kind::Mixed);
        let goes_on = match sign {
            // "T.Ư", "T.W"
            s if s == w!(".") => {
                tight && after.is_capital() && after.end - after.start <= 3 && out.chars().count() == 1
            }
            // "BNN&PTNT"
            s if s == w!("&") => tight && after.is_capital(),
            // "-VP", "-PX01"; with a blank only before capitals of a code: "UBND - VP" is rare, a sentence is not
            s if s == w!("-") => tight && (caps || after.is_capital() || after.kind == Kind::Number),
            // "TTLT/BCT-BTC"
            s if s == w!("/") => tight && caps,
            _ => false,
        };
        if !goes_on {
            break;
        }
        if sign != w!(".") {
            out.push_str(&slice(text, end));
        }
        out.push_str(&slice(text, end + 1));
        end += 2;
    }
    Some((out, end))
}

/// "(P12)" behind a code, and one past it.
pub(super) fn bracket(text: &Text<'_>, end: usize) -> Option<(String, usize)> {
    let part = text
        .get(end + 1)
        .filter(|t| t.kind == Kind::AllCaps || t.kind == Kind::Capital && t.end - t.start == 1)?;
    if text.key(end) != w!("(") || part.starts_paragraph() || !text.glued(end + 1) {
        return None;
    }
    let digits = text.kind(end + 2) == Kind::Number && text.glued(end + 2);
    (digits && text.key(end + 3) == w!(")"))
        .then(|| (format!("({}{})", slice(text, end + 1).to_uppercase(), slice(text, end + 2)), end + 4))
}

/// The first token of the words before a number, "Công văn số", and the kind that they name.
pub(super) fn words_before(scene: &Scene<'_>, number: usize) -> (usize, Option<String>) {
    let text = scene.text;
    let inside = |k: usize| text.get(k).is_some_and(|t| !t.starts_paragraph());
    let mut k = number;
    if !inside(k) {
        return (number, None);
    }
    while k > 0 && [w!(":"), w!("."), w!("số")].contains(&text.key(k - 1)) && inside(k - 1) {
        if text.key(k - 1) != w!("số") && !text.preceded_by(k - 1, &[w!("số")]) {
            break;
        }
        k -= 1;
    }
    if k > 0 && text.key(k - 1) == w!("số") {
        k -= 1;
    }
    let quoted = k > 0 && text.key(k - 1) == w!("(");
    if let Some(hit) = scene.hits.before(k - usize::from(quoted), Class::DirectiveType) {
        return (if quoted { k } else { hit.span.first() }, kind(scene.value(hit)));
    }
    // "Quyết định khởi tố bị can số 363/C46": the kind's word stands further off, within the clause.
    if k < number {
        let sentence = text.sentence(k).first();
        for j in (k.saturating_sub(REACH).max(sentence)..k).rev() {
            if text.kind(j) == Kind::Sign || [w!("và"), w!("của")].contains(&text.key(j)) {
                break;
            }
            if let Some(hit) = scene.hits.at(j, Class::DirectiveType).filter(|h| h.span.end() <= k) {
                return (k, kind(scene.value(hit)));
            }
        }
    }
    (k, None)
}

/// The kind in the value of a list entry; `None` for the words that name any.
pub(super) fn kind(value: &str) -> Option<String> {
    match value.split_once(' ') {
        Some(("generic", _)) | None => None,
        Some((_, kind)) => Some(kind.to_owned()),
    }
}

/// A document as `like`, with the serial at token `k`.
pub(super) fn with_serial(scene: &Scene<'_>, like: &Said, k: usize, kind: Option<String>) -> Said {
    let serial = slice(scene.text, k);
    let rest = match (&like.number, &like.serial) {
        (Some(n), Some(s)) => n.strip_prefix(s.as_str()).unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    Said {
        number: Some(format!("{serial}{rest}")),
        serial: Some(serial),
        kind: kind.or_else(|| like.kind.clone()),
        digits: TokenSpan::new(k, k + 1),
        ..like.clone()
    }
}

/// The serial of a number, leading zeros and a letter kept.
fn serial(text: &Text<'_>, number: TokenSpan) -> String {
    (number.first()..number.end()).map(|k| slice(text, k)).collect::<String>().to_uppercase()
}

/// Codes in capitals, TƯ and T.Ư as TW.
pub(super) fn canonical(code: &str) -> String {
    let upper = code.replace(['\u{D0}', '\u{189}'], "Đ").to_uppercase();
    match upper.strip_prefix("TƯ") {
        Some(rest) => format!("TW{rest}"),
        None => upper,
    }
}

fn upper(text: &Text<'_>, k: usize) -> String {
    canonical(&slice(text, k))
}

pub(super) fn slice(text: &Text<'_>, k: usize) -> String {
    text.slice(TokenSpan::new(k, k + 1)).replace(['–', '—', '‑', '‐', '−'], "-")
}
