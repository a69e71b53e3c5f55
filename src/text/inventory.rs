//! The inventory of syllables, and the table in which each is looked up.
//!
//! 28 onsets and some 190 rhymes make the legal syllables; which of them are in use a list taken from newspapers
//! says. Both are asked for every word of every text, so both are in one table.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::key::{Key, Tone};

/// Onsets before any vowel.
const ONSETS: [&str; 21] = [
    "", "b", "ch", "d", "đ", "h", "kh", "l", "m", "n", "nh", "p", "ph", "r", "s", "t", "th", "tr", "v", "x",
    "gi",
];
/// Onsets before a, ă, â, o, ô, ơ, u, ư, and their spelling before e, ê, i, y.
const BACK_AND_FRONT: [(&str, &str); 3] = [("c", "k"), ("g", "gh"), ("ng", "ngh")];

/// Rhymes by coda, tones left out.
const RHYMES: &str = "\
    a ai am an ang anh ao au ay ăm ăn ăng âm ân âng âu ây \
    e em en eng eo ê êm ên ênh êu \
    i ia im in inh iu iêm iên iêng iêu \
    o oi om on ong oong oa oai oam oan oang oanh oao oay oăm oăn oăng oe oem oen oeo \
    ô ôi ôm ôn ông ôông ơ ơi ơm ơn \
    u ua ui um un ung uôi uôm uôn uông uân uâng uây uê uên uênh uêu uơ uơn uy uya uyn uynh uyu uyên \
    ư ưa ưi ưm ưn ưng ưu ươi ươm ươn ương ươu \
    ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt êc ich ip it iêc iêp iêt \
    oc op ot ooc oac oach oap oat oăc oăt oet oec ôc ôp ôt ôôc ơp ơt \
    uc up ut uôc uôt uât uêch uêt uych uyp uyt uyêt ưc ưt ươc ươp ươt";
/// Rhymes that only follow q; its u is the glide.
const AFTER_Q: &str = "\
    ua uai uan uang uanh uao uau uay uăm uăn uăng uân uâng uây uâu ue uen ueo uê uên uênh uêu ui uy uin uinh uynh uyn \
    uyên uơ uơi uơn uôn uông uit uyu uac uach uat uap uăc uăp uăt uât uec uet uep uêch uêt uich uyt uych uyêt uôc uơt uôt uip uyp";
/// Rhymes in i that are written with y where no onset stands before them, and y itself.
const BARE_Y: &str = "y yêm yên yêng yêu yêt";
/// Onsets after which y alone is written, as a spelling of i or in names.
const BEFORE_Y: [&str; 11] = ["h", "k", "l", "m", "s", "t", "v", "th", "d", "n", "nh"];

/// An open table of syllables without their tones. Asked several times for every word of every text, so one slot is
/// one number: the base letters of the key, and below them what is said of them.
pub(crate) struct Legal {
    slots: Vec<u64>,
}

impl Legal {
    /// Four times as many as there are syllables, so that a word that is none is mostly known at once.
    const SLOTS: usize = 1 << 15;
    const EMPTY: u64 = u64::MAX;
    /// Bits below the base letters: one for each tone that is in use, then three of what follows.
    const BITS: u32 = 9;
    const LEGAL: u64 = 1 << 6;
    const STOP: u64 = 1 << 7;
    const MARKED: u64 = 1 << 8;
    /// Base letters that fit: nine of them. No syllable has more than seven.
    const MOST: u64 = 1 << (64 - Self::BITS - 1);

