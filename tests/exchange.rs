//! Labels go out to every format and come back: with decomposed text, emoji, other units, hostile files.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use trichluc::evaluate::exchange::document::Document;
use trichluc::evaluate::exchange::facts::{document_of, labels_of};
use trichluc::evaluate::exchange::label_studio::As;
use trichluc::evaluate::exchange::{Format, Unit, brat, conll, doccano, files, label_studio, webanno};
use trichluc::evaluate::label::{Labels, MentionLabel};
use unicode_normalization::UnicodeNormalization;

/// The labelled articles: those shipped, and, where the shared samples are, the real ones and the newspaper's.
fn samples() -> Vec<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut folders = vec![corpus.join("genre"), corpus.join("dense")];
    match std::env::var_os("TRICHLUC_SHARED") {
        Some(shared) => {
            let shared = Path::new(&shared).join("samples");
            folders.extend([shared.join("news"), shared]);
        }
        // Only the shipped articles are tested then; where changes are let in, all must be.
        None => assert!(std::env::var_os("CI").is_none(), "TRICHLUC_SHARED names no samples"),
    }
    let files = folders.iter().flat_map(|f| std::fs::read_dir(f).unwrap()).map(|e| e.unwrap().path());
    let mut out: Vec<PathBuf> = files
        .filter(|p| p.extension().is_some_and(|e| e == "txt") && p.with_extension("json").is_file())
        .collect();
    out.sort();
    assert!(out.len() >= 56, "the corpus is there");
    out
}

/// Every article with the labels that the extraction gives it, and with two ways in which a text can be awkward.
fn documents() -> Vec<(String, String, Labels)> {
    let variants = |path: &PathBuf| {
        let plain = trichluc::input::read(path, &trichluc::input::Options::default()).unwrap();
        let plain = trichluc::text_of(&plain).source().to_owned();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let decomposed: String = plain.nfd().collect();
        let with_emoji = format!("😀🇻🇳 {}", plain.replace(". ", ". 🎉 "));
        [("", plain), ("-nfd", decomposed), ("-emoji", with_emoji)].map(|(kind, text)| {
            let article =
                trichluc::input::Article::from_plain("x.txt", trichluc::input::Format::Text, text.clone());
            let record = trichluc::analyze(&article, trichluc::lexicon::Lexicon::embedded());
            (format!("{name}{kind}"), text, Labels::of_record(&record).unwrap())
        })
    };
    samples().par_iter().flat_map_iter(variants).collect()
}

/// What every format with attributes must keep: the labels without rules, in a fixed order.
fn kept(labels: &Labels) -> serde_json::Value {
    let bare = |m: &mut Vec<MentionLabel>| {
        m.iter_mut().for_each(|m| m.rule = None);
        m.retain(|m| m.span.is_some_and(|s| s[0] < s[1]));
        m.sort_by_key(|m| m.span);
        m.dedup();
    };
    let mut l = labels.clone();
    (l.id, l.article) = (None, None);
    l.cell.iter_mut().for_each(|c| bare(&mut c.mentions));
    l.meeting.iter_mut().for_each(|c| bare(&mut c.mentions));
    l.dates.iter_mut().for_each(|c| bare(&mut c.mentions));
    l.directives.iter_mut().for_each(|c| bare(&mut c.mentions));
    l.counts.iter_mut().for_each(|c| bare(&mut c.mentions));
    l.ratings.iter_mut().for_each(|c| bare(&mut c.mentions));
    for p in &mut l.people {
        bare(&mut p.mentions);
        p.roles.iter_mut().for_each(|r| bare(&mut r.mentions));
        p.roles.sort_by(|a, b| a.text.cmp(&b.text));
    }
    l.people.sort_by(|a, b| a.name.cmp(&b.name));
    let mut json = serde_json::to_value(l).unwrap();
    for list in ["dates", "directives", "counts", "ratings"] {
        let items = json[list].as_array_mut().unwrap();
        items.sort_by_key(ToString::to_string);
    }
    json
}

