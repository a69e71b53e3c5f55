//! Bytes to code points: spans in a record count Unicode code points of the source.

/// Counts the code points before a byte of a text.
///
/// One number is kept for every block of bytes, so a look-up reads at most one block.
#[derive(Debug, Clone)]
pub struct CodePoints {
    before: Vec<u32>,
}

/// Bytes between two kept numbers; few enough for [`count`].
const BLOCK: usize = 128;

impl CodePoints {
    /// Counts the blocks of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut before = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut total = 0u32;
        for block in text.as_bytes().chunks(BLOCK) {
            before.push(total);
            total += count(block);
        }
        Self { before }
    }

    /// Code points before byte `at` of `text`, the text that this was made from.
    #[must_use]
    pub fn at(&self, text: &str, at: usize) -> usize {
        let block = (at / BLOCK).min(self.before.len().saturating_sub(1));
        let from = block * BLOCK;
        let rest = text.as_bytes().get(from..at.min(text.len())).unwrap_or_default();
        self.before.get(block).copied().unwrap_or(0) as usize + count(rest) as usize
    }
}

/// Bytes of a block that begin a code point. They are counted in a byte, of which a processor adds many at once.
fn count(block: &[u8]) -> u32 {
    block.iter().map(|&b| u8::from((b as i8) >= -0x40)).fold(0, u8::wrapping_add).into()
}
