//! Posts in the predicate: "được bầu làm Bí thư", "thôi giữ chức Giám đốc", "cách chức Trưởng phòng đối với ông A".

use super::attach::{self, After};
use super::{Action, Role, Said, admitted, post};
use crate::extract::{Mention, Scene};
use crate::lexicon::Class;
use crate::record::ActionKind;
use crate::text::Key;
use crate::w;

/// Rules by which a post in a predicate is a person's.
pub(super) const RULES: &[&str] =
    &["role.is", "role.elected", "role.gained", "role.lost", "role.against", "role.as", "role.career"];

/// Gives posts in predicates to the persons of the same sentence. `used` are the posts given already.
pub(super) fn read(scene: &Scene<'_>, people: &mut [Mention<Said>], used: &[usize]) {
    for hit in scene.hits.of(Class::Predicate) {
        let i = hit.span.first();
        let Some(at) = post_behind(scene, hit.span.end()) else { continue };
        if used.contains(&at) {
            continue;
        }
        let value = scene.value(hit);
        let rule = match value {
            "is" => "role.is",
            "elected" => "role.elected",
            "lost" => "role.lost",
            _ => "role.gained",
        };
        let mut after = After { posts: Vec::new(), admitted: None, end: at };
        attach::posts(scene, at, rule, &mut after);
        if after.posts.is_empty() {
            continue;
        }
        let Some((whom, rule)) =
            subject(scene, people, i, &after, value).map(|(w, r)| (w, r.unwrap_or(rule)))
        else {
            continue;
        };
        let chosen = value == "elected" || whom.first().is_some_and(|&k| vote_before(scene, people, k));
        for k in whom {
            let roles = after.posts.iter().map(|r| Role { rule, ..*r });
            if let Some(m) = people.get_mut(k) {
                if chosen {
                    m.value.actions.extend(after.posts.iter().map(|r| Action {
                        kind: ActionKind::Elected,
                        span: hit.span.to(r.span),
                        object: Some(r.span),
                        rule: "action.elected",
                    }));
                }
                for r in roles {
                    if !m.value.roles.iter().any(|x| x.span == r.span) {
                        m.value.roles.push(r);
                    }
                }
            }
        }
    }
    as_what(scene, people, used);
    career(scene, people, used);
}

/// "Đại hội bầu đồng chí A làm Bí thư", "bầu đồng chí A - Phó Bí thư giữ chức Bí thư"
fn vote_before(scene: &Scene<'_>, people: &[Mention<Said>], k: usize) -> bool {
    let text = scene.text;
    let Some(m) = people.get(k) else { return false };
    let at = m.span.first();
    let first = text.sentence(at).first();
    (first..at)
        .rev()
        .take(8)
        .find(|&j| text.key(j) == w!("bầu"))
        .is_some_and(|j| !admitted::planned(scene, j) && admitted::gap_allowed(scene, j + 1, at))
}

/// "đã qua nhiều cương vị công tác, tiêu biểu là: Ủy viên …; Bí thư …; Bộ trưởng …": of the person named last.
fn career(scene: &Scene<'_>, people: &mut [Mention<Said>], used: &[usize]) {
    const CUES: [&[Key]; 3] = [&[w!("chức"), w!("vụ")], &[w!("cương"), w!("vị")], &[w!("vị"), w!("trí")]];
    let text = scene.text;
    for hit in scene.hits.of(Class::Post) {
        let i = hit.span.first();
        let listed = i > 0 && text.key(i - 1) == w!(":") && !used.contains(&i);
        if !listed || !(2..12).any(|d| i >= d && CUES.iter().any(|c| text.matches(i - d, c))) {
            continue;
        }
        let sentence = text.sentence(i);
        let opens = text.layout().line_at(i).first();
        let Some(m) = people.iter_mut().rfind(|m| m.span.end() <= i && m.span.first() >= opens) else {
            continue;
        };
        let mut at = i;
        while at < sentence.end() {
            let begins = at == i || [w!(","), w!(";")].contains(&text.key(at - 1));
            let found =
                if begins { post::at(scene, at).filter(|p| p.person.is_none() && !p.broken) } else { None };
            if let Some(p) = found {
                m.value.roles.push(attach::role(&p, "role.career"));
                at = p.end.max(at + 1);
            } else {
                at += 1;
            }
        }
    }
}

/// The post behind a predicate, past "chức", "chức vụ", "nhiệm vụ".
fn post_behind(scene: &Scene<'_>, mut k: usize) -> Option<usize> {
    let text = scene.text;
    for words in [
        &[w!("chức"), w!("vụ")][..],
        &[w!("chức"), w!("danh")],
        &[w!("vụ")],
        &[w!("danh")],
        &[w!("nhiệm"), w!("vụ")],
        &[w!("chức")],
        &[w!("vị"), w!("trí")],
        &[w!("là")],
        &[w!("làm")],
        &[w!("tân")],
    ] {
        if text.matches(k, words) {
            k += words.len();
        }
    }
    post::at(scene, k).map(|_| k)
}

