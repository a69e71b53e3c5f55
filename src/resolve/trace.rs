//! Links made and refused, for `explain`.

use crate::text::TokenSpan;

/// A decision: words led back to a fact, or left alone, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The words concerned.
    pub span: TokenSpan,
    /// The field concerned: `date`, `person`, `cell`.
    pub field: &'static str,
    /// What was decided: the value that was chosen; `None` where the link was refused.
    pub target: Option<String>,
    /// Why.
    pub why: String,
}

/// Collects links when someone wants to see them, and costs nothing otherwise.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    links: Option<Vec<Link>>,
}

impl Trace {
    /// A trace that keeps nothing.
    #[must_use]
    pub fn off() -> Self {
        Self { links: None }
    }

    /// A trace that keeps every link.
    #[must_use]
    pub fn on() -> Self {
        Self { links: Some(Vec::new()) }
    }

    /// Keeps the link that `make` describes, if anyone wants to see it.
    pub fn note(&mut self, make: impl FnOnce() -> Link) {
        if let Some(links) = &mut self.links {
            links.push(make());
        }
    }

    /// The links kept so far.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        self.links.as_deref().unwrap_or_default()
    }
}
