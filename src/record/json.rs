//! A record as one line of JSON.
//!
//! The bytes are those of `serde_json`, which this stands in for because the record of a dense article is longer than
//! the article: names of fields are written as they are, and words are looked through for characters to escape sixteen
//! bytes at a time. It writes what records are made of, structs, lists, words, numbers and names, and refuses the
//! rest.

use std::fmt::Display;

use serde::ser::{Impossible, Serialize, SerializeSeq, SerializeStruct, SerializeTuple, Serializer};

/// Adds `value`, a record or a part of one, to `out`.
///
/// # Errors
/// When something in it is no struct, list, option, text, number, truth value or name of an alternative; records hold
/// nothing else.
///
/// ```
/// use trichluc::record::{Record, json};
/// let mut line = Vec::new();
/// json::write(&Record::default(), &mut line)?;
/// assert_eq!(line, serde_json::to_vec(&Record::default()).unwrap());
/// # Ok::<(), json::Unwritable>(())
/// ```
pub fn write<T: Serialize + ?Sized>(value: &T, out: &mut Vec<u8>) -> Result<(), Unwritable> {
    value.serialize(Writer { out })
}

/// What cannot be written, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwritable(String);

impl Display for Unwritable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unwritable {}

impl serde::ser::Error for Unwritable {
    fn custom<T: Display>(reason: T) -> Self {
        Self(reason.to_string())
    }
}

fn no<T>(what: &str) -> Result<T, Unwritable> {
    Err(Unwritable(format!("a record holds no {what}")))
}

struct Writer<'o> {
    out: &'o mut Vec<u8>,
}

/// The values of a list or the fields of a struct, between their brackets.
struct Inner<'o> {
    out: &'o mut Vec<u8>,
    is_first: bool,
    close: u8,
}

impl Inner<'_> {
    #[inline]
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        if !std::mem::replace(&mut self.is_first, false) {
            self.out.push(b',');
        }
        value.serialize(Writer { out: self.out })
    }

    #[inline]
    fn close(self) {
        self.out.push(self.close);
    }
}

impl<'o> Writer<'o> {
    #[inline]
    fn open(self, open: u8, close: u8) -> Inner<'o> {
        self.out.push(open);
        Inner { out: self.out, is_first: true, close }
    }

    fn whole(self, value: u64) {
        let digit = |unit: u64| b'0' + (value / unit % 10) as u8;
        // Nearly all numbers of a record are places in an article.
        match value {
            0..10 => self.out.push(digit(1)),
            10..100 => self.out.extend_from_slice(&[digit(10), digit(1)]),
            100..1_000 => self.out.extend_from_slice(&[digit(100), digit(10), digit(1)]),
            1_000..10_000 => {
                self.out.extend_from_slice(&[digit(1_000), digit(100), digit(10), digit(1)]);
            }
            _ => self.out.extend_from_slice(value.to_string().as_bytes()),
        }
    }
}

/// How many bytes of words are looked at together.
const TOGETHER: usize = 16;
/// The same of words that are shorter than that.
const HALF: usize = TOGETHER / 2;

#[inline]
const fn is_escaped(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

/// Whether one of some bytes must be escaped.
#[inline]
fn any_escaped<const N: usize>(bytes: &[u8; N]) -> bool {
    bytes.iter().fold(false, |any, &b| any | is_escaped(b))
}

/// Whether nothing in some words must be escaped, as is nearly always so.
fn is_plain(words: &[u8]) -> bool {
    // The last bytes are looked at together with some before them, which does no harm.
    if let Some(last) = words.last_chunk::<TOGETHER>() {
        return !words.as_chunks::<TOGETHER>().0.iter().any(any_escaped) && !any_escaped(last);
    }
    match (words.first_chunk::<HALF>(), words.last_chunk::<HALF>()) {
        (Some(first), Some(last)) => !any_escaped(first) && !any_escaped(last),
        _ => !words.iter().any(|&b| is_escaped(b)),
    }
}

/// Bytes before the first that stands escaped in JSON, or ends a text.
pub(crate) fn plain_len(bytes: &[u8]) -> usize {
    let blocks = bytes.as_chunks::<TOGETHER>().0;
    let skipped = blocks.iter().take_while(|block| !any_escaped(block)).count() * TOGETHER;
    let rest = bytes.get(skipped..).unwrap_or_default();
    skipped + rest.iter().position(|&b| is_escaped(b)).unwrap_or(rest.len())
}

fn escape(words: &[u8], out: &mut Vec<u8>) {
    const HEX: [u8; 16] = *b"0123456789abcdef";
    for &byte in words {
        let short = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0C => b'f',
            0..b' ' => {
                let [high, low] = [byte >> 4, byte & 15].map(|half| HEX[usize::from(half)]);
                out.extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
                continue;
            }
            _ => {
                out.push(byte);
                continue;
            }
        };
        out.extend_from_slice(&[b'\\', short]);
    }
}

impl<'o> Serializer for Writer<'o> {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Inner<'o>;
    type SerializeTuple = Inner<'o>;
    type SerializeStruct = Inner<'o>;
    type SerializeTupleStruct = Impossible<(), Unwritable>;
    type SerializeTupleVariant = Impossible<(), Unwritable>;
    type SerializeMap = Impossible<(), Unwritable>;
    type SerializeStructVariant = Impossible<(), Unwritable>;

