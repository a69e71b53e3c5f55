//! Which encoding a text is in, told by its syllables, line by line.
//!
//! Bytes that are no UTF-8, and UTF-8 whose letters no Vietnamese writes, are read in every encoding that
//! fits; the reading whose marked words are legal syllables is the right one. A long line speaks for itself,
//! a short one for the encoding that the long ones are in, so that a file with a pasted paragraph in another
//! encoding is read whole. Two readings that are about as good as each other are a close call: refused.

use std::borrow::Cow;

use super::encoding::{Encoding, Sink, undo_garbled, western_byte};
use super::offset::OffsetMap;
use super::score::{Score, score};

/// What detection made of a text or of bytes.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The text, with its map into what was looked at.
    pub(crate) out: Sink,
    /// Bytes of the text read in each encoding, the most first. Plain ASCII lines count for none.
    pub(crate) shares: Vec<(Encoding, usize)>,
    /// The two readings that were too close to call.
    pub(crate) close: Option<(Encoding, Encoding)>,
    /// First byte of the first line that no encoding fits.
    pub(crate) unread: Option<usize>,
    /// Number of lines that no encoding fits.
    pub(crate) unread_lines: usize,
    /// Number of lines with bytes above ASCII.
    pub(crate) marked_lines: usize,
}

/// Looks for Vietnamese in bytes that are not all UTF-8.
pub(crate) fn in_bytes(bytes: &[u8]) -> Found {
    let lines: Vec<_> = lines(bytes).map(|(at, raw)| Line::of_bytes(at, raw)).collect();
    find(&lines)
}

/// Looks for garbled or legacy text in a text that is UTF-8. `None` when all of it stays as it is.
pub(crate) fn in_text(text: &str) -> Option<Found> {
    if !is_suspect(text.as_bytes()) {
        return None;
    }
    let lines: Vec<_> = lines(text.as_bytes())
        .map(|(at, raw)| Line::of_text(at, text.get(at..at + raw.len()).unwrap_or_default()))
        .collect();
    // Most suspects are a degree sign or a foreign name. They are found innocent before anything is copied.
    if !matches!(prior(&lines), Verdict::Clear(e) if e != Encoding::Utf8)
        && lines
            .iter()
            .filter(|l| l.is_suspect)
            .all(|l| choose(l, None).is_some_and(|(e, _)| e == Encoding::Utf8))
    {
        return None;
    }
    let found = find(&lines);
    found.shares.iter().any(|&(e, _)| e != Encoding::Utf8).then_some(found)
}

/// Reads bytes in a legacy encoding that the user names. Where they are UTF-8, the letters of the encoding
/// may have been saved as Latin-1 characters: the reading with more legal syllables is taken.
pub(crate) fn read_all(bytes: &[u8], encoding: Encoding) -> Sink {
    let mut direct = Sink::default();
    encoding.read(bytes, &mut direct);
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|t| !t.is_ascii()) else { return direct };
    let mut viewed = Sink::default();
    for (at, raw) in lines(bytes) {
        let line = Line::of_text(at, text.get(at..at + raw.len()).unwrap_or_default());
        if let Some(out) = line.read(encoding).or_else(|| line.read(Encoding::Utf8)) {
            viewed.append(&out, at);
        }
    }
    if score(&viewed.text, encoding).share() > score(&direct.text, encoding).share() {
        viewed
    } else {
        direct
    }
}

/// Whether UTF-8 text has characters or sequences that clean Vietnamese text does not have.
fn is_suspect(bytes: &[u8]) -> bool {
    let mut chunks = bytes.chunks(BLOCK);
    let mut start = 0;
    chunks.any(|chunk| {
        let next = bytes.get(start + 1..).unwrap_or_default();
        start += chunk.len();
        let mut suspect = 0u8;
        for (&b, &n) in chunk.iter().zip(next) {
            // Latin-1 signs; Latin-1 letters that Vietnamese lacks; a circumflex typed behind its vowel.
            let low = n | 0x20;
            let is_ours = (low < 0xA4)
                | (0xA8..=0xAA).contains(&low)
                | (0xAC..=0xAD).contains(&low)
                | (0xB2..=0xB7).contains(&low)
                | (0xB9..=0xBA).contains(&low)
                | (low == 0xBD);
            let letter = (b == 0xC3) & !is_ours;
            let sign = (b == 0xC2) & (n != 0xA0);
            let typed = (n == b'^') & ((b | 0x20 == b'a') | (b | 0x20 == b'e') | (b | 0x20 == b'o'));
            suspect |= u8::from(letter | sign | typed);
        }
        suspect != 0
    })
}

