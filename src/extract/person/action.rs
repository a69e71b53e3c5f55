//! What named persons did at the gathering.

use super::{Action, Said};
use crate::extract::{Mention, Scene};
use crate::lexicon::Class;
use crate::record::ActionKind;
use crate::w;

/// Rules that read actions.
pub(super) const RULES: &[&str] = &["action.behind", "action.before"];

/// Gives actions to the persons of the same sentence.
pub(super) fn read(scene: &Scene<'_>, people: &mut [Mention<Said>]) {
    let text = scene.text;
    for hit in scene.hits.all().iter().filter(|h| h.class == Class::Action) {
        let Some(kind) = kind(scene.value(hit)) else { continue };
        let i = hit.span.first();
        let sentence = text.sentence(i);
        let before = people.iter().rposition(|m| m.span.end() <= i && m.span.first() >= sentence.first());
        let (k, rule) = match before {
            // "Phát biểu chỉ đạo tại Hội nghị, đồng chí A đề nghị"
            None if i == sentence.first() => {
                let Some(k) =
                    people.iter().position(|m| m.span.first() > i && m.span.first() < sentence.end())
                else {
                    continue;
                };
                (k, "action.before")
            }
            None => continue,
            Some(k) => {
                // Right behind the name and what is said of it, or behind "đã", "thay mặt Chi ủy".
                let end = people.get(k).map_or(i, |m| m.value.end);
                if i < end || i - end > 12 || (end..i).any(|k| [w!(";"), w!(":")].contains(&text.key(k))) {
                    continue;
                }
                (k, "action.behind")
            }
        };
        let list = people.get(k).map_or(k, |m| m.value.list);
        let action = Action { kind, span: hit.span, object: None, rule };
        for (j, m) in people.iter_mut().enumerate() {
            let same = j == k || m.value.list == list && j < k && m.span.first() >= sentence.first();
            if same && rule == "action.behind" || j == k {
                m.value.actions.push(action);
            }
        }
    }
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
