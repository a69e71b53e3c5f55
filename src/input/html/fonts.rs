//! Which elements of a page stand in fonts that mean an old encoding.
//!
//! Pages of the nineties, and pages that a word processor saved, name such a font in `<font face>`, in a style
//! of the element, or in a style sheet of the page.

use dom_query::{Document, NodeId, NodeRef};
use rustc_hash::FxHashMap;

use super::super::legacy::Font;

/// Rules of a style sheet that are looked at: each is held against every element.
const MOST_RULES: usize = 2_000;

/// The fonts that a page names for its elements.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    by_rule: FxHashMap<NodeId, Font>,
    /// The first font that stands for an encoding.
    legacy: Option<Font>,
}

impl Fonts {
    /// Reads the style sheets of a page; a page that names no such font costs nothing more.
    pub(super) fn of(doc: &Document, page: &str) -> Self {
        let mut fonts = Self::default();
        let lower = page.to_ascii_lowercase();
        if !lower.contains(".vn") && !lower.contains("vni-") && !lower.contains("vps ") {
            return fonts;
        }
        for sheet in doc.select("style").nodes() {
            fonts.read_sheet(doc, &sheet.text());
        }
        fonts.legacy = fonts.by_rule.values().copied().find(|f| f.is_legacy()).or_else(|| {
            let all = doc.select("font[face], [style]");
            all.nodes().iter().filter_map(named).find(|f| f.is_legacy())
        });
        fonts
    }

    /// The font of an element, when it names one itself or a style sheet does.
    pub(super) fn font(&self, node: &NodeRef<'_>) -> Option<Font> {
        self.legacy?;
        named(node).or_else(|| self.by_rule.get(&node.id).copied())
    }

    /// A font that stands for an encoding, for text outside the body.
    pub(super) fn legacy(&self) -> Option<Font> {
        self.legacy
    }

    fn read_sheet(&mut self, doc: &Document, sheet: &str) {
        for rule in sheet.split('}').take(MOST_RULES) {
            let Some((selectors, declarations)) = rule.split_once('{') else { continue };
            let Some(font) = family(declarations) else { continue };
            for selector in selectors.split(',').map(str::trim).filter(|s| !s.starts_with('@')) {
                let Some(selected) = doc.try_select(selector) else { continue };
                self.by_rule.extend(selected.nodes().iter().map(|node| (node.id, font)));
            }
        }
    }
}

/// The font that an element names itself.
fn named(node: &NodeRef<'_>) -> Option<Font> {
    let face = node.attr("face").map(|face| Font::of(first(&face)));
    face.or_else(|| node.attr("style").and_then(|style| family(&style)))
}

/// The first family of `font-family: …` or `font: …`.
fn family(declarations: &str) -> Option<Font> {
    let lower = declarations.to_ascii_lowercase();
    let at = lower.find("font-family")?;
    let value = declarations.get(at..)?.split_once(':')?.1;
    let value = value.split(';').next()?;
    Some(Font::of(first(value)))
}

fn first(families: &str) -> &str {
    families.split(',').next().unwrap_or_default().trim().trim_matches(['"', '\''])
}
