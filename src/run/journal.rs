//! The journal of a run that writes a file: one entry for each record in the part file beside it.
//!
//! It is only ever appended to, after the records that it speaks of, and every entry says where its record
//! lies and carries a check of the record and of itself. So after a kill or a crash the first entry that does
//! not hold tells where the torn tail begins; everything before it is used again, if the basis (version,
//! lists, options) is the same.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};

use rustc_hash::FxHashMap;

use super::batch::Stamp;
use super::sketch::Sketch;
use crate::input::Format;

const MAGIC: &[u8; 20] = b"trichluc journal 01\n";
const HEADER: usize = MAGIC.len() + 32;
const ENTRY: usize = 120;

/// What the journal says of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) key: u128,
    pub(crate) id: u64,
    pub(crate) text: u64,
    /// The article that the record was linked to as a near duplicate; 0 for none.
    pub(crate) near: u64,
    pub(crate) sketch: Sketch,
    pub(crate) format: Format,
    /// Place of the line in the part file.
    pub(crate) offset: u64,
    pub(crate) len: u32,
    /// [`check`] of the line.
    pub(crate) check: u64,
}

/// The entries of an earlier run that hold, by key.
#[derive(Debug, Default)]
pub(crate) struct Known {
    numbers: FxHashMap<u128, usize>,
    entries: Vec<Entry>,
}

impl Known {
    /// The number of the entry with this key.
    pub(crate) fn number(&self, key: u128) -> Option<usize> {
        self.numbers.get(&key).copied()
    }

    /// An entry by its number.
    pub(crate) fn entry(&self, number: usize) -> Option<&Entry> {
        self.entries.get(number)
    }

    /// Bytes of the part that hold their lines.
    pub(crate) fn end(&self) -> u64 {
        self.entries.last().map_or(0, |e| e.offset + u64::from(e.len))
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }
}

impl Entry {
    pub(crate) fn new(stamp: &Stamp, near: Option<u64>, offset: u64, line: &[u8]) -> Self {
        let Stamp { key, id, text, format, sketch, .. } = *stamp;
        // Lines are bounded by the limits on articles, far below 4 GiB.
        let len = u32::try_from(line.len()).unwrap_or(u32::MAX);
        Self { key, id, text, near: near.unwrap_or(0), sketch, format, offset, len, check: check(line) }
    }

    /// Appends the entry to `out`, its own check last.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let from = out.len();
        out.extend_from_slice(&self.key.to_le_bytes());
        for word in [self.id, self.text, self.near, self.offset, self.check] {
            out.extend_from_slice(&word.to_le_bytes());
        }
        out.extend_from_slice(&self.len.to_le_bytes());
        out.extend_from_slice(&(self.format as u32).to_le_bytes());
        out.extend_from_slice(&self.sketch.to_bytes());
        let own = check(out.get(from..).unwrap_or_default());
        out.extend_from_slice(&own.to_le_bytes());
    }

    fn read(bytes: &[u8; ENTRY]) -> Option<Self> {
        let (body, own) = bytes.split_last_chunk::<8>()?;
        if check(body) != u64::from_le_bytes(*own) {
            return None;
        }
        let (key, rest) = body.split_first_chunk::<16>()?;
        let (words, rest) = rest.split_first_chunk::<40>()?;
        let (len, rest) = rest.split_first_chunk::<4>()?;
        let (format, sketch) = rest.split_first_chunk::<4>()?;
        let mut words = words.chunks_exact(8).map(|w| w.try_into().map_or(0, u64::from_le_bytes));
        let mut word = || words.next().unwrap_or(0);
        Some(Self {
            key: u128::from_le_bytes(*key),
            id: word(),
            text: word(),
            near: word(),
            offset: word(),
            check: word(),
            len: u32::from_le_bytes(*len),
            format: Format::ALL.get(u32::from_le_bytes(*format) as usize).copied()?,
            sketch: Sketch::from_bytes(sketch.try_into().ok()?),
        })
    }
}

/// Begins a journal anew.
pub(crate) fn begin(journal: &mut File, basis: &str) -> io::Result<()> {
    journal.set_len(0)?;
    journal.seek(SeekFrom::Start(0))?;
    journal.write_all(MAGIC)?;
    journal.write_all(blake3::hash(basis.as_bytes()).as_bytes())
}

