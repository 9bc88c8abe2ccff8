//! The page for recordings, served as anybody would serve it: the example, and
//! files that are given to it, good, bad and with hostile names.

use anyhow::Result;
use serde_json::json;

use crate::browser::{Kind, Place};
use crate::build;
use crate::harness::{Scene, Test};
use crate::server::{Host, Site};

pub const TEST: Test = Test {
    name: "the page for recordings",
    browsers: &Kind::ALL,
    site,
    run,
};

fn site() -> Site {
    Site::new().host(Host::new("faultline.test", "127.1.0.1").folder("/", build::www()))
}

/// Gives the page files as its own control does: a name and a text each.
fn give(files: &[(&str, &str)]) -> String {
    format!(
        "(() => {{
            const files = new DataTransfer();
            for (const [name, text] of {}) files.items.add(new File([text], name));
            const control = document.getElementById('files');
            control.files = files.files;
            control.dispatchEvent(new Event('change', {{ bubbles: true }}));
        }})()",
        json!(files)
    )
}

/// Drops a file on the page, packed as browsers and services save large ones.
fn drop_packed(name: &str, text: &str) -> String {
    format!(
        "(async () => {{
            const packing = new Blob([{}]).stream().pipeThrough(new CompressionStream('gzip'));
            const packed = await new Response(packing).arrayBuffer();
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([packed], {}));
            for (const kind of ['dragenter', 'dragover', 'drop'])
                document.body.dispatchEvent(new DragEvent(kind, {{ bubbles: true, cancelable: true, dataTransfer }}));
        }})()",
        json!(text),
        json!(name)
    )
}

fn run(scene: &mut Scene) -> Result<()> {
    scene.step("show the example");
    let tab = scene.browser.open("https://faultline.test/index.html")?;
    let page = Place::Tab(&tab);
    let browser = &mut *scene.browser;
    browser.wait_until(page, "document.getElementById('do-example')", "the core")?;
    browser.evaluate(page, "void document.getElementById('do-example').click()")?;
    let answer = "document.querySelector('.answer h1')?.innerText";
    let says = browser.wait_until(page, answer, "the report")?;
    assert!(
        says.to_string().contains("would take this page down"),
        "{says}"
    );

    scene.step("give it two files, one of them no recording");
    let good = r#"{"log": {"entries": [{
        "startedDateTime": "2026-10-01T12:00:00Z",
        "request": {"url": "https://shop.s3.us-east-1.amazonaws.com/", "headers": []},
        "response": {"status": 200, "headers": [], "content": {"mimeType": "text/html"}}
    }]}}"#;
    let files = [
        ("<b>cut</b>.har", r#"{"log": {"entries": [{"#),
        ("good.har", good),
    ];
    let browser = &mut *scene.browser;
    browser.evaluate(page, &give(&files))?;
    let read = "document.querySelector('.pages [aria-current]')?.innerText.includes('good.har')";
    browser.wait_until(page, read, "the good file's report")?;
    let remarks = browser.evaluate(page, "document.getElementById('remarks').innerText")?;
    assert!(
        remarks.to_string().contains("<b>cut</b>.har"),
        "shown as text: {remarks}"
    );
    let hosts = "document.querySelector('.site').innerText";
    let site = browser.evaluate(page, hosts)?;
    assert!(
        site.to_string().contains("shop.s3.us-east-1.amazonaws.com"),
        "{site}"
    );

    scene.step("drop a packed one on it");
    let browser = &mut *scene.browser;
    browser.evaluate(page, &drop_packed("packed.har.gz", good))?;
    let read =
        "document.querySelector('.pages [aria-current]')?.innerText.includes('packed.har.gz')";
    browser.wait_until(page, read, "the dropped file's report")?;

    scene.step("go back to the first page");
    let browser = &mut *scene.browser;
    browser.evaluate(page, "void document.getElementById('page-0').click()")?;
    assert_eq!(browser.evaluate(page, answer)?, says);

    scene.step("ask about one outage only");
    let browser = &mut *scene.browser;
    let ask = "(() => {
        const field = document.getElementById('ask-ids');
        field.value = 'aws/us-east-1';
        field.dispatchEvent(new Event('change', { bubbles: true }));
    })()";
    browser.evaluate(page, ask)?;
    let asked = "(() => {
        if (document.querySelector('.answer h1').innerText.startsWith('If AWS, N. Virginia')
            && document.querySelectorAll('.entries > li[id^=outage-]').length === 1) return true;
        throw new Error(document.body.innerText);
    })()";
    browser.wait_until(page, asked, "the one outage")?;

    let strangers: Vec<_> = scene
        .web
        .log()
        .into_iter()
        .filter(|hit| !hit.url.contains("faultline.test"))
        .collect();
    assert!(
        strangers.is_empty(),
        "nothing else was asked: {strangers:?}"
    );
    Ok(())
}