/// The labels of which every fact has a place, as formats without room for others can hold them.
fn placed(labels: &Labels) -> Labels {
    let has = |m: &[MentionLabel]| m.iter().any(|m| m.span.is_some_and(|s| s[0] < s[1]));
    let mut l = labels.clone();
    l.cell = l.cell.filter(|c| has(&c.mentions));
    l.meeting = l.meeting.filter(|c| has(&c.mentions));
    l.dates.retain(|c| has(&c.mentions));
    l.directives.retain(|c| has(&c.mentions));
    l.counts.retain(|c| has(&c.mentions));
    l.ratings.retain(|c| has(&c.mentions));
    l.people.iter_mut().for_each(|p| p.roles.retain(|r| has(&r.mentions)));
    l.people.retain(|p| has(&p.mentions) || !p.roles.is_empty());
    l
}

fn no_trouble(name: &str, notes: &[trichluc::evaluate::Note]) {
    assert!(notes.is_empty(), "{name}: {notes:?}");
}

fn back(name: &str, doc: &Document) -> serde_json::Value {
    let (labels, notes) = labels_of(doc);
    no_trouble(name, &notes);
    kept(&labels)
}

#[test]
fn every_format_keeps_every_fact_that_it_can_hold() {
    let of_one = |(name, text, labels): (String, String, Labels)| {
        let doc = document_of(&name, &text, &labels);
        assert_eq!(back(&name, &doc), kept(&labels), "{name}: marks");

        let (read, notes) = brat::read(&name, &text, &brat::write(&doc), None).unwrap();
        no_trouble(&name, &notes);
        assert_eq!(back(&name, &read), kept(&placed(&labels)), "{name}: brat");

        let (read, notes) = doccano::read(&name, &doccano::write(&doc).unwrap(), None).unwrap();
        no_trouble(&name, &notes);
        assert_eq!(back(&name, &read[0]), kept(&labels), "{name}: doccano");

        for how in [As::Predictions, As::Annotations] {
            let (read, notes) =
                label_studio::read(&name, &label_studio::write(std::slice::from_ref(&doc), how), None)
                    .unwrap();
            no_trouble(&name, &notes);
            assert_eq!(back(&name, &read[0]), kept(&labels), "{name}: Label Studio");
        }

        let tsv = webanno::write(&doc);
        let (read, notes) = webanno::read(&name, &tsv, Some(&text), None).unwrap();
        no_trouble(&name, &notes);
        assert_eq!(back(&name, &read), kept(&placed(&labels)), "{name}: WebAnno");
        let (alone, notes) = webanno::read(&name, &tsv, None, None).unwrap();
        no_trouble(&name, &notes);
        // Blanks on lines of their own come back as other blanks, in the same places.
        let shape = |s: &str| {
            s.trim_end().chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect::<String>()
        };
        assert_eq!(shape(&alone.text), shape(&text), "{name}: WebAnno without the text beside");

        let (tokens, lost) = conll::write(&doc);
        let (read, notes) = conll::read(&name, &tokens, None).unwrap();
        no_trouble(&name, &notes);
        assert_eq!(read[0].text, text, "{name}: CoNLL");
        assert_eq!(read[0].marks.len() + lost.len(), doc.marks.len(), "{name}: what is lost is told");
        let ours = doc.typed_spans();
        assert!(read[0].typed_spans().iter().all(|s| ours.contains(s)), "{name}: CoNLL marks");
        doc.marks.len()
    };
    let marks: usize = documents().into_par_iter().map(of_one).sum();
    // Nothing is kept where nothing is found.
    assert!(marks > 1000, "only {marks} marks");
}

/// Gold as people wrote it: variants, readings left open, facts without a place.
#[test]
fn gold_comes_back_from_every_format_that_has_room_for_it() {
    let mut unplaced = 0;
    for path in samples() {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let gold = trichluc::evaluate::gold::read(&path.with_extension("json")).unwrap().unwrap();
        let article = trichluc::input::read(&path, &trichluc::input::Options::default()).unwrap();
        let text = trichluc::text_of(&article).source().to_owned();
        let doc = document_of(&name, &text, &gold);
        assert_eq!(back(&name, &doc), kept(&gold), "{name}: marks");
        let (read, notes) = doccano::read(&name, &doccano::write(&doc).unwrap(), None).unwrap();
        no_trouble(&name, &notes);
        assert_eq!(back(&name, &read[0]), kept(&gold), "{name}: doccano");
        let tasks = label_studio::write(std::slice::from_ref(&doc), As::Annotations);
        let (read, notes) = label_studio::read(&name, &tasks, None).unwrap();
        no_trouble(&name, &notes);
        assert_eq!(back(&name, &read[0]), kept(&gold), "{name}: Label Studio");
        let dir = tempfile::tempdir().unwrap();
        files::write(std::slice::from_ref(&doc), Format::Records, dir.path(), As::Annotations).unwrap();
        let (read, notes) = files::read(dir.path(), Format::Records, &files::Reading::default()).unwrap();
        no_trouble(&name, &notes);
        assert_eq!(back(&name, &read[0]), kept(&gold), "{name}: records");
        // The others have no room for facts without a place, and say so.
        let to = dir.path().join("brat");
        let told = files::write(std::slice::from_ref(&doc), Format::Brat, &to, As::Annotations).unwrap();
        let lost = kept(&gold) != kept(&placed(&gold));
        assert_eq!(told.iter().any(|n| n.code == "label.unplaced"), lost, "{name}: {told:?}");
        unplaced += usize::from(lost);
    }
    assert!(unplaced > 0, "labels without a place are among the samples");
}

