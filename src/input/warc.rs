//! WARC, the format of web crawlers: the pages and documents that a crawl fetched.
//!
//! A file is a row of records, each with headers, a length and a block. Only answers with status 200, resources
//! and conversions are taken, and of these only what is a page, a text or a document. The library at hand
//! reserves as much memory as a record claims to need, so the records are read here, within limits.

use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

use super::guard::Exceeded;
use super::kind::Kind;
use super::options::Options;
use super::parcel::{Load, Raw, Sink, read_failure, too_large};
use super::paths::LeftOut;
use crate::error::{Error, Result};

/// Bytes that the headers of a record may take.
const HEADERS: u64 = 1 << 16;

/// Hands over the articles of a WARC file, each as bytes.
pub(crate) fn records(
    path: &str,
    reader: &mut dyn Read,
    options: &Options,
    sink: Sink<'_, Load>,
) -> ControlFlow<()> {
    let mut reader = BufReader::with_capacity(1 << 16, reader);
    let mut left_out = LeftOut::default();
    loop {
        match record(path, &mut reader, options, &mut left_out) {
            Ok(Next::End) => break,
            Ok(Next::LeftOut) => {}
            Ok(Next::Article(raw)) => sink(Load::Page(raw))?,
            Ok(Next::Failed(error)) => sink(Load::Failed(error))?,
            Err(e) => return sink(Load::Failed(read_failure(path, e))),
        }
    }
    if left_out.is_empty() {
        return ControlFlow::Continue(());
    }
    sink(Load::Note(format!("left out of {path}: {left_out}")))
}

enum Next {
    Article(Box<Raw>),
    LeftOut,
    Failed(Error),
    End,
}

fn record(
    path: &str,
    reader: &mut impl BufRead,
    options: &Options,
    left_out: &mut LeftOut,
) -> io::Result<Next> {
    let mut line = String::new();
    // Two line ends stand between records.
    while line.trim().is_empty() {
        line.clear();
        if read_line(reader, &mut line)? == 0 {
            return Ok(Next::End);
        }
    }
    if !line.starts_with("WARC/") {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a record does not begin with WARC/"));
    }
    let headers = Headers::read(reader)?;
    let length = headers.get("content-length").and_then(|n| n.parse::<u64>().ok());
    let length =
        length.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a record without its length"))?;
    let url = headers.get("warc-target-uri").unwrap_or_default().trim_matches(['<', '>']).to_owned();
    let wanted = matches!(headers.get("warc-type"), Some("response" | "resource" | "conversion"));
    let mut block = reader.take(length);
    if !wanted || url.ends_with("/robots.txt") || url.starts_with("dns:") {
        skip(&mut block)?;
        return Ok(Next::LeftOut);
    }
    let path = format!("{path}!{url}");
    if length > options.limits.file {
        skip(&mut block)?;
        return Ok(Next::Failed(too_large(&path, length, options.limits.file)));
    }
    let is_http = headers.get("content-type").is_some_and(|t| t.starts_with("application/http"));
    let answer = if is_http { Headers::of_answer(&mut block)? } else { Some(headers) };
    let Some(answer) = answer else {
        skip(&mut block)?;
        *left_out.unknown.entry("/other status than 200".into()).or_default() += 1;
        return Ok(Next::LeftOut);
    };
    let stated = answer.get("content-type").unwrap_or_default();
    let Some(kind) = kind_of(stated) else {
        skip(&mut block)?;
        let media = stated.split(';').next().unwrap_or_default().trim();
        *left_out
            .unknown
            .entry(if media.is_empty() { "/no type".into() } else { media.to_lowercase() })
            .or_default() += 1;
        return Ok(Next::LeftOut);
    };
    let mut bytes = Vec::new();
    block.read_to_end(&mut bytes)?;
    if block.limit() > 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let charset =
        stated.split_once("charset=").map(|(_, c)| c.trim_matches([' ', '"', '\'', ';']).to_owned());
    match decoded(bytes, &answer, options.limits.file) {
        Ok(bytes) => {
            Ok(Next::Article(Box::new(Raw { url: Some(url), charset, ..Raw::new(path, kind, bytes) })))
        }
        Err(e) => Ok(Next::Failed(e.at(path))),
    }
}