    fn serialize_bool(self, v: bool) -> Result<(), Unwritable> {
        self.out.extend_from_slice(if v { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_i8(self, v: i8) -> Result<(), Unwritable> {
        self.serialize_i64(v.into())
    }

    fn serialize_i16(self, v: i16) -> Result<(), Unwritable> {
        self.serialize_i64(v.into())
    }

    fn serialize_i32(self, v: i32) -> Result<(), Unwritable> {
        self.serialize_i64(v.into())
    }

    fn serialize_i64(self, v: i64) -> Result<(), Unwritable> {
        if v < 0 {
            self.out.push(b'-');
        }
        self.whole(v.unsigned_abs());
        Ok(())
    }

    fn serialize_u8(self, v: u8) -> Result<(), Unwritable> {
        self.serialize_u64(v.into())
    }

    fn serialize_u16(self, v: u16) -> Result<(), Unwritable> {
        self.serialize_u64(v.into())
    }

    fn serialize_u32(self, v: u32) -> Result<(), Unwritable> {
        self.serialize_u64(v.into())
    }

    fn serialize_u64(self, v: u64) -> Result<(), Unwritable> {
        self.whole(v);
        Ok(())
    }

    fn serialize_f32(self, v: f32) -> Result<(), Unwritable> {
        serde_json::to_writer(self.out, &v).map_err(serde::ser::Error::custom)
    }

    fn serialize_f64(self, v: f64) -> Result<(), Unwritable> {
        serde_json::to_writer(self.out, &v).map_err(serde::ser::Error::custom)
    }

    fn serialize_char(self, v: char) -> Result<(), Unwritable> {
        self.serialize_str(v.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, v: &str) -> Result<(), Unwritable> {
        self.out.push(b'"');
        if is_plain(v.as_bytes()) {
            self.out.extend_from_slice(v.as_bytes());
        } else {
            escape(v.as_bytes(), self.out);
        }
        self.out.push(b'"');
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Unwritable> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unwritable> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    // Names of alternatives and of fields are words of our own, in which nothing is escaped.
    #[inline]
    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Unwritable> {
        self.out.push(b'"');
        self.out.extend_from_slice(variant.as_bytes());
        self.out.push(b'"');
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    #[inline]
    fn serialize_seq(self, _: Option<usize>) -> Result<Inner<'o>, Unwritable> {
        Ok(self.open(b'[', b']'))
    }

    #[inline]
    fn serialize_tuple(self, _: usize) -> Result<Inner<'o>, Unwritable> {
        Ok(self.open(b'[', b']'))
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Inner<'o>, Unwritable> {
        Ok(self.open(b'{', b'}'))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Unwritable> {
        no("bytes")
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<(), Unwritable> {
        no(name)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Unwritable> {
        no(name)
    }

    fn serialize_tuple_struct(
        self,
        name: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Unwritable> {
        no(name)
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unwritable> {
        no(name)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Unwritable> {
        no("map")
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unwritable> {
        no(name)
    }
}

impl SerializeSeq for Inner<'_> {
    type Ok = ();
    type Error = Unwritable;

    #[inline]
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.value(value)
    }

    #[inline]
    fn end(self) -> Result<(), Unwritable> {
        self.close();
        Ok(())
    }
}

impl SerializeTuple for Inner<'_> {
    type Ok = ();
    type Error = Unwritable;

    #[inline]
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.value(value)
    }

    #[inline]
    fn end(self) -> Result<(), Unwritable> {
        self.close();
        Ok(())
    }
}

impl SerializeStruct for Inner<'_> {
    type Ok = ();
    type Error = Unwritable;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        let before: &[u8] = if std::mem::replace(&mut self.is_first, false) { b"\"" } else { b",\"" };
        self.out.extend_from_slice(before);
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
        value.serialize(Writer { out: self.out })
    }

    #[inline]
    fn end(self) -> Result<(), Unwritable> {
        self.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::write;

    fn same<T: serde::Serialize + ?Sized>(value: &T) {
        let mut line = Vec::new();
        write(value, &mut line).unwrap();
        assert_eq!(String::from_utf8(line).unwrap(), serde_json::to_string(value).unwrap());
    }

    #[test]
    fn words_are_written_as_serde_json_writes_them() {
        same("");
        for c in (0..=0x180).chain([0x2028, 0xFEFF, 0x1F600]).filter_map(char::from_u32) {
            // In each place of a block and behind it.
            for before in 0..20 {
                same(&format!("{}{c}{}", "ă".repeat(before), "b".repeat(before % 7)));
            }
        }
    }

    #[test]
    fn numbers_are_written_as_serde_json_writes_them() {
        for n in [0, 7, 10, 4096, i64::MAX, i64::MIN, -1] {
            same(&n);
            same(&n.unsigned_abs());
            same(&(n as f64 / 8.0));
        }
        same(&u64::MAX);
        same(&[Some(0.5), None, Some(f64::NAN)]);
    }

    #[test]
    fn what_no_record_holds_is_refused() {
        let map = std::collections::BTreeMap::from([("a", 1)]);
        assert!(write(&map, &mut Vec::new()).is_err());
    }
}
