//! Label Studio: a JSON list of tasks.
//!
//! Written as predictions, which an annotator takes over and corrects, or as finished annotations. Read: the last
//! annotation of a task that was not cancelled; a task that nobody annotated gives its prediction. Places are
//! UTF-16 units, as the browser counts; the words beside them prove it. What a mark knows beyond its type travels
//! in the region's `meta`, which Label Studio shows and keeps.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::evaluate::note::Note;
use crate::{Error, Result};

use super::document::{Document, Mark, Relation};
use super::facts::{KINDS, ROLE_OF};
use super::offset::{Places, Unit};
use super::place::{Claimed, place};

/// Names in the labelling interface of [`configuration`].
const FROM: &str = "label";
const TO: &str = "text";

/// How marks are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    /// Suggestions for an annotator.
    Predictions,
    /// Finished work.
    Annotations,
}

/// The tasks of documents.
#[must_use]
pub fn write(docs: &[Document], how: As) -> String {
    let tasks: Vec<Value> = docs.iter().enumerate().map(|(i, d)| task(i + 1, d, how)).collect();
    let mut out = serde_json::to_string_pretty(&Value::Array(tasks)).unwrap_or_default();
    out.push('\n');
    out
}

/// The labelling interface that the tasks are made for.
#[must_use]
pub fn configuration() -> String {
    let mut out = String::from("<View>\n");
    let _ = writeln!(out, "  <Relations><Relation value=\"{ROLE_OF}\"/></Relations>");
    let _ = writeln!(out, "  <Labels name=\"{FROM}\" toName=\"{TO}\">");
    for kind in KINDS {
        let _ = writeln!(out, "    <Label value=\"{kind}\"/>");
    }
    let _ =
        writeln!(out, "  </Labels>\n  <Text name=\"{TO}\" value=\"${TO}\" granularity=\"symbol\"/>\n</View>");
    out
}

fn task(id: usize, doc: &Document, how: As) -> Value {
    let places = Places::new(&doc.text, Unit::Utf16);
    let region = |(i, m): (usize, &Mark)| {
        let hull = m.hull();
        let words = crate::evaluate::locate::slice(&doc.text, hull).unwrap_or_default();
        let mut region = json!({
            "id": format!("m{i}"), "from_name": FROM, "to_name": TO, "type": "labels",
            "value": {"start": places.of(hull[0]), "end": places.of(hull[1]), "text": words, "labels": [m.kind]},
        });
        if !m.attributes.is_empty()
            && let Some(r) = region.as_object_mut()
        {
            r.insert("meta".into(), json!({"text": [Value::Object(m.attributes.clone()).to_string()]}));
        }
        region
    };
    let mut result: Vec<Value> = doc.marks.iter().enumerate().map(region).collect();
    result.extend(doc.relations.iter().map(|r| {
        json!({
            "from_id": format!("m{}", r.from), "to_id": format!("m{}", r.to),
            "type": "relation", "direction": "right", "labels": [r.kind],
        })
    }));
    let mut data = json!({TO: doc.text, "name": doc.name});
    if let (Some(rest), Some(data)) = (&doc.rest, data.as_object_mut()) {
        data.insert("rest".into(), serde_json::to_value(rest).unwrap_or_default());
    }
    match how {
        As::Predictions => {
            json!({"id": id, "data": data, "predictions": [{"model_version": "trichluc", "result": result}]})
        }
        As::Annotations => json!({"id": id, "data": data, "annotations": [{"result": result}]}),
    }
}

