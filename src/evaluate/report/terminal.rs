//! The report for the terminal.

use std::fmt::Write;

use crate::evaluate::errors::{Mistake, Side};
use crate::evaluate::fact::Field;
use crate::evaluate::run::Evaluation;

use super::Lang;
use super::summary::{Figures, figures};

/// The table of figures, one line for each field.
#[must_use]
pub fn table(evaluation: &Evaluation, lang: Lang) -> String {
    let mut out = String::new();
    let n = evaluation.articles.len();
    let headings = match lang {
        Lang::Vi => ["trường", "nhãn", "tìm", "đúng", "sót", "thừa"],
        Lang::En => ["field", "gold", "found", "correct", "missed", "spurious"],
    };
    let _ = writeln!(out, "{}: {n}", lang.pick("số bài có nhãn", "gold articles"));
    let [field, counts @ ..] = headings;
    let _ = write!(out, "{field:20}");
    for h in counts {
        let _ = write!(out, "{h:>9}");
    }
    let _ = writeln!(out, "{:>8}{:>8}{:>8}{:>9}", "P", "R", "F1", lang.pick("nới", "lenient"));
    for (field, f) in figures(evaluation) {
        let _ = writeln!(out, "{}", line(field, &f, lang));
    }
    out
}

/// Every error with its line, words and sentence, article by article.
#[must_use]
pub fn errors(evaluation: &Evaluation, fields: &[Field], lang: Lang) -> String {
    let mut out = String::new();
    for article in &evaluation.articles {
        let path = article.text.as_ref().unwrap_or(&article.gold).display().to_string();
        for m in article.mistakes.iter().filter(|m| fields.is_empty() || fields.contains(&m.field)) {
            let _ = write!(out, "{}", mistake(&path, m, lang));
        }
    }
    out
}

fn line(field: Field, f: &Figures, lang: Lang) -> String {
    let mut out = format!("{:20}", field.name());
    if f.gold == 0 && f.found == 0 {
        let _ = write!(out, "{:>9}  {}", 0, lang.pick("không có mẫu", "no samples"));
        return out;
    }
    for n in [f.gold, f.found, f.correct, f.missed, f.spurious] {
        let _ = write!(out, "{n:>9}");
    }
    for (share, width) in [(f.precision, 8), (f.recall, 8), (f.f1, 8), (f.lenient_f1, 9)] {
        match share {
            Some(x) => {
                let _ = write!(out, "{x:>width$.3}");
            }
            None => {
                let _ = write!(out, "{:>width$}", "–");
            }
        }
    }
    if f.gold == 0 {
        let _ = write!(out, "  {}", lang.pick("không có mẫu", "no samples"));
    }
    out
}

fn mistake(path: &str, m: &Mistake, lang: Lang) -> String {
    let (vi, en) = m.likely.names();
    let place = m.gold.as_ref().and_then(|s| s.place.as_ref());
    let place = place.or_else(|| m.found.as_ref().and_then(|s| s.place.as_ref()));
    let at = place.map_or_else(|| path.to_owned(), |p| format!("{path}:{}:{}", p.line, p.column));
    let mut out = format!("{at}: {} · {}\n", m.field, lang.pick(vi, en));
    for (name, side) in [(lang.pick("sót", "missed"), &m.gold), (lang.pick("thừa", "spurious"), &m.found)]
    {
        if let Some(side) = side {
            let _ = writeln!(out, "  {name:9} {}", told(side));
        }
    }
    if let Some(p) = place {
        let _ = writeln!(out, "  {:9} {}", lang.pick("câu", "sentence"), p.sentence);
    }
    out
}

fn told(side: &Side) -> String {
    let mut out = side.value.clone();
    if let Some(p) = &side.place {
        let _ = write!(out, " · “{}” [{}, {})", p.text, p.span[0], p.span[1]);
    }
    if !side.rules.is_empty() {
        let _ = write!(out, " · {}", side.rules.join(", "));
    }
    out
}
