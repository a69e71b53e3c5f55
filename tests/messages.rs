//! Every sentence that the library gives out in an error has its Vietnamese in the catalogue.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use trichluc::lang::Lang;

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// The literals that stand right behind `call`, perhaps in a `format!`, with `{}` for all that fills them.
fn literals(code: &str, call: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(call) {
        let rest = code[at + call.len()..].trim_start();
        let formatted = rest.strip_prefix("format!(");
        let rest = formatted.unwrap_or(rest).trim_start();
        let Some(rest) = rest.strip_prefix('"') else { continue };
        let (mut out, mut chars, mut hole) = (String::new(), rest.chars(), false);
        while let Some(c) = chars.next() {
            match c {
                '"' => break,
                '\\' => match chars.next().unwrap() {
                    'u' => {
                        let hex: String = chars.by_ref().skip(1).take_while(|&c| c != '}').collect();
                        out.push(char::from_u32(u32::from_str_radix(&hex, 16).unwrap()).unwrap());
                    }
                    other => out.push(other),
                },
                '{' if formatted.is_some() => {
                    hole = true;
                    out.push('{');
                }
                '}' if formatted.is_some() => {
                    hole = false;
                    out.push('}');
                }
                c if !hole => out.push(c),
                _ => {}
            }
        }
        found.push(out);
    }
    found
}

#[test]
fn every_error_and_remedy_is_in_the_catalogue() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let (mut missing, mut seen) = (Vec::new(), 0);
    for path in &files {
        let code = std::fs::read_to_string(path).unwrap();
        let code = code.split("#[cfg(test)]").next().unwrap();
        let code: String =
            code.lines().filter(|l| !l.trim_start().starts_with("//")).flat_map(|l| [l, "\n"]).collect();
        let calls = ["Error::new(", ".remedy(", "let what ="];
        // What else is written so is for tables.
        let tables = path.components().any(|c| c.as_os_str() == "tables" || c.as_os_str() == "cli");
        let said =
            calls.iter().take(if tables { 2 } else { calls.len() }).flat_map(|call| literals(&code, call));
        for sentence in said.filter(|s| s.chars().any(char::is_alphabetic)) {
            seen += 1;
            let filled = sentence.replace("{}", "x");
            if Lang::Vi.told(&filled) == filled {
                missing.push(format!("{}: {sentence}", path.display()));
            }
        }
    }
    assert!(seen > 150, "only {seen} sentences were found");
    assert!(missing.is_empty(), "not in lexicon/messages/vi.tsv:\n{}", missing.join("\n"));
}

#[test]
fn both_sides_of_the_catalogue_are_filled_alike() {
    let catalogue = include_str!("../lexicon/messages/vi.tsv");
    for line in catalogue.lines().filter(|l| !l.starts_with('#')) {
        let (en, vi) = line.split_once('\t').unwrap_or_else(|| panic!("no tab: {line}"));
        assert_eq!(en.matches("{}").count(), vi.matches("{}").count(), "{line}");
        assert_eq!(Lang::Vi.told(&en.replace("{}", "7")), vi.replace("{}", "7"));
        assert_eq!(Lang::En.told(en), en);
    }
}
