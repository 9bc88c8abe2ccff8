//! The wire: how values cross between the extension's own parts, and into the
//! browser's storage. Both take text only, so that a value is its bytes, one
//! character each.
//!
//! The bytes are `postcard`'s, which writes no names of fields: the code that
//! reads them is a quarter of what JSON would take, and half of the module was
//! such code. Nothing on the wire outlives the version that wrote it: browsers
//! empty the session's storage when an extension is loaded anew.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

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

/// A value in the bytes of the wire, for whoever only passes it on: reading a
/// whole report takes more code than anything else that the background does.
///
/// ```
/// use faultline::wire::Sealed;
///
/// assert_eq!(Sealed::new(&vec!["fastly".to_owned()]).open(), Some(vec!["fastly".to_owned()]));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Sealed<T> {
    bytes: Vec<u8>,
    of: PhantomData<T>,
}

impl<T: Serialize> Sealed<T> {
    pub fn new(value: &T) -> Self {
        Sealed {
            // As in `encode`.
            bytes: postcard::to_allocvec(value).unwrap_or_default(),
            of: PhantomData,
        }
    }
}

impl<T: DeserializeOwned> Sealed<T> {
    /// `None` for what was written by another version.
    pub fn open(&self) -> Option<T> {
        postcard::from_bytes(&self.bytes).ok()
    }
}
