//! A **pattern** describes host names or header values that tell who serves,
//! as the files of `src/providers` write them:
//!
//! | piece | stands for |
//! | --- | --- |
//! | `{region}` | code or alias of one of the provider's regions |
//! | `{short}` | short code of one of its regions (`uc` for `us-central1`) |
//! | `{pop}` | letters and digits that name a point of presence |
//! | `{name}` | one or more characters of any kind |
//! | `{digits}`, `{hex}` | one or more digits, or hexadecimal digits |
//! | `*` | in a value: any characters, also none; as the first label of a host: one or more labels |
//!
//! Everything else stands for itself, without regard to case. No piece of a
//! host pattern reaches over a dot. Patterns are matched from their text, so
//! that the catalogue holds nothing but the text; the build script uses this
//! very file, and has refused what [`check`] refuses.

/// How a region is spelled where a pattern met it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// Its code or one of its aliases.
    Code,
    /// Its short code.
    Short,
}

/// What a match found in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Captures<'t> {
    pub region: Option<(&'t str, Spelling)>,
    pub pop: Option<&'t str>,
}

/// Tells whether some text spells a region of the pattern's provider.
pub type Known<'k> = &'k dyn Fn(&str, Spelling) -> bool;

/// Matches a whole host name, which must be in lower case.
pub fn match_host<'t>(pattern: &str, host: &'t str, known: Known) -> Option<Captures<'t>> {
    if !pattern.contains('{') {
        let fits = match pattern.strip_prefix('*') {
            Some(ending) => host.len() > ending.len() && host.ends_with(ending),
            None => host == pattern,
        };
        return fits.then(Captures::default);
    }
    let mut found = Captures::default();
    let (mut patterns, mut hosts) = (Some(pattern), Some(host));
    while let Some(pattern) = patterns {
        let (wanted, label);
        (patterns, wanted) = last_label(pattern);
        (hosts, label) = last_label(hosts?);
        if wanted == "*" {
            return Some(found);
        }
        if wanted != label {
            let here = match_value(wanted, label, known)?;
            found.region = found.region.or(here.region);
            found.pop = found.pop.or(here.pop);
        }
    }
    hosts.is_none().then_some(found)
}

/// The labels before the last one of a name, and the last one.
pub fn last_label(name: &str) -> (Option<&str>, &str) {
    match last_dot(name.as_bytes()) {
        Some(dot) => (name.get(..dot), name.get(dot + 1..).unwrap_or_default()),
        None => (None, name),
    }
}

/// Looks at eight bytes at a time: a byte is a dot where it differs from one in
/// no bit, so that adding to its lower seven bits does not reach the highest.
fn last_dot(name: &[u8]) -> Option<usize> {
    const DOTS: u64 = u64::from_le_bytes([b'.'; 8]);
    const LOWER: u64 = u64::from_le_bytes([0x7f; 8]);
    let (first, words) = name.as_rchunks::<8>();
    for (at, word) in words.iter().enumerate().rev() {
        let differs = u64::from_le_bytes(*word) ^ DOTS;
        let dots = !(((differs & LOWER) + LOWER) | differs | LOWER);
        if dots != 0 {
            return Some(first.len() + 8 * at + (dots.ilog2() / 8) as usize);
        }
    }
    first.iter().rposition(|byte| *byte == b'.')
}

