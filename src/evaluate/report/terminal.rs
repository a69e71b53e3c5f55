//! The report for the terminal.

use std::collections::BTreeMap;
use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::evaluate::errors::{Likely, Mistake, Side};
use crate::evaluate::fact::Field;
use crate::evaluate::run::ArticleScore;

use super::Lang;
use super::result::{EvalResult, Figures, Group};

/// Widest line that a snippet fills.
const WIDTH: usize = 110;

/// The tables: fields, all together, whole facts, spans.
#[must_use]
pub fn tables(result: &EvalResult, lang: Lang) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}: {}", lang.pick("số bài có nhãn", "gold articles"), result.article_count);
    let failures = result.notes.iter().filter(|n| n.fails).count();
    if failures > 0 {
        let told = lang.pick(
            "đầu vào có lỗi, xem thông báo: số liệu chưa đủ",
            "bad input, see the messages: not the whole score",
        );
        let _ = writeln!(out, "! {failures} {told}");
    }
    let _ = writeln!(out, "{}", heading(lang.pick("trường", "field"), lang));
    for (field, f) in &result.fields {
        let _ = writeln!(out, "{}", line(field.name(), f, lang));
    }
    let _ = writeln!(out, "{}", line(lang.pick("gộp (micro)", "all (micro)"), &result.micro, lang));
    let mean = result.macro_f1.map_or_else(|| "–".to_owned(), |f| format!("{f:.3}"));
    let _ = writeln!(out, "{:82}{mean}", lang.pick("bình quân các trường (macro)", "mean of fields (macro)"));
    if result.whole.values().any(|f| f.gold + f.found > 0) {
        let _ = writeln!(out, "\n{}", heading(lang.pick("sự kiện trọn vẹn", "whole facts"), lang));
        for (kind, f) in &result.whole {
            let (vi, en) = kind.names();
            let _ = writeln!(out, "{}", line(lang.pick(vi, en), f, lang));
        }
    }
    out.push_str(&spans(result, lang));
    out
}

/// F1 of the core fields for each group: article, cell, kind of meeting.
#[must_use]
pub fn groups(title: &str, groups: &[Group]) -> String {
    let mut out = format!("\n{title:40}{:>4}", "n");
    // In the order of the core fields.
    for name in ["cell", "kind", "day", "dates", "docs", "people", "roles", "counts", "measure", "rating"] {
        let _ = write!(out, "{name:>8}");
    }
    out.push('\n');
    for g in groups {
        let name: String = g.name.chars().take(39).collect();
        let _ = write!(out, "{name:40}{:>4}", g.articles);
        for f in super::result::CORE {
            match g.fields.get(&f).and_then(|f| f.f1) {
                Some(x) => {
                    let _ = write!(out, "{x:>8.3}");
                }
                None => {
                    let _ = write!(out, "{:>8}", "–");
                }
            }
        }
        out.push('\n');
    }
    out
}

/// One group for each article.
#[must_use]
pub fn article_groups(result: &EvalResult) -> Vec<Group> {
    let told = |a: &ArticleScore| Group {
        name: a.name.clone(),
        articles: 1,
        fields: a.fields.iter().map(|(f, t)| (*f, Figures::from(t))).collect(),
    };
    result.articles.iter().map(told).collect()
}

/// Every error of `fields` (of all, when empty) with its source line, by field and likely kind.
/// `styled` adds colours.
#[must_use]
pub fn errors(result: &EvalResult, fields: &[Field], lang: Lang, styled: bool) -> String {
    let mut sorted: BTreeMap<(Field, Likely), Vec<(&ArticleScore, &Mistake)>> = BTreeMap::new();
    for a in &result.articles {
        for m in a.mistakes.iter().filter(|m| fields.is_empty() || fields.contains(&m.field)) {
            sorted.entry((m.field, m.likely)).or_default().push((a, m));
        }
    }
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() }.term_width(WIDTH);
    let mut out = String::new();
    for ((field, likely), list) in sorted {
        let (vi, en) = likely.names();
        let name = lang.pick(field.vietnamese(), field.name());
        let _ = writeln!(out, "── {name} · {} ({})", lang.pick(vi, en), list.len());
        for (a, m) in list {
            let _ = writeln!(out, "{}", renderer.render(&[snippet(a, m, lang)]));
        }
        out.push('\n');
    }
    out
}

