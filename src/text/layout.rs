//! What each paragraph of an article is: title, line of publication, caption, source line, byline, body.
//!
//! Articles are set in one plain way: a title, perhaps a line with the day of publication, paragraphs that end
//! with a full stop, captions that do not, and at the end the author and the source. Nothing is dropped: a
//! caption is text of the article, only marked as one. A short line that shows no sign of being anything else
//! stays body.

use super::cut::Cut;
use super::key::Key;
use super::line_words::{
    AUTHOR_WORDS, CAPTION_WORDS, CREDIT_WORDS, DAY_WORDS, NAME_PARTS, PUBLISHED_WORDS, SHOWN_WORDS,
};
use super::span::TokenSpan;
use super::token::{Kind, Token};
use crate::w;

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineKind {
    /// The heading of the article, its repetition included.
    Title,
    /// "Ngày đăng: 14/01/2025 | Lượt xem: 87"
    Published,
    /// "(Toàn cảnh hội nghị)"
    Caption,
    /// "Nguồn: Trung tâm …"
    Source,
    /// Author, agency, picture credit
    Byline,
    /// Everything else
    Body,
}

/// Paragraphs in order, each with its kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    lines: Vec<(TokenSpan, LineKind)>,
}

impl Layout {
    /// All paragraphs in order. A byline at the end of the last paragraph is a line of its own here.
    #[must_use]
    pub fn lines(&self) -> &[(TokenSpan, LineKind)] {
        &self.lines
    }

    /// The first title.
    #[must_use]
    pub fn title(&self) -> Option<TokenSpan> {
        self.all(LineKind::Title).next()
    }

    /// Every paragraph of a kind.
    pub fn all(&self, kind: LineKind) -> impl Iterator<Item = TokenSpan> {
        self.lines.iter().filter(move |l| l.1 == kind).map(|l| l.0)
    }

    /// Kind of the paragraph that token `i` stands in.
    #[must_use]
    pub fn kind_at(&self, i: usize) -> LineKind {
        let k = self.lines.partition_point(|l| l.0.end() <= i);
        self.lines.get(k).map_or(LineKind::Body, |l| l.1)
    }

    /// The paragraph that token `i` stands in; empty when there is none.
    #[must_use]
    pub fn line_at(&self, i: usize) -> TokenSpan {
        let k = self.lines.partition_point(|l| l.0.end() <= i);
        self.lines.get(k).map_or(TokenSpan::default(), |l| l.0)
    }

    /// Takes over what markup says of the lines. `within` tells whether a line lies in a marked title, in a
    /// marked caption; a text that has marked captions has no others.
    pub(crate) fn mark(&mut self, captioned: bool, within: impl Fn(TokenSpan) -> (bool, bool)) {
        for (line, kind) in &mut self.lines {
            *kind = match within(*line) {
                (true, _) => LineKind::Title,
                (_, true) => LineKind::Caption,
                _ if captioned && *kind == LineKind::Caption => LineKind::Body,
                _ => *kind,
            };
        }
    }

    /// The lines of a normalized text, whose paragraphs and sentences are marked in `cut`.
    pub(crate) fn of(norm: &str, cut: &Cut) -> Self {
        let tokens = &cut.tokens;
        let mut lines = paragraphs(cut);
        let n = lines.len();
        // The day of publication may stand above the title.
        let above = |words: &[Token]| {
            is_published(words) && words.iter().filter(|t| t.kind == Kind::Number).count() >= 3
        };
        let top = usize::from(lines.first().is_some_and(|l| above(&tokens[l.0.first()..l.0.end()])));
        // It may stand between the title and the text, too. One look for all lines: pages may have thousands of days.
        let dated = |r: &TokenSpan| is_published(&tokens[r.first()..r.end()]);
        let mut behind = lines.iter().skip(top + 1).map(|l| l.0);
        let next = behind.find(|r| !dated(r)).map_or(0, TokenSpan::len);
        for k in 0..n {
            let range = lines[k].0;
            let words = &tokens[range.first()..range.end()];
            let from_end = n - k;
            let repeats = (top + 1..12).contains(&k)
                && lines[top].1 == LineKind::Title
                && same_words(tokens, lines[top].0, range);
            let heads = k == top && n > top + 1 && (is_title(words) || is_stopped_title(words, next));
            lines[k].1 = if repeats || heads {
                LineKind::Title
            } else if is_source(words) {
                LineKind::Source
            } else if k < 6 && is_published(words) {
                LineKind::Published
            } else if k > 0 && is_credit(words) || from_end <= 4 && k > 0 && is_signature(words) {
                LineKind::Byline
            } else if k > 0
                && is_caption(norm, words)
                && !(k == top + 1 && words.len() > LEAD && !is_credited(words))
            {
                LineKind::Caption
            } else {
                LineKind::Body
            };
        }
        split_trailing_signature(tokens, &mut lines);
        Self { lines }
    }
}