#[test]
fn folders_and_files_come_back_as_they_went() {
    let docs: Vec<Document> = documents().iter().take(6).map(|(n, t, l)| document_of(n, t, l)).collect();
    for format in Format::ALL {
        let dir = tempfile::tempdir().unwrap();
        let to = dir.path().join(match format {
            Format::Doccano => "labels.jsonl",
            Format::LabelStudio => "labels.json",
            Format::Conll => "labels.conll",
            _ => "labels",
        });
        files::write(&docs, format, &to, As::Predictions).unwrap();
        let (read, notes) = files::read(&to, format, &files::Reading::default()).unwrap();
        assert!(notes.is_empty(), "{format:?}: {notes:?}");
        let names = |docs: &[Document]| {
            docs.iter().map(|d| d.name.clone()).collect::<std::collections::BTreeSet<_>>()
        };
        assert_eq!(names(&read), names(&docs), "{format:?}");
    }
}

#[test]
fn other_units_are_known_by_the_words() {
    let text = "😀 Đồng chí Lò Văn Páo, Bí thư Chi bộ, dự.";
    for (unit, start, end) in [(Unit::CodePoints, 11, 21), (Unit::Utf16, 12, 22), (Unit::Bytes, 18, 31)] {
        let ann = format!("T1\tperson {start} {end}\tLò Văn Páo\n");
        let (doc, notes) = brat::read("x", text, &ann, None).unwrap();
        assert_eq!(doc.marks[0].parts, [[11, 21]], "{unit:?}");
        assert_eq!(notes.len(), usize::from(unit != Unit::CodePoints), "a foreign unit is told: {notes:?}");
        let (doc, _) = brat::read("x", text, &ann, Some(unit)).unwrap();
        assert_eq!(doc.marks[0].parts, [[11, 21]], "{unit:?} stated");
    }
}

#[test]
fn a_text_that_changed_is_followed_and_what_is_not_certain_is_refused() {
    let was = "Chi bộ họp. Đồng chí Lò Văn Páo dự.";
    let ann = "T1\tcell 0 6\tChi bộ\nT2\tperson 21 31\tLò Văn Páo\nR1\trole_of Arg1:T1 Arg2:T2\n";
    let decomposed: String = was.nfd().collect();
    let (doc, notes) = brat::read("x", &decomposed, ann, None).unwrap();
    assert_eq!(doc.marks[1].words(&decomposed).nfc().collect::<String>(), "Lò Văn Páo");
    assert!(notes.iter().all(|n| n.code == "label.realigned" && !n.fails), "{notes:?}");
    let twice = format!("Lò Văn Páo vắng. {decomposed} Lò Văn Páo nói.");
    let (doc, notes) = brat::read("x", &twice, ann, None).unwrap();
    assert_eq!((doc.marks.len(), doc.relations.len()), (1, 0));
    assert!(notes.iter().any(|n| n.code == "label.lost" && n.fails), "{notes:?}");
}

