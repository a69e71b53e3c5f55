#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

//! The same article gives the same facts in whatever format and archive it comes.

mod documents;
mod pdf;
mod write;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::Value;
use trichluc::input::{self, Article, Content, Options};
use trichluc::lexicon::Lexicon;
use unicode_normalization::UnicodeNormalization;

/// The articles of the corpus: file name and text.
fn corpus() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let listing = input::list(&[folder], &[]);
    assert!(listing.failures.is_empty(), "{:?}", listing.failures);
    let texts: Vec<(String, String)> = listing
        .files
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    assert!(texts.len() >= 40, "only {} articles", texts.len());
    texts
}

/// Every article under `path`; a failure fails the test.
fn read(path: &Path) -> Vec<Article> {
    let files: Vec<PathBuf> = input::list(&[path.to_path_buf()], &[]).files;
    let mut all = Vec::new();
    let _ = input::for_each(&files, &Options::default(), &mut |article| {
        all.push(article.unwrap());
        ControlFlow::Continue(())
    });
    all
}

fn record(article: &Article) -> Value {
    let record = trichluc::analyze(article, Lexicon::embedded());
    let text = match &article.content {
        Content::Plain(text) => text.clone(),
        Content::Bytes(bytes) => String::from_utf8(bytes.clone()).unwrap(),
    };
    let record = serde_json::to_value(record).unwrap();
    check_spans(&record, &text.chars().collect::<Vec<_>>());
    record
}

/// Every span of a record points at its words in the plain text.
fn check_spans(value: &Value, text: &[char]) {
    match value {
        Value::Object(map) => {
            if let (Some(Value::Array(span)), Some(Value::String(words))) = (map.get("span"), map.get("text"))
            {
                let at = |k: usize| span[k].as_u64().unwrap() as usize;
                assert_eq!(text[at(0)..at(1)].iter().collect::<String>(), *words);
            }
            map.values().for_each(|v| check_spans(v, text));
        }
        Value::Array(list) => list.iter().for_each(|v| check_spans(v, text)),
        _ => {}
    }
}

/// A record without where its facts stand.
fn facts(mut record: Value) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(map) => {
                for gone in ["mentions", "facts", "article"] {
                    map.remove(gone);
                }
                map.values_mut().for_each(strip);
            }
            Value::Array(list) => list.iter_mut().for_each(strip),
            Value::String(s) => *s = s.split_whitespace().collect::<Vec<_>>().join(" "),
            _ => {}
        }
    }
    strip(&mut record);
    record
}

/// The facts of every article of the corpus, as the plain text gives them.
static EXPECTED: LazyLock<BTreeMap<String, Value>> = LazyLock::new(|| {
    let of = |(name, text): (String, String)| {
        let article = Article::from_bytes(name.as_str(), text.into_bytes());
        (stem(&name), facts(record(&article)))
    };
    corpus().into_iter().map(of).collect()
});

/// "a/b!c.html" → "c"
fn stem(path: &str) -> String {
    let name = path.rsplit(['!', '/']).next().unwrap_or_default();
    name.split('.').next().unwrap_or_default().to_owned()
}

/// Holds the articles under `path` against the corpus.
fn same_facts(path: &Path, corpus: &[(String, String)]) {
    let articles = read(path);
    assert_eq!(articles.len(), corpus.len(), "{}", path.display());
    for article in &articles {
        let found = facts(record(article));
        let expected = &EXPECTED[&stem(&article.path)];
        let Content::Plain(text) = &article.content else {
            assert_eq!(&found, expected, "{}", article.path);
            continue;
        };
        let original = corpus.iter().find(|(name, _)| stem(name) == stem(&article.path)).unwrap();
        same_words(text, &original.1, &article.path);
        assert_eq!(&found, expected, "{}", article.path);
    }
}

/// Holds a text taken out of a format against the original, blanks and composition aside.
fn same_words(text: &str, original: &str, path: &str) {
    let words =
        |text: &str| text.nfc().collect::<String>().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (found, expected) = (words(text), words(original));
    let same = found.iter().zip(&expected).take_while(|(a, b)| a == b).count();
    let around = |words: &[String]| words[same.saturating_sub(5)..words.len().min(same + 12)].join(" ");
    assert_eq!(around(&found), around(&expected), "{path} at word {same}");
}

/// Writes each article as a file of its own.
fn each(extension: &str, write: impl Fn(&str) -> Vec<u8>) {
    let (folder, corpus) = (tempfile::tempdir().unwrap(), corpus());
    for (name, text) in &corpus {
        std::fs::write(folder.path().join(name).with_extension(extension), write(text)).unwrap();
    }
    same_facts(folder.path(), &corpus);
}

