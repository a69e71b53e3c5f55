//! Plots as SVG: bars, a grid of ratings, a timeline. Labels stay text, so every Vietnamese letter is right
//! wherever a font has it, and the picture can be searched.

use std::fmt::Write as _;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::error::{Error, Result};
use crate::tables::plain_number;
use crate::tables::plots::{Bars, Grid, Timeline};

/// Width of a plot, in pixels.
const WIDTH: u32 = 1000;
/// Room for the names of cells, in pixels.
const NAMES: i32 = 330;
/// Room above the plot, for title and legend.
const TOP: i32 = 76;
const FONT: &str = "sans-serif";
/// Average width of a letter of 13 pixels, for breaking lines only: no font is opened.
const LETTER: f64 = 6.7;

/// Colours that people with any kind of colour vision tell apart (Okabe and Ito).
const COLOURS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(230, 159, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(86, 180, 233),
    RGBColor(213, 94, 0),
];

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn<T = ()> = std::result::Result<T, DrawingAreaErrorKind<std::io::Error>>;

/// A bar chart, bars lying, so that long names stay legible.
///
/// # Errors
/// The drawing library fails.
pub fn bars(bars: &Bars) -> Result<String> {
    let thickness = if bars.series.len() > 2 { 12 } else { 16 };
    // Only what is stated takes room.
    let stated =
        |at: usize| bars.series.iter().filter(|(_, v)| v.get(at).is_some_and(Option::is_some)).count();
    let group = |at: usize| (stated(at) as i32 * thickness + 10).max(36);
    let height = TOP + (0..bars.categories.len()).map(group).sum::<i32>() + 40;
    draw(height, &bars.title, |area| {
        let most = bars.series.iter().flat_map(|s| s.1.iter().flatten()).fold(0.0_f64, |a, &b| a.max(b));
        let room = f64::from(WIDTH as i32 - NAMES - 90);
        let scale = |v: f64| if most > 0.0 { (v.max(0.0) / most * room).round() as i32 } else { 0 };
        if bars.series.len() > 1 {
            legend(area, bars.series.iter().map(|s| s.0.as_str()).zip(COLOURS.iter().cycle()))?;
        }
        let mut top = TOP;
        for (at, category) in bars.categories.iter().enumerate() {
            let group = group(at);
            name(area, category, top + group / 2)?;
            if at % 2 == 0 {
                let band = [(NAMES, top), (WIDTH as i32 - 10, top + group)];
                area.draw(&Rectangle::new(band, BLACK.mix(0.03).filled()))?;
            }
            let mut y = top + (group - stated(at) as i32 * thickness) / 2;
            for ((_, values), colour) in bars.series.iter().zip(COLOURS.iter().cycle()) {
                let Some(Some(value)) = values.get(at) else { continue };
                let end = (NAMES + scale(*value)).max(NAMES + 1);
                area.draw(&Rectangle::new([(NAMES, y + 1), (end, y + thickness - 1)], colour.filled()))?;
                text(area, &grouped(*value), (end + 5, y + thickness / 2), 12, HPos::Left)?;
                y += thickness;
            }
            top += group;
        }
        axis(area, height)
    })
}

/// A grid of ratings: cells down, years across.
///
/// # Errors
/// The drawing library fails.
pub fn grid(grid: &Grid) -> Result<String> {
    let row_height = 36;
    let height = TOP + 26 + row_height * grid.rows.len() as i32 + 20;
    let colour = |code: &str| match code {
        "excellent" => COLOURS[0],
        "good" => COLOURS[4],
        "satisfactory" => COLOURS[1],
        "unsatisfactory" => COLOURS[5],
        _ => COLOURS[3],
    };
    let mut kinds: Vec<(String, String)> = grid.ratings.iter().flatten().flatten().cloned().collect();
    let order = |code: &str| {
        ["excellent", "good", "satisfactory", "unsatisfactory"].iter().position(|c| *c == code).unwrap_or(9)
    };
    kinds.sort_by(|a, b| (order(&a.0), &a.1).cmp(&(order(&b.0), &b.1)));
    kinds.dedup();
    draw(height, &grid.title, |area| {
        let colours: Vec<RGBColor> = kinds.iter().map(|(code, _)| colour(code)).collect();
        legend(area, kinds.iter().map(|(_, label)| label.as_str()).zip(&colours))?;
        let columns = grid.columns.len().max(1) as i32;
        let width = ((WIDTH as i32 - NAMES - 20) / columns).min(160);
        for (at, year) in (0..).zip(&grid.columns) {
            text(area, year, (NAMES + at * width + width / 2, TOP + 12), 13, HPos::Center)?;
        }
        for ((at, row), ratings) in (0..).zip(&grid.rows).zip(&grid.ratings) {
            let top = TOP + 26 + at * row_height;
            name(area, row, top + row_height / 2)?;
            for (column, rating) in (0..).zip(ratings) {
                let left = NAMES + column * width;
                let square = [(left + 2, top + 2), (left + width - 2, top + row_height - 2)];
                match rating {
                    Some((code, _)) => area.draw(&Rectangle::new(square, colour(code).filled()))?,
                    // Not stated is an empty frame.
                    None => area.draw(&Rectangle::new(square, BLACK.mix(0.25)))?,
                }
            }
        }
        Ok(())
    })
}

