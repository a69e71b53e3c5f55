//! Where the name of a person begins and ends.
//!
//! A name is a run of capital syllables. What is hard is its end ("Phan Viết Hoàn Bí thư Đảng uỷ", "BÙI VĂN NHẤT
//! PHÁT BIỂU") and whether it is the name of a person at all; the second question is answered by what stands
//! before it, see [`find`](super::find). Here only the words themselves are looked at.

use super::{end, foreign};
use crate::extract::Scene;
use crate::lexicon::{Class, Hit};
use crate::text::{Key, Kind, Token, TokenSpan};
use crate::w;

/// How much the words themselves tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// No family name that we know.
    None,
    /// A family name that is also a common word or a place.
    Weak,
    /// A family name that is hardly anything else.
    Strong,
}

/// A name that has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    /// Its tokens.
    pub span: TokenSpan,
    /// What its first word tells.
    pub strength: Strength,
    /// Number of syllables; "H'Hen" is one.
    pub syllables: usize,
    /// Number of syllables behind the family name that the list of given names knows.
    pub borne: usize,
    /// Whether it ends in initials ("Nguyễn Thị L.").
    pub initials: bool,
    /// Whether the capital behind it begins the next sentence, whose full stop is missing.
    pub closed: bool,
}

impl Name {
    /// Whether every syllable behind the family name is one of given names.
    pub(super) fn all_borne(&self) -> bool {
        self.syllables > 1 && self.borne + 1 >= self.syllables
    }
}

/// Most syllables of a name; "Công Tằng Tôn Nữ Thị Ánh Tuyết" is longer and counts from its family name.
pub(super) const MOST: usize = 5;

/// The same of names with a particle: "Sheikh Tamim bin Hamad Al Thani".
const MOST_ABROAD: usize = 7;

/// The name whose first word is token `i`, whatever stands before it.
pub(super) fn read(scene: &Scene<'_>, i: usize) -> Option<Name> {
    let text = scene.text;
    let first = text.get(i)?;
    if !first.is_capital() || is_stop(scene, i) {
        return None;
    }
    // "(Đoàn Hưng Yên)": the delegates of a province
    let delegates = text.key(i) == w!("đoàn")
        && scene.hits.at(i + 1, Class::Place).is_some_and(|h| {
            h.span.len() > 1 && text.get(h.span.end()).is_none_or(|t| !t.is_capital() || t.starts_sentence())
        });
    // "Trường Đoàn Lý Tự Trọng": a school of the union
    let school =
        text.key(i) == w!("đoàn") && scene.hits.at(i + 1, Class::Eponym).is_some_and(|h| h.span.len() > 1);
    if delegates || school || foreign::is_body(scene, i) {
        return None;
    }
    let surname = surname(scene, i);
    let family = surname.map_or(1, |(hit, _)| hit.span.len());
    let strength = surname.map_or(Strength::None, |(_, s)| s);
    let run = run_end(scene, i);
    let abroad = surname.is_none()
        && (i..run).any(|k| k > i && text.key(k) == w!("al") || text.kind(k) == Kind::Lower);
    let most = if abroad { MOST_ABROAD } else { MOST };
    let (mut end, mut syllables, mut borne, mut initials) = (i, 0, 0, false);
    let mut k = i;
    // A second family name deep inside a long run opens another name: "… Ngọc Nguyễn Văn An".
    while k < run {
        let next = after_syllable(scene, k);
        if syllables >= most.max(family + 2) {
            break;
        }
        if k >= i + family {
            borne += usize::from(scene.hits.covering(k, Class::GivenName).is_some());
            initials = letters(text.get(k)) == 1 && (next == k + 1 || letters(text.get(next - 1)) == 1);
        }
        syllables += 1;
        end = next;
        k = next;
    }
    // "Mạch Thị Lan": the second word settles what the first leaves open.
    // "Vàng A Tếnh": so do names of men in the highlands.
    let mong =
        text.key(i + 1) == w!("a") && surname.is_some() && syllables == 3 && letters(text.get(i + 2)) > 1;
    let settled = text.key(i + 1) == w!("thị") && syllables > 2 || mong;
    let strength = if settled { Strength::Strong } else { strength };
    let mut name = Name { span: TokenSpan::new(i, end), strength, syllables, borne, initials, closed: false };
    // "Y Thanh Hà Niê Kđăm", "H'Hen Niê": the family name stands behind.
    let highland = end::is_highland(scene, i, end);
    if highland {
        name.strength = Strength::Strong;
    }
    let whole = end == run && (highland || name.all_borne());
    if end == run && end::slipped(scene, &name) {
        name.span = TokenSpan::new(i, end + 1);
        name.syllables += 1;
        name.borne += 1;
        return Some(name);
    }
    if !whole && (end < run || syllables >= most) {
        name = end::cut(scene, name, family, run);
    }
    // "Hoài Linh Hoài Linh": the name once more, without a sign between.
    let half = name.span.len() / 2;
    if name.syllables > 3
        && name.span.len().is_multiple_of(2)
        && (i..i + half).all(|k| text.key(k) == text.key(k + half))
    {
        name.span = TokenSpan::new(i, i + half);
        name.syllables /= 2;
        name.borne = name.borne.min(name.syllables - 1);
        name.closed = true;
    }
    if end::opens_word(scene, &name) {
        // "Đỗ Lực Báo Gia | đình"
        let before = name.span.end() - 2;
        let more = usize::from(scene.hits.at(before, Class::Unit).is_some());
        name.span = TokenSpan::new(i, name.span.end() - 1 - more);
        name.syllables -= 1 + more;
        name.borne = name.borne.min(name.syllables.saturating_sub(1));
        name.closed = true;
    }
    let behind = name.span.end();
    name.closed |= day_begins(scene, i, behind) || foreign::sentence_behind(scene, i, behind);
    (name.syllables > 0).then_some(name)
}

