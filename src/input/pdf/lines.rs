//! Characters with places, put together to words, lines and paragraphs.
//!
//! A gap of a fifth of the letter's height is a blank. A line that could have taken the first word of the next
//! one was ended on purpose: there a paragraph ends. So it does at an indent, at a wider gap, at another
//! size of letters. Lone page numbers at the edge of a page are left out.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

/// Parts of the height of a letter: a blank, a new cell of a table, the same line, an indent.
const BLANK: f64 = 0.18;
const CELL: f64 = 3.0;
const SAME_LINE: f64 = 0.5;
const INDENT: f64 = 0.8;
/// How much wider than usual the gap before a paragraph is.
const WIDER: f64 = 1.35;

/// A line of a page.
#[derive(Debug, Clone, Default)]
struct Line {
    text: String,
    page: u32,
    left: f64,
    right: f64,
    /// Distance from the top of the page.
    y: f64,
    /// Height of the letters.
    size: f64,
}

/// Takes the characters of a file page by page.
pub(super) struct Pages {
    lines: Vec<Line>,
    page: u32,
    top: f64,
    /// Bytes that may still come.
    left: usize,
}

impl Pages {
    /// Takes at most so many bytes of text.
    pub(super) fn new(most: usize) -> Self {
        Self { lines: Vec::new(), page: 0, top: 0.0, left: most }
    }

    /// Whether there was more text than it takes.
    pub(super) fn is_full(&self) -> bool {
        self.left == 0
    }

    /// The text, paragraphs parted by empty lines.
    pub(super) fn text(mut self) -> String {
        for line in &mut self.lines {
            line.text.truncate(line.text.trim_end().len());
        }
        self.lines.retain(|line| !line.text.trim().is_empty());
        drop_page_numbers(&mut self.lines);
        let usual = usual_gap(&self.lines);
        let right = edge(&self.lines);
        let mut out = String::new();
        for (k, line) in self.lines.iter().enumerate() {
            let before = k.checked_sub(1).and_then(|k| self.lines.get(k));
            if let Some(before) = before {
                let follows = follows(before, line, usual, right);
                let glued = follows
                    && before.text.ends_with('-')
                    && before.text.chars().rev().nth(1).is_some_and(char::is_alphanumeric);
                out.push_str(if glued {
                    ""
                } else if follows {
                    " "
                } else {
                    "\n\n"
                });
            }
            out.push_str(line.text.trim_start());
        }
        out
    }
}

/// Whether a line goes on with the paragraph of the line before it.
fn follows(before: &Line, line: &Line, usual: f64, right: f64) -> bool {
    let size = before.size.max(1.0);
    if (before.size - line.size).abs() > size * 0.15 {
        return false;
    }
    let first_word = line.text.split_whitespace().next().unwrap_or_default().chars().count() as f64;
    let letter = (line.right - line.left) / line.text.chars().count().max(1) as f64;
    let room = right - before.right;
    let is_full = room < (first_word + 1.0) * letter;
    if before.page != line.page {
        let ends = before.text.ends_with(['.', '!', '?', ':', ';', '"', '”', ')']);
        return is_full && !ends;
    }
    let gap = line.y - before.y;
    if gap <= 0.0 || gap > usual.max(size) * WIDER {
        return false;
    }
    let centred = |l: &Line| ((l.left + l.right) / 2.0, l.left);
    let ((middle, left), (next_middle, next_left)) = (centred(before), centred(line));
    if (middle - next_middle).abs() < size && (left - next_left).abs() > size && right - before.right > size {
        // A heading set in the middle, over several lines.
        return !before.text.ends_with('.');
    }
    is_full && next_left - left < size * INDENT
}

/// The usual distance between two lines.
fn usual_gap(lines: &[Line]) -> f64 {
    let mut gaps: Vec<f64> = lines
        .windows(2)
        .filter_map(|w| match w {
            [a, b] if a.page == b.page && b.y > a.y && b.y - a.y < a.size * 3.0 => Some(b.y - a.y),
            _ => None,
        })
        .collect();
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 2).copied().unwrap_or(0.0)
}

/// Where full lines end.
fn edge(lines: &[Line]) -> f64 {
    let mut ends: Vec<f64> = lines.iter().map(|l| l.right).collect();
    ends.sort_by(f64::total_cmp);
    ends.get(ends.len().saturating_sub(1) * 19 / 20).copied().unwrap_or(0.0)
}

/// Drops "7", "- 7 -", "Trang 7/9" where it is the first or the last line of page 7.
fn drop_page_numbers(lines: &mut Vec<Line>) {
    let is_number = |line: &Line| {
        let digits: Vec<&str> =
            line.text.split(|c: char| !c.is_ascii_digit()).filter(|d| !d.is_empty()).collect();
        let letters: String =
            line.text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        digits.first().and_then(|d| d.parse::<u32>().ok()) == Some(line.page)
            && digits.len() <= 2
            && matches!(letters.as_str(), "" | "trang" | "page")
            && line.text.chars().count() <= 14
    };
    let edges: Vec<bool> = (0..lines.len())
        .map(|k| {
            let Some(line) = lines.get(k) else { return false };
            let other = |n: Option<usize>| n.and_then(|n| lines.get(n)).is_none_or(|l| l.page != line.page);
            (other(k.checked_sub(1)) || other(Some(k + 1))) && is_number(line)
        })
        .collect();
    // A page that holds a number alone keeps it: it may be all that there is.
    if edges.iter().all(|&e| e) {
        return;
    }
    let mut edges = edges.into_iter();
    lines.retain(|_| !edges.next().unwrap_or(false));
}

/// A mark that sits on the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

impl OutputDev for Pages {
    fn begin_page(
        &mut self,
        number: u32,
        media: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.page = number;
        self.top = media.ury;
        Ok(())
    }

    fn output_character(
        &mut self,
        trm: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        shown: &str,
    ) -> Result<(), OutputError> {
        if shown.len() > self.left {
            self.left = 0;
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        self.left -= shown.len();
        let size = ((trm.m11 + trm.m21) * (trm.m12 + trm.m22)).abs().sqrt() * font_size.abs();
        let (x, y) = (trm.m31, self.top - trm.m32);
        let right = x + width * size;
        let page = self.page;
        let fresh = || Line { page, left: x, right, y, size, ..Line::default() };
        let line = match self.lines.last_mut() {
            Some(line) if shown.chars().all(is_mark) => line,
            Some(line)
                if line.page == page
                    && (line.y - y).abs() < SAME_LINE * size.max(line.size)
                    && x > line.right - SAME_LINE * size.max(line.size) =>
            {
                line
            }
            _ => {
                self.lines.push(fresh());
                let Some(line) = self.lines.last_mut() else { return Ok(()) };
                line
            }
        };
        let gap = x - line.right;
        let touches = line.text.is_empty()
            || line.text.ends_with(char::is_whitespace)
            || shown.starts_with(char::is_whitespace);
        if gap > CELL * size && !line.text.is_empty() {
            line.text.push('\t');
        } else if gap > BLANK * size && !touches {
            line.text.push(' ');
        }
        line.text.push_str(shown);
        line.right = line.right.max(right);
        line.size = line.size.max(size);
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
