//! Files for the reader: the browser saves them as it saves any download.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement,
    HtmlImageElement, Url,
};

/// Pixels of a saved picture for each of the drawing's.
const SHARP: u32 = 2;

/// Saves a text as a file of that name and media type.
pub fn text(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let how = BlobPropertyBag::new();
    how.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &how)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    lead(name, &url)?;
    Url::revoke_object_url(&url)
}

/// Saves an SVG as it is, or drawn as a PNG of twice its size.
pub async fn picture(name: &str, svg: &str, as_png: bool) -> Result<(), JsValue> {
    if !as_png {
        return text(&format!("{name}.svg"), "image/svg+xml", svg);
    }
    let image = HtmlImageElement::new()?;
    let svg = js_sys::encode_uri_component(svg);
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{svg}"));
    JsFuture::from(image.decode()).await?;
    let (width, height) = (SHARP * image.width(), SHARP * image.height());
    let canvas = super::document()?.create_element("canvas")?;
    let canvas: HtmlCanvasElement = canvas.unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d")?;
    let context = context.ok_or_else(|| JsValue::from_str("There is nothing to draw on."))?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.draw_image_with_html_image_element_and_dw_and_dh(
        &image,
        0.0,
        0.0,
        width.into(),
        height.into(),
    )?;
    lead(
        &format!("{name}.png"),
        &canvas.to_data_url_with_type("image/png")?,
    )
}

fn lead(name: &str, url: &str) -> Result<(), JsValue> {
    let link: HtmlAnchorElement = super::document()?.create_element("a")?.unchecked_into();
    link.set_href(url);
    link.set_download(name);
    link.click();
    Ok(())
}
