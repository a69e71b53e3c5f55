//! A text with typed marks: what every label format has in common.

use serde_json::{Map, Value};

use crate::evaluate::label::Labels;
use crate::evaluate::locate::slice;
use crate::evaluate::scheme::TypedSpan;

/// A text with its marks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// Name without folder and extension; joins a document to its text and to other labels of it.
    pub name: String,
    /// The text. All places are code points in it.
    pub text: String,
    /// The marks.
    pub marks: Vec<Mark>,
    /// The relations between marks.
    pub relations: Vec<Relation>,
    /// What has no place in the text, in formats that have room for it.
    pub rest: Option<Labels>,
}

/// Words of a text with a type.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mark {
    /// Type: `person`, `date`, or whatever the tool's project calls it.
    pub kind: String,
    /// Half-open ranges in code points, in order; several where the mark is broken by other words.
    pub parts: Vec<[usize; 2]>,
    /// What is known of the fact besides its words.
    pub attributes: Map<String, Value>,
}

/// A named link from one mark to another, both by their number in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Name: `role_of`.
    pub kind: String,
    /// Number of the mark that it leads from.
    pub from: usize,
    /// Number of the mark that it leads to.
    pub to: usize,
}

impl Mark {
    /// From the first code point of the first part to the last of the last.
    #[must_use]
    pub fn hull(&self) -> [usize; 2] {
        let start = self.parts.iter().map(|p| p[0]).min().unwrap_or(0);
        let end = self.parts.iter().map(|p| p[1]).max().unwrap_or(0);
        [start, end]
    }

    /// The words of the parts, joined by blanks.
    #[must_use]
    pub fn words(&self, text: &str) -> String {
        let parts: Vec<_> = self.parts.iter().filter_map(|&p| slice(text, p)).collect();
        parts.join(" ")
    }
}

impl Document {
    /// The marks as typed spans, for comparing; a broken mark counts with its whole stretch.
    #[must_use]
    pub fn typed_spans(&self) -> Vec<TypedSpan> {
        let span = |m: &Mark| {
            let [start, end] = m.hull();
            TypedSpan { start, end, label: m.kind.clone() }
        };
        self.marks.iter().map(span).collect()
    }

    /// The document with the marks for which `keep` holds, and the relations between those.
    #[must_use]
    pub fn keep(self, keep: &[bool]) -> Self {
        let mut number = Vec::new();
        let mut marks = Vec::new();
        for (m, keep) in self.marks.into_iter().zip(keep) {
            number.push(keep.then(|| {
                marks.push(m);
                marks.len() - 1
            }));
        }
        let new = |old: usize| number.get(old).copied().flatten();
        let kept = |r: Relation| Some(Relation { from: new(r.from)?, to: new(r.to)?, kind: r.kind });
        Self { marks, relations: self.relations.into_iter().filter_map(kept).collect(), ..self }
    }
}