/// Matches a whole header value.
///
/// Every way of dividing the text among the pieces is tried, the longest piece
/// first; [`check`] allows so few open pieces that this stays cheap.
pub fn match_value<'t>(pattern: &str, text: &'t str, known: Known) -> Option<Captures<'t>> {
    let Some((piece, rest)) = first_piece(pattern) else {
        return text.is_empty().then(Captures::default);
    };
    let longest = match piece {
        Piece::Literal(literal) => {
            let head = text.get(..literal.len())?;
            if !head.eq_ignore_ascii_case(literal) {
                return None;
            }
            return match_value(rest, &text[literal.len()..], known);
        }
        Piece::Any | Piece::Name => text.len(),
        Piece::Digits => run(text, |byte| byte.is_ascii_digit()),
        Piece::Hex => run(text, |byte| byte.is_ascii_hexdigit()),
        Piece::Pop => run(text, |byte| byte.is_ascii_alphanumeric()),
        Piece::Region | Piece::Short => {
            run(text, |byte| byte.is_ascii_alphanumeric() || byte == b'-')
        }
    };
    let mut lengths = usize::from(piece != Piece::Any)..longest + 1;
    if !rest.contains(['*', '{']) {
        // What follows stands for itself, so that only one length is left.
        let only = text.len().checked_sub(rest.len())?;
        if !lengths.contains(&only) {
            return None;
        }
        lengths = only..only + 1;
    }
    for length in lengths.rev() {
        let Some((head, tail)) = text.split_at_checked(length) else {
            continue;
        };
        let mut here = Captures::default();
        match piece {
            Piece::Region if !known(head, Spelling::Code) => continue,
            Piece::Short if !known(head, Spelling::Short) => continue,
            Piece::Region => here.region = Some((head, Spelling::Code)),
            Piece::Short => here.region = Some((head, Spelling::Short)),
            Piece::Pop => here.pop = Some(head),
            _ => {}
        }
        if let Some(later) = match_value(rest, tail, known) {
            here.region = here.region.or(later.region);
            here.pop = here.pop.or(later.pop);
            return Some(here);
        }
    }
    None
}

/// How narrow a host pattern is: of two that match, the narrower is believed.
/// Characters that stand for themselves count most, then pieces that not
/// everything fits, then labels.
pub fn narrowness(pattern: &str) -> (usize, usize, usize) {
    let (mut literal, mut choosy, mut rest) = (0, 0, pattern);
    while let Some((piece, later)) = first_piece(rest) {
        match piece {
            Piece::Literal(text) => literal += text.len(),
            Piece::Any | Piece::Name => {}
            _ => choosy += 1,
        }
        rest = later;
    }
    (literal, choosy, pattern.split('.').count())
}

/// The most labels of a host that are looked at to find its patterns.
pub const DEEPEST: usize = 7;

/// The hash of no labels at all.
pub const NO_LABELS: u32 = 0;

/// The hash of a label that has pieces in it.
pub const ANY_LABEL: u32 = 1;

/// The hash of one label, eight bytes at a time (FxHash). The last bytes are read
/// once more along with some before them, which is faster than one by one.
pub fn label_hash(label: &[u8]) -> u32 {
    const FACTOR: u64 = 0x517c_c1b7_2722_0a95;
    let mix = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    let half = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
    let (words, _) = label.as_chunks::<8>();
    let hash = words.iter().fold(label.len() as u64, |hash, word| {
        mix(hash, u64::from_le_bytes(*word))
    });
    let last = match (label.last_chunk(), label.first_chunk(), label.last_chunk()) {
        (Some(last), ..) => u64::from_le_bytes(*last),
        (_, Some(first), Some(last)) => half(first) << 32 | half(last),
        _ => (label.iter()).fold(0, |word, byte| word << 8 | u64::from(*byte)),
    };
    (mix(hash, last) >> 32) as u32
}

/// The hash of an ending with one label more on its left. Hosts are read from
/// their last label to their first, so that the hashes of all their endings
/// come from one pass.
pub fn with_label(ending: u32, label: u32) -> u32 {
    (ending.rotate_left(5) ^ label).wrapping_mul(0x9e37_79b9)
}

/// The hash of the ending by which a host pattern is found: its labels from
/// the right up to its second label with pieces in it, less what has pieces on
/// the left: `s3.*.amazonaws.com` for `{name}.s3.{region}.amazonaws.com`.
pub fn ending_hash(pattern: &str) -> u32 {
    let pattern = pattern.strip_prefix("*.").unwrap_or(pattern);
    let (mut hash, mut plain_hash, mut open) = (NO_LABELS, NO_LABELS, 0);
    for label in pattern.rsplit('.').take(DEEPEST) {
        if label.contains('{') {
            open += 1;
            hash = with_label(hash, ANY_LABEL);
        } else {
            hash = with_label(hash, label_hash(label.as_bytes()));
            plain_hash = hash;
        }
        if open > 1 {
            break;
        }
    }
    plain_hash
}

/// The bits of a set of last two labels: a power of two, ten times their number.
pub const LAST_TWO_BITS: usize = 8192;

