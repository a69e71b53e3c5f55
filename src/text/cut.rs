//! Tokens: runs of letters, runs of digits, and single signs.
//!
//! Vietnamese is written in syllables, so a run of letters is a syllable, and everything later works on
//! syllables. A letter next to a digit starts a new token, which alone reads "ngày18/5". Case lives in the
//! token's [`Kind`], folding in its [`Key`]; there is no lower-cased copy of the text.

use std::cell::RefCell;

use super::glyph::{CLASSES, Class, Wide, code_point, fold_sign, wide};
use super::key::{Key, MAX_LETTERS, Packer, packed};
use super::letter::{Letter, letter, letter_below_800, letter_of_byte};
use super::slip::sound_number;
use super::token::{Kind, Token};
use super::word::{Memo, Spelling, WordId, said_of};

thread_local! {
    static MEMO: RefCell<Memo> = RefCell::new(Memo::new());
}

/// The tokens of a text, and what was seen of them on the way: who looks for the few odd ones need not look at all.
#[derive(Debug, Default)]
pub(crate) struct Cut {
    pub(crate) tokens: Vec<Token>,
    /// Tokens that begin a line or stand behind a sign, in rising order: where a paragraph or a sentence may begin. The
    /// last may be one past the tokens.
    pub(crate) places: Vec<u32>,
    /// Words that are no syllables in use, in rising order.
    pub(crate) odd: Vec<u32>,
    /// Number of words.
    pub(crate) words: usize,
    /// Number of words that are a Vietnamese syllable with a mark.
    pub(crate) marked: usize,
}

/// The tokens of a normalized text.
pub(crate) fn tokenize(norm: &str) -> Vec<Token> {
    cut(norm).tokens
}

/// Cuts the normalized text into tokens, in one pass. Of what depends on the place only the flags for blanks and
/// lines are set here; paragraphs and sentences are the business of [`segment`](super::segment).
pub(crate) fn cut(norm: &str) -> Cut {
    // A Vietnamese word with its blank takes about five bytes.
    let mut cut = Cut {
        tokens: Vec::with_capacity(norm.len() / 5 + 8),
        places: Vec::with_capacity(norm.len() / 24 + 8),
        ..Cut::default()
    };
    MEMO.with(|memo| match memo.try_borrow_mut() {
        Ok(mut memo) => cut.read(norm.as_bytes(), &mut memo),
        Err(_) => cut.read(norm.as_bytes(), &mut Memo::new()),
    });
    cut
}

impl Cut {
    /// Notes that the next token may begin a sentence.
    #[inline]
    fn place(&mut self) {
        let next = self.tokens.len() as u32;
        if self.places.last() != Some(&next) {
            self.places.push(next);
        }
    }

    /// Adds a word.
    #[inline]
    fn word(&mut self, token: Token) {
        self.words += 1;
        self.marked += usize::from(token.has(Token::MARKED));
        if token.flags & (Token::RARE | Token::ILLEGAL) != 0 {
            self.odd.push(self.tokens.len() as u32);
        }
        self.tokens.push(token);
    }

