//! Numbers without a code of a kind, behind the kind's word: "Chỉ thị 05", "quyết định 19/C46-P12".

use super::Said;
use super::code;
use crate::extract::Scene;
use crate::lexicon::{Class, Hit};
use crate::text::{Kind, Text, TokenSpan};
use crate::w;

/// How far behind its kind's word a number stands, in tokens.
const REACH: usize = 8;

/// "công văn số 125/SGDĐT-VP", "quyết định 19/C46-P12", "12-ABC/ĐU", "Nghị định 34/2011"
pub(super) fn uncoded(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    let text = scene.text;
    let (n, _) = number_behind(text, hit.span.end()).or_else(|| number_further(scene, hit.span.end()))?;
    let sign = text.key(n + 1);
    if ![w!("/"), w!("-")].contains(&sign) || !inside(text, n + 1) || !inside(text, n + 2) {
        return None;
    }
    // "Quyết định bổ nhiệm số 858/QĐ-BTC" has a code, and is read from there.
    let coded = |k: usize| scene.hits.at(k, Class::TypeCode).is_some_and(|h| code::read(scene, &h).is_some());
    if coded(n + 2) || coded(n + 3) || coded(n + 4) {
        return None;
    }
    let serial = code::slice(text, n);
    let after = text.get(n + 2)?;
    // "Nghị định 34/2011", "45/2013/XYZ"
    if after.kind == Kind::Number {
        let year =
            after.key.value().is_some_and(|y| (1945..2100).contains(&y)) && after.end - after.start == 4;
        if sign != w!("/") || !year || !text.glued(n + 2) {
            return None;
        }
        let mut number = format!("{serial}/{}", code::slice(text, n + 2));
        let mut end = n + 3;
        if text.key(end) == w!("/") && text.glued(end) && caps(text, end + 1) {
            let (part, after) = parts(scene, end + 1);
            number = format!("{number}/{part}");
            end = after;
        } else if text.glued(end)
            && (text.kind(end) != Kind::Sign
                || text.key(end) == w!("/")
                || text.key(end) == w!("-") && text.glued(end + 1))
        {
            return None;
        }
        return Some(said(scene, hit, n, end, serial, number));
    }
    if !caps(text, n + 2) || !text.glued(n + 1) && sign == w!("-") || !text.glued(n + 2) {
        return None;
    }
    let (part, mut end) = parts(scene, n + 2);
    // "12-ABC/ĐU" needs its slash, "19/C46-P12" its letters
    if sign == w!("-") && !part.contains('/') {
        return None;
    }
    let mut number = format!("{serial}{}{part}", if sign == w!("-") { "-" } else { "/" });
    if let Some((bracket, after)) = code::bracket(text, end) {
        number.push_str(&bracket);
        end = after;
    }
    Some(said(scene, hit, n, end, serial, number))
}

/// "Chỉ thị 05", "Nghị quyết số 18", "Quyết định số 996 ngày …"
pub(super) fn read(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    let text = scene.text;
    let (force, _) = scene.value(hit).split_once(' ')?;
    let (n, worded) = number_behind(text, hit.span.end())?;
    let token = text.get(n)?;
    let length = token.end - token.start;
    let trusted = match force {
        "noun" => worded || length <= 4,
        // "quyết định 3 nội dung" is a verb
        "verb" => {
            worded || text.get(hit.span.first()).is_some_and(|t| t.is_capital() && !t.starts_sentence())
        }
        "generic" => false,
        _ => worded && length >= 2,
    };
    if !trusted || length > 5 || goes_on(text, n + 1) {
        return None;
    }
    // "Nghị quyết 2015" names a year
    if !worded && length == 4 && token.key.value().is_some_and(|v| (1945..2100).contains(&v)) {
        return None;
    }
    let next = text.get(n + 1).filter(|t| !t.starts_paragraph());
    let follows = scene.hits.at(n + 1, Class::DirectiveAfter).is_some();
    // "Chỉ thị 05 góp phần": a noun with two digits behind can be nothing else
    let sure = worded || force == "noun" && length >= 2;
    let stops =
        sure || follows || next.is_none_or(|t| t.kind == Kind::Sign && t.key != w!("%") || t.is_capital());
    // "nghị quyết 5 năm": years are counted, unless the year itself follows
    let counted = text.key(n + 1) == w!("năm") && text.kind(n + 2) != Kind::Number;
    if !stops
        || next.is_some_and(|t| t.key == w!("%"))
        || counted
        || !follows && scene.hits.at(n + 1, Class::DateCounted).is_some()
    {
        return None;
    }
    let serial = code::slice(text, n);
    Some(said(scene, hit, n, n + 1, serial.clone(), serial))
}

