#![allow(warnings, clippy::all, clippy::unwrap_used, clippy::print_stdout)]
use trichluc::{
    extract::{self, Scene},
    lexicon::Lexicon,
    text::Text,
};
fn main() {
    for p in std::env::args().skip(1) {
        let b = std::fs::read(&p).unwrap();
        let text = Text::from_bytes(&b);
        let hits = Lexicon::embedded().scan(&text);
        let scene = Scene::new(&text, &hits, Lexicon::embedded());
        println!("== {p}");
        for m in extract::organization::extract(&scene) {
            let ctx = extract_tail(&text, m.span.end());
            println!(
                "{:?}{} [{}] | {}{}",
                m.value.kind,
                if m.value.committee { "*" } else { "" },
                text.folded(m.span),
                ctx,
                m.value.superior.map_or(String::new(), |s| format!(" < {}", text.folded(s)))
            );
        }
    }
}
fn extract_tail(text: &Text, k: usize) -> String {
    text.folded(trichluc::text::TokenSpan::new(k, (k + 4).min(text.len())))
}
