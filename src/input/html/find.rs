//! Where in a page the article stands, and what the page says about it.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use rustc_hash::FxHashMap;

use super::super::article::Meta;
use super::super::columns::fold;
use super::super::day;

/// Elements of a page that are looked at; more than any page of articles has.
const MOST_ELEMENTS: usize = 200_000;
/// The attribute that leads from the library's copy of an element back to the element.
const MARK: &str = "data-trichluc";
/// Elements that are parts of an article, never the whole of it.
const WITHIN: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "em",
    "figure",
    "font",
    "i",
    "li",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
    "table",
    "tbody",
    "tr",
    "u",
    "ul",
];
/// Characters that a title has at most: what is longer is a page without a title.
const LONGEST_TITLE: usize = 300;
/// Characters that a byline, a line with a day have at most.
const SHORT: usize = 90;

/// The element that holds the article; the whole body where none stands out.
pub(super) fn body(doc: &Document) -> NodeRef<'_> {
    let whole = doc.body().unwrap_or_else(|| doc.root());
    // A part of a page, as crawlers store it, is the article already.
    article_element(doc, &whole).unwrap_or(whole)
}

/// The deepest element that holds nearly all of what the library takes for the article.
fn article_element<'d>(doc: &'d Document, whole: &NodeRef<'d>) -> Option<NodeRef<'d>> {
    let elements: Vec<NodeRef<'d>> = whole.descendants_it().filter(NodeRef::is_element).collect();
    for (k, element) in elements.iter().enumerate() {
        element.set_attr(MARK, &k.to_string());
    }
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, disable_json_ld: true, ..Config::default() };
    let content = Readability::with_document(doc.clone(), None, Some(config)).ok()?.parse().ok()?.content;
    let copy = Document::fragment(content);
    let mut weights: FxHashMap<usize, usize> = FxHashMap::default();
    let mut total = 0;
    for text in copy.root().descendants_it().filter(NodeRef::is_text) {
        let length = text.text().trim().chars().count();
        let mark = |a: NodeRef<'_>| a.attr(MARK).and_then(|m| m.parse::<usize>().ok());
        let Some(k) = text.ancestors_it(None).find_map(mark).filter(|_| length > 0) else { continue };
        total += length;
        // The element itself and all around it hold this text.
        let mut at = elements.get(k).copied();
        while let Some(element) = at {
            if let Some(k) = mark(element) {
                *weights.entry(k).or_default() += length;
            }
            at = element.parent();
        }
    }
    let found = elements
        .iter()
        .enumerate()
        .rev()
        // In the order of the page a child comes after its parent: the last is the deepest.
        .find(|(k, _)| total > 0 && weights.get(k).is_some_and(|w| w * 20 >= total * 19))
        .map(|(_, element)| *element);
    for element in &elements {
        element.remove_attr(MARK);
    }
    // One long paragraph may hold nearly all; the line with the source stands beside it.
    found.map(|mut element| {
        while element.node_name().is_some_and(|name| WITHIN.contains(&&*name)) {
            let Some(parent) = element.parent() else { break };
            element = parent;
        }
        element
    })
}

/// Title, day, author and address, from metadata and from what is marked as such in the page.
pub(super) fn meta(doc: &Document) -> Meta {
    let reader = Readability::with_document(doc.clone(), None, None).ok();
    let data = reader.map(|r| {
        let json_ld = r.parse_json_ld();
        r.get_article_metadata(json_ld)
    });
    let data = data.unwrap_or_default();
    let own = |selector: &str| {
        let values = doc.select(selector);
        values
            .nodes()
            .iter()
            .map(|n| fold(&n.attr("content").unwrap_or_else(|| n.text())))
            .find(|v| !v.is_empty())
    };
    let short = |s: &String| s.chars().count() <= SHORT;
    let title = own("h1").filter(|h| is_title(h, &data.title)).or_else(|| Some(fold(&data.title)));
    let published = data
        .published_time
        .as_deref()
        .and_then(day::iso)
        .or_else(|| {
            dated(doc, "meta[name='pubdate'], meta[name='date'], meta[name='DC.date.issued']", "content")
        })
        .or_else(|| dated(doc, "[itemprop='datePublished'], time[datetime]", "datetime"))
        .or_else(|| dated(doc, "[class*='date'], [class*='time'], [class*='ngay'], [class*='publish']", ""));
    let author = data.byline.map(|b| fold(&b)).filter(short).or_else(|| {
        own("[itemprop='author'], [class*='author'], [class*='tacgia'], [class*='tac-gia']").filter(short)
    });
    let url = data.url.or_else(|| own("meta[property='og:url']"));
    let url = url.or_else(|| doc.select("link[rel='canonical']").attr("href").map(|h| h.to_string()));
    Meta {
        title: title.filter(|t| !t.is_empty() && t.chars().count() <= LONGEST_TITLE),
        published,
        author,
        url,
        ..Meta::default()
    }
}

/// Whether a heading is the title that the metadata state, perhaps with the name of the site behind.
fn is_title(heading: &str, stated: &str) -> bool {
    let (heading, stated) = (heading.to_lowercase(), fold(stated).to_lowercase());
    stated.is_empty() || stated.contains(&heading) || heading.contains(&stated)
}

/// The first day that elements state in an attribute or in a short text.
fn dated(doc: &Document, selector: &str, attribute: &str) -> Option<String> {
    doc.select(selector).nodes().iter().find_map(|node| {
        let stated = node.attr(attribute).or_else(|| node.attr("content"));
        let text = || Some(node.text()).filter(|t| t.chars().count() <= SHORT);
        stated.or_else(text).and_then(|value| day::iso(&value))
    })
}
