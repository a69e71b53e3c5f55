//! A number that may count something: its value, how it is written, and whether it rather names something.

use crate::extract::{Room, Scene};
use crate::lexicon::{Class, number};
use crate::record::Approx;
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

/// What the word before a number says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// Nothing against a count.
    Free,
    /// A proper name, which a number may end: "Lữ đoàn Công binh 72".
    Proper,
    /// A noun that is usually numbered, but may also hold a count: "lớp 12", "lớp 40 học sinh".
    Unless,
    /// A noun that is always numbered: "tầng 7", "Điều 6".
    Always,
}

/// A number in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figure {
    pub(super) value: f64,
    /// First token.
    pub(super) start: usize,
    /// One past the last token, the bracket with the other notation included.
    pub(super) end: usize,
    /// Written in words.
    pub(super) words: bool,
    /// "05": a number written so counts.
    pub(super) leading_zero: bool,
    /// Four digits that look like a year.
    pub(super) year: bool,
    /// "năm" stands before it.
    pub(super) after_year: bool,
    pub(super) before: Before,
    pub(super) disagrees: Option<f64>,
}

impl Figure {
    pub(super) fn span(self) -> TokenSpan {
        TokenSpan::new(self.start, self.end)
    }

    /// Whether a noun of this kind may follow, given what stands before.
    pub(super) fn admits(self, kind: &str) -> bool {
        let measured = matches!(kind, "percent" | "money" | "size");
        if self.year && self.after_year {
            return false;
        }
        if self.year && !measured && kind != "person" {
            return false;
        }
        match self.before {
            Before::Free => true,
            Before::Proper => kind != "weak",
            Before::Unless => measured || kind == "person" || self.leading_zero && kind != "weak",
            Before::Always => measured,
        }
    }
}

/// The number that starts at token `i`; `None` where the token belongs to another room, to a greater number or
/// to a code, or where the word is no number here.
pub(super) fn at(scene: &Scene<'_>, i: usize) -> Option<Figure> {
    let text = scene.text;
    // An organization may take a number too much ("xuất bản 02" is no village): the word before it decides.
    let room = scene.taken(i);
    if room.is_some_and(|r| !matches!(r, Room::Count | Room::Meeting | Room::Organization)) {
        return None;
    }
    let token = text.get(i)?;
    if token.kind == Kind::Number {
        if is_inside(scene, i) {
            return None;
        }
    } else if !is_number_word(scene, i) {
        return None;
    }
    let n = number::amount(text, i)?;
    if n.value <= 0.0 {
        return None;
    }
    let mut end = n.end;
    let digits = token.end - token.start;
    let leading_zero = !n.words && digits > 1 && text.slice(TokenSpan::new(i, i + 1)).starts_with('0');
    // Telephones and codes.
    if !n.words && (digits > 8 || leading_zero && digits > 2) {
        return None;
    }
    // "hai (02)", "05 (năm)": the same number twice.
    let mut disagrees = None;
    if text.key(end) == w!("(")
        && let Some(m) = number::read(text, end + 1)
        && m.words != n.words
        && text.key(m.end) == w!(")")
    {
        disagrees = (m.value != n.value).then_some(m.value);
        end = m.end + 1;
    }
    if !n.words && end == n.end && is_code(scene, end) {
        return None;
    }
    let year = !n.words && n.end == i + 1 && digits == 4 && (1900.0..2100.0).contains(&n.value);
    Some(Figure {
        value: n.value,
        start: i,
        end,
        words: n.words,
        leading_zero,
        year,
        after_year: i > 0 && text.key(i - 1) == w!("năm"),
        before: match before(scene, i) {
            Before::Unless | Before::Proper if room == Some(Room::Organization) => Before::Always,
            other => other,
        },
        disagrees,
    })
}

