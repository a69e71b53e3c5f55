//! The classes of list entries, and the file that each class lives in.
//!
//! A class says what kind of word an entry is (a surname, a cue before a date), never where it stands. One
//! word may be in several classes: "năm" is five and year.

/// Declares the classes with their files; the compiler names what is missing.
macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $file:literal,)*) => {
        /// Kind of a list entry. One list file each, apart from [`Class::Number`], whose digits need none.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Class {
            $($(#[$doc])* $name,)*
        }

        impl Class {
            /// Every class, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The list file below `lexicon/`.
            #[must_use]
            pub const fn file(self) -> &'static str {
                match self { $(Self::$name => $file,)* }
            }

            /// The list as shipped.
            pub(super) const fn embedded(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("../../lexicon/", $file)),)* }
            }

            /// The name that `explain` prints.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }
        }
    };
}

classes! {
    /// Digits, and number words ("hai", "mười"): value is the number.
    Number = "number/words.tsv",
    /// Party organizations ("chi bộ", "tỉnh ủy"): value is the kind as the record writes it.
    PartyBody = "organization/party.tsv",
    /// Committees that stand for the body named after them ("ban thường vụ").
    Committee = "organization/committee.tsv",
    /// Offices of a committee ("ủy ban kiểm tra"), which are no bodies of members.
    PartyOrgan = "organization/organ.tsv",
    /// First words of institutions, their parts and places: value is `institution`, `department` or `area`.
    Unit = "organization/unit.tsv",
    /// Words inside names that stand in lower case.
    NamePart = "organization/name-part.tsv",
    /// Words that end a name: value is `any` or `lower`, the case in which they do, and `verb`.
    NameEnd = "organization/name-end.tsv",
    /// Abbreviations in names: value is the words they stand for.
    Abbreviation = "organization/abbreviation.tsv",
    /// Family names: value is `strong` or `weak`, how far the word alone tells a name.
    Surname = "person/surname.tsv",
    /// Syllables of given and middle names.
    GivenName = "person/given.tsv",
    /// Forms of address, and occupations used as such: value is their kind.
    Address = "person/address.tsv",
    /// Given names that the last syllable of a name may be although it lacks its capital.
    GivenSlip = "person/given-lower.tsv",
    /// First words of names without any capital: value is `family` or `middle`.
    FamilySlip = "person/family-lower.tsv",
    /// Words in names that are not Vietnamese: value is `particle` or `body`.
    ForeignWord = "person/foreign.tsv",
    /// Degrees, ranks, titles of honour: value is the canonical form.
    PersonTitle = "person/title.tsv",
    /// First words of posts: value is `office`, `job` or `duty`.
    Post = "person/post.tsv",
    /// Words that belong to a post: value is `before` or `after` its first words.
    PostPart = "person/post-part.tsv",
    /// Posts of states: value is `head`, `party` or `office`.
    StatePost = "person/state.tsv",
    /// Words that make the name behind them no person ("đường", "trường THPT").
    NamedAfter = "person/prefix.tsv",
    /// Names that stand on streets, schools and maps.
    Eponym = "person/eponym.tsv",
    /// Words before which a person's name ends: value is `word` or `caps`.
    NameStop = "person/stop.tsv",
    /// Words that give or take a post: value is `is`, `elected`, `gained` or `lost`.
    Predicate = "person/predicate.tsv",
    /// What a named person did: value is the action.
    Action = "person/action.tsv",
    /// Words behind which a clause goes on: they end the organization of a post.
    PersonVerb = "person/verb.tsv",
    /// Places that stand behind a post or begin like a name: value is their level.
    Place = "place/names.tsv",
    /// Nouns that name gatherings: value is the kind as the record writes it.
    Gathering = "meeting/gathering.tsv",
    /// Verbs by which bodies meet: value is the kind as the record writes it.
    Meet = "meeting/meet.tsv",
    /// Verbs of holding, opening, attending: value is `hold`, `place` or `attend`.
    Hold = "meeting/hold.tsv",
    /// What a gathering is about: value is the kind as the record writes it.
    Topic = "meeting/topic.tsv",
    /// Words before the number of a day, month, quarter, year: value is which.
    DateUnit = "date/unit.tsv",
    /// Parts of the day: value as the record writes it.
    PartOfDay = "date/part.tsv",
    /// Days of the week: value 1 (Monday) to 7.
    Weekday = "date/weekday.tsv",
    /// Days named from the day of writing, or from a day before.
    RelativeDay = "date/relative.tsv",
    /// Words before the two years of a period.
    Period = "date/period.tsv",
    /// Halves of a year.
    HalfYear = "date/half.tsv",
    /// Words right before a day without a year.
    DateBefore = "date/before.tsv",
    /// Words that may follow such a day.
    DateAfter = "date/after.tsv",
    /// Nouns behind digits that count.
    DateCounted = "date/counted.tsv",
    /// Words before a date that say what it is the date of.
    DateRole = "date/role.tsv",
    /// Nouns that are counted or measured: value is the kind of noun.
    Counted = "count/units.tsv",
    /// Words after which a number is a name ("tầng 7"): value is how strictly.
    Numbered = "count/names.tsv",
    /// Words with which no counted noun begins.
    CountStop = "count/stops.tsv",
    /// Words that make a number a bound or an estimate: value is which.
    Approx = "count/approx.tsv",
    /// Words before their number ("chính thức 29"): value is the unit.
    CountHead = "count/heads.tsv",
    /// Rating phrases: value is the rating.
    Rating = "rating/phrases.tsv",
    /// Grades with the years of their scale, and their scores: value is `all:-2017`, `cells:2018-`, `score:70-90`.
    RatingScale = "rating/scales.tsv",
    /// Words of assessment and of wish: value is which.
    RatingCue = "rating/cues.tsv",
    /// Who is rated: value is the subject.
    RatingSubject = "rating/subjects.tsv",
    /// Words for kinds of documents: value is how far they can be trusted, then the kind.
    DirectiveType = "directive/type.tsv",
    /// Codes of kinds inside numbers: value is the kind.
    TypeCode = "directive/code.tsv",
    /// Codes of issuers inside numbers: value is the name, with the time of its use.
    IssuerCode = "directive/issuer.tsv",
    /// Words that may follow a document's bare number.
    DirectiveAfter = "directive/after.tsv",
    /// Beginnings of the names of documents without a number.
    Plenum = "directive/plenum.tsv",
    /// Offices of Party and State that issue documents: value is `whole` or `head`.
    Office = "directive/office.tsv",
    /// Verbs by which a document is given out.
    Issue = "directive/issue.tsv",
    /// Words before a document: value is the relation as the record writes it.
    Relation = "directive/relation.tsv",
}