/// One error as a snippet: what gold holds as the main mark, what was found beside it.
fn snippet<'a>(article: &ArticleScore, m: &'a Mistake, lang: Lang) -> annotate_snippets::Group<'a> {
    let path = article.text.as_ref().unwrap_or(&article.gold).display().to_string();
    let place = |side: &'a Option<Side>| side.as_ref().and_then(|s| s.place.as_ref());
    let at = place(&m.gold)
        .or(place(&m.found))
        .map_or_else(|| path.clone(), |p| format!("{path}:{}:{}", p.line, p.column));
    let told = |side: &Side, role: &str| {
        let rules =
            if side.rules.is_empty() { String::new() } else { format!(" ← {}", side.rules.join(", ")) };
        format!("{role}: {}{rules}", side.value)
    };
    let missed = m.gold.as_ref().map(|s| told(s, lang.pick("sót", "missed")));
    let spurious = m.found.as_ref().map(|s| told(s, lang.pick("thừa", "spurious")));
    let words: Vec<_> = missed.iter().chain(&spurious).cloned().collect();
    let mut group = Level::ERROR
        .no_name()
        .primary_title(format!("{at}: {}", words.join(" / ")))
        .elements(Vec::<Snippet<'_, annotate_snippets::Annotation<'_>>>::new());
    let mut sentences: Vec<([usize; 2], Snippet<'a, annotate_snippets::Annotation<'a>>)> = Vec::new();
    let sides = [
        (place(&m.gold), AnnotationKind::Primary, lang.pick("nhãn", "gold")),
        (place(&m.found), AnnotationKind::Context, lang.pick("tìm được", "found")),
    ];
    for (place, kind, label) in sides {
        let Some(place) = place else { continue };
        let Some(range) = place.bytes_in_sentence() else { continue };
        let label = if place.searched { format!("{label} (?)") } else { label.to_owned() };
        let mark = kind.span(range).label(label);
        match sentences.iter_mut().find(|(s, _)| *s == place.sentence_span) {
            Some((_, s)) => *s = s.clone().annotation(mark),
            None => {
                let line = place.line_of_sentence();
                let s = Snippet::source(place.sentence.as_str()).line_start(line).annotation(mark);
                sentences.push((place.sentence_span, s));
            }
        }
    }
    group = group.elements(sentences.into_iter().map(|(_, s)| s));
    let hits = m.gold.as_ref().map_or(&[][..], |s| s.hits.as_slice());
    if found_nothing(m) && !hits.is_empty() {
        let there = lang.pick("các danh sách thấy quanh đó", "the lists found around it");
        group = group.element(Level::NOTE.no_name().message(format!("{there}: {}", hits.join(" · "))));
    }
    group
}

/// Whether something was missed and nothing found in its stead.
fn found_nothing(m: &Mistake) -> bool {
    m.found.is_none() && m.gold.is_some()
}

fn heading(first: &str, lang: Lang) -> String {
    let counts = match lang {
        Lang::Vi => ["nhãn", "tìm", "đúng", "sót", "thừa"],
        Lang::En => ["gold", "found", "correct", "missed", "spurious"],
    };
    let mut out = format!("{first:28}");
    for h in counts {
        let _ = write!(out, "{h:>9}");
    }
    let _ = write!(out, "{:>8}{:>8}{:>8}  {:15}{:>8}", "P", "R", "F1", "95 %", lang.pick("nới", "lenient"));
    out
}

fn line(name: &str, f: &Figures, lang: Lang) -> String {
    let mut out = format!("{name:28}");
    if f.gold == 0 && f.found == 0 {
        let _ = write!(out, "{:>9}  {}", 0, lang.pick("không có mẫu", "no samples"));
        return out;
    }
    for n in [f.gold, f.found, f.correct, f.missed, f.spurious] {
        let _ = write!(out, "{n:>9}");
    }
    let share = |x: Option<f64>| x.map_or_else(|| "–".to_owned(), |x| format!("{x:.3}"));
    let _ = write!(out, "{:>8}{:>8}{:>8}", share(f.precision), share(f.recall), share(f.f1));
    let interval =
        f.interval.and_then(|i| i.f1).map_or_else(String::new, |i| format!("{:.3}–{:.3}", i.low, i.high));
    let _ = write!(out, "  {interval:15}{:>8}", share(f.lenient_f1));
    if f.gold == 0 {
        let _ = write!(out, "  {}", lang.pick("nhãn không có mẫu", "no samples in gold"));
    }
    out
}

fn spans(result: &EvalResult, lang: Lang) -> String {
    let mut out = String::new();
    let Some(figures) = &result.spans else { return out };
    for (label, schemes) in figures.rows(lang.pick("mọi loại", "all types")) {
        if out.is_empty() {
            let _ = writeln!(
                out,
                "\n{:28}{:10}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}",
                lang.pick("vị trí (SemEval-2013)", "spans (SemEval-2013)"),
                "",
                "COR",
                "INC",
                "PAR",
                "MIS",
                "SPU",
                "P",
                "R",
                "F1"
            );
        }
        for (scheme, f) in schemes {
            let o = &f.outcomes;
            let _ = write!(out, "{label:28}{scheme:10}");
            for n in [o.correct, o.incorrect, o.partial, o.missed, o.spurious] {
                let _ = write!(out, "{n:>8}");
            }
            for x in [f.precision, f.recall, f.f1] {
                let _ = write!(out, "{:>8}", x.map_or_else(|| "–".to_owned(), |x| format!("{x:.3}")));
            }
            out.push('\n');
        }
    }
    out
}
