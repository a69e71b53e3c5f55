//! Slips: words of the field with a wrong mark or letter, read as a person reads them.
//!
//! "Ban thưởng vụ" is the Ban thường vụ, "tạp trí" a tạp chí, and a scanner's "Phố Bỉ thư" a Phó Bí thư. A
//! [`Matcher`] holds the phrases that may be read so. It is blocked twice, so that clean text costs a bit
//! test a word: by the sound of the first two syllables, without marks and with the letters that people
//! confuse as one; and, for words that are none, by the right syllable next to the wrong one. What is found
//! is bounded: at most two syllables of a phrase may be wrong, each by its marks, by a confused onset, or by
//! one letter.
//!
//! Refused: what stands inside a person's name, and what is a legal reading ("bị thu" is no "bí thư"). The
//! second cannot be told by rules, so such phrases stand in a list that was taken from newspapers.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

mod near;

pub use near::By;

use super::key::Key;
use super::span::TokenSpan;
use super::syllable::{is_attested, legal_bases};
use super::token::{Kind, Token};
use near::{by, sound};

/// A slip that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slip {
    /// The whole phrase.
    pub span: TokenSpan,
    /// Number of the phrase in its matcher.
    pub phrase: u32,
    /// The layer at which it matches.
    pub by: By,
}

/// Phrases that are read through slips.
#[derive(Debug, Default)]
pub struct Matcher {
    phrases: Vec<Vec<Key>>,
    spellings: Vec<String>,
    /// Phrases by the sounds of their first two syllables.
    by_sound: FxHashMap<(u64, u64), Vec<u32>>,
    /// Bit set by the sounds of the syllables of phrases, see [`sound_number`].
    beside: Box<[u64]>,
    /// Phrases, and the place in them, by the right syllable before (`true`) or after a wrong one.
    by_neighbour: FxHashMap<(u64, bool), Vec<(u32, usize)>>,
    /// Words of one syllable by their letters without marks; `None` where two share them.
    words: FxHashMap<u64, Option<u32>>,
    /// Bit set by the syllables, tones left out, that sound like the first of a phrase.
    first: Box<[u64]>,
    /// Bit set by the sounds of the first two syllables, see [`pair`].
    pairs: Box<[u64]>,
    /// What is no slip.
    legal: FxHashSet<Vec<Key>>,
    /// Words of grammar.
    function: FxHashSet<Key>,
}

/// Words of 64 bits in each table of syllables.
const TABLE: usize = 1024;

/// Most syllables of a phrase that may be wrong.
const MOST_WRONG: usize = 2;

