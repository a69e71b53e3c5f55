//! What named persons did at the gathering.

use super::{Action, Said, deed};
use crate::extract::{Mention, Scene};
use crate::lexicon::Class;
use crate::record::ActionKind;
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

/// Rules that read actions.
pub(super) const RULES: &[&str] = &["action.behind", "action.before", "action.of"];

/// Most tokens between a name, with what is said of it, and what its bearer did.
const MOST_BETWEEN: usize = 12;

/// Gives actions to the persons of the same sentence.
pub(super) fn read(scene: &Scene<'_>, people: &mut [Mention<Said>]) {
    let text = scene.text;
    let mut said = 0;
    for hit in scene.hits.of(Class::Action) {
        let Some(kind) = kind(scene.value(hit)) else { continue };
        let i = hit.span.first();
        // "trình bày dự thảo báo cáo tổng kết" is one action, whatever stands inside.
        if i < said {
            continue;
        }
        // Admissions are read with their dates and lists elsewhere.
        if kind == ActionKind::Admitted {
            continue;
        }
        let sentence = text.sentence(i);
        let inside = |m: &Mention<Said>| m.span.first() > i && m.span.first() < sentence.end();
        let before = people.iter().rposition(|m| m.span.end() <= i && m.span.first() >= sentence.first());
        // "dưới sự chủ trì của đồng chí A"; "với sự điều hành của Thủ tướng" runs a country, unless a gathering is named.
        let of = text.preceded_by(i, &[w!("sự")]) && text.key(hit.span.end()) == w!("của");
        if of && text.key(i) == w!("điều") && !deed::gathers(scene, sentence.first(), i) {
            continue;
        }
        let opens = i == sentence.first() || opens_anew(scene, people, before, i);
        let before = before.filter(|_| !opens);
        let (k, rule) = match before {
            _ if of => {
                let Some(k) =
                    people.iter().position(|m| inside(m) && m.span.first() < hit.span.end() + MOST_BETWEEN)
                else {
                    continue;
                };
                (k, "action.of")
            }
            // "Phát biểu chỉ đạo tại Hội nghị, đồng chí A đề nghị"
            None if opens => {
                let Some(k) = first_behind(scene, people, hit.span.end(), sentence.end()) else { continue };
                (k, "action.before")
            }
            None => continue,
            Some(k) => {
                // Right behind the name and what is said of it, or behind "đã", "thay mặt Chi ủy".
                let end = people.get(k).map_or(i, |m| m.value.end);
                if i < end
                    || i - end > MOST_BETWEEN
                    || (end..i).any(|k| [w!(";"), w!(":")].contains(&text.key(k)))
                {
                    continue;
                }
                (k, "action.behind")
            }
        };
        let behind = rule == "action.behind";
        let end = people.get(k).map_or(i, |m| m.value.end);
        if kind == ActionKind::Reported && behind && by_others(scene, end, i) {
            continue;
        }
        let object = object(scene, kind, hit.span);
        let at = people.get(k).map_or(i, |m| m.span.first());
        let told = match rule {
            "action.behind" => deed::is_told(scene, kind, end, hit.span, object),
            "action.before" => deed::is_told_before(scene, kind, hit.span, object, at),
            _ => true,
        };
        if !told {
            continue;
        }
        // "được trao cơ hội", "người bị kỷ luật", "có thể bị khai trừ"
        let given =
            kind == ActionKind::Rewarded && object.is_none() && text.key(hit.span.end() - 1) != w!("thưởng");
        if given || behind && kind == ActionKind::Disciplined && supposed(scene, end, i) {
            continue;
        }
        said = object.map_or(hit.span.end(), TokenSpan::end);
        let list = people.get(k).map_or(k, |m| m.value.list);
        let action = Action { kind, span: hit.span, object, rule };
        // "A và B chủ trì", "Chủ trì có A và B": all of the list; one alone speaks.
        for (j, m) in people.iter_mut().enumerate() {
            let listed = m.value.list == list
                && m.span.first() >= sentence.first()
                && m.span.first() < sentence.end()
                && (behind && j < k || kind == ActionKind::Chaired && !behind && j > k);
            if j == k || listed {
                m.value.actions.push(action);
            }
        }
    }
    for m in people.iter_mut() {
        if let Some((span, rule)) = m.value.admitted {
            m.value.actions.push(Action { kind: ActionKind::Admitted, span, object: None, rule });
        }
    }
}

