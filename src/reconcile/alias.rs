//! The alias file: a person's decisions on which names are one cell and which are not.
//!
//! ```toml
//! [[same]]
//! name = "Chi bộ Trung tâm Sao Mai"
//! also = ["Chi bộ TT Sao Mai", "Chi bộ Trung tâm Sao Mai mới"]
//! superior = "Đảng ủy Viện Sao Băng"   # only where this is the body above; may be left out
//! why = "renamed in 2021"
//!
//! [[different]]
//! names = ["Chi bộ Tân Hà", "Chi bộ Tân Hạ"]
//! ```
//!
//! A file that contradicts itself is refused, with the lines: a name with two full forms, a cycle, one pair
//! both the same and different.

use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use toml::Spanned;
use unicode_normalization::UnicodeNormalization;

use super::layer::key;
use crate::error::{Error, Result};

/// The decisions of an alias file, checked.
#[derive(Debug, Clone, Default)]
pub struct Aliases {
    /// From the key of a name to the name that it is another form of, at the end of the chain.
    full: FxHashMap<String, String>,
    /// Pairs of names that are two cells, each pair in both orders.
    apart: FxHashSet<(String, String)>,
}

/// One decision, as it is added to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision<'a> {
    /// The second name is another form of the first.
    Same(&'a str, &'a str),
    /// The names are two cells.
    Different(&'a str, &'a str),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    same: Vec<Spanned<Same>>,
    #[serde(default)]
    different: Vec<Spanned<Different>>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Same {
    name: String,
    also: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    superior: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Different {
    names: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

/// A step of the file: this name is another form of `to`, said in `line`.
struct Link {
    to: String,
    to_key: String,
    name: String,
    line: usize,
}

impl Aliases {
    /// Reads an alias file.
    ///
    /// # Errors
    /// The file cannot be read, is no TOML of this form, or contradicts itself; the line is named.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        Self::parse(&text).map_err(|e| e.at(path))
    }

    /// Reads the text of an alias file.
    ///
    /// # Errors
    /// The text is no TOML of this form or contradicts itself; the line is named.
    pub fn parse(text: &str) -> Result<Self> {
        let file: File = toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(1, |s| line_of(text, s.start));
            Error::new(format!("no alias file: {}", e.message()))
                .line(line)
                .remedy("write [[same]] with name and also, or [[different]] with names")
        })?;
        let links = links(text, &file)?;
        let full = resolve(&links)?;
        let mut aliases = Self { full, ..Self::default() };
        for entry in &file.different {
            aliases.add_pairs(entry.as_ref(), line_of(text, entry.span().start))?;
        }
        Ok(aliases)
    }

    fn add_pairs(&mut self, entry: &Different, line: usize) -> Result<()> {
        if entry.names.len() < 2 {
            return Err(Error::new("a [[different]] needs at least two names").line(line));
        }
        for (at, a) in entry.names.iter().enumerate() {
            for b in entry.names.iter().skip(at + 1) {
                let (a, b) = (plain(a), plain(b));
                if a == b {
                    let what = format!("\u{201c}{a}\u{201d} is said to be different from itself");
                    return Err(Error::new(what).line(line));
                }
                let joined = |n: &str| self.full.get(&key(n)).map_or_else(|| key(n), |full| key(full));
                if joined(&a) == joined(&b)
                    && (self.full.contains_key(&key(&a)) || self.full.contains_key(&key(&b)))
                {
                    return Err(Error::new(format!(
                        "\u{201c}{a}\u{201d} and \u{201c}{b}\u{201d} are said to be both the same and different"
                    ))
                    .line(line)
                    .remedy("remove one of the two decisions"));
                }
                self.apart.insert((a.clone(), b.clone()));
                self.apart.insert((b, a));
            }
        }
        Ok(())
    }

    /// The full name behind a name, if a person decided so; the superior tells namesakes apart.
    #[must_use]
    pub fn full(&self, name: &str, superior: Option<&str>) -> Option<&str> {
        if self.full.is_empty() {
            return None;
        }
        let name = key(name);
        let scoped = superior.and_then(|s| self.full.get(&scoped(&name, Some(s))));
        scoped.or_else(|| self.full.get(&name)).map(String::as_str)
    }

    /// Whether a person decided that the two names are two cells.
    #[must_use]
    pub fn are_different(&self, a: &str, b: &str) -> bool {
        !self.apart.is_empty() && self.apart.contains(&(plain(a), plain(b)))
    }

    /// Whether any two names were decided to be two cells.
    #[must_use]
    pub fn tell_apart(&self) -> bool {
        !self.apart.is_empty()
    }

    /// The text of an alias file with a decision added at its end.
    ///
    /// # Errors
    /// The decision contradicts the file.
    pub fn with_decision(text: &str, decision: Decision<'_>) -> Result<String> {
        #[derive(Serialize)]
        struct One<T> {
            #[serde(skip_serializing_if = "Option::is_none")]
            same: Option<[Same; 1]>,
            #[serde(skip_serializing_if = "Option::is_none")]
            different: Option<[T; 1]>,
        }
        let one = match decision {
            Decision::Same(name, also) => One {
                same: Some([Same { name: plain(name), also: vec![plain(also)], superior: None, why: None }]),
                different: None,
            },
            Decision::Different(a, b) => One {
                same: None,
                different: Some([Different { names: vec![plain(a), plain(b)], why: None }]),
            },
        };
        let added =
            toml::to_string(&one).map_err(|e| Error::new("the decision cannot be written").because(e))?;
        let gap = if text.is_empty() || text.ends_with("\n\n") { "" } else { "\n" };
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        let whole = format!("{text}{end}{gap}{added}");
        Self::parse(&whole).map(|_| whole)
    }
}