/// What of a crawl can be an article.
fn kind_of(content_type: &str) -> Option<Kind> {
    let media = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match media.as_str() {
        "text/html" | "application/xhtml+xml" => Some(Kind::Html),
        "text/plain" => Some(Kind::Text),
        "application/pdf" => Some(Kind::Pdf),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => Some(Kind::Docx),
        _ => None,
    }
}

/// The body of an answer without the encodings of its transfer.
fn decoded(bytes: Vec<u8>, answer: &Headers, limit: u64) -> Result<Vec<u8>> {
    let is = |name: &str, value: &str| answer.get(name).is_some_and(|v| v.eq_ignore_ascii_case(value));
    // Crawlers often store the body without its chunks and still keep the header.
    let bytes = if is("transfer-encoding", "chunked") { dechunked(&bytes).unwrap_or(bytes) } else { bytes };
    let inflate = |decoder: &mut dyn Read| -> Result<Vec<u8>> {
        let mut out = Vec::new();
        let read = decoder.take(limit + 1).read_to_end(&mut out);
        read.map_err(|e| read_failure("", e))?;
        if out.len() as u64 > limit { Err(too_large("", out.len() as u64, limit)) } else { Ok(out) }
    };
    match answer.get("content-encoding").map(str::to_ascii_lowercase).as_deref() {
        None | Some("" | "identity") => Ok(bytes),
        Some("gzip" | "x-gzip") if bytes.starts_with(b"\x1f\x8b") => {
            inflate(&mut flate2::read::MultiGzDecoder::new(bytes.as_slice()))
        }
        Some("deflate") => inflate(&mut flate2::read::ZlibDecoder::new(bytes.as_slice())),
        Some("zstd") if bytes.starts_with(b"\x28\xb5\x2f\xfd") => {
            match zstd::stream::read::Decoder::new(bytes.as_slice()) {
                Ok(mut decoder) => inflate(&mut decoder),
                Err(e) => Err(read_failure("", e)),
            }
        }
        // Stored decoded, with the header of the transfer.
        Some("gzip" | "x-gzip" | "zstd") => Ok(bytes),
        Some(other) => Err(Error::new(format!("compressed as “{other}”, which is not read"))
            .remedy("crawl it without that encoding")),
    }
}

fn dechunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    loop {
        let end = memchr::memchr(b'\n', bytes)?;
        let (line, rest) = bytes.split_at_checked(end + 1)?;
        let size = std::str::from_utf8(line).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(out);
        }
        let (chunk, rest) = rest.split_at_checked(size)?;
        out.extend_from_slice(chunk);
        bytes = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
    }
}

/// Headers of a record or of an answer, names in lower case.
struct Headers(Vec<(String, String)>);

impl Headers {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    fn read(reader: &mut impl BufRead) -> io::Result<Self> {
        let mut all: Vec<(String, String)> = Vec::new();
        let mut reader = reader.take(HEADERS);
        let mut line = String::new();
        loop {
            line.clear();
            if read_line(&mut reader, &mut line)? == 0 && reader.limit() == 0 {
                return Err(Exceeded::error(
                    "headers of more than 64 KiB".into(),
                    "fetch the file again, it is damaged",
                ));
            }
            if line.trim().is_empty() {
                return Ok(Self(all));
            }
            match line.split_once(':') {
                Some((name, value)) if !line.starts_with([' ', '\t']) => {
                    all.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
                _ => {
                    if let Some((_, value)) = all.last_mut() {
                        value.push(' ');
                        value.push_str(line.trim());
                    }
                }
            }
        }
    }

    /// Headers of an answer with status 200; `None` for any other.
    fn of_answer(block: &mut io::Take<impl BufRead>) -> io::Result<Option<Self>> {
        let mut status = String::new();
        read_line(&mut block.take(HEADERS), &mut status)?;
        let ok = status.starts_with("HTTP/") && status.split_whitespace().nth(1) == Some("200");
        if ok { Self::read(block).map(Some) } else { Ok(None) }
    }
}

/// A line of headers; bytes that are no UTF-8 are replaced.
fn read_line(reader: &mut impl BufRead, line: &mut String) -> io::Result<usize> {
    let mut bytes = Vec::new();
    let n = reader.take(HEADERS).read_until(b'\n', &mut bytes)?;
    line.push_str(&String::from_utf8_lossy(&bytes));
    Ok(n)
}

fn skip(block: &mut io::Take<impl Read>) -> io::Result<()> {
    io::copy(block, &mut io::sink())?;
    if block.limit() > 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
}