    fn read(&mut self, text: &[u8], memo: &mut Memo) {
        let n = text.len();
        let mut i = 0;
        let mut flags = Token::BLANK | Token::LINE;
        self.place();
        while i < n {
            match CLASSES[text[i] as usize] {
                Class::Blank => {
                    flags |= Token::BLANK;
                    i += 1;
                }
                Class::Newline => {
                    flags |= Token::BLANK | Token::LINE;
                    self.place();
                    i += 1;
                }
                Class::Letter | Class::Lead => {
                    let spelling = Spelling::at(text, i);
                    if let Some(token) = spelling.and_then(|s| memo.get(s, i, flags)) {
                        i = token.end as usize;
                        self.word(token);
                        // Nearly every word has one blank behind it.
                        let blank = text.get(i) == Some(&b' ');
                        flags = u16::from(blank) * Token::BLANK;
                        i += usize::from(blank);
                    } else {
                        let before = self.tokens.len();
                        i = self.beyond_memo(text, i, &mut flags);
                        if let (Some(spelling), Some(token)) = (spelling, self.tokens.get(before))
                            && token.is_word()
                        {
                            memo.keep(spelling, token);
                        }
                    }
                }
                Class::Digit => {
                    let start = i;
                    let mut value = 0u64;
                    while i < n && text[i].is_ascii_digit() {
                        value = value.wrapping_mul(10).wrapping_add(u64::from(text[i] - b'0'));
                        i += 1;
                    }
                    self.tokens.push(Token {
                        start: start as u32,
                        end: i as u32,
                        key: Key::number(value),
                        kind: Kind::Number,
                        flags,
                        id: WordId::of_value(value),
                        sound: 0,
                    });
                    flags = 0;
                }
                Class::Sign => {
                    self.tokens.push(Token {
                        start: i as u32,
                        end: i as u32 + 1,
                        key: Key::sign(u32::from(text[i])),
                        kind: Kind::Sign,
                        flags,
                        id: WordId::of_sign(text[i]),
                        sound: 0,
                    });
                    self.place();
                    flags = 0;
                    i += 1;
                }
                Class::Wide => i = self.beyond_memo(text, i, &mut flags),
            }
        }
    }

    /// Deals with the character at byte `i`, which is beyond ASCII or a letter, and with the word that it begins; returns the
    /// byte behind.
    #[cold]
    fn beyond_memo(&mut self, text: &[u8], i: usize, flags: &mut u16) -> usize {
        let (cp, next) = code_point(text, i);
        let end = match wide(cp) {
            Wide::Blank => {
                *flags |= Token::BLANK;
                return next;
            }
            Wide::Newline => {
                *flags |= Token::BLANK | Token::LINE;
                self.place();
                return next;
            }
            Wide::Nothing => return next,
            Wide::Letter => {
                let token = word(text, i, *flags);
                self.word(token);
                token.end
            }
            Wide::Mark | Wide::Sign => {
                let sign = fold_sign(cp);
                let id = if sign < 0x80 { WordId::of_sign(sign as u8) } else { WordId::NONE };
                let (start, end) = (i as u32, next.min(text.len()) as u32);
                let (key, flags) = (Key::sign(sign), *flags);
                self.tokens.push(Token { start, end, key, kind: Kind::Sign, flags, id, sound: 0 });
                self.place();
                end
            }
        };
        *flags = 0;
        next.max(end as usize)
    }
}

/// The word that starts at byte `start`.
#[inline]
fn word(text: &[u8], start: usize, flags: u16) -> Token {
    let mut token = short_word(text, start, flags).unwrap_or_else(|| any_word(text, start, flags));
    token.id = WordId::of_syllable(token.key);
    token.flags |= said_of(token.key, token.kind);
    token.sound = sound_number(token.key);
    token
}

/// Nearly every word: at most ten letters, all of them Vietnamese and composed. `None` for any other.
#[inline]
fn short_word(text: &[u8], start: usize, flags: u16) -> Option<Token> {
    let (mut base, mut tone, mut letters, mut uppers) = (0u64, 0u64, 0u32, 0u32);
    let mut first_upper = 0;
    let mut i = start;
    while let Some(&b) = text.get(i) {
        let l = if b < 0x80 {
            i += 1;
            letter_of_byte(b)
        } else {
            let (l, next) = composed(text, b, i);
            if l.is_none() {
                match wide(code_point(text, i).0) {
                    Wide::Blank | Wide::Newline | Wide::Sign => break,
                    Wide::Nothing | Wide::Letter | Wide::Mark => return None,
                }
            }
            if l.tone() != 0 {
                tone = l.tone();
            }
            i = next;
            l
        };
        if l.is_none() {
            i -= 1;
            break;
        }
        if letters == MAX_LETTERS {
            return None;
        }
        base = base << 6 | l.code();
        uppers += u32::from(l.is_upper());
        if letters == 0 {
            first_upper = uppers;
        }
        letters += 1;
    }
    let kind = kind_of(uppers, letters, first_upper == 1);
    Some(Token {
        start: start as u32,
        end: i as u32,
        key: packed(base, tone, letters),
        kind,
        flags,
        id: WordId::NONE,
        sound: 0,
    })
}

