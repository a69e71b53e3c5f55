//! Lines, paragraphs and sentences.
//!
//! A line break ends a paragraph unless the text is hard-wrapped or the next line goes on in lower case. A
//! full stop ends a sentence unless it belongs to a short form ("TS. Nguyễn"), a number ("16.5.2023"), an
//! initial or a list number, or the text goes on in lower case.

use super::cut::Cut;
use super::key::Key;
use super::span::TokenSpan;
use super::token::{Kind, Token};
use super::wrap::Wrap;
use crate::w;

/// Short forms whose full stop ends no sentence, when they begin with a capital letter.
const CAPITAL_SHORT: [Key; 35] = [
    w!("ts"),
    w!("ub"),
    w!("pgs"),
    w!("gs"),
    w!("ths"),
    w!("th"),
    w!("tp"),
    w!("tx"),
    w!("tt"),
    w!("q"),
    w!("p"),
    w!("h"),
    w!("bs"),
    w!("ks"),
    w!("cn"),
    w!("vs"),
    w!("kts"),
    w!("tskh"),
    w!("ncs"),
    w!("st"),
    w!("mr"),
    w!("mrs"),
    w!("ms"),
    w!("dr"),
    w!("no"),
    w!("km"),
    w!("kt"),
    w!("tm"),
    w!("tl"),
    w!("tuq"),
    w!("ds"),
    w!("ls"),
    w!("bscki"),
    w!("bsckii"),
    w!("đ"),
];

/// Short forms whose full stop ends no sentence in any case.
const ANY_SHORT: [Key; 5] = [w!("tr"), w!("vv"), w!("v"), w!("đc"), w!("stt")];

/// Tokens after which a sentence ends whatever stands there. No sentence of an article is as long, and rules
/// that look around in their sentence take no longer for a text without stops.
const LONGEST: usize = 1_500;

/// Marks the first token of every paragraph and sentence and returns the sentences in order.
pub(crate) fn segment(norm: &str, cut: &mut Cut) -> Vec<TokenSpan> {
    let Cut { tokens, places, .. } = cut;
    mark_paragraphs(norm, tokens, places);
    let mut sentences = Vec::with_capacity(places.len() / 2);
    let mut start = 0;
    for i in places.iter().map(|&i| i as usize).chain([tokens.len()]) {
        // A sentence that is too long ends on the way.
        while i - start > LONGEST {
            sentences.push(TokenSpan::new(start, start + LONGEST));
            start += LONGEST;
            tokens[start].flags |= Token::SENTENCE;
        }
        let Some(token) = tokens.get(i) else { break };
        if i == 0 || i - start == LONGEST || token.starts_paragraph() || ends_before(tokens, i) {
            tokens[i].flags |= Token::SENTENCE;
            if i > start {
                sentences.push(TokenSpan::new(start, i));
            }
            start = i;
        }
    }
    if start < tokens.len() {
        sentences.push(TokenSpan::new(start, tokens.len()));
    }
    sentences
}

/// Marks the first token of every paragraph; `places` are those of the [`Cut`].
fn mark_paragraphs(norm: &str, tokens: &mut [Token], places: &[u32]) {
    let wrap = Wrap::of(norm);
    // Whether all lines so far are of one title.
    let mut titled = true;
    for i in places.iter().map(|&i| i as usize) {
        if !tokens.get(i).is_some_and(Token::starts_line) {
            continue;
        }
        let hard = i == 0 || {
            let (before, here) = (tokens[i - 1], tokens[i]);
            let gap = norm.get(before.end as usize..here.start as usize).unwrap_or("\n\n");
            let blank_line = gap.bytes().filter(|&b| b == b'\n').count() > 1;
            let filled = !blank_line && wrap.filled(norm, before.end as usize, here.start as usize);
            blank_line || is_terminal(before) && (!filled || opens_item(tokens, i)) || {
                let goes_on = here.kind == Kind::Lower || before.key == w!(",");
                !(goes_on
                    || filled
                    || wrap.full(norm, before.end as usize)
                    || breaks_name(tokens, i)
                    || titled && title_goes_on(tokens, i))
            }
        };
        titled &= i == 0 || !hard;
        if hard {
            tokens[i].flags |= Token::PARAGRAPH;
        }
    }
}

