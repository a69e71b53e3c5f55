//! What of a PDF the library must not see: data that grows without end, pictures, drawings that draw
//! themselves.

use std::io::{self, Read};

use pdf_extract::{Document, Object, ObjectId, Stream};
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::guard::{Budget, Expanding};
use crate::error::{Error, Result};

/// Bytes that one stream of text, fonts or objects may grow to, and all of them.
const STREAM: u64 = 64 << 20;
const STREAMS: u64 = 512 << 20;
/// Bytes before a stream in which its dictionary stands.
const DICTIONARY: usize = 512;
/// Drawings inside one another.
const DEPTH: usize = 32;

/// Refuses a file whose compressed streams grow beyond bounds. Works on the bytes, since the library inflates
/// some of them while it loads the file.
pub(super) fn check(bytes: &[u8]) -> Result<()> {
    let all = Budget::of(STREAMS);
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        let Some(before) = bytes.get(at.saturating_sub(DICTIONARY)..at) else { continue };
        if before.ends_with(b"end") {
            continue;
        }
        let dictionary =
            memchr::memmem::rfind(before, b" obj").and_then(|o| before.get(o..)).unwrap_or(before);
        let inflates = memchr::memmem::find_iter(dictionary, b"FlateDecode").count();
        if inflates == 0 {
            continue;
        }
        let grows = || Error::new("grows beyond all bounds").remedy("print it to a new PDF");
        if inflates > 1 {
            return Err(grows());
        }
        let is_picture = memchr::memmem::find(dictionary, b"/Image").is_some();
        let data = bytes.get(at + b"stream".len()..).unwrap_or_default();
        let data = data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n")).unwrap_or(data);
        if is_picture {
            continue;
        }
        let inner = flate2::read::ZlibDecoder::new(data);
        let one = Expanding { inner, budget: Budget::of(STREAM) };
        let mut both = Expanding { inner: one, budget: all.clone() };
        match io::copy(&mut both.by_ref(), &mut io::sink()) {
            Err(e) if e.get_ref().is_some_and(|inner| inner.is::<super::super::guard::Exceeded>()) => {
                return Err(grows());
            }
            // Damaged data ends early; what the library makes of it is bounded as well.
            _ => {}
        }
    }
    Ok(())
}

/// Empties pictures, and refuses drawings that contain themselves. Returns the number of pictures.
pub(super) fn blank(doc: &mut Document) -> Result<usize> {
    let mut pictures = 0;
    for object in doc.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        if is(stream, b"Image") {
            pictures += 1;
            stream.dict.remove(b"Filter");
            stream.dict.remove(b"DecodeParms");
            stream.set_content(Vec::new());
        }
    }
    let drawings: FxHashMap<ObjectId, Vec<ObjectId>> = doc
        .objects
        .iter()
        .filter_map(|(id, object)| match object {
            Object::Stream(stream) if !is(stream, b"Image") => Some((*id, drawn_by(doc, stream))),
            _ => None,
        })
        .collect();
    let mut done = FxHashSet::default();
    for &id in drawings.keys() {
        if !ends(id, &drawings, &mut done, 0) {
            return Err(Error::new("a drawing in it contains itself").remedy("print it to a new PDF"));
        }
    }
    Ok(pictures)
}

fn is(stream: &Stream, subtype: &[u8]) -> bool {
    stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == subtype)
}

/// The drawings that a drawing names.
fn drawn_by(doc: &Document, stream: &Stream) -> Vec<ObjectId> {
    let dictionary = |object: &Object| match object {
        Object::Reference(id) => doc.get_object(*id).ok().and_then(|o| o.as_dict().ok()).cloned(),
        object => object.as_dict().ok().cloned(),
    };
    let resources = stream.dict.get(b"Resources").ok().and_then(dictionary);
    let named = resources.and_then(|r| r.get(b"XObject").ok().and_then(dictionary));
    named.iter().flat_map(|n| n.iter()).filter_map(|(_, object)| object.as_reference().ok()).collect()
}

/// Whether what a drawing draws comes to an end.
fn ends(
    id: ObjectId,
    drawings: &FxHashMap<ObjectId, Vec<ObjectId>>,
    done: &mut FxHashSet<ObjectId>,
    depth: usize,
) -> bool {
    if depth > DEPTH {
        return false;
    }
    if done.contains(&id) {
        return true;
    }
    let all = drawings.get(&id).is_none_or(|inner| inner.iter().all(|&d| ends(d, drawings, done, depth + 1)));
    if all {
        done.insert(id);
    }
    all
}
