//! One self-contained page: the figures, and each article with gold and found side by side.
//!
//! The page loads nothing from anywhere. Words of articles and labels are escaped: what an article says cannot
//! become part of the page.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use crate::evaluate::errors::{Likely, Side, mistakes, rules_of};
use crate::evaluate::fact::{Fact, Field, Key};
use crate::evaluate::gold::{self, GoldFile};
use crate::evaluate::label::Labels;
use crate::evaluate::locate::Located;
use crate::evaluate::run::ArticleScore;
use crate::evaluate::score::compare;
use crate::{input, text_of};

use super::Lang;
use super::result::{EvalResult, Figures};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// An article as the page shows it.
#[derive(Debug)]
pub struct View {
    /// The text, empty where there is none.
    text: String,
    rows: Vec<Row>,
}

/// A fact of gold, of what was found, or of both.
#[derive(Debug)]
struct Row {
    field: Field,
    state: State,
    /// What makes gold and found unlike.
    likely: Option<Likely>,
    gold: Option<String>,
    found: Option<String>,
    rules: String,
    /// Of what was missed, the key.
    missed: Option<Key>,
    /// Where it stands in the text, in code points.
    spans: Vec<[usize; 2]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Unlike,
    Missed,
    Spurious,
    Correct,
    Open,
}

impl State {
    fn class(self) -> &'static str {
        match self {
            Self::Unlike => "unlike",
            Self::Missed => "missed",
            Self::Spurious => "spurious",
            Self::Correct => "correct",
            Self::Open => "open",
        }
    }

    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Unlike => lang.pick("lệch", "unlike"),
            Self::Missed => lang.pick("sót", "missed"),
            Self::Spurious => lang.pick("thừa", "spurious"),
            Self::Correct => lang.pick("đúng", "correct"),
            Self::Open => lang.pick("bỏ ngỏ", "left open"),
        }
    }
}

impl View {
    /// The article of a gold file beside what was found in it; `None` where gold cannot be read.
    #[must_use]
    pub fn of(file: &GoldFile, found: Labels) -> Option<Self> {
        let gold = gold::read(&file.path).ok().flatten()?;
        let article = file.text.as_ref().and_then(|p| input::read(p, &input::Options::default()).ok());
        let text = article.as_ref().map(text_of);
        let located = text.as_ref().map(Located::new);
        let place = |field, fact: &Fact, labels: &Labels| -> Vec<[usize; 2]> {
            let labelled: Vec<_> = fact.mentions.iter().filter_map(|m| m.span).collect();
            if !labelled.is_empty() {
                return labelled;
            }
            located.as_ref().and_then(|l| l.fact(field, fact, labels)).map(|p| p.span).into_iter().collect()
        };
        let mut rows = Vec::new();
        for (field, c) in compare(&gold, &found) {
            let row = |state, g: Option<&Fact>, f: Option<&Fact>| {
                let mut spans = f.map(|f| place(field, f, &found)).unwrap_or_default();
                spans.extend(g.map(|g| place(field, g, &gold)).unwrap_or_default());
                spans.sort_unstable();
                spans.dedup();
                let shown = |f: Option<&Fact>| f.map(|f| f.shown.clone());
                let rules = f.map(rules_of).unwrap_or_default().join(", ");
                let missed = g.filter(|_| state == State::Missed).map(|g| g.key.clone());
                Row { field, state, likely: None, gold: shown(g), found: shown(f), rules, missed, spans }
            };
            let by_key = |list: &'_ [Fact], side: &Option<Side>| {
                side.as_ref().and_then(|s| list.iter().find(|f| f.key == s.key)).cloned()
            };
            for m in mistakes(field, &c, &gold, None, None) {
                let (g, f) = (by_key(&c.missed, &m.gold), by_key(&c.spurious, &m.found));
                let state = match (&g, &f) {
                    (Some(_), Some(_)) => State::Unlike,
                    (Some(_), None) => State::Missed,
                    _ => State::Spurious,
                };
                let likely = (state == State::Unlike).then_some(m.likely);
                rows.push(Row { likely, ..row(state, g.as_ref(), f.as_ref()) });
            }
            rows.extend(c.correct.iter().map(|(g, f)| row(State::Correct, Some(g), Some(f))));
            rows.extend(c.left_open.iter().map(|f| row(State::Open, None, Some(f))));
        }
        Some(Self { text: text.map(|t| t.source().to_owned()).unwrap_or_default(), rows })
    }
}

