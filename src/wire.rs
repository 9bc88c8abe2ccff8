//! The wire: how values cross between the extension's own parts, and into the
//! browser's storage. Both take text only, so that a value is its bytes, one
//! character each.
//!
//! The bytes are `postcard`'s, which writes no names of fields: the code that
//! reads them is a quarter of what JSON would take, and half of the module was
//! such code. Nothing on the wire outlives the version that wrote it: browsers
//! empty the session's storage when an extension is loaded anew.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value as text.
///
/// ```
/// use faultline::wire;
///
/// let text = wire::encode(&("fastly", Some(7_u8)));
/// assert_eq!(wire::decode::<(String, Option<u8>)>(&text), Some(("fastly".to_owned(), Some(7))));
/// assert_eq!(wire::decode::<(String, Option<u8>)>("\u{ff}…"), None);
/// ```
pub fn encode(value: &impl Serialize) -> String {
    // Only a sequence that does not know its length could fail, and there is
    // none: what then reads it says that nothing is there.
    let bytes = postcard::to_allocvec(value).unwrap_or_default();
    bytes.into_iter().map(char::from).collect()
}

/// The value that was encoded; `None` for a text that is something else.
pub fn decode<T: DeserializeOwned>(text: &str) -> Option<T> {
    let bytes: Option<Vec<u8>> = text
        .chars()
        .map(|letter| u8::try_from(letter).ok())
        .collect();
    postcard::from_bytes(&bytes?).ok()
}
