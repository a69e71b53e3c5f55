//! What of a page is no article: menus, comments, related pages, buttons; and nesting that is no page.

use dom_query::NodeRef;

use crate::error::{Error, Result};

/// Elements that never hold text of an article.
const ELEMENTS: &[&str] = &[
    "script", "style", "noscript", "template", "nav", "aside", "form", "button", "select", "textarea",
    "iframe", "svg", "object", "embed", "audio", "video", "menu", "dialog", "head", "link", "meta", "canvas",
    "map",
];

/// Parts of names of classes and ids that mark what is no article.
const NAMES: &[&str] = &[
    "comment",
    "comments",
    "disqus",
    "related",
    "lienquan",
    "relate",
    "tinkhac",
    "tincungchuyenmuc",
    "share",
    "social",
    "breadcrumb",
    "breadcrumbs",
    "menu",
    "nav",
    "navbar",
    "sidebar",
    "pagination",
    "pager",
    "tags",
    "toolbar",
    "print",
    "rating",
    "vote",
    "advert",
    "ads",
    "banner",
    "popup",
    "cookie",
    "copyright",
    "binhluan",
    "docthem",
    "xemthem",
];

/// Pairs of such parts, as in `tin-lien-quan`.
const PAIRS: &[(&str, &str)] = &[
    ("lien", "quan"),
    ("tin", "khac"),
    ("binh", "luan"),
    ("doc", "them"),
    ("xem", "them"),
    ("tin", "moi"),
    ("other", "news"),
    ("most", "read"),
];

/// Elements whose end tag may be left out, or which have none: they do not nest by being left open.
const UNNESTED: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup",
    "colgroup", "rp", "rt", "html", "head", "body",
];

/// Whether an element by its name, class or id is no part of an article.
pub(super) fn is_noise(node: &NodeRef<'_>) -> bool {
    let name = node.node_name().unwrap_or_default();
    if ELEMENTS.contains(&&*name) || node.has_attr("hidden") {
        return true;
    }
    if node.attr("aria-hidden").is_some_and(|v| &*v == "true") {
        return true;
    }
    let style = node.attr("style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
    if style.contains("display:none") {
        return true;
    }
    if matches!(&*name, "body" | "html" | "article" | "main") {
        return false;
    }
    let named = |value: &str| {
        let parts: Vec<String> = parts(value).collect();
        parts.iter().any(|p| NAMES.contains(&p.as_str()))
            || parts.windows(2).any(|w| PAIRS.iter().any(|(a, b)| w[0] == *a && w[1] == *b))
    };
    node.class().is_some_and(|c| named(&c)) || node.id_attr().is_some_and(|i| named(&i))
}

/// Whether an element is a list of links: most of its text stands in three links or more.
pub(super) fn is_link_list(node: &NodeRef<'_>) -> bool {
    let (mut links, mut linked, mut all) = (0, 0, 0);
    for text in node.descendants_it().filter(NodeRef::is_text) {
        let length = text.text().trim().chars().count();
        all += length;
        let inside = |a: &NodeRef<'_>| a.has_name("a");
        if length > 0 && text.ancestors_it(Some(4)).any(|a| inside(&a)) {
            links += 1;
            linked += length;
        }
    }
    links >= 3 && linked * 10 >= all * 7
}

/// The parts of a name like `tin-lien-quan boxTin`, in lower case.
fn parts(value: &str) -> impl Iterator<Item = String> {
    let mut all = Vec::new();
    let mut part = String::new();
    let mut was_small = false;
    for c in value.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && was_small) {
            all.push(std::mem::take(&mut part));
        }
        was_small = c.is_lowercase();
        if c.is_alphanumeric() {
            part.extend(c.to_lowercase());
        }
    }
    all.push(part);
    all.into_iter().filter(|p| !p.is_empty())
}

/// Tags of a page, and attributes of a tag: more than any page of articles has.
const MOST_TAGS: usize = 400_000;
const MOST_ATTRIBUTES: usize = 5_000;

/// Refuses what is no page, before a parser sees it to which it would have no end: elements inside one another
/// without end, tags or attributes without number.
pub(super) fn check(page: &str, most: usize) -> Result<()> {
    let depth = depth(page);
    if depth > most {
        let what = format!("{depth} elements inside one another, more than a page may have ({most})");
        return Err(
            Error::new(what).remedy("open the page and save its text, or raise the limit with --max-tags")
        );
    }
    let bytes = page.as_bytes();
    let tags = memchr::memchr_iter(b'<', bytes).count();
    let crowded = memchr::memchr_iter(b'<', bytes).any(|at| {
        let tag = bytes.get(at + 1..).unwrap_or_default();
        let end = memchr::memchr2(b'<', b'>', tag).unwrap_or(tag.len());
        let tag = tag.get(..end).unwrap_or_default();
        tag.len() > MOST_ATTRIBUTES && memchr::memchr_iter(b'=', tag).count() > MOST_ATTRIBUTES
    });
    if tags > MOST_TAGS || crowded {
        let what = "more tags or attributes than a page may have";
        return Err(Error::new(what).remedy("open the page and save its text"));
    }
    Ok(())
}

/// How many elements stand inside one another, by the tags alone.
fn depth(page: &str) -> usize {
    let bytes = page.as_bytes();
    let (mut open, mut deepest) = (0usize, 0usize);
    for at in memchr::memchr_iter(b'<', bytes) {
        let tag = bytes.get(at + 1..).unwrap_or_default();
        let (closing, tag) = tag.strip_prefix(b"/").map_or((false, tag), |t| (true, t));
        let name = tag.iter().take_while(|b| b.is_ascii_alphanumeric()).take(16).count();
        let name = page.get(at + 1 + usize::from(closing)..).and_then(|t| t.get(..name)).unwrap_or_default();
        if name.is_empty() || UNNESTED.iter().any(|n| n.eq_ignore_ascii_case(name)) {
            continue;
        }
        open = if closing { open.saturating_sub(1) } else { open + 1 };
        deepest = deepest.max(open);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_counts_what_stays_open() {
        assert_eq!(depth("<div><p>a<p>b<br><b>c</b></div><div></div>"), 2);
        assert_eq!(depth("a < b"), 0);
        assert_eq!(depth(&"<B>".repeat(50)), 50);
    }

    #[test]
    fn what_has_no_end_is_no_page() {
        assert!(check(&"<p>Chi bộ</p>".repeat(1000), 1000).is_ok());
        assert!(check(&"<".repeat(MOST_TAGS + 1), 1000).is_err());
        assert!(check(&format!("<p {}>", "a=1 ".repeat(MOST_ATTRIBUTES + 1)), 1000).is_err());
        let picture = format!("<img src=\"data:image/png;base64,{}==\">", "A".repeat(1 << 20));
        assert!(check(&picture, 1000).is_ok());
    }

    #[test]
    fn names_of_classes_fall_into_parts() {
        assert_eq!(parts("tinLienQuan box_1").collect::<Vec<_>>(), ["tin", "lien", "quan", "box", "1"]);
    }
}