fn said(
    scene: &Scene<'_>,
    hit: &Hit,
    n: usize,
    end: usize,
    serial: String,
    number: String,
) -> (TokenSpan, Said) {
    let value = Said {
        number: Some(number),
        serial: Some(serial),
        type_code: None,
        issuer_code: None,
        kind: code::kind(scene.value(hit)),
        title: None,
        digits: TokenSpan::new(n, end),
    };
    (TokenSpan::new(hit.span.first(), end), value)
}

/// The number behind a kind's word, over "số" and its colon, and whether "số" stands there.
fn number_behind(text: &Text<'_>, k: usize) -> Option<(usize, bool)> {
    let worded = text.key(k) == w!("số") && inside(text, k);
    let mut n = k + usize::from(worded);
    if worded && text.key(n) == w!(":") {
        n += 1;
    }
    (text.kind(n) == Kind::Number && inside(text, n)).then_some((n, worded))
}

/// "Quyết định khởi tố bị can số 363/C46": the number behind "số" a few words further on.
fn number_further(scene: &Scene<'_>, k: usize) -> Option<(usize, bool)> {
    let text = scene.text;
    let clause = (k..k + REACH).take_while(|&j| {
        text.get(j).is_some_and(|t| !t.starts_sentence() && t.is_word())
            && text.key(j) != w!("của")
            && scene.hits.at(j, Class::DirectiveType).is_none()
    });
    let at = clause.into_iter().find(|&j| text.key(j) == w!("số"))?;
    number_behind(text, at).filter(|&(n, _)| text.key(n + 1) == w!("/"))
}

/// Whether glued signs or letters go on the digits: "5,2", "30a", "16/7", "2-3".
fn goes_on(text: &Text<'_>, k: usize) -> bool {
    let joins = [w!("/"), w!("-"), w!("."), w!(","), w!("%"), w!(":")].contains(&text.key(k));
    let number = text.kind(k + 1) == Kind::Number && inside(text, k + 1);
    match text.kind(k) {
        Kind::Sign => joins && number && text.glued(k + 1) && (text.glued(k) || text.key(k) == w!("-")),
        Kind::Number => true,
        _ => text.glued(k),
    }
}

/// Letters of a code: capitals, perhaps with digits behind ("C46").
fn caps(text: &Text<'_>, k: usize) -> bool {
    text.get(k).is_some_and(|t| {
        !t.starts_paragraph()
            && (matches!(t.kind, Kind::AllCaps | Kind::Mixed)
                || t.kind == Kind::Capital && t.end - t.start <= 2 && text.glued(k + 1))
    })
}

/// A run of letters, digits, "-", "/", "&" that stand glued, in capitals, and one past it. A dash may have blanks
/// where capitals of a code follow: "8959/UBND – THKH".
fn parts(scene: &Scene<'_>, k: usize) -> (String, usize) {
    let text = scene.text;
    let mut out = code::slice(text, k);
    let mut end = k + 1;
    while let Some(token) = text.get(end).filter(|t| !t.starts_paragraph()) {
        let next = text.get(end + 1).filter(|t| !t.starts_paragraph());
        let tight = text.glued(end) && text.glued(end + 1);
        let joins = match token.key {
            w if w == w!("-") => next.is_some_and(|t| {
                let code = t.kind == Kind::AllCaps && scene.hits.at(end + 1, Class::Unit).is_none();
                tight && (t.is_capital() || t.kind == Kind::Number) || !tight && code && !out.contains('-')
            }),
            w if w == w!("/") || w == w!("&") => {
                tight && next.is_some_and(|t| t.is_capital() || t.kind == Kind::Number)
            }
            _ => text.glued(end) && (token.kind == Kind::Number || token.is_capital()),
        };
        if !joins {
            break;
        }
        out.push_str(&code::slice(text, end));
        end += 1;
        if token.kind == Kind::Sign {
            out.push_str(&code::slice(text, end));
            end += 1;
        }
    }
    (code::canonical(&out), end)
}

fn inside(text: &Text<'_>, k: usize) -> bool {
    text.get(k).is_some_and(|t| !t.starts_paragraph())
}
