//! The comparison key of an organization: two spellings of one body give one key.
//!
//! Case, tone placement and i/y are folded, abbreviations expanded ("KHCN"), "và" and signs left out, numbers
//! brought to digits ("số 3", "III", "03"), and the committee counts as its body ("Đảng ủy" as "Đảng bộ", "Tỉnh
//! ủy A" as "Đảng bộ tỉnh A"). Nothing is guessed: an abbreviation that no list knows stays as it is.

use std::borrow::Cow;

use crate::extract::Scene;
use crate::lexicon::Class;
use crate::record::CellKind;
use crate::text::syllable::{Placement, place_tone};
use crate::text::{Kind, Text, TokenSpan};
use crate::w;

/// A key in words, so that one name can be seen to begin another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Words(pub Vec<String>);

impl Words {
    /// The words of the name behind the first words of an organization of `kind`.
    pub(super) fn of(scene: &Scene<'_>, kind: CellKind, unit: Option<TokenSpan>) -> Self {
        let mut words = Vec::new();
        let area = match kind {
            CellKind::TinhUy => "tỉnh",
            CellKind::ThanhUy => "thành phố",
            CellKind::QuanUy => "quận",
            CellKind::HuyenUy => "huyện",
            _ => "",
        };
        words.extend(area.split(' ').filter(|w| !w.is_empty()).map(str::to_owned));
        let Some(unit) = unit else { return Self(words) };
        let named = words.len();
        unit_words(scene, unit, &mut words);
        // "Tỉnh ủy tỉnh A" says it twice; "Thành ủy Thành phố B" too.
        if named > 0 && words.len() > 2 * named && words[..named] == words[named..2 * named] {
            words.drain(..named);
        }
        Self(words)
    }

    /// Whether this name begins the other one, and is shorter.
    pub(super) fn begins(&self, other: &Self) -> bool {
        self.0.len() < other.0.len() && other.0.starts_with(&self.0)
    }

    /// Whether this name is the other one without words in its middle: "trường Đặng Văn An" of "trường tiểu học Đặng Văn An".
    /// Numbers tell bodies apart, so none may be left out.
    pub(super) fn skips(&self, other: &Self) -> bool {
        let (short, long) = (&self.0, &other.0);
        // Places with like names are many: "thành phố A" and "thành phố Cảng A".
        if short.first().is_some_and(|w| AREAS.contains(&w.as_str())) {
            return false;
        }
        if short.len() < 3
            || short.len() >= long.len()
            || short.first() != long.first()
            || short.last() != long.last()
        {
            return false;
        }
        let mut rest = short.iter().peekable();
        let mut left_out = Vec::new();
        for word in long {
            if rest.peek() == Some(&word) {
                rest.next();
            } else {
                left_out.push(word);
            }
        }
        rest.next().is_none() && !left_out.iter().any(|w| w.bytes().all(|b| b.is_ascii_digit()))
    }

    /// Whether this name is the other one with initials for some of its words: "khoa khxh nv" of "khoa khoa học xã
    /// hội nhân văn".
    pub(super) fn abbreviates(&self, other: &Self) -> bool {
        let mut at = 0;
        let mut short = false;
        for word in &self.0 {
            let rest = other.0.get(at..).unwrap_or_default();
            if rest.first() == Some(word) {
                at += 1;
                continue;
            }
            let initials = word.chars().count();
            let same = (2..=8).contains(&initials)
                && rest.len() >= initials
                && word.chars().zip(rest).all(|(c, w)| w.starts_with(c));
            if !same {
                return false;
            }
            short = true;
            at += initials;
        }
        short && at <= other.0.len()
    }
}

/// First words of places, folded.
const AREAS: [&str; 7] = ["xã", "phường", "thành", "tỉnh", "huyện", "quận", "thị"];

/// The whole key. `above` is the name of the superior where the name alone does not tell one body from another.
pub(super) fn key(kind: CellKind, words: &Words, above: Option<&Words>) -> String {
    let head = match kind {
        CellKind::ChiBo => "chi bộ",
        CellKind::BanCanSuDang => "ban cán sự đảng",
        _ => "đảng bộ",
    };
    let mut key = head.to_owned();
    for word in &words.0 {
        key.push(' ');
        key.push_str(word);
    }
    if let Some(above) = above.filter(|a| !a.0.is_empty()) {
        key.push_str(" / ");
        key.push_str(&above.0.join(" "));
    }
    key
}

/// Whether many bodies share the name, so that only the superior tells them apart: "3", "khu phố 3", "sinh viên 2".
pub(super) fn is_common(words: &Words) -> bool {
    words.0.len() <= 3 && words.0.last().is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()))
}

