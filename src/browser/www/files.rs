//! The bytes of files: those that the reader gives, unpacked where they are
//! compressed, and those that lie beside the page.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, ReadableStream, ReadableStreamDefaultReader, ReadableWritablePair, Response};

use crate::messages;
use crate::view::labels;

#[wasm_bindgen]
extern "C" {
    /// Not among the stable bindings of `web-sys` yet.
    #[wasm_bindgen(extends = ReadableWritablePair)]
    type DecompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

/// The most bytes of one recording that are kept, unpacked: what one page of a
/// browser can be trusted to hold beside what is read from them.
const LIMIT: usize = 700_000_000;

/// What every gzip file begins with.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The bytes of a file, unpacked if it is compressed, whatever its name says.
///
/// # Errors
/// A sentence on why not.
pub async fn bytes(file: &File) -> Result<Vec<u8>, String> {
    if is_packed(file).await.map_err(|_| messages::not_read())? {
        let unpacked = unpacking(file).map_err(|_| messages::not_unpacked())?;
        drain(&unpacked, 0, messages::not_unpacked()).await
    } else {
        let size = file.size() as usize;
        if size > LIMIT {
            return Err(labels::too_large(LIMIT));
        }
        drain(&file.stream(), size, messages::not_read()).await
    }
}

async fn is_packed(file: &File) -> Result<bool, JsValue> {
    let start = file.slice_with_f64_and_f64(0.0, GZIP.len() as f64)?;
    let start = JsFuture::from(start.array_buffer()).await?;
    Ok(Uint8Array::new(&start).to_vec() == GZIP)
}

fn unpacking(file: &File) -> Result<ReadableStream, JsValue> {
    let unpack = DecompressionStream::new("gzip")?;
    Ok(file.stream().pipe_through(&unpack))
}

/// Reads a stream to its end, or to the limit: a small file can unpack to more
/// than there is memory.
async fn drain(stream: &ReadableStream, expected: usize, trouble: &str) -> Result<Vec<u8>, String> {
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(expected).is_err() {
        return Err(labels::too_large(LIMIT));
    }
    loop {
        let piece = JsFuture::from(reader.read())
            .await
            .map_err(|_| trouble.to_owned())?;
        let done = Reflect::get(&piece, &"done".into()).map_or(true, |done| done.is_truthy());
        if done {
            return Ok(bytes);
        }
        let piece = Reflect::get(&piece, &"value".into()).map_err(|_| trouble.to_owned())?;
        let piece: Uint8Array = piece.dyn_into().map_err(|_| trouble.to_owned())?;
        let before = bytes.len();
        let after = before + piece.length() as usize;
        if after > LIMIT || bytes.try_reserve(after - before).is_err() {
            return Err(labels::too_large(LIMIT));
        }
        bytes.resize(after, 0);
        if let Some(room) = bytes.get_mut(before..) {
            piece.copy_to(room);
        }
    }
}

/// A file that lies beside the page.
///
/// # Errors
/// A sentence on why not.
pub async fn own(path: &str) -> Result<Vec<u8>, String> {
    let missing = || messages::own_file_missing(path);
    let window = web_sys::window().ok_or_else(missing)?;
    let response = JsFuture::from(window.fetch_with_str(path))
        .await
        .map_err(|_| missing())?;
    let response: Response = response.dyn_into().map_err(|_| missing())?;
    if !response.ok() {
        return Err(missing());
    }
    let buffer = response.array_buffer().map_err(|_| missing())?;
    let buffer = JsFuture::from(buffer).await.map_err(|_| missing())?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
