//! Text as it flows out of markup: words, and what stands between them.
//!
//! Markup says more often than a reader sees that a line, a cell, a paragraph ends. Only the widest of the
//! breaks between two words is written, so that nothing piles up and no text begins or ends with a break.

use std::ops::Range;

/// What stands between the last word and the next, the wider after the narrower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Gap {
    #[default]
    None,
    Blank,
    Cell,
    Line,
    Paragraph,
}

/// A text in the making.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    text: String,
    gap: Gap,
    captions: Vec<Range<usize>>,
    /// Where a picture stands that no text follows yet.
    picture: Option<usize>,
}

impl Flow {
    /// Bytes so far.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// The text from a place on.
    pub(crate) fn since(&self, from: usize) -> &str {
        self.text.get(from..).unwrap_or_default()
    }

    /// Writes one character behind the gap before it.
    pub(crate) fn push(&mut self, c: char) {
        let gap = std::mem::take(&mut self.gap);
        if !self.text.is_empty() {
            self.text.push_str(match gap {
                Gap::None => "",
                Gap::Blank => " ",
                Gap::Cell => "\t",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
        self.text.push(c);
    }

    /// Writes words whose blanks are mere filling: any run of them is one blank. A no-break space is a letter
    /// of the text.
    pub(crate) fn push_filled(&mut self, words: &str) {
        for c in words.chars() {
            if c.is_ascii_whitespace() { self.widen(Gap::Blank) } else { self.push(c) }
        }
    }

    /// Writes words as they are, line by line.
    pub(crate) fn push_lines(&mut self, words: &str) {
        for c in words.chars() {
            if c == '\n' { self.widen(Gap::Line) } else { self.push(c) }
        }
    }

    /// A break, at least this wide.
    pub(crate) fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// A line break; a second one is an empty line.
    pub(crate) fn break_line(&mut self) {
        self.widen(if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line });
    }

    /// The end of a cell that began at `from`: the next one follows on the same line, unless this one holds
    /// paragraphs.
    pub(crate) fn end_cell(&mut self, from: usize) {
        let paragraphs = self.since(from).trim().contains("\n\n");
        self.gap = if paragraphs { Gap::Paragraph } else { Gap::Cell };
    }

    /// Marks what was written since `from` as a caption, unless a caption inside it is marked already.
    pub(crate) fn mark_caption(&mut self, from: usize) {
        let written = self.since(from);
        let start = from + written.len() - written.trim_start().len();
        let end = from + written.trim_end().len();
        if start < end && self.captions.last().is_none_or(|last| last.end <= start) {
            self.captions.push(start..end);
        }
    }

    /// A picture stands here.
    pub(crate) fn picture(&mut self) {
        self.picture = Some(self.len());
    }

    /// Whether what was written since `from` is the first text below a picture.
    pub(crate) fn awaits_caption(&self, from: usize) -> bool {
        self.picture == Some(from) && !self.since(from).trim().is_empty()
    }

    /// The end of the first paragraph below a picture, which began at `from`: it is the caption when it may be
    /// one and reads like one, a short line without a full stop. One that is set apart, in italics or in the
    /// middle, may have a full stop.
    pub(crate) fn below_picture(&mut self, from: usize, may_be: bool, set_apart: bool) {
        self.picture = None;
        if may_be && reads_like_caption(self.since(from).trim(), set_apart) {
            self.mark_caption(from);
        }
    }

    /// The text and the byte ranges of its captions.
    pub(crate) fn finish(self) -> (String, Vec<Range<usize>>) {
        (self.text, self.captions)
    }
}

/// Words of a caption at most.
const LONGEST_CAPTION: usize = 45;

/// One line that tells something, and is neither a credit nor the name of an author.
fn reads_like_caption(words: &str, set_apart: bool) -> bool {
    let count = words.split_whitespace().count();
    let open = !words.ends_with(['.', '!', '?', ':', ';', ',', '…']);
    let tells = words.split_whitespace().skip(1).any(|word| word.starts_with(char::is_lowercase));
    let credit = crate::text::is_credit(words);
    (3..=LONGEST_CAPTION).contains(&count) && !words.contains('\n') && (open || set_apart) && tells && !credit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_below_a_picture_is_its_caption_if_it_reads_like_one() {
        let captions = |words: &str, set_apart: bool| {
            let mut flow = Flow::default();
            flow.picture();
            flow.push_lines(words);
            flow.below_picture(0, true, set_apart);
            flow.finish().1.len()
        };
        assert_eq!(captions("Đồng chí Bí thư Chi bộ đọc Báo cáo", false), 1);
        assert_eq!(captions("Quang cảnh hội nghị.", false), 0);
        assert_eq!(captions("Quang cảnh hội nghị.", true), 1);
        assert_eq!(captions("Bài, ảnh: Thu Hà", true), 0);
        assert_eq!(captions("Lê Thu Hà", true), 0);
        assert_eq!(captions(&"Chi bộ họp ".repeat(30), false), 0);
    }

    #[test]
    fn only_the_widest_break_is_written() {
        let mut flow = Flow::default();
        flow.widen(Gap::Paragraph);
        flow.push_filled("  Chi \n bộ");
        flow.break_line();
        flow.push_lines("họp");
        flow.widen(Gap::Line);
        flow.widen(Gap::Paragraph);
        let from = flow.len();
        flow.push_filled("Ảnh");
        flow.mark_caption(from);
        flow.break_line();
        flow.break_line();
        let (text, captions) = flow.finish();
        assert_eq!(text, "Chi bộ\nhọp\n\nẢnh");
        assert_eq!(captions.iter().map(|r| &text[r.clone()]).collect::<Vec<_>>(), ["Ảnh"]);
    }
}
