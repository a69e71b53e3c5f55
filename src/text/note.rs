//! What a reader of a record should know about how its text was read.
//!
//! Each note and refusal has a sentence in English for records, whose bytes must not depend on the language
//! of the terminal; [`Note::vi`] and [`Refusal::vi`] say the same to people.

use std::fmt;

use super::encoding::Encoding;
use super::slip::By;

/// Something that happened to a text on the way in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// So many byte sequences could not be decoded and stand as U+FFFD.
    Undecodable(usize),
    /// So many lines fit no encoding.
    UnreadLines(usize),
    /// Parts of the file are in different encodings, the most frequent first.
    Mixed(Vec<Encoding>),
    /// The container declares this encoding, which the bytes are not in.
    Declared(Encoding),
    /// So many character references (`&#7879;`) were resolved.
    References(usize),
    /// TCVN3 has no toned capitals: the case of so many first letters cannot be told.
    LostCapitals(usize),
    /// So many ư, which a cleaner had deleted as soft hyphens, were put back.
    RestoredUHorn(usize),
    /// Blanks that stood inside syllables or were missing between words were put right.
    Blanks {
        /// Words put together.
        joined: usize,
        /// Words parted.
        parted: usize,
    },
    /// Phrases that were read through a slip of the pen or of a scan, by the layer at which they matched.
    Slips(Vec<(By, usize)>),
}

/// Why no fact is read from a text.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Refusal {
    /// NUL bytes or control characters, as no text has them.
    Binary,
    /// UTF-8 or UTF-16 with broken sequences: cut off, or mixed with bytes of something else.
    Broken {
        /// First byte of the file that cannot be read.
        at: usize,
    },
    /// No encoding makes Vietnamese of the bytes.
    Unknown,
    /// Two encodings make Vietnamese of the bytes about equally well.
    Close(Encoding, Encoding),
    /// More than 1 GiB.
    TooLarge,
    /// So large a share of the words, 0 to 1, are no syllables of Vietnamese.
    Damaged(f64),
}

impl Refusal {
    /// Whether naming the encoding could help.
    #[must_use]
    pub const fn is_doubt(&self) -> bool {
        matches!(self, Self::Unknown | Self::Close(..) | Self::Broken { .. })
    }

    /// The reason in Vietnamese.
    #[must_use]
    pub fn vi(&self) -> String {
        match self {
            Self::Binary => "từ chối: dữ liệu nhị phân, không phải văn bản".into(),
            Self::Broken { at } => {
                format!("từ chối: không giải mã được từ byte {at}; có thể chỉ rõ --encoding")
            }
            Self::Unknown => "từ chối: không rõ bảng mã; hãy chỉ rõ --encoding".into(),
            Self::Close(a, b) => format!("từ chối: có thể là {a} hoặc {b}; hãy chỉ rõ --encoding"),
            Self::TooLarge => "từ chối: lớn hơn 1 GiB".into(),
            Self::Damaged(share) => {
                format!("từ chối: {:.0} % số chữ không phải âm tiết tiếng Việt", share * 100.0)
            }
        }
    }
}

impl Note {
    /// The note in Vietnamese.
    #[must_use]
    pub fn vi(&self) -> String {
        match self {
            Self::Undecodable(n) => format!("số chuỗi byte không giải mã được: {n}"),
            Self::UnreadLines(n) => format!("số dòng không rõ bảng mã: {n}"),
            Self::Mixed(all) => format!("nhiều bảng mã trong một tệp: {}", names(all)),
            Self::Declared(e) => format!("khai báo bảng mã {e}, nhưng nội dung không phải"),
            Self::References(n) => format!("số ký tự viết bằng mã HTML: {n}"),
            Self::LostCapitals(n) => {
                format!("TCVN3 không có chữ hoa mang dấu: {n} chữ đầu từ không rõ hoa hay thường")
            }
            Self::RestoredUHorn(n) => format!("số chữ ư bị mất đã khôi phục: {n}"),
            Self::Blanks { joined, parted } => {
                format!("đã nối {joined} chữ bị tách, tách {parted} chữ bị dính")
            }
            Self::Slips(all) => {
                format!("số cụm từ sai dấu, sai chữ được đọc như viết đúng: {}", by_layer(all, By::vi))
            }
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undecodable(n) => write!(f, "undecodable byte sequences: {n}"),
            Self::UnreadLines(n) => write!(f, "lines in no known encoding: {n}"),
            Self::Mixed(all) => write!(f, "mixed encodings: {}", names(all)),
            Self::Declared(e) => write!(f, "declared as {e}, which it is not"),
            Self::References(n) => write!(f, "character references resolved: {n}"),
            Self::LostCapitals(n) => write!(f, "tcvn3 has no toned capitals; first letters in doubt: {n}"),
            Self::RestoredUHorn(n) => write!(f, "deleted ư put back: {n}"),
            Self::Blanks { joined, parted } => {
                write!(f, "blanks put right: {joined} words joined, {parted} parted")
            }
            Self::Slips(all) => write!(f, "phrases read through slips: {}", by_layer(all, By::name)),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Binary => f.write_str("refused: binary data, no text"),
            Self::Broken { at } => write!(f, "refused: cannot be decoded from byte {at} on"),
            Self::Unknown => f.write_str("refused: in no known encoding"),
            Self::Close(a, b) => write!(f, "refused: could be {a} or {b}"),
            Self::TooLarge => f.write_str("refused: larger than 1 GiB"),
            Self::Damaged(share) => {
                write!(f, "refused: {:.0} % of the words are no Vietnamese syllables", share * 100.0)
            }
        }
    }
}

/// "3 (tone 2, letter 1)"
fn by_layer(all: &[(By, usize)], name: fn(By) -> &'static str) -> String {
    let each: Vec<_> = all.iter().map(|&(by, n)| format!("{} {n}", name(by))).collect();
    format!("{} ({})", all.iter().map(|a| a.1).sum::<usize>(), each.join(", "))
}

fn names(all: &[Encoding]) -> String {
    all.iter().map(|e| e.name()).collect::<Vec<_>>().join(", ")
}