impl Matcher {
    /// The matcher of the shipped lists.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Matcher> = LazyLock::new(|| {
            let lines = |list: &'static str| list.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
            Matcher::new(
                lines(include_str!("../../../lexicon/slip/words.txt")),
                lines(include_str!("../../../lexicon/slip/legal.txt")),
                lines(include_str!("../../../lexicon/slip/function.txt")).flat_map(str::split_whitespace),
            )
        });
        &EMBEDDED
    }

    /// A matcher for `phrases`, their words parted by blanks. What stands in `legal` is never a slip, and no
    /// word of grammar in `function` is a wrong one.
    #[must_use]
    pub fn new<'a>(
        phrases: impl IntoIterator<Item = &'a str>,
        legal: impl IntoIterator<Item = &'a str>,
        function: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let keys = |phrase: &str| phrase.split_whitespace().map(Key::of).collect::<Vec<_>>();
        let table = || vec![0; TABLE].into();
        let mut matcher = Self { first: table(), pairs: table(), beside: table(), ..Self::default() };
        matcher.legal = legal.into_iter().map(keys).collect();
        matcher.function = function.into_iter().map(Key::of).collect();
        let mut first_sounds = FxHashSet::default();
        for phrase in phrases {
            let keys = keys(phrase);
            let id = matcher.phrases.len() as u32;
            match keys.as_slice() {
                [] => continue,
                [word] => {
                    let id = (!matcher.words.contains_key(&word.without_marks().0)).then_some(id);
                    matcher.words.insert(word.without_marks().0, id);
                }
                [a, b, ..] => {
                    first_sounds.insert(sound(*a).0);
                    let (word, bit) = pair(sound_number(*a), sound_number(*b));
                    matcher.pairs[word] |= bit;
                    matcher.by_sound.entry((sound(*a).0, sound(*b).0)).or_default().push(id);
                    for (word, bit) in keys.iter().map(|&key| alone(sound_number(key))) {
                        matcher.beside[word] |= bit;
                    }
                    for (k, pair) in keys.windows(2).enumerate() {
                        matcher.by_neighbour.entry((pair[0].0, true)).or_default().push((id, k + 1));
                        matcher.by_neighbour.entry((pair[1].0, false)).or_default().push((id, k));
                    }
                }
            }
            matcher.phrases.push(keys);
            matcher.spellings.push(phrase.to_owned());
        }
        for base in legal_bases() {
            let ((word, bit), sound) = (place(base), sound(base).0);
            if first_sounds.contains(&sound) {
                matcher.first[word] |= bit;
            }
        }
        matcher
    }

    /// The keys of a phrase.
    #[must_use]
    pub fn phrase(&self, id: u32) -> &[Key] {
        self.phrases.get(id as usize).map_or(&[], Vec::as_slice)
    }

    /// A phrase as its list writes it.
    #[must_use]
    pub fn spelling(&self, id: u32) -> &str {
        self.spellings.get(id as usize).map_or("", String::as_str)
    }

    /// Whether a syllable sounds like the first of a phrase; may say so of one that does not.
    pub(super) fn may_start(&self, key: Key) -> bool {
        let (word, bit) = place(key);
        self.first.get(word).is_some_and(|w| w & bit != 0)
    }

    /// All slips in a text, in order, none inside another.
    #[must_use]
    pub fn find(&self, tokens: &[Token]) -> Vec<Slip> {
        self.find_where(tokens, |t| self.may_start(t.key))
    }

    /// As [`find`](Self::find), where `first` says what [`may_start`](Self::may_start) would.
    fn find_where(&self, tokens: &[Token], first: impl Fn(&Token) -> bool) -> Vec<Slip> {
        let mut slips: Vec<Slip> = Vec::new();
        let mut done = 0;
        for (i, token) in tokens.iter().enumerate() {
            // Words like the first of a phrase are everywhere; those that go on like one are few.
            let starts = first(token);
            let goes_on = starts & tokens.get(i + 1).is_some_and(|next| self.may_go_on(token, next));
            let is_odd = token.flags & (Token::RARE | Token::ILLEGAL) != 0;
            if !(goes_on | is_odd) || i < done || !token.is_word() {
                continue;
            }
            let is_rare = token.is_illegal() || !starts && token.has(Token::RARE);
            let found = if goes_on { self.starting_at(tokens, i) } else { None };
            let found = found.or_else(|| if is_rare { self.around(tokens, i, done) } else { None });
            match found {
                Some(Found::Slip(slip)) => {
                    done = slip.span.end();
                    slips.push(slip);
                }
                Some(Found::Exact(end)) => done = end,
                None => {}
            }
        }
        slips
    }

    /// Whether two words sound like the first two of a phrase; may say so of some that do not.
    #[inline]
    fn may_go_on(&self, token: &Token, next: &Token) -> bool {
        let (word, bit) = pair(token.sound, next.sound);
        self.pairs.get(word).is_some_and(|w| w & bit != 0)
    }

    /// Whether a word stands in a phrase; may say so of one that does not.
    #[inline]
    fn may_be_beside(&self, token: &Token) -> bool {
        let (word, bit) = alone(token.sound);
        self.beside.get(word).is_some_and(|w| w & bit != 0)
    }

    /// The longest phrase that sounds like what starts at token `i`.
    fn starting_at(&self, tokens: &[Token], i: usize) -> Option<Found> {
        let next = tokens.get(i + 1).filter(|t| t.is_word() && !t.starts_paragraph())?;
        let ids = self.by_sound.get(&(sound(tokens.get(i)?.key).0, sound(next.key).0))?;
        let mut best: Option<Slip> = None;
        let mut exact = 0;
        for &id in ids {
            let phrase = self.phrase(id);
            let Some(words) = window(tokens, i, phrase.len()) else { continue };
            if words.iter().zip(phrase).all(|(t, k)| t.key == *k) {
                exact = exact.max(phrase.len());
            } else if words.iter().zip(phrase).all(|(t, k)| sound(t.key) == sound(*k))
                && best.is_none_or(|b| b.span.len() < phrase.len())
                && let Some(by) = self.accept(tokens, i, phrase)
            {
                best = Some(Slip { span: TokenSpan::new(i, i + phrase.len()), phrase: id, by });
            }
        }
        match best {
            Some(slip) if slip.span.len() > exact => Some(Found::Slip(slip)),
            _ if exact > 0 => Some(Found::Exact(i + exact)),
            _ => None,
        }
    }

    /// The longest phrase with one syllable replaced by the word `i`, which is none in use.
    fn around(&self, tokens: &[Token], i: usize, from: usize) -> Option<Found> {
        let token = tokens.get(i)?;
        let beside = [(i.checked_sub(1), true), (Some(i + 1), false)];
        let letters = token.key.letters();
        let mut best: Option<Slip> = None;
        for (at, before) in beside {
            let neighbour = at.and_then(|k| tokens.get(k)).filter(|t| t.is_word() && self.may_be_beside(t));
            let Some(neighbour) = neighbour else { continue };
            for &(id, k) in self.by_neighbour.get(&(neighbour.key.0, before)).into_iter().flatten() {
                let phrase = self.phrase(id);
                // No slip, see [`by`], makes a word longer or shorter by more than a letter.
                if phrase.get(k).is_none_or(|key| key.letters().abs_diff(letters) > 1) {
                    continue;
                }
                let Some(start) = i.checked_sub(k).filter(|&s| s >= from) else { continue };
                let fits = window(tokens, start, phrase.len()).is_some_and(|w| {
                    w.iter()
                        .zip(phrase)
                        .enumerate()
                        .all(|(n, (t, key))| n == k || sound(t.key) == sound(*key))
                }) && phrase.get(k).is_some_and(|&key| by(token.key, key).is_some());
                if fits
                    && best.is_none_or(|b| b.span.len() < phrase.len())
                    && let Some(by) = self.accept(tokens, start, phrase)
                {
                    best = Some(Slip { span: TokenSpan::new(start, start + phrase.len()), phrase: id, by });
                }
            }
        }
        if best.is_none() && token.kind == Kind::Lower {
            let id = (*self.words.get(&token.key.without_marks().0)?)?;
            // "cừa" is for "cửa", but "đuợc" can be for nothing else.
            let most = if token.is_illegal() { By::Mark } else { By::Tone };
            let by = by(token.key, *self.phrase(id).first()?).filter(|&by| by <= most)?;
            return Some(Found::Slip(Slip { span: TokenSpan::new(i, i + 1), phrase: id, by }));
        }
        best.map(Found::Slip)
    }

    /// The layer of a phrase that nearly stands at token `start`; `None` where it must not be read there.
    fn accept(&self, tokens: &[Token], start: usize, phrase: &[Key]) -> Option<By> {
        let words = window(tokens, start, phrase.len())?;
        let (mut farthest, mut wrong, mut rare) = (By::Tone, 0, 0);
        for (k, (token, &key)) in words.iter().zip(phrase).enumerate() {
            if token.key == key {
                continue;
            }
            // A capital behind a small letter begins a name: "thậm chí Ủy ban", "Đảng ủy Viện Hóa học".
            let begins_name = k > 0 && token.is_capital() && !words[k - 1].is_capital();
            if begins_name || self.function.contains(&token.key) {
                return None;
            }
            let by = by(token.key, key)?;
            let is_rare = !is_attested(token.key);
            // One letter off is another word more often than a slip, unless it is no word.
            if by == By::Letter && !is_rare {
                return None;
            }
            farthest = farthest.max(by);
            wrong += 1;
            rare += usize::from(is_rare);
        }
        // Something must be right, or at least be no word at all.
        let is_bounded = wrong <= MOST_WRONG && (wrong < phrase.len() || rare > 0 && farthest <= By::Mark);
        let is_read = is_bounded && (rare == wrong || self.stands_alone(tokens, start, phrase));
        let is_legal = || self.legal.contains(&words.iter().map(|t| t.key).collect::<Vec<_>>());
        (is_read && !is_name(tokens, start, phrase.len()) && !is_legal()).then_some(farthest)
    }

    /// Whether the wrong words at the edges of the phrase cannot belong to what stands beside it: "giá trị"
    /// goes before "trị thị", "địa bàn" before "bàn tổ chức". A phrase of two words is all edge.
    fn stands_alone(&self, tokens: &[Token], start: usize, phrase: &[Key]) -> bool {
        let end = start + phrase.len();
        let is_wrong =
            |k: usize, n: usize| tokens.get(k).zip(phrase.get(n)).is_some_and(|(t, key)| t.key != *key);
        let is_short = phrase.len() == 2;
        let before = start.checked_sub(1).and_then(|k| tokens.get(k));
        let after = tokens.get(end);
        let parts = |t: &Token| !t.is_word() || self.function.contains(&t.key);
        let free_before = before.is_none_or(|t| parts(t) || tokens[start].starts_sentence());
        let free_after = after.is_none_or(|t| parts(t) || t.starts_sentence() || t.is_capital());
        (free_before || !(is_short || is_wrong(start, 0)))
            && (free_after || !(is_short || is_wrong(end - 1, phrase.len() - 1)))
    }
}

