//! The difference of two results for the terminal.

use std::fmt::Write;

use crate::evaluate::diff::{Diff, ErrorLine, FieldDiff};

use super::Lang;

/// Fields with their differences, then what is newly right and newly wrong, article by article.
#[must_use]
pub fn told(diff: &Diff, lang: Lang) -> String {
    let mut out = String::new();
    for a in &diff.changed {
        let _ = writeln!(out, "{}", a.name);
        let words = [lang.pick("mới đúng", "newly fixed"), lang.pick("mới sai ", "newly broken")];
        for (lines, word, sign) in [(&a.fixed, words[0], '+'), (&a.broken, words[1], '-')] {
            for l in lines {
                let _ = writeln!(out, "  {sign} {word}  {}", error(l, lang));
            }
        }
    }
    if diff.changed.is_empty() {
        let _ = writeln!(out, "{}", lang.pick("không có gì thay đổi", "nothing changed"));
    }
    let _ = writeln!(out, "\n{}: {}", lang.pick("số bài có trong cả hai", "articles in both"), diff.articles);
    for (names, word) in [
        (&diff.only_first, lang.pick("chỉ có trong tệp đầu", "only in the first")),
        (&diff.only_second, lang.pick("chỉ có trong tệp sau", "only in the second")),
    ] {
        if !names.is_empty() {
            let _ = writeln!(out, "{word}: {} ({})", names.len(), names.join(", "));
        }
    }
    let heads = match lang {
        Lang::Vi => ["trường", "mới đúng", "mới sai", "khoảng 95 %"],
        Lang::En => ["field", "fixed", "broken", "95 %"],
    };
    let _ = writeln!(
        out,
        "{:20}{:>9}{:>9}{:>9}{:>9}{:>9}  {:19}{:>7}",
        heads[0], heads[1], heads[2], "F1 A", "F1 B", "Δ", heads[3], "p"
    );
    for f in &diff.fields {
        out.push_str(&field(f, lang));
    }
    out
}

fn field(f: &FieldDiff, lang: Lang) -> String {
    let share = |x: Option<f64>| x.map_or_else(|| "–".to_owned(), |x| format!("{x:.4}"));
    let mut out = format!(
        "{:20}{:>9}{:>9}{:>9}{:>9}",
        f.field.name(),
        f.fixed,
        f.broken,
        share(f.first),
        share(f.second)
    );
    match &f.difference {
        Some(d) => {
            let verdict = if d.delta == 0.0 {
                ""
            } else if d.is_more_than_noise() {
                lang.pick("hơn nhiễu", "more than noise")
            } else {
                lang.pick("có thể là nhiễu", "may be noise")
            };
            let interval = format!("{:+.4} … {:+.4}", d.interval.low, d.interval.high);
            let _ = writeln!(out, "{:>+9.4}  {interval:19}{:>7.3}  {verdict}", d.delta, d.p);
        }
        None => {
            let _ = writeln!(out, "  {}", lang.pick("không có mẫu", "no samples"));
        }
    }
    out
}

fn error(l: &ErrorLine, lang: Lang) -> String {
    let side = if l.missed { lang.pick("sót", "missed") } else { lang.pick("thừa", "spurious") };
    let mut out = format!("{} · {side}: {}", l.field, l.value);
    if let Some(line) = l.line {
        let _ = write!(out, " · {} {line}", lang.pick("dòng", "line"));
    }
    if let Some(s) = &l.sentence {
        let _ = write!(out, " · {s}");
    }
    out
}