/// "Thứ trưởng A tại buổi làm việc (Ảnh B) Phát biểu tại cuộc họp, ông C nói": a sentence begins whose full stop before it
/// is missing.
fn opens_anew(scene: &Scene<'_>, people: &[Mention<Said>], before: Option<usize>, i: usize) -> bool {
    let text = scene.text;
    let end = before.and_then(|k| people.get(k)).map_or(0, |m| m.value.end);
    i > end
        && text.kind(i) == Kind::Capital
        && [w!("phát"), w!("trình"), w!("kết")].contains(&text.key(i))
        && text.kind(i + 1) == Kind::Lower
        && ![w!("và"), w!(","), w!("\"")].contains(&text.key(i - 1))
}

/// The first person between two tokens; where that is one with whom or at whose side another speaks ("tại cuộc họp với ông A,
/// ông B nói"), the first behind the comma.
fn first_behind(scene: &Scene<'_>, people: &[Mention<Said>], from: usize, to: usize) -> Option<usize> {
    const SIDE: [Key; 6] = [w!("với"), w!("của"), w!("do"), w!("đón"), w!("giữa"), w!("thăm")];
    let text = scene.text;
    let first = people.iter().position(|m| m.span.first() > from && m.span.first() < to)?;
    let m = people.get(first)?;
    let gap = from..m.span.first();
    // "Phát biểu của đồng chí A" is theirs.
    let aside = text.key(from) != w!("của")
        && gap.clone().any(|k| SIDE.contains(&text.key(k)))
        && gap.clone().all(|k| ![w!(","), w!(":")].contains(&text.key(k)));
    if !aside {
        return Some(first);
    }
    let comma = (m.span.end()..to).find(|&k| text.key(k) == w!(","))?;
    people.iter().position(|m| m.span.first() > comma && m.span.first() < to)
}

/// "nghe báo cáo kết quả", "đề nghị các đơn vị báo cáo kết quả": it is others who report.
fn by_others(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    const WORDS: [&[Key]; 6] = [
        &[w!("nghe")],
        &[w!("mời")],
        &[w!("giao")],
        &[w!("yêu"), w!("cầu")],
        &[w!("đề"), w!("nghị")],
        &[w!("chỉ"), w!("đạo")],
    ];
    (from..to).any(|k| WORDS.iter().any(|words| scene.text.matches(k, words)))
}

/// Whether others are meant, or nothing has happened yet.
fn supposed(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    const WORDS: [Key; 7] = [w!("người"), w!("ai"), w!("các"), w!("những"), w!("sẽ"), w!("thể"), w!("nếu")];
    (from..to).any(|k| WORDS.contains(&scene.text.key(k)))
}