/// Writes the page. `view` reads an article again; one that it cannot read is named.
///
/// # Errors
/// Those of the writer.
pub fn write(
    result: &EvalResult,
    view: &dyn Fn(&ArticleScore) -> Option<View>,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<()> {
    let title = lang.pick("Độ chính xác của trích lục", "Accuracy of extraction");
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><style>{STYLE}</style></head><body>",
        lang.pick("vi", "en")
    )?;
    let articles = lang.pick("bài có nhãn", "gold articles");
    writeln!(
        out,
        "<header><h1>{title}</h1><p>{} {articles} · {}</p>",
        result.article_count,
        escaped(&result.gold.join(", "))
    )?;
    for note in &result.notes {
        writeln!(out, "<p class=\"note\">{}</p>", escaped(&note.to_string()))?;
    }
    writeln!(out, "</header><main>{}{}", figures(result, lang), controls(result, lang))?;
    let (wrong, right): (Vec<_>, Vec<_>) = result.articles.iter().partition(|a| !a.mistakes.is_empty());
    for a in wrong.into_iter().chain(right) {
        out.write_all(article(a, view(a), lang).as_bytes())?;
    }
    writeln!(out, "</main><script>{SCRIPT}</script></body></html>")
}

fn figures(result: &EvalResult, lang: Lang) -> String {
    let mut out = String::from("<table class=\"figures\"><thead><tr>");
    let heads = match lang {
        Lang::Vi => ["trường", "nhãn", "tìm được", "đúng", "sót", "thừa", "P", "R", "F1", "95 %", "nới"],
        Lang::En => {
            ["field", "gold", "found", "correct", "missed", "spurious", "P", "R", "F1", "95 %", "lenient"]
        }
    };
    for h in heads {
        let _ = write!(out, "<th>{h}</th>");
    }
    out.push_str("</tr></thead><tbody>");
    for (field, f) in &result.fields {
        out.push_str(&figures_row(field.name(), lang.pick(field.vietnamese(), ""), f, lang));
    }
    out.push_str(&figures_row(lang.pick("gộp", "all"), "micro", &result.micro, lang));
    out.push_str("</tbody></table>");
    out
}

fn figures_row(name: &str, gloss: &str, f: &Figures, lang: Lang) -> String {
    let mut out = format!("<tr><th>{} <small>{}</small></th>", escaped(name), escaped(gloss));
    if f.gold + f.found == 0 {
        let _ = write!(
            out,
            "<td class=\"none\" colspan=\"10\">{}</td></tr>",
            lang.pick("không có mẫu", "no samples")
        );
        return out;
    }
    for n in [f.gold, f.found, f.correct, f.missed, f.spurious] {
        let _ = write!(out, "<td>{n}</td>");
    }
    let share = |x: Option<f64>| x.map_or_else(|| "–".to_owned(), |x| format!("{x:.3}"));
    let bar = f.f1.unwrap_or(0.0) * 100.0;
    let interval =
        f.interval.and_then(|i| i.f1).map_or_else(String::new, |i| format!("{:.3}–{:.3}", i.low, i.high));
    let _ = write!(
        out,
        "<td>{}</td><td>{}</td><td class=\"bar\" style=\"--share:{bar:.1}%\">{}</td><td>{interval}</td><td>{}</td></tr>",
        share(f.precision),
        share(f.recall),
        share(f.f1),
        share(f.lenient_f1)
    );
    out
}

fn controls(result: &EvalResult, lang: Lang) -> String {
    let mut out = format!(
        "<form id=\"controls\"><label>{} <select name=\"field\"><option value=\"\">{}</option>",
        lang.pick("trường", "field"),
        lang.pick("mọi trường", "all fields")
    );
    for (field, f) in &result.fields {
        if f.gold + f.found > 0 {
            let name = field.name();
            let _ = write!(out, "<option value=\"{name}\">{}</option>", lang.pick(field.vietnamese(), name));
        }
    }
    out.push_str("</select></label>");
    for state in [State::Unlike, State::Missed, State::Spurious, State::Correct, State::Open] {
        let checked =
            if matches!(state, State::Unlike | State::Missed | State::Spurious) { " checked" } else { "" };
        let (class, name) = (state.class(), state.name(lang));
        let _ = write!(
            out,
            "<label class=\"{class}\"><input type=\"checkbox\" name=\"{class}\"{checked}> {name}</label>"
        );
    }
    out.push_str("</form>");
    out
}