/// One past the last capital syllable of the run that begins at `i`, before any word that no name holds.
fn run_end(scene: &Scene<'_>, i: usize) -> usize {
    let text = scene.text;
    let mut k = i;
    while let Some(token) = text.get(k) {
        // "Phạm Sỹ Quý P/V:"
        let slash = text.key(k + 1) == w!("/") && text.glued(k + 1) && letters(Some(token)) == 1;
        if k > i && (token.starts_paragraph() || slash || ends_here(scene, i, k, token)) {
            break;
        }
        if !token.is_capital() {
            break;
        }
        k = after_syllable(scene, k);
    }
    k
}

/// "Nguyễn Văn An Sáng 15/6": the full stop is missing before token `k`.
fn day_begins(scene: &Scene<'_>, i: usize, k: usize) -> bool {
    k > i + 1
        && scene.hits.at(k, Class::PartOfDay).is_some()
        && scene.text.kind(k + 1) == Kind::Number
        && !scene.text.get(k + 1).is_some_and(Token::starts_paragraph)
}

/// Whether token `k` can be no part of the name that began at `i`.
fn ends_here(scene: &Scene<'_>, i: usize, k: usize, token: &Token) -> bool {
    if token.starts_sentence() {
        return true;
    }
    let hits = scene.hits;
    let text = scene.text;
    let long = |class: Class| hits.at(k, class).is_some_and(|h| h.span.len() > 1);
    // "Nguyễn Văn Đọc", "Lê Tấn Tới (Bạc Liêu)": what could be another word is the name that the sign closes.
    let middle = [w!("thị"), w!("văn")].contains(&text.key(k - 1)) && k > i + 1;
    let closes = |j: usize| [w!(","), w!("("), w!("-")].contains(&text.key(j));
    let last = k == i + 2 && hits.at(k, Class::NameStop).is_some_and(|h| h.span.len() == 1) && closes(k + 1);
    if (middle || last)
        && !caps_line(scene, k)
        && surname(scene, i).is_some()
        && hits.at(k, Class::Post).is_none()
    {
        return false;
    }
    if foreign::sentence_behind(scene, i, k) {
        return true;
    }
    is_stop(scene, k)
        || day_begins(scene, i, k)
        || hits
            .at(k, Class::Post)
            .is_some_and(|h| h.span.len() > 1 && (k > i + 1 || scene.value(h) == "office"))
        || k > i + 1 && long(Class::PersonTitle)
        || hits.at(k, Class::PostPart).is_some_and(|h| hits.at(h.span.end(), Class::Post).is_some())
        || long(Class::Address)
        || long(Class::PartyBody)
        || k >= i + 2 && long(Class::PersonVerb)
        || k >= i + 2
            && hits.at(k, Class::Address).is_some_and(|h| scene.value(h) == "plain")
            && foreign::is_foreign(scene.text, k - 1)
        // "Nguyễn Văn An Hà Nội", but "Trần Thị Khánh Hòa", "đồng chí Trần Thụy Cẩm Lệ,"
        || hits.at(k, Class::Place).is_some_and(|h| {
            k >= i + 2
                && h.span.len() > 1
                && !MARKERS.contains(&scene.text.key(k - 1))
                && !(k == i + 2 && end::is_given(scene, i, h.span))
        })
}

