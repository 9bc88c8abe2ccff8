//! The explorer in the extension's page in a tab: by keyboard, with an outage,
//! and saved as a file; and the same on the page for recordings.

use anyhow::Result;
use serde_json::json;

use crate::browser::{Place, Tab};
use crate::build;
use crate::harness::{Scene, Test};
use crate::server::{Host, Site};

pub const TEST: Test = Test::in_both("the explorer", site, run);

fn site() -> Site {
    let page = "<!doctype html><html lang=en><link rel=icon href=data:,><title>Boots</title>\
        <script src=https://cdn.test/a.js></script><img src=https://cdn.test/b.svg alt=''>";
    let shop = Host::new("shop.test", "127.1.0.1")
        .header("server", "AmazonS3")
        .header("x-amz-request-id", "7T3Q0J9V5E2W8R1M")
        .file("/", page);
    let cdn = Host::new("cdn.test", "127.1.0.2")
        .header("x-served-by", "cache-fra-eddf8230031-FRA")
        .header("x-timer", "S1700000000.000000,VS0,VE1")
        .file("/a.js", "")
        .file("/b.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    let www = Host::new("faultline.test", "127.1.0.3").folder("/", build::www());
    Site::new().host(shop).host(cdn).host(www)
}

fn run(scene: &mut Scene) -> Result<()> {
    scene.step("a page, and its report in a tab");
    scene.browser.open("https://shop.test/")?;
    let asker = scene.browser.extension_url("popup.html?tab=0")?;
    let tab = scene.browser.open(&asker)?;
    let number = "(async (api) => (await api.tabs.query({ url: 'https://shop.test/*' }))[0].id)(globalThis.browser ?? chrome)";
    let number = scene.browser.evaluate(Place::Tab(&tab), number)?;
    let url = scene
        .browser
        .extension_url(&format!("popup.html?tab={number}"))?;
    scene.browser.navigate(&tab, &url)?;
    explore(scene, &tab)?;
    walk(scene, &tab)?;
    save(scene, &tab)?;

    scene.step("the same on the page for recordings");
    let tab = scene.browser.open("https://faultline.test/index.html")?;
    let page = Place::Tab(&tab);
    let browser = &mut *scene.browser;
    browser.wait_until(page, "document.getElementById('do-example')", "the core")?;
    browser.evaluate(page, "void document.getElementById('do-example').click()")?;
    explore(scene, &tab)?;
    save(scene, &tab)
}

/// Opens the explorer, and shows there what the worst outage takes.
fn explore(scene: &mut Scene, tab: &Tab) -> Result<()> {
    let (page, browser) = (Place::Tab(tab), &mut *scene.browser);
    browser.wait_until(
        page,
        "document.getElementById('tab-explorer')",
        "the report",
    )?;
    browser.evaluate(page, "void document.getElementById('tab-explorer').click()")?;
    browser.wait_until(
        page,
        "document.querySelectorAll('.flow .node').length > 3",
        "the picture",
    )?;
    assert_eq!(
        browser.evaluate(page, "document.getElementById('flow-lost')")?,
        json!(null)
    );

    scene.step("choose an outage");
    let browser = &mut *scene.browser;
    let choose = "(() => {
        const choice = document.getElementById('lose');
        choice.value = choice.querySelector('optgroup option').value;
        choice.dispatchEvent(new Event('change', { bubbles: true }));
        return choice.value;
    })()";
    let chosen = browser.evaluate(page, choose)?;
    let drawn = "document.getElementById('flow-lost')
        && document.querySelector('.bands [fill=\"url(#flow-lost)\"]')
        && document.querySelector('.flow .fate')?.textContent.includes('lost')
        && document.getElementById('falls').textContent.includes('Down')";
    browser.wait_until(page, drawn, "what it takes")?;
    assert_eq!(
        browser.evaluate(page, "document.getElementById('lose').value")?,
        chosen
    );
    Ok(())
}

