//! The agreement of two annotators for the terminal.

use std::fmt::Write;

use crate::evaluate::agreement::Agreement;

use super::Lang;

/// Values, spans, kappa.
#[must_use]
pub fn told(found: &Agreement, lang: Lang) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{}: {}",
        lang.pick("số bài cả hai đã gán nhãn", "articles labelled by both"),
        found.articles
    );
    let share = |x: Option<f64>| {
        x.map_or_else(|| lang.pick("không có mẫu", "no samples").to_owned(), |x| format!("{x:.3}"))
    };
    let [field, both] = [lang.pick("trường", "field"), lang.pick("cả hai", "both")];
    let _ = writeln!(out, "{field:20}{:>8}{:>8}{both:>8}  F1", "A", "B");
    for (field, f) in &found.fields {
        let _ =
            writeln!(out, "{:20}{:>8}{:>8}{:>8}  {}", field.name(), f.gold, f.found, f.correct, share(f.f1));
    }
    if let Some(spans) = &found.spans {
        let _ = writeln!(
            out,
            "\n{:20}{:>10}{:>10}{:>10}{:>10}",
            lang.pick("vị trí, F1", "spans, F1"),
            "strict",
            "exact",
            "partial",
            "type"
        );
        for (label, schemes) in spans.rows(lang.pick("mọi loại", "all types")) {
            let _ = write!(out, "{label:20}");
            for scheme in ["strict", "exact", "partial", "type"] {
                let f1 = schemes.get(scheme).and_then(|s| s.f1);
                let _ = write!(out, "{:>10}", f1.map_or_else(|| "–".to_owned(), |x| format!("{x:.3}")));
            }
            out.push('\n');
        }
    }
    if !found.kappa.is_empty() {
        let heads = [lang.pick("lựa chọn", "choice"), lang.pick("mục", "items"), lang.pick("trùng", "same")];
        let _ = writeln!(out, "\n{:20}{:>8}{:>8}  kappa", heads[0], heads[1], heads[2]);
        for (name, k) in &found.kappa {
            let undefined = lang.pick("không xác định (chỉ một loại)", "not defined (one category)");
            let kappa = k.kappa.map_or_else(|| undefined.to_owned(), |x| format!("{x:.3}"));
            let _ = writeln!(out, "{name:20}{:>8}{:>8.3}  {kappa}", k.items, k.observed);
        }
    }
    out
}