/// Whose post it is: the name before, with the list that it ends, or "đối với ông A" behind.
fn subject(
    scene: &Scene<'_>,
    people: &[Mention<Said>],
    i: usize,
    after: &After,
    value: &str,
) -> Option<(Vec<usize>, Option<&'static str>)> {
    let text = scene.text;
    let sentence = text.sentence(i);
    // "thôi chức Phó Chủ tịch xã A đối với ông B"
    let behind = people.iter().position(|m| m.span.first() >= after.end && m.span.first() < sentence.end());
    if let Some(k) = behind
        && let Some(m) = people.get(k)
    {
        let gap = after.end..m.span.first();
        let towards = gap.clone().take(12).any(|k| text.matches(k, &[w!("đối"), w!("với")]))
            || value == "lost" && gap.clone().take(2).any(|k| text.key(k) == w!("cho"));
        let weak = value == "is" || text.key(i) == w!("làm") || gap.clone().any(|k| text.key(k) == w!("để"));
        if towards && gap.len() <= 14 && !weak {
            return Some((vec![k], Some("role.against")));
        }
    }
    let before = people.iter().rposition(|m| m.span.end() <= i && m.span.first() >= sentence.first())?;
    let m = people.get(before)?;
    let gap = m.value.end.min(i)..i;
    // "… A làm Bộ trưởng; Nghị sỹ Kim Hyun-mee giữ chức": a name that was not read stands right before.
    let unread = gap.contains(&(i - 1))
        && text.get(i - 1).is_some_and(|t| t.is_capital())
        && scene.hits.before(i, Class::Place).is_none();
    if i > 0 && unread {
        return None;
    }
    if value == "is" && (gap.len() > 2 || gap.clone().any(|k| !BETWEEN.contains(&text.key(k)))) {
        return None;
    }
    if text.matches(i, &[w!("làm")]) && gap.len() > 3 {
        return None;
    }
    // "điều động đồng chí A … và bổ nhiệm giữ chức": who is moved appoints no one.
    let moved = agent(scene, m.span.first().saturating_sub(8).max(sentence.first()), m.span.first());
    if gap.len() > 40 || agent(scene, gap.start, i) && !moved {
        return None;
    }
    // "hai đồng chí A và B được bầu làm"
    let list = m.value.list;
    let whole =
        people.iter().enumerate().filter(|(_, p)| p.value.list == list && p.span.end() <= i).map(|(k, _)| k);
    let bare = |k: usize| {
        people.get(k).is_some_and(|p| p.value.roles.is_empty() && p.span.first() >= sentence.first())
    };
    let whom: Vec<usize> = whole.filter(|&k| k == before || bare(k)).collect();
    Some((whom, None))
}

/// Whether the name before is who appoints: "được Tổng thống A đề cử làm", "Chủ tịch B ký quyết định bổ nhiệm làm".
fn agent(scene: &Scene<'_>, from: usize, i: usize) -> bool {
    const VERBS: [&[Key]; 8] = [
        &[w!("đề"), w!("cử")],
        &[w!("bổ"), w!("nhiệm")],
        &[w!("chỉ"), w!("định")],
        &[w!("giới"), w!("thiệu")],
        &[w!("phân"), w!("công")],
        &[w!("điều"), w!("động")],
        &[w!("bầu")],
        &[w!("cử")],
    ];
    let text = scene.text;
    let active = (from..=i).find(|&k| VERBS.iter().any(|v| text.matches(k, v)));
    // "đã có quyết định bổ nhiệm giữ chức"
    let decided = |k: usize| {
        text.preceded_by(k, &[w!("có"), w!("quyết"), w!("định")])
            || text.preceded_by(k, &[w!("nhận"), w!("quyết"), w!("định")])
    };
    active.is_some_and(|k| !decided(k) && !(from..k).any(|j| text.key(j) == w!("được")))
}

/// Words that may stand between a name and "là".
const BETWEEN: [Key; 8] =
    [w!(","), w!("hiện"), w!("đã"), w!("cũng"), w!("vốn"), w!("từng"), w!("đang"), w!("nay")];

/// "với trách nhiệm là Huyện ủy viên, Phó chủ tịch UBND huyện, ông A"
fn as_what(scene: &Scene<'_>, people: &mut [Mention<Said>], used: &[usize]) {
    let text = scene.text;
    const AS: [&[Key]; 6] = [
        &[w!("với"), w!("trách"), w!("nhiệm")],
        &[w!("với"), w!("cương"), w!("vị")],
        &[w!("trên"), w!("cương"), w!("vị")],
        &[w!("với"), w!("tư"), w!("cách")],
        &[w!("với"), w!("vai"), w!("trò")],
        &[w!("ở"), w!("cương"), w!("vị")],
    ];
    for hit in scene.hits.of(Class::Post) {
        let at = hit.span.first();
        let begin = if at > 0 && text.key(at - 1) == w!("là") { at - 1 } else { at };
        if used.contains(&at) || !AS.iter().any(|words| text.preceded_by(begin, words)) {
            continue;
        }
        let mut after = After { posts: Vec::new(), admitted: None, end: at };
        attach::posts(scene, at, "role.as", &mut after);
        let limit = after.end + 10;
        let person = people.iter_mut().find(|m| m.span.first() >= after.end);
        if let Some(m) = person
            && m.span.first() <= limit
            && text.sentence_of(m.span.first()) == text.sentence_of(at)
        {
            m.value.roles.extend(after.posts);
        }
    }
}
