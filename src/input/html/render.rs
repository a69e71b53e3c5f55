//! An element as text: paragraphs with an empty line between them, as a browser shows them.

use std::ops::Range;

use dom_query::NodeRef;

use super::super::flow::{Flow, Gap};
use super::super::legacy::{Font, Legacy};
use super::fonts::Fonts;
use super::noise::{is_link_list, is_noise};

/// The text of an element, and the ranges of bytes in it that are captions.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    pub(super) text: String,
    pub(super) captions: Vec<Range<usize>>,
    /// What was found of old encodings.
    pub(super) legacy: Legacy,
}

/// Elements that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

/// Parts of names of classes that mark a caption of a picture.
const CAPTIONS: &[&str] =
    &["caption", "chuthich", "chu-thich", "chu_thich", "photocms", "imgdesc", "img-desc"];

/// The text of an element without what is no article.
pub(super) fn render(root: &NodeRef<'_>, fonts: &Fonts) -> Rendered {
    let whole = root.text().trim().len();
    let mut writer = Writer { flow: Flow::default(), legacy: Legacy::default(), fonts, whole };
    let font = root.ancestors_it(None).find_map(|a| fonts.font(&a));
    let font = fonts.font(root).or(font);
    writer.children(root, Inherited { preformatted: false, font });
    let (text, captions) = writer.flow.finish();
    Rendered { text, captions, legacy: writer.legacy }
}

/// What an element hands down to those inside it.
#[derive(Clone, Copy)]
struct Inherited {
    preformatted: bool,
    font: Option<Font>,
}

struct Writer<'f> {
    flow: Flow,
    legacy: Legacy,
    fonts: &'f Fonts,
    /// Bytes of the text of the whole: what holds most of it is no noise, whatever it is called.
    whole: usize,
}

impl Writer<'_> {
    fn children(&mut self, node: &NodeRef<'_>, inherited: Inherited) {
        for child in node.children_it(false) {
            if child.is_text() {
                let text = child.text();
                let text = self.legacy.read(&text, inherited.font);
                if inherited.preformatted {
                    self.flow.push_lines(&text);
                } else {
                    self.flow.push_filled(&text);
                }
            } else if child.is_element() {
                self.element(&child, inherited);
            }
        }
    }

    fn element(&mut self, node: &NodeRef<'_>, inherited: Inherited) {
        let name = node.node_name().unwrap_or_default();
        if &*name == "br" {
            self.flow.break_line();
            return;
        }
        if &*name == "img" || &*name == "picture" {
            self.flow.picture();
            return;
        }
        if is_noise(node) && node.text().trim().len() * 2 <= self.whole {
            return;
        }
        if matches!(&*name, "ul" | "ol" | "div" | "table" | "section") && is_link_list(node) {
            return;
        }
        let block = BLOCKS.contains(&&*name);
        if block {
            self.flow.widen(Gap::Paragraph);
        }
        let from = self.flow.len();
        self.children(
            node,
            Inherited {
                preformatted: inherited.preformatted || &*name == "pre",
                font: self.fonts.font(node).or(inherited.font),
            },
        );
        if is_caption(node, &name) {
            self.flow.mark_caption(from);
        }
        if self.flow.awaits_caption(from) && (block || matches!(&*name, "td")) {
            let linked = node.descendants_it().any(|d| d.has_name("a"));
            let heading = name.starts_with('h') || stands_in(node, &["strong", "b"]);
            let set_apart = is_set_apart(node, &name) || stands_in(node, &["em", "i"]);
            self.flow.below_picture(from, !linked && !heading, set_apart);
        }
        if block {
            self.flow.widen(Gap::Paragraph);
        } else if matches!(&*name, "td" | "th") {
            self.flow.end_cell(from);
        }
    }
}

/// In italics or in the middle of the line, as the element itself says.
fn is_set_apart(node: &NodeRef<'_>, name: &str) -> bool {
    name == "center"
        || node.attr("align").is_some_and(|v| v.eq_ignore_ascii_case("center"))
        || node.attr("style").is_some_and(|style| {
            let style = style.replace(' ', "").to_ascii_lowercase();
            style.contains("text-align:center") || style.contains("font-style:italic")
        })
}

/// Whether all text of a node stands in such elements.
fn stands_in(node: &NodeRef<'_>, names: &[&str]) -> bool {
    node.descendants_it()
        .filter(|d| d.is_text() && !d.text().trim().is_empty())
        .all(|text| text.ancestors_it(Some(4)).any(|a| names.iter().any(|n| a.has_name(n))))
}

fn is_caption(node: &NodeRef<'_>, name: &str) -> bool {
    name == "figcaption"
        || (name != "table"
            && name != "figure"
            && node.class().is_some_and(|class| {
                let class = class.to_ascii_lowercase();
                CAPTIONS.iter().any(|c| class.contains(c))
            })
            // What holds the picture, too, is the frame around both.
            && !node.descendants_it().any(|d| d.has_name("img")))
}