/// Meetings of cells after the day of issue of a document. `day` names a day (days since 1970-01-01).
///
/// # Errors
/// The drawing library fails.
pub fn timeline(timeline: &Timeline, day: impl Fn(i32) -> String, days: &str) -> Result<String> {
    let row_height = 36;
    let height = TOP + row_height * timeline.meetings.len() as i32 + 50;
    draw(height, &timeline.title, |area| {
        let all = || timeline.meetings.iter().map(|m| m.1).chain([timeline.issued]);
        let (first, last) = (all().min().unwrap_or(0), all().max().unwrap_or(0));
        let span = f64::from(last.saturating_sub(first).max(1));
        let left = NAMES + 45;
        let room = f64::from(WIDTH as i32 - left - 150);
        let x = |d: i32| left + (f64::from(d.saturating_sub(first)) / span * room).round() as i32;
        let issued = x(timeline.issued);
        let bottom = height - 40;
        area.draw(&PathElement::new(vec![(issued, TOP - 6), (issued, bottom)], COLOURS[5].stroke_width(2)))?;
        let heading = format!("{}: {}", timeline.number, day(timeline.issued));
        text(area, &heading, (issued, bottom + 16), 13, HPos::Center)?;
        for (at, (cell, met)) in (0..).zip(&timeline.meetings) {
            let y = TOP + at * row_height + row_height / 2;
            name(area, cell, y)?;
            area.draw(&PathElement::new(vec![(issued, y), (x(*met), y)], BLACK.mix(0.35)))?;
            area.draw(&Circle::new((x(*met), y), 6, COLOURS[0].filled()))?;
            let after = met.saturating_sub(timeline.issued);
            let side =
                if *met < timeline.issued { (x(*met) - 10, HPos::Right) } else { (x(*met) + 10, HPos::Left) };
            text(area, &format!("{} ({after:+} {days})", day(*met)), (side.0, y), 12, side.1)?;
        }
        Ok(())
    })
}

/// A picture with its title; `paint` draws the rest.
fn draw(height: i32, title: &str, paint: impl FnOnce(&Area<'_>) -> Drawn) -> Result<String> {
    let mut picture = String::new();
    let size = (WIDTH, u32::try_from(height).unwrap_or(400));
    let drawn = || -> Drawn {
        let area = SVGBackend::with_string(&mut picture, size).into_drawing_area();
        area.fill(&WHITE)?;
        for (at, line) in (0..).zip(lines(title, 120)) {
            text(&area, &line, (14, 18 + at * 18), 15, HPos::Left)?;
        }
        paint(&area)?;
        area.present()
    };
    drawn().map_err(|e| Error::new(format!("the plot cannot be drawn: {e}")))?;
    Ok(picture)
}

/// The name of a cell, right before the plot, on at most two lines around `y`.
fn name(area: &Area<'_>, name: &str, y: i32) -> Drawn {
    let lines = lines(name, (f64::from(NAMES - 20) / LETTER) as usize);
    let first = y - (lines.len() as i32 - 1) * 8;
    for (at, line) in (0..).zip(&lines) {
        text(area, line, (NAMES - 8, first + at * 16), 13, HPos::Right)?;
    }
    Ok(())
}

fn legend<'a>(area: &Area<'_>, entries: impl Iterator<Item = (&'a str, &'a RGBColor)>) -> Drawn {
    let mut x = NAMES;
    let y = TOP - 18;
    for (label, colour) in entries {
        area.draw(&Rectangle::new([(x, y - 6), (x + 12, y + 6)], colour.filled()))?;
        text(area, label, (x + 17, y), 13, HPos::Left)?;
        x += 17 + (label.chars().count() as f64 * LETTER) as i32 + 22;
    }
    Ok(())
}

fn axis(area: &Area<'_>, height: i32) -> Drawn {
    area.draw(&PathElement::new(vec![(NAMES, TOP), (NAMES, height - 40)], BLACK.mix(0.6)))
}

fn text(area: &Area<'_>, text: &str, at: (i32, i32), size: i32, side: HPos) -> Drawn {
    let style = (FONT, size).into_text_style(area).pos(Pos::new(side, VPos::Center));
    // Signs that XML forbids would make the whole picture unreadable.
    let clean: String =
        text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    area.draw(&Text::new(clean, at, style))
}

/// A text on at most two lines of `width` letters, cut in its middle where it is longer: names that begin
/// alike often differ at the end.
fn lines(text: &str, width: usize) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut lines = vec![String::new()];
    for word in &words {
        let line = lines.last_mut();
        let fits =
            line.as_ref().is_some_and(|l| l.is_empty() || l.chars().count() + word.chars().count() < width);
        match line {
            Some(line) if fits => {
                if !line.is_empty() {
                    line.push(' ');
                }
                let _ = write!(line, "{word}");
            }
            _ => lines.push((*word).to_owned()),
        }
    }
    if lines.len() > 2 {
        let last = lines.pop().unwrap_or_default();
        let before = lines.pop().unwrap_or_default();
        let whole = format!("{before} {last}");
        let count = whole.chars().count();
        let tail: String = whole.chars().skip(count.saturating_sub(width - 2)).collect();
        lines.truncate(1);
        lines.push(format!("… {tail}"));
    }
    // One word longer than a line.
    for line in &mut lines {
        if line.chars().count() > width {
            *line = line.chars().take(width.saturating_sub(1)).chain(['…']).collect();
        }
    }
    lines
}

/// A number with its thousands apart.
fn grouped(n: f64) -> String {
    let plain = plain_number((n * 100.0).round() / 100.0);
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    let digits = whole.trim_start_matches('-');
    let mut out: Vec<char> = Vec::new();
    for (at, c) in digits.chars().rev().enumerate() {
        if at > 0 && at % 3 == 0 {
            out.push('\u{202f}');
        }
        out.push(c);
    }
    let sign = if whole.starts_with('-') { "-" } else { "" };
    let whole: String = out.into_iter().rev().collect();
    fraction.map_or_else(|| format!("{sign}{whole}"), |f| format!("{sign}{whole},{f}"))
}