/// Reads the entries that hold, cuts both files behind the last of them and leaves them ready to be appended
/// to. `None` when the journal is none, or of another basis.
pub(crate) fn resume(journal: &mut File, part: &mut File, basis: &str) -> io::Result<Option<Known>> {
    let mut bytes = Vec::new();
    journal.seek(SeekFrom::Start(0))?;
    journal.read_to_end(&mut bytes)?;
    let Some((header, entries)) = bytes.split_at_checked(HEADER) else { return Ok(None) };
    if header.strip_prefix(MAGIC) != Some(blake3::hash(basis.as_bytes()).as_bytes().as_slice()) {
        return Ok(None);
    }
    let mut known = Known::default();
    let mut end = 0;
    let mut line = Vec::new();
    part.seek(SeekFrom::Start(0))?;
    let mut lines = BufReader::with_capacity(1 << 18, &mut *part);
    for bytes in entries.as_chunks::<ENTRY>().0 {
        let Some(entry) = Entry::read(bytes).filter(|e| e.offset == end) else { break };
        line.clear();
        (&mut lines).take(u64::from(entry.len)).read_to_end(&mut line)?;
        if line.len() != entry.len as usize || check(&line) != entry.check {
            break;
        }
        end += u64::from(entry.len);
        known.numbers.entry(entry.key).or_insert(known.entries.len());
        known.entries.push(entry);
    }
    part.set_len(end)?;
    part.seek(SeekFrom::Start(end))?;
    let end = (HEADER + known.entries.len() * ENTRY) as u64;
    journal.set_len(end)?;
    journal.seek(SeekFrom::Start(end))?;
    Ok(Some(known))
}

/// Tells a torn or rotten piece from a whole one; no protection against intent.
pub(crate) fn check(bytes: &[u8]) -> u64 {
    use std::hash::Hasher;
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(bytes);
    hasher.write_usize(bytes.len());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(number: u64, offset: u64, line: &[u8]) -> Entry {
        let sketch = Sketch::of((0..100).map(|i| i * number));
        let stamp = Stamp {
            key: u128::from(number),
            id: number * 3,
            text: number * 5,
            path: String::new(),
            format: Format::Docx,
            sketch,
        };
        Entry::new(&stamp, Some(9), offset, line)
    }

    #[test]
    fn a_torn_tail_is_recognized_wherever_it_tears() {
        let lines: Vec<Vec<u8>> = (1..=5u8).map(|i| vec![b'0' + i; 10 * i as usize]).collect();
        let (mut written, mut records) = (Vec::new(), Vec::new());
        for (i, line) in lines.iter().enumerate() {
            entry(i as u64 + 1, records.len() as u64, line).write(&mut written);
            records.extend_from_slice(line);
        }
        assert_eq!(written.len(), 5 * ENTRY);
        let open = |journal_cut: usize, part_cut: usize, flip: Option<usize>| {
            let (mut journal, mut part) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
            begin(&mut journal, "basis").unwrap();
            journal.write_all(&written[..journal_cut]).unwrap();
            let mut records = records.clone();
            if let Some(at) = flip {
                records[at] ^= 1;
            }
            part.write_all(&records[..part_cut]).unwrap();
            let known = resume(&mut journal, &mut part, "basis").unwrap().unwrap();
            let n = known.len();
            let end: usize = lines[..n].iter().map(Vec::len).sum();
            assert_eq!(part.metadata().unwrap().len(), end as u64);
            assert_eq!(journal.metadata().unwrap().len(), (HEADER + n * ENTRY) as u64);
            assert_eq!(part.stream_position().unwrap(), end as u64);
            for (i, line) in lines.iter().enumerate().take(n) {
                assert_eq!(known.entry(i).unwrap().len as usize, line.len());
                assert_eq!(known.number(i as u128 + 1), Some(i));
            }
            n
        };
        assert_eq!(open(5 * ENTRY, 150, None), 5);
        assert_eq!(open(5 * ENTRY, 149, None), 4);
        assert_eq!(open(5 * ENTRY, 0, None), 0);
        assert_eq!(open(5 * ENTRY, 150, Some(35)), 2);
        for cut in 0..5 * ENTRY {
            assert_eq!(open(cut, 150, None), cut / ENTRY);
        }
    }

    #[test]
    fn another_basis_is_another_run() {
        let (mut journal, mut part) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
        assert!(resume(&mut journal, &mut part, "basis").unwrap().is_none());
        begin(&mut journal, "basis").unwrap();
        assert!(resume(&mut journal, &mut part, "other").unwrap().is_none());
        assert_eq!(resume(&mut journal, &mut part, "basis").unwrap().unwrap().len(), 0);
    }
}