const BLOCK: usize = 4096;

/// Lines with their first byte, line break included.
fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut at = 0;
    bytes.split_inclusive(|&b| b == b'\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// A line and the ways to look at it.
struct Line<'a> {
    at: usize,
    len: usize,
    /// Whether it could be in another encoding than UTF-8.
    is_suspect: bool,
    /// As UTF-8, where it is.
    text: Option<&'a str>,
    /// As bytes of a legacy encoding, with the map into the line.
    view: Option<(Cow<'a, [u8]>, OffsetMap)>,
}

impl<'a> Line<'a> {
    fn of_bytes(at: usize, raw: &'a [u8]) -> Self {
        // A short line of a legacy encoding can be UTF-8 by chance: "Hương" in VISCII is.
        let text = std::str::from_utf8(raw).ok();
        let view = (!raw.is_ascii()).then(|| (Cow::Borrowed(raw), OffsetMap::identity()));
        Self { at, len: raw.len(), is_suspect: text.is_none_or(|_| is_suspect(raw)), text, view }
    }

    fn of_text(at: usize, text: &'a str) -> Self {
        let is_suspect = is_suspect(text.as_bytes());
        Self { at, len: text.len(), is_suspect, text: Some(text), view: western_view(text) }
    }

    /// The line read in one encoding; `None` where it cannot be in that.
    fn read(&self, encoding: Encoding) -> Option<Sink> {
        let mut out = Sink::default();
        match encoding {
            Encoding::Utf8 => out.copy(self.text?),
            Encoding::Garbled => {
                out = undo_garbled(self.text?)?;
                // Twice through the mill, twice undone; more was never seen.
                if let Some(mut again) = undo_garbled(&out.text) {
                    again.map = again.map.after(&out.map);
                    out = again;
                }
            }
            Encoding::Viqr => {
                let text = self.text?;
                encoding.read(text.as_bytes(), &mut out);
                if out.text.len() == text.len() && out.text == text {
                    return None;
                }
            }
            _ => {
                let (bytes, map) = self.view.as_ref()?;
                encoding.read(bytes, &mut out);
                out.map = out.map.after(map);
            }
        }
        Some(out)
    }
}

/// The bytes that a text of Western characters came from; `None` where it is ASCII or has others.
fn western_view(text: &str) -> Option<(Cow<'_, [u8]>, OffsetMap)> {
    if text.is_ascii() {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut map = OffsetMap::identity();
    for (at, c) in text.char_indices() {
        bytes.push(western_byte(c)?);
        if !c.is_ascii() {
            map.push(bytes.len() - 1..bytes.len(), at..at + c.len_utf8());
        }
    }
    Some((Cow::Owned(bytes), map))
}

/// Encodings in the order in which they are tried; of equals the first wins.
const CANDIDATES: [Encoding; 8] = [
    Encoding::Utf8,
    Encoding::Garbled,
    Encoding::Tcvn3,
    Encoding::Vni,
    Encoding::Windows1258,
    Encoding::Viscii,
    Encoding::Vps,
    Encoding::Viqr,
];

/// Marked words that a line needs to speak for itself.
const ENOUGH: usize = 4;
/// Share of legal syllables among the marked words of a right reading, and of one that is let pass.
const RIGHT: f64 = 0.8;
const PASSABLE: f64 = 0.6;
/// Lead that a right reading has over the next best; thrice as much over the text as it stands.
const LEAD: f64 = 0.08;
const _: () = assert!(RIGHT + 3.0 * LEAD > 1.0);
/// Bytes of a file after which its encoding is taken as known.
const KNOWN: usize = 1 << 16;

fn find(lines: &[Line<'_>]) -> Found {
    let mut found = Found::default();
    let prior = match prior(lines) {
        Verdict::Clear(e) => Some(e),
        Verdict::Close(a, b) => {
            found.close = Some((a, b));
            None
        }
        Verdict::None => None,
    };
    for line in lines {
        let is_plain = line.text.is_some_and(str::is_ascii);
        found.marked_lines += usize::from(!is_plain);
        let out = if let Some((encoding, out)) = choose(line, prior) {
            if !is_plain || encoding == Encoding::Viqr {
                match found.shares.iter_mut().find(|(e, _)| *e == encoding) {
                    Some((_, n)) => *n += line.len,
                    None => found.shares.push((encoding, line.len)),
                }
            }
            out
        } else {
            found.unread.get_or_insert(line.at);
            found.unread_lines += 1;
            lossy_line(line)
        };
        found.out.append(&out, line.at);
    }
    found.shares.sort_by_key(|&(e, n)| (std::cmp::Reverse(n), e));
    found
}

/// The reading of a line that its own words or those of the whole file call for.
fn choose(line: &Line<'_>, prior: Option<Encoding>) -> Option<(Encoding, Sink)> {
    let as_is = || Some((Encoding::Utf8, line.read(Encoding::Utf8)?));
    if !line.is_suspect && prior.is_none_or(|e| e == Encoding::Utf8) {
        return as_is();
    }
    let expected = prior.or(line.text.map(|_| Encoding::Utf8));
    let expected = expected.and_then(|e| Some((e, line.read(e)?)));
    let expected = expected.map(|(e, out)| (e, score(&out.text, e), out));
    if let Some((e, s, _)) = &expected
        && s.share() >= RIGHT
        && s.marked >= ENOUGH
        && s.is_dense(*e)
    {
        return expected.map(|(e, _, out)| (e, out));
    }
    // The line is short, or in another encoding than the rest.
    match (best(&[line]), expected) {
        (Verdict::Clear(e), _) => Some((e, line.read(e)?)),
        (_, Some((e, s, out))) if s.marked == 0 || s.share() >= PASSABLE => Some((e, out)),
        // A title of one or two words with a foreign name in it.
        (_, Some((e, s, out))) if line.text.is_none() && s.marked < ENOUGH => Some((e, out)),
        _ => as_is(),
    }
}

/// The encoding of the file as a whole, from its first 64 KiB of suspect lines.
fn prior(lines: &[Line<'_>]) -> Verdict {
    let mut len = 0;
    let suspect: Vec<_> = lines
        .iter()
        .filter(|l| l.is_suspect)
        .take_while(|l| {
            let is_early = len < KNOWN;
            len += l.len;
            is_early
        })
        .collect();
    best(&suspect)
}

enum Verdict {
    Clear(Encoding),
    Close(Encoding, Encoding),
    None,
}

/// The encoding in which most of these lines read as Vietnamese.
fn best(lines: &[&Line<'_>]) -> Verdict {
    let mut totals: Vec<(Encoding, Score, String)> = Vec::new();
    for encoding in CANDIDATES {
        let (mut total, mut text, mut fits) = (Score::default(), String::new(), false);
        for line in lines {
            let out = match line.read(encoding) {
                Some(out) => {
                    fits = true;
                    out
                }
                // A line that cannot be in this encoding counts as it stands.
                None => match line.read(Encoding::Utf8) {
                    Some(out) => out,
                    None => continue,
                },
            };
            total.add(score(&out.text, encoding));
            text.push_str(&out.text);
        }
        // No other reading can lead by as much as one must that is not the text as it stands.
        if encoding == Encoding::Utf8 && total.marked >= ENOUGH && total.share() >= RIGHT {
            return Verdict::Clear(encoding);
        }
        if fits && total.marked > 0 && total.is_dense(encoding) {
            totals.push((encoding, total, text));
        }
    }
    let as_is = totals.iter().find(|(e, _, _)| *e == Encoding::Utf8).map_or(0.0, |(_, s, _)| s.share());
    let mut ranked: Vec<_> = totals.iter().collect();
    ranked.sort_by(|a, b| b.1.share().total_cmp(&a.1.share()).then(b.1.legal.cmp(&a.1.legal)));
    let Some((encoding, total, text)) = ranked.first() else { return Verdict::None };
    if total.marked < ENOUGH || total.share() < RIGHT {
        return Verdict::None;
    }
    if *encoding != Encoding::Utf8 && total.share() < as_is + 3.0 * LEAD {
        return if as_is > 0.0 { Verdict::Clear(Encoding::Utf8) } else { Verdict::None };
    }
    match ranked.iter().skip(1).find(|(_, _, other)| other != text) {
        Some((other, next, _)) if *encoding != Encoding::Utf8 && total.share() < next.share() + LEAD => {
            Verdict::Close(*encoding, *other)
        }
        _ => Verdict::Clear(*encoding),
    }
}

/// A line that no encoding fits: UTF-8 with U+FFFD for each broken sequence.
fn lossy_line(line: &Line<'_>) -> Sink {
    let mut out = Sink::default();
    let bytes = match (&line.text, &line.view) {
        (Some(text), _) => text.as_bytes(),
        (None, Some((bytes, _))) => bytes.as_ref(),
        (None, None) => &[],
    };
    super::raw::lossy(bytes, &mut out);
    out
}
