//! Text in columns, set in blocks where the terminal is too narrow for all of them.
//!
//! A terminal that squeezes twelve columns into eighty places breaks every word. Here a column keeps the width
//! that its words need, and what does not fit beside the others goes into a further block below, with the first
//! column repeated.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

/// Blanks between columns.
const GAP: usize = 2;
/// A heading is wrapped into about so many lines: more only where that saves a block.
const HEADING_LINES: [usize; 3] = [2, 3, 4];

/// A first column of labels, and columns beside it.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    /// Heading of the labels.
    pub(super) corner: String,
    pub(super) labels: Vec<String>,
    pub(super) columns: Vec<Column>,
}

/// A column: right-aligned, a text for each label.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) heading: String,
    pub(super) cells: Vec<String>,
}

impl Column {
    /// The width that its texts and the words of its heading need, the heading in about so many lines.
    fn width(&self, lines: usize) -> usize {
        let text = self.cells.iter().map(|c| c.width()).max().unwrap_or(0);
        let heading = self.heading.width().div_ceil(lines);
        text.max(longest_word(&self.heading)).max(heading)
    }
}

impl Grid {
    /// The blocks, each at most `width` places wide unless a single word is wider.
    pub(super) fn blocks(&self, width: usize) -> Vec<String> {
        let natural = self.labels.iter().chain([&self.corner]).map(|l| l.width()).max().unwrap_or(0);
        let longest = self.labels.iter().chain([&self.corner]).map(|l| longest_word(l)).max().unwrap_or(0);
        let label = natural.min((width * 2 / 5).max(longest));
        let room = width.saturating_sub(label);
        let tried = HEADING_LINES.map(|lines| {
            let widths: Vec<usize> = self.columns.iter().map(|c| c.width(lines)).collect();
            (packed(&widths, room), widths)
        });
        // Of several with as few blocks the first.
        let best = tried.into_iter().min_by_key(|(blocks, _)| blocks.len());
        let (fitting, widths) = best.unwrap_or_default();
        // As many columns in each block, rather than one left alone in the last.
        let blocks = fitting.len().max(1);
        let each = self.columns.len().div_ceil(blocks).max(1);
        let even: Vec<Vec<usize>> =
            (0..self.columns.len()).collect::<Vec<_>>().chunks(each).map(<[usize]>::to_vec).collect();
        let fits = |block: &Vec<usize>| {
            let taken: usize = block.iter().filter_map(|&c| widths.get(c)).map(|w| w + GAP).sum();
            label + taken <= width
        };
        let chosen = if even.iter().all(fits) { even } else { fitting };
        // What the widest block leaves free goes to the labels.
        let taken = |block: &Vec<usize>| block.iter().filter_map(|&c| widths.get(c)).map(|w| w + GAP).sum();
        let widest: usize = chosen.iter().map(taken).max().unwrap_or(0);
        let label = label.max(natural.min(width.saturating_sub(widest)));
        chosen.iter().map(|block| self.block(block, &widths, label)).collect()
    }