/// Writes all articles as one file.
fn together(file: &str, write: impl Fn(&[(String, String)]) -> Vec<u8>) {
    let (folder, corpus) = (tempfile::tempdir().unwrap(), corpus());
    let path = folder.path().join(file);
    std::fs::write(&path, write(&corpus)).unwrap();
    same_facts(&path, &corpus);
}

fn members(corpus: &[(String, String)]) -> Vec<(&str, &[u8])> {
    corpus.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect()
}

#[test]
fn html_pages() {
    each("html", write::html);
}

#[test]
fn word_documents() {
    each("docx", write::docx);
}

#[test]
fn pdf_files() {
    each("pdf", pdf::pdf);
}

#[test]
fn compressed_single_files() {
    each("txt.gz", |text| write::gzip(text.as_bytes()));
    each("html.zst", |text| write::zstd(&write::html(text)));
}

#[test]
fn json_lines() {
    together("bai.jsonl", write::jsonl);
    together("bai.ndjson.gz", |corpus| write::gzip(&write::jsonl(corpus)));
}

#[test]
fn tables() {
    together("bai.csv", write::csv);
    together("bai.xlsx", write::xlsx);
    together("bai.csv.zst", |corpus| write::zstd(&write::csv(corpus)));
}

#[test]
fn crawls() {
    together("crawl.warc", write::warc);
    // As crawlers compress them: a member for each record; one for all reads the same.
    together("crawl.warc.gz", |corpus| write::gzip(&write::warc(corpus)));
}

#[test]
fn archives() {
    together("2023.tar", |corpus| write::tar(&members(corpus)));
    together("2023.tar.gz", |corpus| write::gzip(&write::tar(&members(corpus))));
    together("2023.tgz", |corpus| write::gzip(&write::tar(&members(corpus))));
    together("2023.tar.zst", |corpus| write::zstd(&write::tar(&members(corpus))));
    together("2023.zip", |corpus| write::zip(&members(corpus)));
}

#[test]
fn archives_inside_archives() {
    together("2023.zip", |corpus| {
        let inner = write::gzip(&write::tar(&members(&corpus[..10])));
        let lines = write::jsonl(&corpus[10..20]);
        let book = write::xlsx(&corpus[20..30]);
        let zipped = write::zip(&members(&corpus[30..]));
        write::zip(&[
            ("so-1/a.tar.gz", &inner),
            ("so-2/b.jsonl", &lines),
            ("c.xlsx", &book),
            ("d.zip", &zipped),
        ])
    });
}

#[test]
fn a_path_shows_the_way_through_archives() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("2023.zip");
    let page =
        write::html("Chi bộ họp\n\nNgày 3/2/2023, Chi bộ họp thường kỳ tại trụ sở, toàn thể đảng viên dự.");
    std::fs::write(
        &path,
        write::zip(&[("so-12/bai-3.html", &page), ("../../etc/x.txt", b"Chi b\xE1\xBB\x99")]),
    )
    .unwrap();
    let paths: Vec<String> = read(&path).into_iter().map(|a| a.path).collect();
    let of = |member: &str| format!("{}!{member}", path.display());
    assert_eq!(paths, [of("so-12/bai-3.html"), of("../../etc/x.txt")]);
}

#[test]
fn the_limit_of_time_holds_for_every_format() {
    let long = "Chi bộ Viện Sinh thái rừng họp thường kỳ tháng 5.\n\n".repeat(400);
    let articles: Vec<(String, String)> = (0..20).map(|k| (format!("{k}"), format!("{k}. {long}"))).collect();
    let dir = tempfile::tempdir().unwrap();
    let files = [
        ("a.html", write::html(&long)),
        ("a.docx", write::docx(&long)),
        ("a.pdf", pdf::pdf(&long)),
        ("a.xlsx", write::xlsx(&articles)),
    ];
    for (name, bytes) in files {
        let path = dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let mut options = Options::default();
        let read = |options: &Options| {
            let mut failures = Vec::new();
            let _ = input::for_each(std::slice::from_ref(&path), options, &mut |article| {
                failures.extend(article.err().map(|e| e.to_string()));
                ControlFlow::Continue(())
            });
            failures
        };
        assert!(read(&options).is_empty(), "{name}: {:?}", read(&options));
        options.limits.time = std::time::Duration::ZERO;
        let failures = read(&options);
        assert_eq!(failures.len(), 1, "{name}: {failures:?}");
        assert!(failures[0].contains("raise the limit with --max-seconds"), "{}", failures[0]);
    }
}