/// Whether token `k` begins a word before which names end.
pub(super) fn is_stop(scene: &Scene<'_>, k: usize) -> bool {
    let Some(hit) = scene.hits.at(k, Class::NameStop) else { return false };
    // "Ông Thị Lài": a family name that is a form of address elsewhere
    if scene.hits.at(k, Class::Surname).is_some_and(|h| h.span.len() > 1) {
        return false;
    }
    match scene.value(hit) {
        "word" => true,
        // "Vũ Văn Viện cho biết", but "Nguyễn Văn An Viện Khoa học"
        "body" => {
            let next = scene.text.get(hit.span.end());
            next.is_some_and(|t| t.is_capital() && !t.starts_sentence()) || caps_line(scene, k)
        }
        _ => caps_line(scene, k),
    }
}

/// Whether token `k` stands in a line of capitals, where case tells nothing.
pub(super) fn caps_line(scene: &Scene<'_>, k: usize) -> bool {
    let text = scene.text;
    text.kind(k) == Kind::AllCaps
        && (text.kind(k + 1) == Kind::AllCaps || k > 0 && text.kind(k - 1) == Kind::AllCaps)
}

/// One past the syllable that begins at token `k`: "H'Hen" and "Geun-hye" are three tokens and one; initials and
/// particles of foreign names count with the word before them.
pub(super) fn after_syllable(scene: &Scene<'_>, k: usize) -> usize {
    let text = scene.text;
    let glued = |k: usize| text.glued(k);
    if text.key(k + 1) == w!("'")
        && glued(k + 1)
        && glued(k + 2)
        && text.get(k + 2).is_some_and(|t| t.is_word())
        && letters(text.get(k)) <= 2
    {
        return k + 3;
    }
    // "Geun-hye", "Broekers-Knol"
    if text.key(k + 1) == w!("-")
        && glued(k + 1)
        && glued(k + 2)
        && text.get(k + 2).is_some_and(|t| {
            t.kind == Kind::Lower || t.kind == Kind::Capital && foreign::is_foreign(text, k + 2)
        })
    {
        return k + 3;
    }
    // "George W. Bush", "George H.W. Bush", "Konstantin V.Vnukov"
    let mut end = k;
    while letters(text.get(end)) == 1
        && text.get(end).is_some_and(Token::is_capital)
        && text.key(end + 1) == w!(".")
        && glued(end + 1)
    {
        end += 2;
    }
    if end > k
        && text.get(end).is_some_and(|t| t.is_capital() && !t.starts_sentence() && letters(Some(t)) > 1)
        && k > 0
        && foreign::is_foreign(text, k - 1)
    {
        return end;
    }
    // "Nguyễn Thị H.G", "J.K Rowling"; not "H.E Gerald Burton", which is an address
    let address = text.key(k) == w!("h") && text.key(end) == w!("e");
    let single = letters(text.get(end)) == 1 && text.get(end).is_some_and(Token::is_capital) && glued(end);
    if end > k && k > 0 && single && !address {
        return end + 1;
    }
    // "Trần V.H. khai"
    if end > k + 2 && k > 0 && text.get(k - 1).is_some_and(Token::is_capital) {
        return end - 1;
    }
    foreign::after_particle(scene, k + 1)
}

/// Letters of a token, roughly: bytes for one letter without a mark.
pub(super) fn letters(token: Option<&Token>) -> usize {
    token.map_or(0, |t| if t.key.is_packed() { t.key.letters() } else { (t.end - t.start) as usize })
}

/// The family name that begins at token `i`.
pub(super) fn surname(scene: &Scene<'_>, i: usize) -> Option<(Hit, Strength)> {
    let hit = scene.hits.at(i, Class::Surname)?;
    let strong = scene.value(hit) == "strong";
    Some((hit, if strong { Strength::Strong } else { Strength::Weak }))
}

/// "JETRO Hiroyuki", "HĐQT Oceanbank": capitals throughout beside a word with one are no name.
pub(super) fn is_mixed(scene: &Scene<'_>, n: &Name) -> bool {
    let kinds = |k: usize| scene.text.kind(k);
    let caps = (n.span.first()..n.span.end()).any(|k| kinds(k) == Kind::AllCaps);
    caps && (n.span.first()..n.span.end())
        .any(|k| matches!(kinds(k), Kind::Capital | Kind::Mixed) && letters(scene.text.get(k)) > 1)
}

/// Middle names that stand nowhere else between capitals.
const MARKERS: [Key; 3] = [w!("thị"), w!("văn"), w!("hữu")];

/// "Thị" and "Văn" stand in names and nowhere else between capitals.
pub(super) fn has_marker(scene: &Scene<'_>, name: &Name) -> bool {
    (name.span.first() + 1..name.span.end().saturating_sub(1)).any(|k| MARKERS.contains(&scene.text.key(k)))
}