/// The hash of the last two labels, which stand for themselves.
pub fn last_two_hash(pattern: &str) -> u32 {
    let labels = pattern.rsplit('.').take(2);
    labels.fold(NO_LABELS, |ending, label| {
        with_label(ending, label_hash(label.as_bytes()))
    })
}

/// The slot of a hash in a table of a power of two of slots.
pub fn slot(hash: u32, slots: usize) -> usize {
    (hash ^ (hash >> 15)) as usize & (slots - 1)
}

/// Says what is wrong with a pattern, as the second half of a sentence that
/// the reader can act upon.
pub fn check(pattern: &str, host: bool) -> Result<(), String> {
    if pattern.is_empty() {
        return Err("is empty; leave it out or write `*`".to_owned());
    }
    let (mut open, mut rest) = (0, pattern);
    while let Some((piece, later)) = first_piece(rest) {
        if let Piece::Literal(text) = piece
            && text.contains(['{', '}'])
        {
            return Err(format!(
                "has `{text}` in it, which is no piece of a pattern; write {{region}}, \
                     {{short}}, {{pop}}, {{name}}, {{digits}}, {{hex}} or *"
            ));
        }
        open += usize::from(matches!(piece, Piece::Any | Piece::Name));
        rest = later;
    }
    if !host {
        return match open {
            0..=3 => Ok(()),
            _ => Err(
                "has more than three `*` or {name}, which is slow on hostile input; \
                      say more of what stands between them"
                    .to_owned(),
            ),
        };
    }
    let mut labels = pattern.split('.');
    if labels.next() == Some("*") && pattern.len() < 4 {
        return Err("matches every host; name the domain".to_owned());
    }
    if labels.any(|label| label.contains('*')) || pattern.trim_start_matches("*.").contains('*') {
        return Err("has a `*` that is not its first label; use {name} inside labels".to_owned());
    }
    if pattern.split('.').any(str::is_empty) {
        return Err("has an empty label; remove the doubled, leading or trailing dot".to_owned());
    }
    let mut last = pattern.rsplit('.').take(2);
    if !pattern.contains('.') || last.any(|label| label.contains(['{', '*'])) {
        return Err("must end in at least two labels that stand for themselves".to_owned());
    }
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._{}*".contains(c);
    if !pattern.chars().all(plain) {
        return Err("must be in lower case ASCII, and IDNs in their xn-- form".to_owned());
    }
    Ok(())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'p> {
    Literal(&'p str),
    Any,
    Name,
    Digits,
    Hex,
    Pop,
    Region,
    Short,
}

/// The first piece of a pattern, and the rest; `None` at its end.
fn first_piece(pattern: &str) -> Option<(Piece<'_>, &str)> {
    let first = *pattern.as_bytes().first()?;
    if first == b'*' {
        return Some((Piece::Any, &pattern[1..]));
    }
    let named = |(text, piece): &(&str, Piece<'static>)| {
        let rest = pattern.strip_prefix(text)?;
        Some((*piece, rest))
    };
    if first == b'{'
        && let Some(found) = NAMED.iter().find_map(named)
    {
        return Some(found);
    }
    let end = pattern
        .bytes()
        .skip(1)
        .position(|byte| matches!(byte, b'*' | b'{'));
    let (literal, rest) = pattern.split_at(end.map_or(pattern.len(), |end| end + 1));
    Some((Piece::Literal(literal), rest))
}

const NAMED: [(&str, Piece<'static>); 6] = [
    ("{name}", Piece::Name),
    ("{region}", Piece::Region),
    ("{short}", Piece::Short),
    ("{digits}", Piece::Digits),
    ("{hex}", Piece::Hex),
    ("{pop}", Piece::Pop),
];

/// How many leading bytes of the text are of one kind.
fn run(text: &str, kind: impl Fn(u8) -> bool) -> usize {
    text.bytes().take_while(|byte| kind(*byte)).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_last_dot_is_found(name in "[.a-z\u{7f}-\u{ff}/-]{0,40}") {
            let found = super::last_dot(name.as_bytes());
            prop_assert_eq!(found, name.bytes().rposition(|byte| byte == b'.'));
        }
    }
}
