//! Maps from one form of a text back to the form before it, in bytes.
//!
//! Decoding and normalizing change lengths, and evidence must still point at the bytes that the article
//! came with. The maps are therefore written *while* the text changes, one [`OffsetMap`] entry per stretch
//! that changed; comparing two finished texts could only guess. A stretch that changed is one unit: a place
//! inside it maps to its start or its end, never between, so that a mapped span always falls on characters.
//!
//! Refused: texts of 4 GiB and more, whose places do not fit into 32 bits; decoding turns them away.

use super::span::{SourceSpan, Span};

/// From the bytes of a new text to the bytes of the text that it was made from.
///
/// An empty map is the identity: nothing changed, places are the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetMap {
    edits: Vec<Edit>,
}

/// A stretch that was rewritten: bytes `new..new_end` stand for bytes `old..old_end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Edit {
    new: u32,
    new_end: u32,
    old: u32,
    old_end: u32,
}

impl OffsetMap {
    /// The map of a text that did not change.
    #[must_use]
    pub const fn identity() -> Self {
        Self { edits: Vec::new() }
    }

    /// Whether every place maps to itself.
    #[must_use]
    pub const fn is_identity(&self) -> bool {
        self.edits.is_empty()
    }

    /// The bytes of the old text behind `[start, end)` of the new one. What was deleted right before the
    /// start or right after the end is left outside. Takes O(log n) for n changed stretches.
    #[must_use]
    pub fn old_range(&self, start: usize, end: usize) -> (usize, usize) {
        let from = place(&self.edits, start as u32, Side::Start, Edit::forward);
        let to = place(&self.edits, end as u32, Side::End, Edit::forward);
        (from as usize, to.max(from) as usize)
    }

    /// The bytes of the new text that stand for `[start, end)` of the old one.
    #[must_use]
    pub fn new_range(&self, start: usize, end: usize) -> (usize, usize) {
        let from = place(&self.edits, start as u32, Side::Start, Edit::backward);
        let to = place(&self.edits, end as u32, Side::End, Edit::backward);
        (from as usize, to.max(from) as usize)
    }

    /// Where a span of the normalized text stands in the source.
    #[must_use]
    pub fn to_source(&self, span: Span) -> SourceSpan {
        let (start, end) = self.old_range(span.start as usize, span.end as usize);
        SourceSpan { start: start as u32, end: end as u32 }
    }

    /// Where a span of the source stands in the normalized text.
    #[must_use]
    pub fn to_norm(&self, span: SourceSpan) -> Span {
        let (start, end) = self.new_range(span.start as usize, span.end as usize);
        Span { start: start as u32, end: end as u32 }
    }

    /// Records that bytes `new` stand for bytes `old`. Entries come in rising order and do not overlap.
    pub(crate) fn push(&mut self, new: std::ops::Range<usize>, old: std::ops::Range<usize>) {
        debug_assert!(self.edits.last().is_none_or(|e| e.new_end as usize <= new.start));
        debug_assert!(self.edits.last().is_none_or(|e| e.old_end as usize <= old.start));
        self.edits.push(Edit {
            new: new.start as u32,
            new_end: new.end as u32,
            old: old.start as u32,
            old_end: old.end as u32,
        });
    }

    /// Adds the entries of another map, whose new text begins at `new` and whose old text at `old`.
    pub(crate) fn append(&mut self, other: &Self, new: usize, old: usize) {
        self.edits.extend(other.edits.iter().map(|e| Edit {
            new: e.new + new as u32,
            new_end: e.new_end + new as u32,
            old: e.old + old as u32,
            old_end: e.old_end + old as u32,
        }));
    }

    /// The same map into an old text that begins `by` bytes later.
    pub(crate) fn shifted(mut self, by: u32) -> Self {
        for e in &mut self.edits {
            e.old += by;
            e.old_end += by;
        }
        if by > 0 {
            self.edits.insert(0, Edit { new: 0, new_end: 0, old: 0, old_end: by });
        }
        self
    }