/// Whether a person's name goes on in the line that begins at token `i`: no name ends with a family name behind a form of
/// address ("đồng chí Nguyễn | Thúy Hòa"), or with "Văn" or "Thị" right behind a family name ("Vừ Văn | Thắng").
fn breaks_name(tokens: &[Token], i: usize) -> bool {
    // Shorter lines are signatures and lists of names.
    const LEAST: usize = 4;
    let Some(line) = tokens.get(i.saturating_sub(LEAST)..i).filter(|l| l.len() == LEAST) else {
        return false;
    };
    if line.iter().skip(1).any(Token::starts_paragraph)
        || tokens.get(i).is_none_or(|t| t.kind != Kind::Capital)
    {
        return false;
    }
    let [_, address, family, last] = line else { return false };
    let led = |t: &Token| [w!("chí"), w!("ông"), w!("bà")].contains(&t.key);
    let middle = [w!("văn"), w!("thị")].contains(&last.key) && family.kind == Kind::Capital;
    last.kind == Kind::Capital
        && (middle && address.kind == Kind::Lower
            || led(family) && family.kind == Kind::Lower && FAMILIES.contains(&last.key))
}

/// The most frequent family names that are hardly ever given names, as "Hoàng" and "Vũ" are.
const FAMILIES: [Key; 10] = [
    w!("nguyễn"),
    w!("trần"),
    w!("lê"),
    w!("phạm"),
    w!("huỳnh"),
    w!("phan"),
    w!("võ"),
    w!("đặng"),
    w!("bùi"),
    w!("đỗ"),
];

/// Most tokens of a title that is broken over lines.
const TITLE: usize = 60;

/// Whether a title goes on in the line that begins at token `i`: the line before it cannot have ended ("… của Chi bộ"),
/// or both are in capitals and the second does not begin something of its own, as the head of minutes does.
fn title_goes_on(tokens: &[Token], i: usize) -> bool {
    if i >= TITLE {
        return false;
    }
    let Some(rest) = tokens.get(i..) else { return false };
    let end = rest.iter().skip(1).position(Token::starts_line).map_or(rest.len(), |k| k + 1);
    let (above, line) = (&tokens[..i], &rest[..end]);
    let opens = |words: &[Key]| line.iter().map(|t| t.key).take(words.len()).eq(words.iter().copied());
    let hangs = |words: &&[Key]| {
        above.len() >= words.len() && {
            above[above.len() - words.len()..].iter().map(|t| t.key).eq(words.iter().copied())
        }
    };
    // What is closed by a full stop, holds a day or is long is a paragraph.
    let plain = line.last().is_some_and(|t| t.is_word() || t.kind == Kind::Number)
        && line.len() <= TITLE / 2
        && line.first().is_some_and(|t| t.is_word() && t.key != w!("ngày"))
        && !line.iter().any(|t| t.key == w!("/") || t.key == w!(":"));
    let in_capitals = |line: &[Token]| {
        line.iter().all(|t| matches!(t.kind, Kind::AllCaps | Kind::Sign | Kind::Number)) && line.len() > 2
    };
    let own = OWN_LINE.iter().any(|words| opens(words));
    plain && !own && (HANGING.iter().any(hangs) || in_capitals(above) && in_capitals(line))
}