/// NFC, blanks folded: the form in which names are decided upon.
fn plain(name: &str) -> String {
    let nfc: String = name.nfc().collect();
    nfc.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn scoped(key_of_name: &str, superior: Option<&str>) -> String {
    superior.map_or_else(|| key_of_name.to_owned(), |s| format!("{key_of_name} < {}", key(s)))
}

/// Line of a byte offset, counted from 1.
fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|&b| b == b'\n').count() + 1
}

/// All steps by the key of the name that is led on; a name with two full forms is refused.
fn links(text: &str, file: &File) -> Result<FxHashMap<String, Link>> {
    let mut links: FxHashMap<String, Link> = FxHashMap::default();
    for entry in &file.same {
        let line = line_of(text, entry.span().start);
        let Same { name, also, superior, .. } = entry.as_ref();
        if name.trim().is_empty() || also.iter().any(|n| n.trim().is_empty()) {
            return Err(Error::new("a name is empty").line(line));
        }
        if also.is_empty() {
            return Err(Error::new(format!("\u{201c}{name}\u{201d} has no other form")).line(line));
        }
        for other in also {
            if plain(other) == plain(name) {
                let what = format!("\u{201c}{name}\u{201d} is said to be another form of itself");
                return Err(Error::new(what).line(line));
            }
            let link = Link { to: plain(name), to_key: key(name), name: plain(other), line };
            let from = scoped(&key(other), superior.as_deref());
            match links.get(&from) {
                Some(before) if before.to_key != link.to_key => {
                    return Err(Error::new(format!(
                        "\u{201c}{other}\u{201d} is another form of \u{201c}{}\u{201d} here and of \u{201c}{}\u{201d} in line {}",
                        link.to, before.to, before.line
                    ))
                    .line(line)
                    .remedy("keep one of the two"));
                }
                _ => links.insert(from, link),
            };
        }
    }
    Ok(links)
}