/// Whether the digits at token `i` are the rest of something longer: "16.5", "A12", "K19", "12-15".
fn is_inside(scene: &Scene<'_>, i: usize) -> bool {
    let text = scene.text;
    let Some(p) = i.checked_sub(1).and_then(|k| text.get(k)) else { return false };
    if !text.glued(i) {
        // "1900 6769", "5 tỷ 120 triệu": one number in two runs of digits.
        return p.kind == Kind::Number && !text.get(i).is_some_and(|t| t.starts_line())
            || SCALES.contains(&p.key) && i >= 2 && text.kind(i - 2) == Kind::Number;
    }
    if p.is_word() {
        // "kết nạp15 đảng viên" is a slip; "K19", "Q1" are codes.
        return !(p.kind == Kind::Lower && p.end - p.start > 3);
    }
    if p.kind == Kind::Number {
        return true;
    }
    // "2 cá nhân,4 tập thể", "trong đó:25 bài": only the blank is missing.
    let word = i.checked_sub(2).and_then(|k| text.get(k)).filter(|t| t.is_word());
    if [w!(","), w!(":")].contains(&p.key)
        && word.is_some_and(|t| t.kind == Kind::Lower || counts(scene, i + 1))
    {
        return false;
    }
    let joins = [w!("."), w!(","), w!("/"), w!("-"), w!(":"), w!("_"), w!("+"), w!("#"), w!("@")];
    joins.contains(&p.key) && text.glued(i - 1) && i >= 2 && text.kind(i - 2) != Kind::Sign
}

/// Whether a noun that is counted stands at token `i`, and not in the name of a place ("156 Xã Đàn").
fn counts(scene: &Scene<'_>, i: usize) -> bool {
    scene.text.kind(i) == Kind::Lower && scene.hits.at(i, Class::Counted).is_some()
}

const SCALES: [Key; 5] = [w!("tỷ"), w!("triệu"), w!("nghìn"), w!("ngàn"), w!("vạn")];

/// Whether digits that end before token `end` go on as a code, a score, a date or a telephone: "12A", "16.5.2023",
/// "10:42", "22/KH".
fn is_code(scene: &Scene<'_>, end: usize) -> bool {
    let text = scene.text;
    if !text.glued(end) {
        return false;
    }
    let Some(t) = text.get(end) else { return false };
    if t.is_word() {
        // "930mẫu", "600.000đ" are nouns glued on.
        let noun = scene.hits.at(end, Class::Counted).is_some();
        return !(noun
            || t.key == w!("đ")
            || t.key == w!("đồng")
            || t.key == w!("VNĐ")
            || SCALES.contains(&t.key));
    }
    let next_number = text.glued(end + 1) && text.kind(end + 1) == Kind::Number;
    match t.key {
        k if k == w!(".") || k == w!(":") || k == w!(",") => next_number,
        k if k == w!("/") => text.glued(end + 1) && text.get(end + 1).is_some_and(|t| t.is_capital()),
        k if k == w!("-") => text.glued(end + 1) && text.get(end + 1).is_some_and(|t| t.is_capital()),
        k if k == w!("h") || k == w!("°") => true,
        _ => false,
    }
}

/// Whether a number word at token `i` is a number here: "năm" is also year, "Ba" a name.
fn is_number_word(scene: &Scene<'_>, i: usize) -> bool {
    let text = scene.text;
    let Some(t) = text.get(i) else { return false };
    // "Hai Bà Trưng" after a comma is a name.
    let first = t.starts_sentence()
        || t.starts_line()
        || i == 0
        || [w!("\""), w!(":"), w!("-"), w!("("), w!("•"), w!("+")].contains(&text.key(i - 1));
    if t.is_capital() && !first {
        return false;
    }
    // "(Hai Bà Trưng, Hà Nội)": a name wherever it begins.
    if t.kind == Kind::Capital && text.get(i + 1).is_some_and(|n| n.kind == Kind::Capital) {
        return false;
    }
    if i > 0 && !t.starts_paragraph() {
        const VAGUE: [Key; 9] = [
            w!("hàng"),
            w!("vài"),
            w!("mấy"),
            w!("dăm"),
            w!("thứ"),
            w!("từng"),
            w!("phần"),
            w!("tháng"),
            w!("lớp"),
        ];
        let p = text.key(i - 1);
        // Inside a longer number, or one of several ("dăm bảy").
        if VAGUE.contains(&p) || scene.hits.covering(i - 1, Class::Number).is_some() {
            return false;
        }
        // "hai, ba đêm": the second half.
        if p == w!(",") && i >= 2 && scene.hits.covering(i - 2, Class::Number).is_some() {
            let digits = text.kind(i - 2) == Kind::Number;
            return digits;
        }
    }
    if t.key == w!("năm") {
        // Five only where a quantity is due: "gồm năm đồng chí", "(năm)"; "trong năm Chi bộ" is the year.
        const DUE: [Key; 14] = [
            w!("có"),
            w!("gồm"),
            w!("của"),
            w!("là"),
            w!("bầu"),
            w!("với"),
            w!("tặng"),
            w!("nạp"),
            w!("cử"),
            w!("hơn"),
            w!("gần"),
            w!("thêm"),
            w!("được"),
            w!("và"),
        ];
        let due = i > 0 && DUE.contains(&text.key(i - 1));
        let goes_on = scene.hits.at(i + 1, Class::Counted).is_some_and(|h| scene.value(h) == "person")
            || [w!("mươi"), w!("trăm"), w!("nghìn"), w!("triệu"), w!("tỷ")].contains(&text.key(i + 1))
            || text.key(i + 1) == w!("(");
        return goes_on
            && (due
                || text.key(i + 1) != text.key(i)
                    && [w!("mươi"), w!("trăm"), w!("("), w!("nghìn"), w!("triệu"), w!("tỷ")]
                        .contains(&text.key(i + 1)));
    }
    // "hai, ba đêm", "một hai": not exact.
    let after = number::read(text, i).map_or(i + 1, |n| n.end);
    let next = if text.key(after) == w!(",") { after + 1 } else { after };
    let vague = scene.hits.at(next, Class::Number).is_some()
        && text.kind(next) != Kind::Number
        && text.key(next) != w!("năm")
        && !text.get(next).is_some_and(|t| t.starts_sentence() || t.is_capital())
        && !SCALES.contains(&text.key(after));
    !vague
}