/// Words with which no line of a title ends.
const HANGING: [&[Key]; 12] = [
    &[w!("chi"), w!("bộ")],
    &[w!("đảng"), w!("bộ")],
    &[w!("đảng"), w!("ủy")],
    &[w!("bộ"), w!("viện")],
    &[w!("bộ"), w!("trường")],
    &[w!("bộ"), w!("trung"), w!("tâm")],
    &[w!("bộ"), w!("phòng")],
    &[w!("bộ"), w!("khoa")],
    &[w!("của")],
    &[w!("và")],
    &[w!("thuộc")],
    &[w!("về")],
];

/// Words that open a line of its own below another in capitals: the next body, or the name of a document.
const OWN_LINE: [&[Key]; 12] = [
    &[w!("chi"), w!("bộ")],
    &[w!("đảng"), w!("bộ")],
    &[w!("đảng"), w!("ủy")],
    &[w!("đảng"), w!("cộng"), w!("sản")],
    &[w!("cộng"), w!("hòa")],
    &[w!("độc"), w!("lập")],
    &[w!("ban"), w!("chấp"), w!("hành")],
    &[w!("biên"), w!("bản")],
    &[w!("nghị"), w!("quyết")],
    &[w!("báo"), w!("cáo")],
    &[w!("kế"), w!("hoạch")],
    &[w!("số")],
];

fn is_terminal(t: Token) -> bool {
    t.kind == Kind::Sign
        && [w!("."), w!("!"), w!("?"), w!(":"), w!(";"), w!("…"), w!("\""), w!(")")].contains(&t.key)
}

/// Whether an item of a list begins at token `i`: "- Về …", "+ …", "1. …", "a) …".
fn opens_item(tokens: &[Token], i: usize) -> bool {
    let mark = tokens.get(i).is_some_and(|t| t.kind == Kind::Sign && t.key != w!("\"") && t.key != w!("("));
    let counted = tokens.get(i + 1).is_some_and(|t| !t.after_blank() && [w!("."), w!(")")].contains(&t.key));
    mark || counted && tokens.get(i).is_some_and(|t| t.end - t.start <= 2)
}

/// Whether a sentence ends right before token `i`.
fn ends_before(tokens: &[Token], i: usize) -> bool {
    if tokens[i - 1].kind != Kind::Sign {
        return false;
    }
    let here = tokens[i];
    // Closing signs belong to the sentence that they close.
    if is_closing(here) {
        return false;
    }
    let mut k = i - 1;
    while k > 0 && is_closing(tokens[k]) && !tokens[k].starts_paragraph() {
        k -= 1;
    }
    let stop = tokens[k];
    if stop.kind != Kind::Sign {
        return false;
    }
    if stop.key == w!("!") || stop.key == w!("?") || stop.key == w!("…") {
        return here.kind != Kind::Lower && here.after_blank();
    }
    if stop.key != w!(".") || k == 0 || here.kind == Kind::Lower {
        return false;
    }
    let before = tokens[k - 1];
    if !here.after_blank() {
        // "bộ phận.Trong năm": a forgotten blank; "T.Ư", "16.5", "PGS.TS" are none.
        let word = before.kind == Kind::Lower && before.end - before.start > 1;
        // "con thứ 3.Kết quả"
        let counted = before.kind == Kind::Number && k > 1 && tokens[k - 2].kind == Kind::Lower;
        return (word || counted) && here.kind == Kind::Capital && here.end - here.start > 1;
    }
    match before.kind {
        Kind::Lower => !ANY_SHORT.contains(&before.key),
        Kind::Capital | Kind::AllCaps | Kind::Mixed => {
            let single = before.end - before.start <= 2 && before.key.letters() == 1;
            !(single || CAPITAL_SHORT.contains(&before.key) || ANY_SHORT.contains(&before.key))
        }
        Kind::Number => !before.starts_line(),
        Kind::Sign => true,
    }
}

fn is_closing(t: Token) -> bool {
    t.kind == Kind::Sign
        && !t.after_blank()
        && (t.key == w!("\"") || t.key == w!(")") || t.key == w!("]") || t.key == w!("'"))
}
