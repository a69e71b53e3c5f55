//! The form of records as labels are held against it: which keys there are, and which words a value may be.
//!
//! It is made from the JSON Schema once. Going through a record then allocates nothing until something unknown is met.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

use crate::record::schema;

/// Keys that labels have and records have not, and where.
const LABEL_KEYS: [(&str, &[&str]); 7] = [
    ("", &["id", "ambiguous", "bylines", "note", "notes"]),
    ("cell", &["alt"]),
    ("people", &["alt", "historical"]),
    ("people.roles", &["alt"]),
    ("counts", &["alt_units"]),
    ("directives", &["title"]),
    ("meeting", &[]),
];

/// Records nest no deeper than this.
const DEPTH: usize = 12;

/// What may stand in one place of a record.
#[derive(Default)]
struct Shape {
    /// The keys of an object; `None` where any key may stand.
    fields: Option<BTreeMap<String, Shape>>,
    /// What a list holds.
    item: Option<Box<Shape>>,
    /// The words that a value may be; none where any may stand.
    words: Vec<String>,
}

static RECORD: LazyLock<Shape> = LazyLock::new(|| {
    let schema = schema();
    Shape::of(&schema, &schema, 0)
});

/// A key with those above it.
#[derive(Clone, Copy)]
struct At<'a> {
    key: &'a str,
    above: Option<&'a At<'a>>,
}

impl At<'_> {
    fn path(&self) -> String {
        let above = self.above.map(Self::path).filter(|p| !p.is_empty());
        above.map_or_else(|| self.key.to_owned(), |above| format!("{above}.{}", self.key))
    }
}

/// Goes through a record; `say` gets the path of each key or value that is unknown, and what it is.
pub(super) fn unknown(json: &Value, say: &mut impl FnMut(&str, String)) {
    walk(&RECORD, json, At { key: "", above: None }, say);
}

fn walk(shape: &Shape, value: &Value, at: At<'_>, say: &mut impl FnMut(&str, String)) {
    match value {
        Value::Object(object) => {
            let Some(known) = &shape.fields else { return };
            for (key, value) in object {
                match known.get(key) {
                    Some(below) => walk(below, value, At { key, above: Some(&at) }, say),
                    None if labels_have(&at.path(), key) => {}
                    None => say(&at.path(), format!("trường lạ `{key}`")),
                }
            }
        }
        Value::Array(items) => {
            let Some(item) = &shape.item else { return };
            items.iter().for_each(|v| walk(item, v, at, say));
        }
        // Ratings of the older scale keep their words: there any may stand.
        Value::String(s) if !shape.words.is_empty() && !shape.words.contains(s) => {
            say(&at.path(), format!("giá trị lạ `{s}` (một trong: {})", shape.words.join(", ")));
        }
        _ => {}
    }
}

fn labels_have(path: &str, key: &str) -> bool {
    path == "ambiguous" || LABEL_KEYS.iter().any(|(p, keys)| *p == path && keys.contains(&key))
}

impl Shape {
    fn of(root: &Value, schema: &Value, depth: usize) -> Self {
        if depth > DEPTH {
            return Self::default();
        }
        let schema = resolved(root, schema);
        let below = |s: &Value| Self::of(root, s, depth + 1);
        let properties = schema.get("properties").and_then(Value::as_object);
        Self {
            fields: properties.map(|p| p.iter().map(|(k, s)| (k.clone(), below(s))).collect()),
            item: schema.get("items").map(|s| Box::new(below(s))),
            words: words(root, schema),
        }
    }
}

/// The schema behind references and `null`.
fn resolved<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let mut schema = schema;
    for _ in 0..8 {
        let reference = schema.get("$ref").and_then(Value::as_str);
        if let Some(name) = reference.and_then(|r| r.strip_prefix("#/$defs/")) {
            schema = root.get("$defs").and_then(|d| d.get(name)).unwrap_or(&Value::Null);
        } else if let Some(any) = schema.get("anyOf").and_then(Value::as_array) {
            let not_null = any.iter().find(|s| s.get("type").and_then(Value::as_str) != Some("null"));
            schema = not_null.unwrap_or(&Value::Null);
        } else {
            break;
        }
    }
    schema
}

/// The words that a schema of an enumeration allows.
fn words(root: &Value, schema: &Value) -> Vec<String> {
    let listed = |s: &Value| -> Vec<String> {
        let list = s.get("enum").and_then(Value::as_array).into_iter().flatten();
        list.chain(s.get("const")).filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let mut out = listed(schema);
    for one in schema.get("oneOf").and_then(Value::as_array).into_iter().flatten() {
        out.extend(listed(resolved(root, one)));
    }
    out
}