/// What the words before token `i` say.
fn before(scene: &Scene<'_>, i: usize) -> Before {
    let text = scene.text;
    let Some(t) = text.get(i) else { return Before::Free };
    if i == 0 || t.starts_sentence() || t.starts_line() {
        return Before::Free;
    }
    if let Some(h) = scene.hits.before(i, Class::Numbered) {
        // "mỗi tháng 2 buổi" counts.
        const EACH: [Key; 6] = [w!("mỗi"), w!("hằng"), w!("hàng"), w!("toàn"), w!("từng"), w!("cả")];
        let each = h.span.first() > 0 && EACH.contains(&text.key(h.span.first() - 1));
        return match scene.value(h) {
            "free" => Before::Free,
            _ if each => Before::Free,
            "always" => Before::Always,
            _ => Before::Unless,
        };
    }
    match text.get(i - 1) {
        Some(p) if p.is_capital() && !p.starts_sentence() => Before::Proper,
        _ => Before::Free,
    }
}

/// The bound or estimate that the words before token `start`, or behind token `end`, make of a figure.
pub(super) fn approx(scene: &Scene<'_>, start: usize, end: usize) -> Option<Approx> {
    let text = scene.text;
    let code = |v: &str| match v {
        "at_least" => Some(Approx::AtLeast),
        "at_most" => Some(Approx::AtMost),
        "about" => Some(Approx::About),
        _ => None,
    };
    // A few tokens may stand between: "80% chi bộ trở lên".
    for k in end..end + 4 {
        if text.get(k).is_none_or(|t| t.kind == Kind::Sign || t.starts_paragraph()) {
            break;
        }
        if let Some(h) = scene.hits.at(k, Class::Approx)
            && let Some(a) = scene.value(h).strip_prefix("after:").and_then(code)
        {
            return Some(a);
        }
    }
    let h = scene.hits.before(start, Class::Approx)?;
    let first = h.span.first();
    // "không thể tổ chức quá hai cuộc": a bound above, wherever the negation stands in the clause.
    if h.span.len() == 1 && text.key(first) == w!("quá") {
        let denied = (first.saturating_sub(5)..first)
            .rev()
            .take_while(|&k| text.kind(k) != Kind::Sign)
            .any(|k| text.key(k) == w!("không"));
        return Some(if denied { Approx::AtMost } else { Approx::AtLeast });
    }
    // "tập trung trên 6 nhiệm vụ": on, not above.
    if text.key(first) == w!("trên") && first > 0 && text.key(first - 1) == w!("trung") {
        return None;
    }
    // "54 bài trên 09 tạp chí": in, not above.
    let journals = (start..end).any(|k| text.matches(k, &[w!("tạp"), w!("chí")]));
    if text.key(first) == w!("trên") && journals && first > 0 {
        let papers = [w!("bài"), w!("báo"), w!("trình"), w!("đăng"), w!("bố")];
        if papers.contains(&text.key(first - 1)) {
            return None;
        }
    }
    // "cao hơn 11 bài" compares.
    let compares = [w!("cao"), w!("thấp"), w!("nhiều"), w!("ít"), w!("lớn"), w!("nhỏ"), w!("kém")];
    if text.key(h.span.first()) == w!("hơn")
        && h.span.first() > 0
        && compares.contains(&text.key(h.span.first() - 1))
    {
        return None;
    }
    code(scene.value(h))
}
