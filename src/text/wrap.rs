//! How the lines of a text were broken: each where its author ended it, or all at one width.
//!
//! A program that fills lines breaks before the first word that does not fit, so there the width of the longest line
//! explains nearly every break. Text that was copied out of pages in print has lines of about one length; of it only
//! the lines that end in the middle of a sentence tell.

/// Longest line, in characters, of a text whose lines were filled; and in bytes, of one with lines of about one length.
const WIDEST: usize = 140;

/// Shortest width that is one, in characters: verses and lists have shorter lines.
const NARROWEST: usize = 40;

/// Breaks in the middle of a sentence that it takes to tell.
const ENOUGH: usize = 4;

/// How the lines of one text were broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wrap {
    /// The width in characters to which lines were filled.
    width: Option<usize>,
    /// Whether most lines end in the middle of a sentence near one length.
    even: bool,
}

impl Wrap {
    /// Looks at the lines of a normalized text.
    pub(super) fn of(norm: &str) -> Self {
        // A line has no more characters than bytes.
        let is_wide = |line: &str| line.len() > WIDEST && line.chars().count() > WIDEST;
        if norm.lines().any(is_wide) {
            return Self { width: None, even: false };
        }
        Self { width: filled_width(norm), even: is_even(norm) }
    }

    /// Whether the line that ends at byte `end` was broken because the word at byte `next`, which opens the next line,
    /// did not fit.
    pub(super) fn filled(&self, norm: &str, end: usize, next: usize) -> bool {
        let Some(width) = self.width else { return false };
        let (line, rest) = (norm.get(line_start(norm, end)..end), norm.get(next..));
        line.zip(rest).is_some_and(|(line, rest)| fills(line, rest, width))
    }

    /// Whether the line that ends at byte `end` is longer than 55 bytes, in a text whose lines have about one length.
    pub(super) fn full(&self, norm: &str, end: usize) -> bool {
        self.even && end - line_start(norm, end) > 55
    }
}

fn line_start(norm: &str, end: usize) -> usize {
    norm.as_bytes().get(..end).and_then(|b| memchr::memrchr(b'\n', b)).map_or(0, |k| k + 1)
}

/// Whether the first word of `next` does not fit behind `line`.
fn fills(line: &str, next: &str, width: usize) -> bool {
    let len = line.trim_end().chars().count();
    let word = next.chars().take_while(|c| !c.is_whitespace()).count();
    len <= width && len + 1 + word > width
}

/// The length in characters of the longest line, when at nearly every break the next word would have gone beyond it. The
/// first line, which may be a longer title, does not count.
fn filled_width(norm: &str) -> Option<usize> {
    let lines = || norm.lines().skip(1);
    let width = lines().map(|l| l.trim_end().chars().count()).max()?;
    if !(NARROWEST..=WIDEST).contains(&width) {
        return None;
    }
    let (mut open, mut filled) = (0, 0);
    for (line, next) in lines().zip(lines().skip(1)) {
        let (line, next) = (line.trim_end(), next.trim());
        if line.is_empty() || next.is_empty() || ends_sentence(line) {
            continue;
        }
        open += 1;
        // Items of a list can be of one length too: "Đồng chí A …", "Đồng chí B …", "1. …", "2. …".
        let word = first_word(next);
        let numbered = word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with(['.', ')']);
        let item = first_word(line) == word || numbered || next.starts_with(['-', '+', '•', '*']);
        filled += usize::from(fills(line, next, width) && !item);
    }
    (open >= ENOUGH && filled * 10 >= open * 8).then_some(width)
}

fn first_word(line: &str) -> &str {
    line.split_whitespace().next().unwrap_or_default()
}

/// Most lines end in the middle of a sentence near one width.
fn is_even(norm: &str) -> bool {
    let (mut lines, mut long, mut open) = (0u32, 0u32, 0u32);
    for line in norm.lines().map(str::trim).filter(|l| !l.is_empty()) {
        if line.len() > WIDEST {
            return false;
        }
        lines += 1;
        if line.len() > 60 {
            long += 1;
            open += u32::from(!ends_sentence(line));
        }
    }
    lines >= 8 && open * 10 >= long * 7 && long * 2 >= lines
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with(['.', '!', '?', ':', ';', '…'])
}

#[cfg(test)]
mod tests {
    use super::Wrap;

    #[test]
    fn filled_lines_are_told_from_lines_of_their_own() {
        let filled = "Chi bộ họp\n\nSáng 5/1, Chi bộ Phòng Hành chính tổ chức\nhội nghị tổng kết năm. Dự có đồng chí Lê\nVăn A, Bí \
                      thư Đảng ủy và toàn thể đảng\nviên. Hội nghị nghe báo cáo, góp ý và\nthông qua nghị quyết năm tới \
                      với nhiều\nchỉ tiêu cụ thể.\n";
        let width = filled.lines().skip(1).map(|l| l.chars().count()).max();
        assert_eq!(Wrap::of(filled).width, width);
        let own = "Danh sách\nĐồng chí Lê Văn A, Bí thư Chi bộ Phòng Hành chính\nĐồng chí Trần B\nĐồng chí Đỗ Thị \
                   C\nĐồng chí Phạm Văn D, Phó Bí thư\nĐồng chí Vũ E\nĐồng chí G\n";
        assert_eq!(Wrap::of(own).width, None);
        let even = "Danh sách\nĐồng chí Lê Văn A - Bí thư Chi bộ Phòng Một\nĐồng chí Trần B - Bí thư Chi bộ Phòng Hai\nĐồng chí \
                    Đỗ Ca - Bí thư Chi bộ Phòng Bốn\nĐồng chí Vũ Đan - Bí thư Chi bộ Phòng Sáu\nĐồng chí Lý Em - Bí thư Chi bộ \
                    Phòng Tám\nĐồng chí Hồ Gấm - Bí thư Chi bộ Phòng Ba\n";
        assert_eq!(Wrap::of(even).width, None);
    }
}