fn unit_words(scene: &Scene<'_>, unit: TokenSpan, words: &mut Vec<String>) {
    let text = scene.text;
    let mut k = unit.first();
    while k < unit.end() {
        if let Some(hit) = scene.hits.at(k, Class::Abbreviation).filter(|h| h.span.end() <= unit.end()) {
            words.extend(scene.value(hit).split(' ').map(fold));
            k = hit.span.end();
            continue;
        }
        let key = text.key(k);
        let numbered = text.kind(k + 1) == Kind::Number || roman(text, k + 1).is_some();
        if key == w!("và") || key == w!("số") && numbered {
            k += 1;
            continue;
        }
        match text.kind(k) {
            Kind::Sign => {}
            Kind::Number => words.push(key.value().unwrap_or(0).to_string()),
            _ => match roman(text, k).filter(|_| k + 1 == unit.end() || k == unit.first()) {
                Some(n) => words.push(n.to_string()),
                None => words.push(fold(text.slice(TokenSpan::new(k, k + 1)))),
            },
        }
        k += 1;
    }
}

/// A Roman number in capitals, up to 39: "III", "XII". A lone "C" or "M" is a letter.
fn roman(text: &Text<'_>, k: usize) -> Option<u32> {
    let token = text.get(k).filter(|t| matches!(t.kind, Kind::AllCaps | Kind::Capital))?;
    let word = text.norm().get(token.start as usize..token.end as usize)?;
    let mut value = 0;
    let mut last = 0;
    for c in word.chars().rev() {
        let v = match c {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            _ => return None,
        };
        if v < last {
            value -= v;
        } else {
            value += v;
        }
        last = v;
    }
    (1..40).contains(&value).then_some(value as u32)
}

/// One spelling of a word: lower case, the tone where keyboards put it, y as i where the two are one sound.
fn fold(word: &str) -> String {
    let lower = word.to_lowercase();
    let mut placed = match place_tone(&lower, Placement::Old) {
        Cow::Borrowed(_) => lower,
        Cow::Owned(placed) => placed,
    };
    let i = match placed.chars().next_back() {
        Some('y') => 'i',
        Some('ỳ') => 'ì',
        Some('ý') => 'í',
        Some('ỷ') => 'ỉ',
        Some('ỹ') => 'ĩ',
        Some('ỵ') => 'ị',
        _ => return placed,
    };
    let same = match placed.chars().count() {
        2 => placed.starts_with(['h', 'k', 'l', 'm', 's', 't']),
        3 => placed.starts_with("qu"),
        _ => false,
    };
    if same {
        placed.pop();
        placed.push(i);
    }
    placed
}

#[cfg(test)]
mod tests {
    use crate::input::Article;
    use crate::lexicon::Lexicon;

    /// The key of the cell of an article that says that `name` has met.
    fn key(name: &str) -> String {
        let text = format!("{name} đã họp tổng kết công tác Đảng năm 2023.");
        let article = Article::from_bytes("a.txt", text.into_bytes());
        crate::analyze(&article, Lexicon::embedded()).cell.map(|c| c.key).unwrap_or_default()
    }

    #[test]
    fn spellings_of_one_body_share_a_key() {
        for (a, b) in [
            ("Chi bộ Doanh nghiệp KHCN", "Chi bộ Doanh nghiệp khoa học và công nghệ"),
            ("Chi bộ Sở KH&CN", "Chi bộ Sở Khoa học và Công nghệ"),
            ("Chi bộ Viện ƯDCN", "Chi bộ Viện Ứng dụng công nghệ"),
            ("Chi bộ Trung tâm Công nghệ vật liệu", "CHI BỘ TRUNG TÂM CÔNG NGHỆ VẬT LIỆU"),
            ("Chi bộ số 3", "Chi bộ 3"),
            ("Chi bộ III", "Chi bộ 03"),
            ("Đảng uỷ xã Hoà Lý", "Đảng bộ xã Hòa Lí"),
            ("Đảng ủy phường Kim Sơn", "Ban Thường vụ Đảng ủy phường Kim Sơn"),
            ("Tỉnh ủy Hạ Giang", "Ban Chấp hành Đảng bộ tỉnh Hạ Giang"),
            ("Thành ủy TPHCM", "Đảng bộ Thành phố Hồ Chí Minh"),
            ("Huyện ủy Yên Khê", "Đảng bộ huyện Yên Khê"),
            ("Chi bộ Khoa Dược liệu – Hóa thực vật", "Chi bộ Khoa Dược liệu - Hoá thực vật"),
            ("Chi bộ Trường THPT Nà Hỏ", "Chi bộ Trường Trung học phổ thông Nà Hỏ"),
        ] {
            assert!(!key(a).is_empty(), "{a}");
            assert_eq!(key(a), key(b), "{a} / {b}");
        }
    }

    #[test]
    fn different_bodies_have_different_keys() {
        for (a, b) in [
            ("Chi bộ 3", "Chi bộ 4"),
            ("Chi bộ Viện Toán", "Đảng bộ Viện Toán"),
            ("Chi bộ 3 thuộc Đảng bộ phường Kim Sơn", "Chi bộ 3 thuộc Đảng bộ phường Tân Lập"),
            ("Đảng bộ xã Hà Lý", "Đảng bộ xã Hạ Lý"),
        ] {
            assert_ne!(key(a), key(b), "{a} / {b}");
        }
        let of = |above: &str| key(&format!("Chi bộ số 3 thuộc {above}"));
        assert_eq!(of("Đảng bộ phường Kim Sơn"), of("Đảng ủy phường Kim Sơn"));
    }
}