fn article(a: &ArticleScore, view: Option<View>, lang: Lang) -> String {
    let wrong = a.mistakes.len();
    let open = if wrong > 0 { " open" } else { "" };
    let errors = lang.pick("lỗi", "errors");
    let mut out =
        format!("<details class=\"article\"{open}><summary><b>{}</b> · {wrong} {errors}", escaped(&a.name));
    if let Some(cell) = &a.cell {
        let _ = write!(out, " · {}", escaped(cell));
    }
    out.push_str("</summary>");
    let Some(view) = view else {
        let _ = write!(
            out,
            "<p class=\"note\">{}</p></details>",
            lang.pick("không đọc lại được", "cannot be read again")
        );
        return out;
    };
    let _ = write!(
        out,
        "<div class=\"side\"><div class=\"text\" lang=\"vi\">{}</div><table class=\"facts\"><thead><tr>",
        marked(&view)
    );
    for h in [
        lang.pick("trường", "field"),
        lang.pick("nhãn", "gold"),
        lang.pick("tìm được", "found"),
        lang.pick("quy tắc, mục từ", "rule, list entries"),
    ] {
        let _ = write!(out, "<th>{h}</th>");
    }
    out.push_str("</tr></thead><tbody>");
    for (i, r) in view.rows.iter().enumerate() {
        let cell = |s: &Option<String>| escaped(s.as_deref().unwrap_or(""));
        let likely =
            r.likely.map(Likely::names).map(|(vi, en)| format!("<br><small>{}</small>", lang.pick(vi, en)));
        let likely = likely.unwrap_or_default();
        let there = hits_of(a, r).map_or_else(String::new, |hits| escaped(&hits.join(" · ")));
        let _ = write!(
            out,
            "<tr class=\"{}\" data-field=\"{}\" data-row=\"{i}\" tabindex=\"0\"><th>{}{likely}</th><td>{}</td><td>{}</td><td><code>{}</code><small>{there}</small></td></tr>",
            r.state.class(),
            r.field.name(),
            lang.pick(r.field.vietnamese(), r.field.name()),
            cell(&r.gold),
            cell(&r.found),
            escaped(&r.rules)
        );
    }
    out.push_str("</tbody></table></div></details>\n");
    out
}

/// What the lists found around a fact that was missed.
fn hits_of<'a>(a: &'a ArticleScore, row: &Row) -> Option<&'a [String]> {
    let key = row.missed.as_ref()?;
    let mut sides = a.mistakes.iter().filter(|m| m.field == row.field).filter_map(|m| m.gold.as_ref());
    sides.find(|s| s.key == *key).map(|s| s.hits.as_slice())
}

/// The text cut where a mark begins or ends; each piece carries the rows that it belongs to.
fn marked(view: &View) -> String {
    let mut edges: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (i, r) in view.rows.iter().enumerate() {
        for [start, end] in r.spans.iter().filter(|s| s[0] < s[1]) {
            edges.entry(*start).or_default().0.push(i);
            edges.entry(*end).or_default().1.push(i);
        }
    }
    let mut out = String::with_capacity(view.text.len() * 2);
    let mut inside: BTreeMap<usize, usize> = BTreeMap::new();
    let mut piece = String::new();
    for (at, c) in view.text.chars().map(Some).chain([None]).enumerate() {
        if let Some((starts, ends)) = edges.get(&at) {
            flush(&mut out, &mut piece, &inside, view);
            for i in starts {
                *inside.entry(*i).or_default() += 1;
            }
            for i in ends {
                if let Some(n) = inside.get_mut(i) {
                    *n -= 1;
                }
                inside.retain(|_, n| *n > 0);
            }
        }
        piece.extend(c);
    }
    flush(&mut out, &mut piece, &inside, view);
    out
}

fn flush(out: &mut String, piece: &mut String, inside: &BTreeMap<usize, usize>, view: &View) {
    if !piece.is_empty() && inside.is_empty() {
        out.push_str(&escaped(piece));
    } else if !piece.is_empty() {
        let rows: Vec<_> = inside.keys().filter_map(|i| view.rows.get(*i)).collect();
        let worst = rows.iter().map(|r| r.state).min().unwrap_or(State::Open);
        let ids: Vec<String> = inside.keys().map(usize::to_string).collect();
        let _ = write!(
            out,
            "<mark class=\"{}\" data-rows=\"{}\">{}</mark>",
            worst.class(),
            ids.join(" "),
            escaped(piece)
        );
    }
    piece.clear();
}

/// Text that cannot become part of the page.
fn escaped(s: &str) -> String {
    let mut out = String::with_capacity(s.len() + 8);
    for c in s.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