#[test]
fn broken_files_are_named_by_their_line() {
    for (what, result) in [
        ("brat", brat::read("x", "abc", "T1\tperson 0 1\ta\nngoài luồng\n", None).map(drop)),
        ("brat range", brat::read("x", "abc", "T1\tperson a b\ta\n", None).map(drop)),
        ("doccano", doccano::read("x", "{\"text\": \"a\"}\n{\"text\": 5}\n", None).map(drop)),
        ("doccano triple", doccano::read("x", "\n{\"text\": \"a\", \"label\": [[0, 1]]}\n", None).map(drop)),
        ("webanno", webanno::read("x", "#FORMAT=WebAnno TSV 3.3\n1-1\tabc\n", None, None).map(drop)),
        ("conll", conll::read("x", "Chi\tO\nbộ\tX-cell\n", None).map(drop)),
        ("conll text", conll::read("x", "# text = \"Chi bộ\"\nĐảng\tO\n", None).map(drop)),
    ] {
        let e = result.expect_err(what).to_string();
        assert!(e.starts_with("x:1: ") || e.starts_with("x:2: "), "{what}: {e}");
    }
    for text in ["{", "5", "[{}]", "[{\"data\": {}}]"] {
        assert!(label_studio::read("x", text, None).is_err(), "{text}");
    }
    assert!(webanno::read("x", "", None, None).is_err());
}

#[test]
fn the_forms_that_tools_write_are_read() {
    // doccano: with relations and over several lines, triples under two names, numbers for types.
    let forms = r#"
{
  "text": "Ông Lò Văn Páo là Bí thư.",
  "entities": [
    {"id": 7, "start_offset": 4, "end_offset": 14, "label": "person"},
    {"id": 9, "start_offset": 18, "end_offset": 24, "label": "role"}
  ],
  "relations": [{"from_id": 9, "to_id": 7, "type": "role_of"}]
}
{"text": "Chi bộ 3 họp", "label": [[0, 8, "cell"], [0, 8, "cell"]], "Comments": []}
{"text": "Chi bộ 3 họp", "labels": [[0, 8, "cell"]], "meta": {"số": 1}}
{"id": 3, "text": "Chi bộ 3 họp", "annotations": [{"id": 5, "label": 2, "start_offset": 0, "end_offset": 8, "user": 1}]}
{"id": 4, "text": "Cả bài", "label": ["tin"]}
{"id": 5, "text": "Chi bộ 3 họp", "annotations": [{"id": 6, "label": 2, "label_name": "cell", "start_offset": 0, "end_offset": 8, "user": 1, "user_name": "hai"}], "meta": {}, "annotation_approver": "ba"}
"#;
    let (docs, notes) = doccano::read("tệp", forms, None).unwrap();
    no_trouble("doccano", &notes);
    let marks: Vec<usize> = docs.iter().map(|d| d.marks.len()).collect();
    assert_eq!(marks, [2, 2, 1, 1, 0, 1]);
    assert_eq!(docs[5].marks[0].kind, "cell", "the name rather than the number");
    assert_eq!((docs[0].relations[0].from, docs[0].relations[0].to), (1, 0));
    assert_eq!((docs[3].marks[0].kind.as_str(), docs[3].name.as_str()), ("2", "tệp-3"));

    // brat: a broken mark, an event, a flag, a choice, notes on marks and on relations, equivalence.
    let text = "Các Phó Bí thư Páo và Khải dự.\nÔng Páo nói.";
    let ann = "T1\trole 4 14\tPhó Bí thư\nT2\tperson 15 18\tPáo\nT3\tperson 22 26\tKhải\n\
        T4\tperson 31 34;35 38\tÔng Páo\nE1\tHọp:T1 Ai:T2\nA1\tadmitted T2\nA2\tprecision T9 day\n\
        R1\trole_of Arg1:T1 Arg2:T2\t\nR2\trole_of Arg1:T1 Arg2:T3\n*\tEquiv T2 T4\n\
        #1\tAnnotatorNotes T2\tghi chú tự do\n#2\tAnnotatorNotes R1\tchắc chắn\n";
    let (doc, notes) = brat::read("x", text, ann, None).unwrap();
    assert!(notes.iter().all(|n| n.code == "brat.passed_over"), "{notes:?}");
    assert_eq!((doc.marks.len(), doc.relations.len()), (4, 3));
    assert_eq!(doc.marks[3].parts, [[31, 34], [35, 38]]);
    assert_eq!(doc.marks[1].attributes["admitted"], true);

    // Label Studio: an annotation counts more than a prediction, a cancelled one not at all; left-pointing links.
    let region = |id: &str, start: usize, end: usize, words: &str, kind: &str| {
        serde_json::json!({"id": id, "type": "labels", "from_name": "l", "to_name": "t",
            "value": {"start": start, "end": end, "text": words, "labels": [kind]}})
    };
    let link = serde_json::json!({"type": "relation", "from_id": "a", "to_id": "b", "direction": "left"});
    let tasks = serde_json::json!([{"id": 5, "data": {"nội dung": "😀 Ông Páo, Bí thư"},
    "predictions": [{"result": []}],
    "annotations": [
        {"result": [region("a", 7, 10, "Páo", "person"), region("b", 12, 18, "Bí thư", "role"), link]},
        {"was_cancelled": true, "result": []}
    ]}]);
    let (docs, notes) = label_studio::read("x", &tasks.to_string(), None).unwrap();
    no_trouble("Label Studio", &notes);
    assert_eq!(docs[0].marks[0].parts, [[6, 9]], "UTF-16 became code points");
    assert_eq!((docs[0].relations[0].from, docs[0].relations[0].to), (1, 0));

    // WebAnno: marks without numbers, stacked ones, parts of a token, a value that needs escapes.
    let tsv = "#FORMAT=WebAnno TSV 3.2\n#T_SP=webanno.custom.Ten|value|ghi\n#T_RL=webanno.custom.Noi|kind|BT_webanno.custom.Ten\n\n\n\
        #Text=Ông Páo dự.\n1-1\t0-3\tÔng\t_\t_\t_\t_\t\n1-2\t4-7\tPáo\tperson[1]|role[2]\ta\\_b[1]|*[2]\trole_of\t1-3[0_1]\t\n\
        1-3\t8-10\tdự\tmeeting\t*\t_\t_\t\n1-3.1\t8-9\td\tdate\t*\t_\t_\t\n1-4\t10-11\t.\t_\t_\t_\t_\t\n\n\
        #Text=Hết\n2-1\t12-15\tHết\t_\t_\t_\t_\t\n";
    let (doc, notes) = webanno::read("x", tsv, None, None).unwrap();
    no_trouble("WebAnno", &notes);
    assert_eq!(doc.text, "Ông Páo dự.\nHết");
    let mut kinds: Vec<&str> = doc.marks.iter().map(|m| m.kind.as_str()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["date", "meeting", "person", "role"]);
    assert_eq!(doc.relations.len(), 1);

    // CoNLL: columns between, comments, a document mark.
    let (docs, _) = conll::read("x", "-DOCSTART- -X- O\n\nPáo NNP B-person\nkhỏe JJ O\n", None).unwrap();
    assert_eq!((docs[0].text.as_str(), docs[0].marks[0].parts[0]), ("Páo khỏe", [0, 3]));
}