fn paragraphs(cut: &Cut) -> Vec<(TokenSpan, LineKind)> {
    let mut out = Vec::new();
    let mut start = 0;
    let starts = cut.places.iter().map(|&i| i as usize);
    let starts = starts.filter(|&i| cut.tokens.get(i).is_some_and(Token::starts_paragraph));
    for i in starts.chain([cut.tokens.len()]).filter(|&i| i > 0) {
        out.push((TokenSpan::new(start, i), LineKind::Body));
        start = i;
    }
    out
}

/// Ends in the middle of nothing: no full stop.
fn is_open(words: &[Token]) -> bool {
    words.last().is_some_and(|t| {
        t.kind != Kind::Sign
            || ![w!("."), w!("!"), w!("?"), w!(":"), w!(";"), w!("…"), w!(",")].contains(&t.key)
    })
}

fn is_title(words: &[Token]) -> bool {
    words.len() <= 80
        && (is_open(words) || words.last().is_some_and(|t| t.key == w!("?") || t.key == w!("!")))
}

/// A title that ends with a full stop: one short sentence without a day or a verb in the past, above a paragraph of at
/// least twice its length.
fn is_stopped_title(words: &[Token], next: usize) -> bool {
    let stop = |t: &Token| [w!("."), w!(":"), w!(";"), w!("…")].contains(&t.key);
    let Some((last, inner)) = words.split_last() else { return false };
    let day = inner.windows(2).any(|p| p[0].kind == Kind::Number && p[1].key == w!("/"));
    let told = inner.iter().any(|t| [w!("đã"), w!("vừa"), w!("ngày")].contains(&t.key));
    last.key == w!(".")
        && (4..=30).contains(&words.len())
        && next >= words.len() * 2
        && !inner.iter().any(stop)
        && !day
        && !told
}

fn same_words(tokens: &[Token], a: TokenSpan, b: TokenSpan) -> bool {
    let keys =
        |r: TokenSpan| tokens[r.first()..r.end()].iter().filter(|t| t.kind != Kind::Sign).map(|t| t.key);
    keys(a).eq(keys(b))
}

fn starts_with(words: &[Token], keys: &[Key]) -> bool {
    words.len() >= keys.len() && words.iter().zip(keys).all(|(t, &k)| t.key == k)
}

/// A credit or a source line, whatever stands around it.
#[cfg(feature = "formats")]
pub(super) fn is_credit_or_source(words: &[Token]) -> bool {
    is_credit(words) || is_source(words)
}

/// "Nguồn: …", in a line of its own.
fn is_source(words: &[Token]) -> bool {
    words.len() <= 40
        && (starts_with(words, &[w!("nguồn"), w!(":")])
            || starts_with(words, &[w!("("), w!("nguồn"), w!(":")]))
}

/// A day, a time, and nothing that tells of anything.
fn is_published(words: &[Token]) -> bool {
    if words.len() > 28 {
        return false;
    }
    let numbers = words.iter().filter(|t| t.kind == Kind::Number).count();
    let is_other =
        |t: &&Token| t.is_word() && !DAY_WORDS.contains(&t.key) && !PUBLISHED_WORDS.contains(&t.key);
    let others = words.iter().filter(is_other).count();
    // "LÒ THỊ MẨY 17/01/2018 08:51": the author before the day
    let names = words.iter().take_while(|t| t.is_capital()).count();
    let signed = numbers >= 3
        && (2..=5).contains(&names)
        && others == names
        && words.get(names).is_some_and(|t| t.kind == Kind::Number || t.key == w!("-"));
    signed || numbers >= 2 && others <= 2 && others * 3 <= words.len()
}

/// "Tin, ảnh: …", "(Ảnh: N.H)", "Bài và ảnh: …", "Tác giả: …", "BBT"
fn is_credit(words: &[Token]) -> bool {
    let mut inner = words;
    while inner.first().is_some_and(|t| t.key == w!("(")) {
        inner = &inner[1..];
    }
    if inner.len() > 14 {
        return false;
    }
    let colon = inner.iter().take(6).position(|t| t.key == w!(":"));
    let head = &inner[..colon.unwrap_or(0)];
    let short = inner.len() - colon.map_or(0, |c| c + 1) <= 8;
    // "Ảnh: Đồng chí A phát biểu" tells what a picture shows.
    let first = colon.map_or(0, |c| c + 1);
    // "Ảnh: Quang Hiếu" is a name.
    let part = inner.get(first + 1).is_some_and(Token::is_capital);
    let address = |t: &Token| [w!("ông"), w!("bà")].contains(&t.key);
    let shown = |t: &Token| SHOWN_WORDS.contains(&t.key) && (!part || address(t));
    let named = inner.get(first).is_some_and(|t| t.is_capital() && !shown(t));
    (!head.is_empty()
        && short
        && named
        && (head.iter().all(|t| CREDIT_WORDS.contains(&t.key))
            || head.iter().all(|t| AUTHOR_WORDS.contains(&t.key))))
        || (inner.len() <= 2 && inner.first().is_some_and(|t| t.key == w!("bbt")))
}

