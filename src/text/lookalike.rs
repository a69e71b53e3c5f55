//! Letters of other alphabets that look like the letters of Vietnamese.
//!
//! Keyboards and converters write Ð (Icelandic) or Ɖ (African) for Đ, and pasted text brings Cyrillic and
//! Greek letters into Latin words. Whether such a letter is a stand-in is judged by its word: Icelandic,
//! Russian and Greek words keep theirs.

use super::syllable;

/// Longest word that is looked at, in bytes; a longer run of letters is no word of any language concerned.
const LONGEST: usize = 512;

/// The Latin letter that a Cyrillic or Greek letter looks like, and Đ for its stand-ins.
pub(crate) const fn latin(c: char) -> Option<char> {
    Some(match c {
        '\u{D0}' | '\u{189}' => 'Đ',
        '\u{F0}' | '\u{256}' => 'đ',
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' => 'I',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'Х' | 'Χ' => 'X',
        'Υ' => 'Y',
        'а' => 'a',
        'с' => 'c',
        'е' => 'e',
        'і' => 'i',
        'о' | 'ο' => 'o',
        'р' => 'p',
        'ѕ' => 's',
        'х' => 'x',
        'у' => 'y',
        _ => return None,
    })
}

/// Whether the letter is Cyrillic or Greek.
pub(crate) const fn is_foreign(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{52F}' | '\u{1F00}'..='\u{1FFF}')
}

/// Judges lookalikes by the word that they stand in; each word is read once.
pub(crate) struct Words<'a> {
    source: &'a str,
    start: usize,
    end: usize,
    is_latin: bool,
    is_vietnamese: Option<bool>,
}

impl<'a> Words<'a> {
    pub(crate) const fn new(source: &'a str) -> Self {
        Self { source, start: 0, end: 0, is_latin: false, is_vietnamese: None }
    }

    /// What the lookalike `c` at byte `at` stands for; `None` where it stands for itself.
    pub(crate) fn replacement(&mut self, at: usize, c: char) -> Option<char> {
        if !(self.start <= at && at < self.end) {
            self.find(at);
        }
        let letter = latin(c)?;
        let stands_in = if is_foreign(c) { self.is_latin } else { self.is_d_stroke(at, c.is_uppercase()) };
        stands_in.then_some(letter)
    }

    /// Finds the word around byte `at`, and whether it is Latin but for lookalikes.
    fn find(&mut self, at: usize) {
        let window = at.saturating_sub(LONGEST).max(self.end);
        let from = (window..=at).find(|&k| self.source.is_char_boundary(k)).unwrap_or(at);
        let head = self.source.get(from..at).unwrap_or_default();
        let tail = self.source.get(at..).unwrap_or_default();
        self.start = at - head.chars().rev().take_while(|&c| is_part(c)).map(char::len_utf8).sum::<usize>();
        let mut len = 0;
        for c in tail.chars().take_while(|&c| is_part(c)) {
            if len > LONGEST {
                break;
            }
            len += c.len_utf8();
        }
        self.end = at + len.max(1);
        let word = self.source.get(self.start..at + len).unwrap_or_default();
        let is_latin_letter =
            |c: char| c.is_alphabetic() && (c < '\u{250}' || ('\u{1E00}'..'\u{1F00}').contains(&c));
        self.is_latin = word.chars().any(is_latin_letter)
            && word.chars().filter(|&c| c.is_alphabetic() && !is_latin_letter(c)).all(|c| latin(c).is_some());
    }

    /// Whether Ð or ð at byte `at` begins a Vietnamese syllable, or stands among capitals ("QÐ", "ÐU") in
    /// a Vietnamese text.
    fn is_d_stroke(&mut self, at: usize, is_upper: bool) -> bool {
        let rest = self.source.get(at..self.end).unwrap_or_default();
        let mut letters = rest.chars();
        letters.next();
        let tail = letters.as_str();
        // Of a glued word, the part up to the next capital behind a small letter.
        let mut was_lower = false;
        let mut end = tail.len();
        for (k, c) in tail.char_indices() {
            if c.is_uppercase() && was_lower {
                end = k;
                break;
            }
            was_lower = c.is_lowercase();
        }
        let tail = tail.get(..end).unwrap_or_default();
        if syllable::is_legal_after("đ", tail) {
            return true;
        }
        let word = self.source.get(self.start..self.end).unwrap_or_default();
        // "Ðảngbộ": no other language has the letter.
        if is_vietnamese(word) {
            return true;
        }
        is_upper && !word.chars().any(char::is_lowercase) && self.text_is_vietnamese()
    }

    /// Whether the text has letters that only Vietnamese writes.
    fn text_is_vietnamese(&mut self) -> bool {
        let source = self.source;
        *self.is_vietnamese.get_or_insert_with(|| is_vietnamese(source))
    }
}

/// Whether there are letters or marks that only Vietnamese writes.
fn is_vietnamese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{1EA0}'..='\u{1EF9}' | 'ơ' | 'ư' | 'Ơ' | 'Ư'))
        || text.contains(['\u{309}', '\u{323}', '\u{31B}'])
}

/// Letters, marks on letters, and what does not show among them.
fn is_part(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36F}' | '\u{200B}' | '\u{AD}')
}