/// The Vietnamese letter of two or three bytes that begins with `b` at byte `i`, and the byte after it.
#[inline]
fn composed(text: &[u8], b: u8, i: usize) -> (Letter, usize) {
    let low = |k: usize| text.get(k).map_or(0, |&b| u32::from(b) & 0x3F);
    match b {
        0xC2..=0xDF => (letter_below_800((u32::from(b) & 0x1F) << 6 | low(i + 1)), i + 2),
        0xE1 => (letter(0x1000 | low(i + 1) << 6 | low(i + 2)), i + 3),
        _ => (Letter::NONE, i + 1),
    }
}

const fn kind_of(uppers: u32, letters: u32, first_upper: bool) -> Kind {
    match (uppers, letters) {
        (0, _) => Kind::Lower,
        (1, _) if first_upper => Kind::Capital,
        (u, l) if u == l => Kind::AllCaps,
        _ => Kind::Mixed,
    }
}

/// Any word, also one with foreign letters, combining marks and characters that do not show.
#[cold]
fn any_word(text: &[u8], start: usize, flags: u16) -> Token {
    let mut p = Packer::new();
    let (mut i, mut letters, mut uppers, mut first_upper) = (start, 0u32, 0u32, false);
    let mut end = start;
    while i < text.len() {
        let b = text[i];
        if b < 0x80 {
            let l = letter(u32::from(b));
            if l.is_none() {
                break;
            }
            p.push(l);
            if l.is_upper() {
                uppers += 1;
                first_upper |= letters == 0;
            }
            letters += 1;
            i += 1;
            end = i;
            continue;
        }
        let (cp, next) = code_point(text, i);
        let l = letter(cp);
        let is_upper = if !l.is_none() {
            p.push(l);
            l.is_upper()
        } else {
            match wide(cp) {
                Wide::Letter => {
                    p.push_foreign(cp);
                    char::from_u32(cp).is_some_and(char::is_uppercase)
                }
                Wide::Mark => {
                    p.push_foreign(cp);
                    i = next;
                    end = next;
                    continue;
                }
                Wide::Nothing => {
                    i = next;
                    continue;
                }
                _ => break,
            }
        };
        if is_upper {
            uppers += 1;
            first_upper |= letters == 0;
        }
        letters += 1;
        i = next;
        end = next;
    }
    let kind = kind_of(uppers, letters, first_upper);
    Token {
        start: start as u32,
        end: end.min(text.len()) as u32,
        key: p.finish(),
        kind,
        flags,
        id: WordId::NONE,
        sound: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(s: &str) -> Vec<String> {
        tokenize(s).iter().map(|t| s[t.start as usize..t.end as usize].to_owned()).collect()
    }

    #[test]
    fn letters_digits_and_signs_part() {
        assert_eq!(words("ngày18/5/2020,"), ["ngày", "18", "/", "5", "/", "2020", ","]);
        assert_eq!(words("138-CV/ĐUV"), ["138", "-", "CV", "/", "ĐUV"]);
        assert_eq!(words("H’Hen Niê"), ["H", "’", "Hen", "Niê"]);
        assert_eq!(words("Byă̆ ok"), ["Byă̆", "ok"]);
    }

    #[test]
    fn kinds_follow_the_capitals() {
        let t = tokenize("ngày Ngày NGÀY ThS A 12 -");
        let kinds: Vec<_> = t.iter().map(|t| t.kind).collect();
        assert_eq!(
            kinds,
            [Kind::Lower, Kind::Capital, Kind::AllCaps, Kind::Mixed, Kind::Capital, Kind::Number, Kind::Sign]
        );
    }

    #[test]
    fn a_key_in_text_is_the_key_in_a_constant() {
        let s = "Hoà quý lí Đảng 08 – “";
        let t = tokenize(s);
        let keys: Vec<_> = t.iter().map(|t| t.key).collect();
        assert_eq!(
            keys,
            [
                crate::w!("hòa"),
                crate::w!("quí"),
                crate::w!("lý"),
                crate::w!("đảng"),
                crate::w!("8"),
                crate::w!("-"),
                crate::w!("\"")
            ]
        );
    }
}