    const fn start(base: u64) -> usize {
        (base.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - Self::SLOTS.trailing_zeros())) as usize
    }

    /// Says something more of the base of a key.
    fn add(&mut self, key: Key, said: u64) {
        let base = key.without_tone().0;
        if !key.is_packed() || base >= Self::MOST {
            return;
        }
        let mut at = Self::start(base);
        while let Some(slot) = self.slots.get_mut(at) {
            if *slot == Self::EMPTY {
                *slot = base << Self::BITS;
            }
            if *slot >> Self::BITS == base {
                *slot |= said;
                return;
            }
            at = (at + 1) % Self::SLOTS;
        }
    }

    /// Whether a legal syllable has a mark, tone or other; `None` for a key that is that of no legal syllable.
    #[inline]
    pub(crate) fn mark(&self, key: Key) -> Option<bool> {
        let said = self.said_of(key);
        let fits = said & Self::LEGAL != 0
            && (said & Self::STOP == 0 || matches!(key.tone(), Tone::Sac | Tone::Nang));
        fits.then(|| said & Self::MARKED != 0 || key.without_tone() != key)
    }

    /// Whether the syllable is in use, see [`is_attested`](super::syllable::is_attested).
    #[inline]
    pub(crate) fn is_attested(&self, key: Key) -> bool {
        self.said_of(key) & 1 << key.tone() as u32 != 0
    }

    /// What is said of the base of a key; nothing of one that is not in the table.
    #[inline]
    fn said_of(&self, key: Key) -> u64 {
        if !key.is_packed() {
            return 0;
        }
        let base = key.without_tone().0;
        let mut at = Self::start(base);
        while let Some(&slot) = self.slots.get(at) {
            if slot >> Self::BITS == base {
                return slot;
            }
            if slot == Self::EMPTY {
                break;
            }
            at = (at + 1) % Self::SLOTS;
        }
        0
    }

    /// The syllables in use, in the order of the table.
    pub(super) fn attested(&self) -> impl Iterator<Item = Key> {
        self.slots.iter().filter(|&&s| s != Self::EMPTY).flat_map(|&slot| {
            let used = move |tone: &u64| slot & 1 << tone != 0;
            (0..6).filter(used).map(move |tone| Key(slot >> Self::BITS).with_tone(tone))
        })
    }

    pub(super) fn bases(&self) -> impl Iterator<Item = Key> {
        let legal = self.slots.iter().filter(|&&s| s != Self::EMPTY && s & Self::LEGAL != 0);
        legal.map(|s| Key(s >> Self::BITS))
    }
}

pub(super) static LEGAL: LazyLock<Legal> = LazyLock::new(|| {
    let mut legal = Legal { slots: vec![Legal::EMPTY; Legal::SLOTS] };
    let mut put = |onset: &str, rhyme: &str| {
        // After p, t, c, ch the tone is sắc or nặng; after a vowel, a glide or a nasal any of the six.
        let stop = rhyme.ends_with(['p', 't', 'c']) || rhyme.ends_with("ch");
        let key = Key::of(&format!("{onset}{rhyme}"));
        let marked = key.without_marks() != key;
        let bit = |is: bool, bit: u64| if is { bit } else { 0 };
        legal.add(key, Legal::LEGAL | bit(stop, Legal::STOP) | bit(marked, Legal::MARKED));
    };
    for rhyme in RHYMES.split_ascii_whitespace() {
        for onset in ONSETS {
            // "gi" before i is one letter: gì, gìn. The bare rhymes in iê are written yê.
            match (onset, rhyme.strip_prefix('i')) {
                ("gi", Some(rest)) => put("gi", rest),
                ("", Some(rest)) if rest.starts_with('ê') => {}
                _ => put(onset, rhyme),
            }
        }
        for (back, front) in BACK_AND_FRONT {
            put(if rhyme.starts_with(['e', 'ê', 'i']) { front } else { back }, rhyme);
        }
    }
    for rhyme in AFTER_Q.split_ascii_whitespace() {
        put("q", rhyme);
    }
    for rhyme in BARE_Y.split_ascii_whitespace() {
        put("", rhyme);
    }
    for onset in BEFORE_Y {
        put(onset, "y");
    }
    let attested = include_str!("../../lexicon/syllable/attested.txt").lines();
    for word in attested.filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
        let key = Key::of(word);
        legal.add(key, 1 << key.tone() as u32);
    }
    legal
});

/// Legal syllables without tones and marks.
pub(super) static UNMARKED: LazyLock<FxHashSet<u64>> =
    LazyLock::new(|| LEGAL.bases().map(|base| base.without_marks().0).collect());