/// Two to eight capitals and nothing else: the author under the text.
fn is_signature(words: &[Token]) -> bool {
    let mut inner = words;
    if inner.first().is_some_and(|t| t.key == w!("(")) && inner.last().is_some_and(|t| t.key == w!(")")) {
        inner = &inner[1..inner.len() - 1];
    }
    if inner.first().is_some_and(|t| t.key == w!("theo")) {
        inner = &inner[1..];
    }
    if inner.len() > 12 {
        return false;
    }
    let names = inner.iter().filter(|t| t.is_capital()).count();
    (1..=9).contains(&names)
        && inner.last().is_some_and(|t| t.is_word() || t.key == w!(")") || t.key == w!("."))
        && inner.iter().all(|t| t.is_capital() || NAME_PARTS.contains(&t.key))
        && !inner
            .iter()
            .any(|t| CAPTION_WORDS.contains(&t.key) && t.kind == Kind::Capital && t.key != w!("ảnh"))
}

/// Longer lines without a full stop in which something has happened are text, in tokens.
const TELLING: usize = 24;

/// Tokens from which the line below the title is a lead: many a newspaper sets it without a full stop.
const LEAD: usize = 20;

/// "…. Ảnh: K.S" at the end of the line.
fn is_credited(words: &[Token]) -> bool {
    words.windows(2).rev().take(8).any(|p| p[0].key == w!("ảnh") && p[0].is_capital() && p[1].key == w!(":"))
}

/// A short line without a full stop that names what a picture shows, or a line in brackets.
fn is_caption(norm: &str, words: &[Token]) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    if words.len() > 45 {
        return false;
    }
    if first.key == w!("ảnh") && words.get(1).is_some_and(|t| t.key == w!(":") || t.key == w!("minh")) {
        return true;
    }
    let bracketed = first.key == w!("(") && last.key == w!(")");
    if bracketed {
        return words.iter().filter(|t| t.key == w!("(")).count() == 1;
    }
    if is_credited(words) {
        return true;
    }
    let starts = first.is_capital() || first.key == w!("\"") || first.key == w!("đ");
    let heading =
        norm.get(first.start as usize..last.end as usize).is_some_and(|s| !s.chars().any(char::is_lowercase));
    // "Sau thời gian phấn đấu …, đ/c … đã được kết nạp" tells of something.
    let tells = words.len() > TELLING && words.iter().any(|t| t.key == w!("đã"));
    let list = words.get(1).is_some_and(|t| {
        (t.key == w!(".") || t.key == w!(")")) && words.len() > 2 && first.end - first.start <= 3
    });
    // A paragraph whose last full stop was forgotten.
    let several = words.iter().skip(1).any(|t| t.starts_sentence());
    is_open(words)
        && starts
        && !several
        && !heading
        && !list
        && !tells
        && words.len() >= 3
        && words.iter().any(|t| CAPTION_WORDS.contains(&t.key))
}

/// "… đúng quy định pháp luật. Hiền Thu": the author behind the last full stop.
fn split_trailing_signature(tokens: &[Token], lines: &mut Vec<(TokenSpan, LineKind)>) {
    let Some(&(range, LineKind::Body)) = lines.last() else { return };
    let words = &tokens[range.first()..range.end()];
    let ends = |k: usize| {
        let stop = |t: &Token| [w!("."), w!("!"), w!("?"), w!("…"), w!("\"")].contains(&t.key);
        // "T.Lê", "VOV.VN": the full stop is of the name.
        let inside = words[k].key == w!(".")
            && words.get(k + 1).is_some_and(|t| t.is_capital() && !t.after_blank())
            && k > 0
            && words[k - 1].is_capital();
        stop(&words[k]) && !inside
    };
    let Some(stop) = (0..words.len()).rev().find(|&k| ends(k)) else { return };
    // Of "V.H" alone it cannot be told whether it is a name or a short form.
    let tail = &words[stop + 1..];
    let at = range.first() + stop + 1;
    if stop > 8
        && (1..=8).contains(&tail.len())
        && tail.iter().filter(|t| t.is_word()).count() <= 6
        && tail.iter().any(|t| t.end - t.start > 1)
        && is_signature(tail)
    {
        if let Some(l) = lines.last_mut() {
            l.0 = TokenSpan::new(range.first(), at);
        }
        lines.push((TokenSpan::new(at, range.end()), LineKind::Byline));
    }
}