/// Reads a list of tasks. `name` names tasks that do not name themselves.
///
/// # Errors
/// A file that is no list of Label Studio tasks, a task without a text.
pub fn read(name: &str, file: &str, unit: Option<Unit>) -> Result<(Vec<Document>, Vec<Note>)> {
    let bad = |why: &str| Error::new(format!("not an export of Label Studio: {why}")).at(name);
    let json: Value = serde_json::from_str(file).map_err(|e| bad("no JSON").because(e))?;
    let tasks = match &json {
        Value::Array(tasks) => tasks.as_slice(),
        Value::Object(_) => std::slice::from_ref(&json),
        _ => return Err(bad("no list of tasks")),
    };
    let (mut docs, mut notes) = (Vec::new(), Vec::new());
    for (i, task) in tasks.iter().enumerate() {
        let data = task.get("data").ok_or_else(|| bad(&format!("task {} has no `data`", i + 1)))?;
        let text = text_of(data).ok_or_else(|| bad(&format!("task {} has no text in `data`", i + 1)))?;
        let own = data.get("name").and_then(Value::as_str).map(str::to_owned);
        let id = || task.get("id").map_or_else(|| (i + 1).to_string(), Value::to_string);
        let empty = Vec::new();
        let result = chosen(task).unwrap_or(&empty);
        let (claimed, relations) = regions(result);
        let doc = Document {
            name: own.unwrap_or_else(|| format!("{name}-{}", id())),
            text: text.to_owned(),
            marks: Vec::new(),
            relations,
            rest: data.get("rest").and_then(|r| serde_json::from_value(r.clone()).ok()),
        };
        let (doc, problems) = place(doc, claimed, Unit::Utf16, unit);
        docs.push(doc);
        notes.extend(problems);
    }
    Ok((docs, notes))
}

/// The text of a task: `text`, or the only string there is.
fn text_of(data: &Value) -> Option<&str> {
    data.get(TO).and_then(Value::as_str).or_else(|| {
        let mut strings = data.as_object()?.values().filter_map(Value::as_str);
        strings.next().filter(|_| strings.next().is_none())
    })
}

/// The regions that count: of the last annotation that stands, else of the last prediction.
fn chosen(task: &Value) -> Option<&Vec<Value>> {
    let list = |key: &str| task.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let cancelled = |a: &&Value| a.get("was_cancelled").and_then(Value::as_bool) == Some(true);
    let annotated = list("annotations").iter().chain(list("completions")).rfind(|a| !cancelled(a));
    annotated.or_else(|| list("predictions").last())?.get("result")?.as_array()
}

fn regions(result: &[Value]) -> (Vec<Claimed>, Vec<Relation>) {
    let str_of = |v: &Value, key: &str| v.get(key).and_then(Value::as_str).map(str::to_owned);
    let mut claimed = Vec::new();
    let mut number: BTreeMap<String, usize> = BTreeMap::new();
    for r in result {
        let Some(value) = r.get("value") else { continue };
        let labels =
            ["labels", "hypertextlabels"].iter().find_map(|k| value.get(*k)).and_then(Value::as_array);
        let Some(kind) = labels.and_then(|l| l.first()).and_then(Value::as_str) else { continue };
        let at = |key: &str| value.get(key).and_then(Value::as_u64).map_or(usize::MAX, |n| n as usize);
        let id = str_of(r, "id").unwrap_or_else(|| claimed.len().to_string());
        number.insert(id.clone(), claimed.len());
        claimed.push(Claimed {
            id,
            mark: Mark { kind: kind.into(), attributes: noted(r), parts: Vec::new() },
            ranges: vec![[at("start"), at("end")]],
            words: str_of(value, "text"),
        });
    }
    let link = |r: &Value| {
        (str_of(r, "type")? == "relation").then_some(())?;
        let kind = r.get("labels").and_then(|l| l.get(0)).and_then(Value::as_str).unwrap_or(ROLE_OF);
        let mut ends = [*number.get(&str_of(r, "from_id")?)?, *number.get(&str_of(r, "to_id")?)?];
        if str_of(r, "direction").as_deref() == Some("left") {
            ends.reverse();
        }
        Some(Relation { kind: kind.into(), from: ends[0], to: ends[1] })
    };
    (claimed, result.iter().filter_map(link).collect())
}

/// The first note of a region that is a JSON object.
fn noted(region: &Value) -> Map<String, Value> {
    let notes = region.get("meta").and_then(|m| m.get("text")).and_then(Value::as_array);
    let parsed = |n: &Value| serde_json::from_str::<Map<String, Value>>(n.as_str()?).ok();
    notes.into_iter().flatten().find_map(parsed).unwrap_or_default()
}