/// How many slips matched at each layer, without layers that none matched at.
pub(crate) fn by_layer(slips: &[Slip]) -> Vec<(By, usize)> {
    let count = |by| (by, slips.iter().filter(|s| s.by == by).count());
    By::ALL.into_iter().map(count).filter(|c| c.1 > 0).collect()
}

/// Gives the tokens of each slip the keys of what it is read as.
pub(crate) fn read(tokens: &mut [Token]) -> Vec<Slip> {
    let matcher = Matcher::embedded();
    let slips = matcher.find_where(tokens, |t| t.has(Token::SLIP_FIRST));
    for slip in &slips {
        let words = tokens.iter_mut().skip(slip.span.first());
        for (token, &key) in words.zip(matcher.phrase(slip.phrase)) {
            token.read_as(key);
        }
    }
    slips
}

enum Found {
    Slip(Slip),
    /// A phrase as it should be, up to this token.
    Exact(usize),
}

/// Whether the words could be part of a person's name: all of them, and one beside them, in capitals.
fn is_name(tokens: &[Token], start: usize, len: usize) -> bool {
    let is_title = |t: &Token| matches!(t.kind, Kind::Capital | Kind::Mixed);
    let Some(words) = window(tokens, start, len) else { return false };
    let before = start.checked_sub(1).and_then(|k| tokens.get(k)).filter(|_| !words[0].starts_sentence());
    let after = tokens.get(start + len).filter(|t| !t.starts_sentence());
    let beside = before.is_some_and(is_title) || after.is_some_and(is_title);
    // "Trần Hải Đăng viên chức": the first word belongs to what stands before it.
    let goes_on = is_title(&words[0]) && before.is_some_and(is_title);
    goes_on || (words.iter().all(is_title) && beside)
}