/// What was chaired, read out, given or imposed, when the words name it.
fn object(scene: &Scene<'_>, kind: ActionKind, span: TokenSpan) -> Option<TokenSpan> {
    let text = scene.text;
    let end = span.end();
    match kind {
        // "chủ trì Hội nghị", "khai mạc Đại hội"
        ActionKind::Chaired | ActionKind::Opened => {
            let k = if [w!("buổi"), w!("cuộc")].contains(&text.key(end)) { end + 1 } else { end };
            let hit = scene.hits.at(end, Class::Gathering).or_else(|| scene.hits.at(k, Class::Gathering))?;
            (!text.get(end)?.starts_paragraph()).then(|| TokenSpan::new(end, hit.span.end()))
        }
        // "trình bày báo cáo tổng kết"
        ActionKind::Reported => {
            let papers: [&[Key]; 4] = [
                &[w!("báo"), w!("cáo")],
                &[w!("dự"), w!("thảo")],
                &[w!("bản"), w!("kiểm"), w!("điểm")],
                &[w!("kiểm"), w!("điểm")],
            ];
            let from = (span.first()..end + 1).find(|&k| papers.iter().any(|p| text.matches(k, p)))?;
            let last = phrase_end(scene, from, 10);
            (last >= end.min(from + 2)).then(|| TokenSpan::new(from, last.max(from + 1)))
        }
        ActionKind::Rewarded => {
            let from = (span.first()..end + 4).find(|&k| award(scene, k))?;
            Some(TokenSpan::new(from, phrase_end(scene, from, 10)))
        }
        ActionKind::Disciplined => (span.first()..end + 6).find_map(|k| penalty(scene, k)),
        _ => None,
    }
}

/// One past the phrase that begins at token `from`: up to a sign or a word that begins something else,
/// and `most` tokens at the utmost.
pub(super) fn phrase_end(scene: &Scene<'_>, from: usize, most: usize) -> usize {
    const ENDS: [Key; 14] = [
        w!("của"),
        w!("cho"),
        w!("vì"),
        w!("do"),
        w!("tại"),
        w!("và"),
        w!("trước"),
        w!("với"),
        w!("từ"),
        w!("nhiệm"),
        w!("về"),
        w!("đối"),
        w!("trong"),
        w!("gồm"),
    ];
    let text = scene.text;
    let mut k = from + 1;
    while k < from + most {
        let Some(t) = text.get(k) else { break };
        // "Huy hiệu 40 năm tuổi Đảng", but "báo cáo tổng kết năm 2023"
        let year = t.key == w!("năm") && text.kind(k + 1) == Kind::Number;
        if t.starts_sentence()
            || t.kind == Kind::Sign
            || ENDS.contains(&t.key)
            || year
            || t.is_capital() && scene.hits.at(k, Class::Post).is_some()
        {
            break;
        }
        k += 1;
    }
    k
}

/// Whether the name of an award begins at token `k`.
pub(super) fn award(scene: &Scene<'_>, k: usize) -> bool {
    const AWARDS: [&[Key]; 7] = [
        &[w!("giấy"), w!("khen")],
        &[w!("bằng"), w!("khen")],
        &[w!("huy"), w!("hiệu")],
        &[w!("huân"), w!("chương")],
        &[w!("huy"), w!("chương")],
        &[w!("kỷ"), w!("niệm"), w!("chương")],
        &[w!("danh"), w!("hiệu")],
    ];
    AWARDS.iter().any(|a| scene.text.matches(k, a))
}

/// The name of a penalty at token `k`.
pub(super) fn penalty(scene: &Scene<'_>, k: usize) -> Option<TokenSpan> {
    const PENALTIES: [&[Key]; 4] = [
        &[w!("khiển"), w!("trách")],
        &[w!("cảnh"), w!("cáo")],
        &[w!("cách"), w!("chức")],
        &[w!("khai"), w!("trừ")],
    ];
    PENALTIES.iter().any(|p| scene.text.matches(k, p)).then(|| TokenSpan::new(k, k + 2))
}

fn kind(value: &str) -> Option<ActionKind> {
    Some(match value {
        "chaired" => ActionKind::Chaired,
        "opened" => ActionKind::Opened,
        "reported" => ActionKind::Reported,
        "spoke" => ActionKind::Spoke,
        "admitted" => ActionKind::Admitted,
        "confirmed" => ActionKind::Confirmed,
        "elected" => ActionKind::Elected,
        "rewarded" => ActionKind::Rewarded,
        "disciplined" => ActionKind::Disciplined,
        _ => return None,
    })
}