    fn block(&self, block: &[usize], widths: &[usize], label: usize) -> String {
        let columns: Vec<(&Column, usize)> =
            block.iter().filter_map(|&c| Some((self.columns.get(c)?, *widths.get(c)?))).collect();
        let headings: Vec<Vec<String>> = columns.iter().map(|(c, w)| wrap(&c.heading, *w)).collect();
        let corner = wrap(&self.corner, label);
        let height = headings.iter().map(Vec::len).max().unwrap_or(1).max(corner.len());
        let mut out = String::new();
        let empty = String::new();
        for line in 0..height {
            // Headings stand on the rule below them.
            let at = |lines: &Vec<String>| (line + lines.len()).checked_sub(height);
            let mut text = pad(at(&corner).and_then(|l| corner.get(l)).unwrap_or(&empty), label, false);
            for (lines, (_, width)) in headings.iter().zip(&columns) {
                let part = at(lines).and_then(|l| lines.get(l)).unwrap_or(&empty);
                text.push_str(&" ".repeat(GAP));
                text.push_str(&pad(part, *width, true));
            }
            let _ = writeln!(out, "{}", text.trim_end());
        }
        let all = label + columns.iter().map(|(_, w)| w + GAP).sum::<usize>();
        let _ = writeln!(out, "{}", "─".repeat(all));
        for (row, text) in self.labels.iter().enumerate() {
            let lines = hanging(text, label, 2);
            for (nth, line) in lines.iter().enumerate() {
                let mut text = pad(line, label, false);
                // The texts stand beside the last line of their label.
                if nth + 1 == lines.len() {
                    for (column, width) in &columns {
                        text.push_str(&" ".repeat(GAP));
                        text.push_str(&pad(column.cells.get(row).unwrap_or(&empty), *width, true));
                    }
                }
                let _ = writeln!(out, "{}", text.trim_end());
            }
        }
        out
    }
}

/// Columns one after the other, a new block where the next does not fit.
fn packed(widths: &[usize], room: usize) -> Vec<Vec<usize>> {
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    let mut taken = 0;
    for (at, width) in widths.iter().enumerate() {
        match blocks.last_mut() {
            Some(block) if taken + width + GAP <= room => {
                block.push(at);
                taken += width + GAP;
            }
            _ => {
                blocks.push(vec![at]);
                taken = width + GAP;
            }
        }
    }
    blocks
}

fn longest_word(text: &str) -> usize {
    text.split_whitespace().map(|w| w.width()).max().unwrap_or(0)
}

/// The text in lines of at most `width` places; a word that is wider keeps its line to itself.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    hanging(text, width, 0)
}

/// The same, with every line but the first moved in by `indent` places.
pub(super) fn hanging(text: &str, width: usize, indent: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    let mut begun = false;
    for word in text.split_whitespace() {
        let Some(line) = lines.last_mut() else { break };
        if begun && line.width() + 1 + word.width() > width {
            lines.push(" ".repeat(indent) + word);
        } else {
            if begun {
                line.push(' ');
            }
            line.push_str(word);
        }
        begun = true;
    }
    lines
}

fn pad(text: &str, width: usize, right: bool) -> String {
    let blanks = " ".repeat(width.saturating_sub(text.width()));
    if right { blanks + text } else { format!("{text}{blanks}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(columns: usize) -> Grid {
        let column = |n: usize| Column {
            heading: format!("Chi bộ Trung tâm Thiên văn vô tuyến số {n}"),
            cells: vec![n.to_string(), "không nêu".to_owned()],
        };
        Grid {
            corner: "Chỉ tiêu".to_owned(),
            labels: vec!["Kết nạp đảng viên".to_owned(), "Công nhận đảng viên chính thức".to_owned()],
            columns: (1..=columns).map(column).collect(),
        }
    }

    #[test]
    fn columns_that_do_not_fit_go_into_further_blocks() {
        for (columns, width) in [(3, 80), (12, 80), (12, 120), (40, 120), (1, 40)] {
            let blocks = grid(columns).blocks(width);
            let all = blocks.concat();
            assert!(all.lines().all(|l| l.width() <= width), "{columns} in {width}:\n{all}");
            // No word is broken, every column is there once, the labels stand in each block.
            assert_eq!(all.matches("tuyến").count(), columns);
            assert_eq!(all.matches("Kết nạp đảng viên").count(), blocks.len());
            assert_eq!(all.matches("không nêu").count(), columns);
        }
        assert_eq!(grid(3).blocks(80).len(), 1);
    }

    #[test]
    fn a_word_wider_than_the_terminal_is_kept_whole() {
        let mut grid = grid(1);
        grid.labels[0] = "x".repeat(60);
        assert!(grid.blocks(40).concat().contains(&"x".repeat(60)));
    }
}