    /// This map after `before`: from the newest text over the middle one to the oldest.
    ///
    /// Stretches of the two that overlap in the middle text become one.
    #[must_use]
    pub fn after(&self, before: &Self) -> Self {
        if before.is_identity() {
            return self.clone();
        }
        if self.is_identity() {
            return before.clone();
        }
        let mut out = Self::identity();
        let (mut late, mut early) = (self.edits.as_slice(), before.edits.as_slice());
        loop {
            let (mut start, mut end) = match (late.first(), early.first()) {
                (Some(l), Some(e)) if l.old <= e.new => (l.old, l.old_end),
                (_, Some(e)) => (e.new, e.new_end),
                (Some(l), None) => (l.old, l.old_end),
                (None, None) => return out,
            };
            let (from_late, from_early) = (late, early);
            loop {
                match (late.first(), early.first()) {
                    (Some(l), _) if touches(start, end, l.old, l.old_end) => {
                        (start, end) = (start.min(l.old), end.max(l.old_end));
                        late = &late[1..];
                    }
                    (_, Some(e)) if touches(start, end, e.new, e.new_end) => {
                        (start, end) = (start.min(e.new), end.max(e.new_end));
                        early = &early[1..];
                    }
                    _ => break,
                }
            }
            let used_late = &from_late[..from_late.len() - late.len()];
            let used_early = &from_early[..from_early.len() - early.len()];
            let (new, new_end) = edges(start, end, used_late, &self.edits, Edit::backward);
            let (old, old_end) = edges(start, end, used_early, &before.edits, Edit::forward);
            out.push(new as usize..new_end as usize, old as usize..old_end as usize);
        }
    }
}

/// Both edges of a middle stretch, seen through the edits that lie inside it.
fn edges(start: u32, end: u32, used: &[Edit], all: &[Edit], view: fn(&Edit) -> View) -> (u32, u32) {
    let (Some(first), Some(last)) = (used.first(), used.last()) else {
        return (place(all, start, Side::Start, view), place(all, end, Side::End, view));
    };
    let (first, last) = (view(first), view(last));
    (first.to - (first.from - start), last.to_end + (end - last.from_end))
}

const fn touches(start: u32, end: u32, other: u32, other_end: u32) -> bool {
    (other < end && start < other_end) || other == start || (other == other_end && other == end)
}

/// An edit seen in one direction: what is looked up, and what is found.
#[derive(Clone, Copy)]
struct View {
    from: u32,
    from_end: u32,
    to: u32,
    to_end: u32,
}

impl Edit {
    const fn forward(&self) -> View {
        View { from: self.new, from_end: self.new_end, to: self.old, to_end: self.old_end }
    }

    const fn backward(&self) -> View {
        View { from: self.old, from_end: self.old_end, to: self.new, to_end: self.new_end }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

fn place(edits: &[Edit], at: u32, side: Side, view: fn(&Edit) -> View) -> u32 {
    // A start stands behind what was deleted at its place, an end before it.
    let n = match side {
        Side::Start => edits.partition_point(|e| view(e).from <= at),
        Side::End => edits.partition_point(|e| view(e).from < at),
    };
    let Some(e) = n.checked_sub(1).and_then(|i| edits.get(i)).map(view) else { return at };
    if at >= e.from_end {
        return e.to_end + (at - e.from_end);
    }
    match side {
        Side::Start => e.to,
        Side::End => e.to_end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "e\u{301}x\u{200B}y" → "éxy".
    fn sample() -> OffsetMap {
        let mut m = OffsetMap::identity();
        m.push(0..2, 0..3);
        m.push(3..3, 4..7);
        m
    }

    #[test]
    fn a_changed_stretch_maps_as_a_whole() {
        let m = sample();
        assert_eq!(m.old_range(0, 2), (0, 3));
        assert_eq!(m.old_range(2, 3), (3, 4), "x, without the deleted character behind it");
        assert_eq!(m.old_range(3, 4), (7, 8), "y, without the deleted character before it");
        assert_eq!(m.old_range(2, 4), (3, 8), "the deleted character inside");
        assert_eq!(m.old_range(1, 3), (0, 4), "a place inside é is its start");
        assert_eq!(m.old_range(3, 3), (7, 7));
        assert_eq!(OffsetMap::identity().old_range(5, 9), (5, 9));
    }

    #[test]
    fn the_way_back_meets_the_way_there() {
        let m = sample();
        assert_eq!(m.new_range(0, 3), (0, 2));
        assert_eq!(m.new_range(3, 4), (2, 3));
        assert_eq!(m.new_range(7, 8), (3, 4));
    }

    #[test]
    fn two_maps_make_one() {
        // middle "éxy" → newest "é xy" (a blank put in at 2), then "é xY!" with y rewritten as two bytes.
        let mut late = OffsetMap::identity();
        late.push(2..3, 2..2);
        late.push(4..6, 3..4);
        let both = late.after(&sample());
        assert_eq!(both.old_range(0, 2), (0, 3));
        assert_eq!(both.old_range(3, 4), (3, 4));
        assert_eq!(both.old_range(4, 6).1, 8);
        assert_eq!(OffsetMap::identity().after(&sample()), sample());
        assert_eq!(sample().after(&OffsetMap::identity()), sample());
    }
}