/// Goes along the picture by keyboard, and chooses a part and its outage.
fn walk(scene: &mut Scene, tab: &Tab) -> Result<()> {
    scene.step("by keyboard");
    let (page, browser) = (Place::Tab(tab), &mut *scene.browser);
    let focused = "document.activeElement.dataset.value";
    let stops = "document.querySelectorAll('.flow [tabindex=\"0\"]').length";
    assert_eq!(browser.evaluate(page, stops)?, json!(1), "Tab stops once");
    browser.evaluate(page, "void document.getElementById('picture').focus()")?;
    browser.press(page, "Tab")?;
    browser.wait_until(page, &format!("{focused} === '0/page'"), "the page")?;
    browser.press(page, "ArrowRight")?;
    browser.wait_until(
        page,
        &format!("{focused} === '1/cdn.test'"),
        "the larger host",
    )?;
    for (key, part) in [
        ("ArrowUp", "1/shop.test"),
        ("ArrowRight", "2/aws"),
        ("ArrowLeft", "1/shop.test"),
        ("ArrowDown", "1/cdn.test"),
        ("ArrowRight", "2/fastly"),
    ] {
        // Which of the two stands above is the layout's to say.
        let way = browser.evaluate(page, "document.activeElement.dataset.up ?? ''")?;
        let key = match (key, way == json!("")) {
            ("ArrowUp", true) => "ArrowDown",
            ("ArrowDown", false) => "ArrowUp",
            (key, _) => key,
        };
        browser.press(page, key)?;
        browser.wait_until(page, &format!("{focused} === '{part}'"), part)?;
    }
    browser.press(page, "Enter")?;
    let pressed = "document.activeElement.getAttribute('aria-pressed') === 'true'
        && document.getElementById('passing').innerText.includes('Fastly')";
    browser.wait_until(page, pressed, "the chosen part, which keeps the focus")?;
    browser.evaluate(page, "void document.getElementById('do-lose').click()")?;
    let follows = "document.getElementById('lose').value.startsWith('fastly')";
    browser.wait_until(page, follows, "the list to say which outage")?;
    Ok(())
}

/// Saves the picture in both forms; what the browser would write is caught.
fn save(scene: &mut Scene, tab: &Tab) -> Result<()> {
    scene.step("save the picture");
    let (page, browser) = (Place::Tab(tab), &mut *scene.browser);
    // The page's policy lets nothing read a blob again: its making is caught.
    let catch = "(() => {
        globalThis.saved = {};
        globalThis.Blob = class extends Blob {
            constructor(parts, how) { super(parts, how); globalThis.text = parts.join('') }
        };
        HTMLAnchorElement.prototype.click = function () {
            const kind = this.download.split('.').pop();
            saved[kind] = kind === 'png' ? this.href : globalThis.text;
        };
    })()";
    browser.evaluate(page, catch)?;
    for kind in ["svg", "png"] {
        browser.evaluate(
            page,
            &format!("void document.getElementById('do-save-{kind}').click()"),
        )?;
        browser.wait_until(page, &format!("saved.{kind}"), "a file")?;
    }
    let sound = "(() => {
        // A document that is made here is under the page's policy: it gets no style.
        const text = saved.svg.split('<style>')[0] + saved.svg.split('</style>')[1];
        const file = new DOMParser().parseFromString(text, 'image/svg+xml');
        return !file.querySelector('parsererror') && file.documentElement.nodeName === 'svg'
            && saved.svg.length > text.length && !saved.svg.includes('var(--') && file.querySelectorAll('text').length > 8;
    })()";
    assert_eq!(browser.evaluate(page, sound)?, json!(true), "a whole SVG");
    let drawn = "(async () => {
        const picture = new Image();
        picture.src = saved.png;
        await picture.decode();
        const [canvas, height] = [document.createElement('canvas'), picture.naturalHeight];
        canvas.width = picture.naturalWidth;
        canvas.height = height;
        const context = canvas.getContext('2d');
        context.drawImage(picture, 0, 0);
        const colours = new Set();
        for (const at of context.getImageData(0, height / 2, canvas.width, 1).data.entries())
            if (at[0] % 4 === 0) colours.add(at[1]);
        return [canvas.width, colours.size > 3];
    })()";
    assert_eq!(
        browser.evaluate(page, drawn)?,
        json!([1776, true]),
        "drawn, twice as large"
    );
    Ok(())
}