#[cfg(test)]
mod tests {
    use super::LineKind::{self, Body, Byline, Caption, Published, Source, Title};
    use crate::text::Text;

    const LEAD: &str = "Chiều 21/12/2023, tại hội trường của Viện, Chi bộ Viện Toán đã tổ chức Hội nghị tổng kết công tác \
                        Đảng năm 2023 và bàn nhiệm vụ của năm 2024.";

    fn kinds(text: &str) -> Vec<LineKind> {
        Text::from_source(text).layout().lines().iter().map(|l| l.1).collect()
    }

    #[test]
    fn a_title_may_end_with_a_full_stop() {
        assert_eq!(kinds(&format!("Chi bộ Viện Toán tổng kết công tác năm 2023.\n\n{LEAD}")), [Title, Body]);
        assert_eq!(kinds(&format!("Chi bộ Viện Toán tổng kết công tác năm 2023\n\n{LEAD}")), [Title, Body]);
        assert_eq!(kinds(&format!("Vì sao chi bộ họp ít?\n\n{LEAD}")), [Title, Body]);
    }

    #[test]
    fn a_first_sentence_that_tells_of_something_is_text() {
        for first in [
            "Chi bộ Viện Toán đã tổng kết công tác năm 2023.",
            "Ngày 21/12 Chi bộ Viện Toán tổng kết công tác.",
            "Chi bộ họp. Ai cũng dự.",
        ] {
            assert_eq!(kinds(&format!("{first}\n\n{LEAD}")), [Body, Body], "{first}");
        }
        assert_eq!(kinds("Chi bộ Viện Toán tổng kết công tác năm.\n\nMọi người cùng vui."), [Body, Body]);
    }

    #[test]
    fn lines_around_the_text_are_told_apart() {
        let text = format!(
            "Chi bộ Viện Toán tổng kết\n\nNgày đăng: 22/12/2023\n\n{LEAD}\n\n(Toàn cảnh hội nghị)\n\n{LEAD}\n\n\
             Vừ Thị Dợ\n\nNguồn: Trung tâm Thông tin"
        );
        assert_eq!(kinds(&text), [Title, Published, Body, Caption, Body, Byline, Source]);
    }

    #[test]
    fn the_day_of_publication_may_stand_above_the_title() {
        let text = format!("20/05/2022 - 20:47\n\nĐại hội chi bộ điểm của huyện Nà Mo\n\n{LEAD}");
        assert_eq!(kinds(&text), [Published, Title, Body]);
        let text =
            format!("Đăng vào Thứ ba, ngày 30/07/2019\n\nChi bộ Viện Toán sinh hoạt chuyên đề\n\n{LEAD}");
        assert_eq!(kinds(&text), [Published, Title, Body]);
    }

    #[test]
    fn who_is_shown_did_not_take_the_picture() {
        let text = format!(
            "Chi bộ Viện Toán tổng kết\n\n{LEAD}\n\nẢnh: Đồng chí Vừ Thị Dợ,\n\n{LEAD}\n\nẢnh: Vừ Dợ"
        );
        assert_eq!(kinds(&text), [Title, Body, Caption, Body, Byline]);
    }

    #[test]
    fn a_long_line_in_which_something_has_happened_is_no_caption() {
        let told = "Sau thời gian phấn đấu và được sự giúp đỡ của chi bộ, đồng chí Vừ Thị Dợ, giáo viên lớp lớn, đã được \
                    kết nạp Đảng vào ngày 28 tháng 11 năm 2015";
        assert_eq!(kinds(&format!("Kết nạp đảng viên\n\n{told}\n\n{LEAD}")), [Title, Body, Body]);
    }

    #[test]
    fn full_stops_inside_a_name_at_the_end_are_of_the_name() {
        for name in ["T.Hạnh", "Hoàng Yến/VOV.VN", "Đỗ Quyên (Theo Báo Bản Mới)"] {
            let text = format!("Chi bộ Viện Toán tổng kết công tác năm 2023\n\n{LEAD} {name}");
            let text = Text::from_source(text.as_str());
            let byline = text.layout().all(Byline).next();
            assert_eq!(byline.map(|l| text.slice(l)), Some(name));
        }
    }

    #[test]
    fn a_long_line_with_the_name_of_its_photographer_is_a_caption() {
        let shown = "Các đại biểu và Chi ủy Chi bộ Văn phòng, Đoàn Thanh niên huyện Tân Lạc nhiệm kỳ 2020 - 2022 chụp \
                     ảnh lưu niệm cùng lãnh đạo huyện. Ảnh: Vừ Thị Dợ";
        assert_eq!(kinds(&format!("Đại hội chi bộ\n\n{shown}\n\n{LEAD}")), [Title, Caption, Body]);
    }
}