/// `len` words from `start` on within one paragraph, with nothing but blanks between them.
fn window(tokens: &[Token], start: usize, len: usize) -> Option<&[Token]> {
    let words = tokens.get(start..start + len)?;
    let together = words.iter().enumerate().all(|(k, t)| t.is_word() && (k == 0 || !t.starts_paragraph()));
    together.then_some(words)
}

/// Word and bit of a syllable in a table of syllables.
#[inline]
fn place(key: Key) -> (usize, u64) {
    let hash = key.without_tone().0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48;
    ((hash >> 6) as usize % TABLE, 1 << (hash & 63))
}

/// A number for the sound of a syllable; few others have the same.
pub(super) fn sound_number(key: Key) -> u16 {
    (sound(key).0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48) as u16
}

/// Word and bit of two sounds in a table of pairs.
#[inline]
fn pair(first: u16, second: u16) -> (usize, u64) {
    alone(first.rotate_left(5) ^ second)
}

/// Word and bit of one sound in a table of sounds.
#[inline]
fn alone(sound: u16) -> (usize, u64) {
    (usize::from(sound >> 6) % TABLE, 1 << (sound & 63))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn slips(text: &str) -> Vec<(String, By)> {
        let text = Text::from_source(text);
        text.slips().iter().map(|s| (text.slice(s.span).to_owned(), s.by)).collect()
    }

    #[test]
    fn slips_are_found_at_their_layer() {
        for (text, phrase, by) in [
            ("Ban thưởng vụ Đảng ủy họp", "Ban thưởng vụ", By::Tone),
            ("đăng trên tạp trí quốc tế", "tạp trí quốc tế", By::Sound),
            ("thành tích cúa tập thể", "cúa", By::Tone),
            ("Phố Bỉ thư Chi bộ", "Phố Bỉ thư", By::Mark),
            ("các quần chủng của Chi bộ", "quần chủng", By::Tone),
            ("hai dàng viên mớl", "dàng viên mớl", By::Letter),
            ("các đàng viên của Chì bộ", "đàng viên", By::Tone),
        ] {
            assert_eq!(slips(text).first(), Some(&(phrase.to_owned(), by)), "{text}");
        }
        assert_eq!(slips("các đàng viên của Chì bộ")[1], ("Chì bộ".to_owned(), By::Tone));
    }

    #[test]
    fn words_in_order_names_and_legal_readings_stay() {
        for text in [
            "Ban Thường vụ Đảng ủy, các đảng viên mới của Chi bộ",
            "xe bị thu giữ",
            "anh Nguyễn Bí Thu dự",
            "ông Trần Hải Đăng viên chức Sở",
            "chỉ bộ phận này",
            "công văn của Đảng ủy Viện Hóa học",
            "ĐẢNG ỦY VIỆN HÓA HỌC",
        ] {
            assert_eq!(slips(text), [], "{text}");
        }
    }

    #[test]
    fn a_slip_is_read_as_its_phrase_and_quoted_as_it_stands() {
        let text = Text::from_source("Ban thưởng vụ họp");
        assert_eq!(text.key(1), Key::of("thường"));
        assert_eq!(text.slice(TokenSpan::new(0, 3)), "Ban thưởng vụ");
    }
}