#[test]
fn ranges_beyond_the_text_are_refused_by_name() {
    let line =
        r#"{"text": "Chi bộ", "label": [[0, 6, "cell"], [4, 99, "cell"], [5, 2, "cell"], [-3, 2, "cell"]]}"#;
    let (docs, notes) = doccano::read("x", line, None).unwrap();
    assert_eq!(docs[0].marks.len(), 1);
    assert_eq!(notes.iter().filter(|n| n.code == "label.beyond" && n.fails).count(), 3, "{notes:?}");
}

mod hostile {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_file_makes_a_reader_panic(text in "\\PC{0,40}", file in "[\\PC\n\t]{0,200}") {
            let _ = brat::read("x", &text, &file, None);
            let _ = doccano::read("x", &file, None);
            let _ = label_studio::read("x", &file, None);
            let _ = webanno::read("x", &format!("#FORMAT=WebAnno TSV 3.3\n#T_SP=a|b\n{file}"), Some(&text), None);
            let _ = conll::read("x", &file, Some(&text));
        }

        #[test]
        fn near_misses_of_the_formats_do_not_panic(
            numbers in prop::collection::vec(0_usize..60, 8), words in prop::collection::vec("[aáĐ😀 |\\[\\]_*\\\\]{1,6}", 4)
        ) {
            let n = |i: usize| numbers[i];
            let ann = format!("T1\tperson {} {};{} {}\t{}\nR1\tx Arg1:T1 Arg2:T{}\n", n(0), n(1), n(2), n(3), words[0], n(4));
            let _ = brat::read("x", &words.concat(), &ann, None);
            let tsv = format!("#FORMAT=WebAnno TSV 3.3\n#T_SP=a|b|c\n#T_RL=r|k|BT_a\n\n#Text={}\n1-1\t{}-{}\t{}\t{}[{}]\t{}\t*\t1-1[{}_{}]\n",
                words[0], n(0), n(1), words[1], words[2], n(2), words[3], n(3), n(4));
            let _ = webanno::read("x", &tsv, None, None);
        }
    }
}