/// Follows every chain to its end; a cycle is refused.
fn resolve(links: &FxHashMap<String, Link>) -> Result<FxHashMap<String, String>> {
    let mut full = FxHashMap::default();
    let mut starts: Vec<_> = links.iter().collect();
    starts.sort_by_key(|(from, link)| (link.line, *from));
    for (from, first) in starts {
        let mut seen = vec![first.name.clone()];
        let mut last = first;
        // The scope of a chain is that of its first step.
        while let Some(next) = links.get(&last.to_key).filter(|n| n.to_key != last.to_key) {
            seen.push(last.to.clone());
            if next.to_key == first.to_key
                || key(&next.to) == key(&first.name)
                || seen.len() > links.len() + 1
            {
                seen.push(next.to.clone());
                let chain = seen.join(" \u{2192} ");
                return Err(Error::new(format!("the names lead in a circle: {chain}"))
                    .line(next.line)
                    .remedy("remove one of the steps"));
            }
            last = next;
        }
        full.insert(from.clone(), last.to.clone());
    }
    // The full form itself leads to itself, so that both forms give one cell.
    let ends: Vec<String> = full.values().cloned().collect();
    for end in ends {
        full.entry(key(&end)).or_insert(end);
    }
    Ok(full)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        Aliases::parse(text).expect_err("must be refused").to_string()
    }

    #[test]
    fn a_chain_leads_to_its_end() {
        let aliases = Aliases::parse(
            "[[same]]\nname = \"Chi bộ Sao Mai\"\nalso = [\"Chi bộ SM\"]\n\
             [[same]]\nname = \"Chi bộ SM\"\nalso = [\"Chi bộ S.M cũ\"]\n",
        )
        .unwrap();
        assert_eq!(aliases.full("chi bộ s.m cũ", None), Some("Chi bộ Sao Mai"));
        assert_eq!(aliases.full("Chi bộ SM", None), Some("Chi bộ Sao Mai"));
        assert_eq!(aliases.full("Chi bộ Sao Mai", None), Some("Chi bộ Sao Mai"));
        assert_eq!(aliases.full("Chi bộ Sao Hôm", None), None);
    }

    #[test]
    fn a_superior_limits_a_decision() {
        let aliases = Aliases::parse(
            "[[same]]\nname = \"Chi bộ Khoa Nội\"\nalso = [\"Chi bộ 3\"]\nsuperior = \"Đảng ủy Bệnh viện Lá\"\n",
        )
        .unwrap();
        assert_eq!(aliases.full("Chi bộ số 3", Some("Đảng bộ Bệnh viện Lá")), Some("Chi bộ Khoa Nội"));
        assert_eq!(aliases.full("Chi bộ số 3", Some("Đảng bộ Bệnh viện Hoa")), None);
        assert_eq!(aliases.full("Chi bộ số 3", None), None);
    }

    #[test]
    fn contradictions_are_refused_with_their_line() {
        let two = refused(
            "[[same]]\nname = \"A b\"\nalso = [\"C d\"]\n[[same]]\nname = \"E g\"\nalso = [\"C d\"]\n",
        );
        assert!(two.starts_with(":4: ") && two.contains("in line 1"), "{two}");
        let circle = refused(
            "[[same]]\nname = \"A b\"\nalso = [\"C d\"]\n[[same]]\nname = \"C d\"\nalso = [\"A b\"]\n",
        );
        assert!(circle.contains("circle") && circle.contains("A b → C d"), "{circle}");
        let long = refused(
            "[[same]]\nname = \"Ba\"\nalso = [\"Ca\"]\n[[same]]\nname = \"Ca\"\nalso = [\"Da\"]\n\
             [[same]]\nname = \"Da\"\nalso = [\"Ba\"]\n",
        );
        assert!(long.contains("circle"), "{long}");
        let into = refused(
            "[[same]]\nname = \"Ba\"\nalso = [\"Ca\"]\n[[same]]\nname = \"Ca\"\nalso = [\"Ba\"]\n\
             [[same]]\nname = \"Ba\"\nalso = [\"Da\"]\n",
        );
        assert!(into.contains("circle"), "{into}");
        let both = refused(
            "[[same]]\nname = \"A b\"\nalso = [\"C d\"]\n[[different]]\nnames = [\"C d\", \"A b\"]\n",
        );
        assert!(both.contains("both the same and different"), "{both}");
        assert!(refused("[[same]]\nname = \"A\"\nalso = [\"A\"]\n").contains("itself"));
        assert!(refused("[[same]]\nname = \"A\"\nalso = []\n").contains("no other form"));
        assert!(refused("[[like]]\nname = \"A\"\n").contains("no alias file"));
        assert!(refused("[[different]]\nnames = [\"A\"]\n").contains("two names"));
        assert!(refused("[[same]\n").starts_with(":1: "));
    }

    #[test]
    fn a_decision_is_added_or_refused() {
        let one = Aliases::with_decision("# mine\n", Decision::Same("Chi bộ \"A\"", "Chi bộ Á")).unwrap();
        let two = Aliases::with_decision(&one, Decision::Different("Chi bộ Hà", "Chi bộ Hạ")).unwrap();
        assert!(two.starts_with("# mine\n"));
        let aliases = Aliases::parse(&two).unwrap();
        assert_eq!(aliases.full("Chi bộ Á", None), Some("Chi bộ \"A\""));
        assert!(aliases.are_different("Chi bộ Hạ", "Chi bộ Hà"));
        assert!(Aliases::with_decision(&two, Decision::Different("Chi bộ \"A\"", "Chi bộ Á")).is_err());
    }
}
