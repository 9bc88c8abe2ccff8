//! Your web: nothing is kept before it is switched on, what is visited then
//! shows on its page, and what is forgotten is gone.

use anyhow::Result;
use faultline::reply::{Question, Reply};
use serde_json::{Value, json};

use super::shop::{OTHER, SHOP, own_addresses, site};
use crate::ask;
use crate::browser::{Place, Reload, Tab};
use crate::harness::{Scene, Test};

pub const TESTS: &[Test] = &[
    Test::in_both("your web", site, your_web),
    Test::in_both("your web, cut off", site, cut_off),
    Test::in_both("your web, forgotten", site, forgotten),
    Test::in_both("your web without its database", site, without_database),
];

/// The names of the sites that are kept, in their order.
const KEPT: &str = "new Promise((resolve, reject) => {
    const opening = indexedDB.open('faultline-web');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
        const asked = opening.result.transaction('sites').objectStore('sites').getAllKeys();
        asked.onsuccess = () => { opening.result.close(); resolve(asked.result); };
        asked.onerror = () => reject(asked.error);
    };
})";

/// Catches what the page saves, instead of the browser's folder.
const CATCH: &str = "void (URL.createObjectURL = (blob) => { globalThis.saved = blob; return 'blob:none' }, \
    HTMLAnchorElement.prototype.click = () => {})";

pub fn open(scene: &mut Scene) -> Result<Tab> {
    let url = scene.browser.extension_url("web.html")?;
    let tab = scene.browser.open(&url)?;
    says(scene, &tab, "")?;
    Ok(tab)
}

/// The same, once visits are kept.
pub fn open_kept(scene: &mut Scene) -> Result<Tab> {
    let page = open(scene)?;
    let on = Question::KeepWeb { days: Some(90) };
    ask::ask(&mut *scene.browser, Place::Tab(&page), &on)?;
    Ok(page)
}

/// Waits until the page is there and says something.
pub fn says(scene: &mut Scene, tab: &Tab, part: &str) -> Result<()> {
    let is_there = format!(
        "document.getElementById('app').getAttribute('aria-busy') === 'false' \
            && !document.body.innerText.includes('Reading your web') \
            && document.body.innerText.includes({})",
        Value::from(part)
    );
    let waited = scene
        .browser
        .wait_until(Place::Tab(tab), &is_there, &format!("{part:?}"));
    if waited.is_err() {
        let text = scene
            .browser
            .evaluate(Place::Tab(tab), "document.body.innerText")?;
        eprintln!("the page says: {}", text.as_str().unwrap_or_default());
    }
    waited.map(drop)
}

pub fn press(scene: &mut Scene, tab: &Tab, id: &str) -> Result<()> {
    let there = format!("document.getElementById('{id}')");
    scene
        .browser
        .wait_until(Place::Tab(tab), &format!("{there} !== null"), id)?;
    scene
        .browser
        .evaluate(Place::Tab(tab), &format!("{there}.click()"))
        .map(drop)
}

fn kept(scene: &mut Scene, tab: &Tab) -> Result<Value> {
    scene.browser.evaluate(Place::Tab(tab), KEPT)
}

/// Waits until exactly these sites are kept.
pub fn keeps(scene: &mut Scene, tab: &Tab, sites: &[&str]) -> Result<()> {
    let same = format!(
        "({KEPT}).then((kept) => JSON.stringify(kept) === JSON.stringify({}))",
        json!(sites)
    );
    let waited = scene
        .browser
        .wait_until(Place::Tab(tab), &same, &format!("{sites:?} to be kept"));
    if waited.is_err() {
        eprintln!("kept are {}", kept(scene, tab)?);
    }
    waited.map(drop)
}

fn search(scene: &mut Scene, tab: &Tab, words: &str) -> Result<()> {
    let words = Value::from(words);
    let typed = format!(
        "(() => {{ const field = document.getElementById('search'); field.value = {words}; \
            field.dispatchEvent(new Event('input', {{ bubbles: true }})) }})()"
    );
    scene.browser.evaluate(Place::Tab(tab), &typed).map(drop)
}

/// What a press saves.
fn saved(scene: &mut Scene, tab: &Tab, id: &str) -> Result<String> {
    scene.browser.evaluate(Place::Tab(tab), CATCH)?;
    press(scene, tab, id)?;
    let text =
        scene
            .browser
            .wait_until(Place::Tab(tab), "globalThis.saved?.text()", "what is saved")?;
    scene
        .browser
        .evaluate(Place::Tab(tab), "void delete globalThis.saved")?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

fn import(scene: &mut Scene, tab: &Tab, name: &str, text: &str) -> Result<()> {
    let given = format!(
        "(() => {{ const files = new DataTransfer(); files.items.add(new File([{}], {})); \
            const field = document.getElementById('file'); field.files = files.files; \
            field.dispatchEvent(new Event('change', {{ bubbles: true }})) }})()",
        Value::from(text),
        Value::from(name)
    );
    scene.browser.evaluate(Place::Tab(tab), &given).map(drop)
}

fn your_web(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    scene.step("off: a visit leaves nothing");
    let shop = scene.browser.open(SHOP)?;
    scene.report(&shop)?;
    scene.browser.close_popup()?;
    let page = open(scene)?;
    says(scene, &page, "nothing from private windows")?;
    assert_eq!(kept(scene, &page)?, json!([]));

    scene.step("on: visits are kept, and shown");
    press(scene, &page, "do-web-on")?;
    says(scene, &page, "No site yet")?;
    scene.browser.reload(&shop, Reload::Plain)?;
    let other = scene.browser.open(OTHER)?;
    keeps(scene, &page, &["other.test", "shop.test"])?;
    scene
        .browser
        .navigate(&shop, "https://shop.test/checkout")?;
    scene.browser.reload(&page, Reload::Plain)?;
    says(
        scene,
        &page,
        "Of the 2 sites you visited in the last 30 days",
    )?;
    says(scene, &page, "Herfindahl")?;

    scene.step("search, and a site's own page");
    search(scene, &page, "google")?;
    says(
        scene,
        &page,
        "Of the one site that fits, 1 goes down or breaks with Google Cloud",
    )?;
    search(scene, &page, "nobody at all")?;
    says(scene, &page, "No site fits")?;
    search(scene, &page, "")?;
    scene.browser.evaluate(
        Place::Tab(&page),
        "document.querySelector('a[href=\"#shop.test\"]').click()",
    )?;
    says(scene, &page, "What its latest page stands on")?;
    says(scene, &page, "It was always seen in the same place")?;

    scene.step("forget it, and bring it back");
    press(scene, &page, "forget")?;
    keeps(scene, &page, &["other.test"])?;
    says(scene, &page, "Forgotten")?;
    press(scene, &page, "do-web-undo")?;
    keeps(scene, &page, &["other.test", "shop.test"])?;
    says(scene, &page, "Of the 2 sites")?;

    // A page that still changes is a visit again, whatever was forgotten.
    scene.browser.close(shop)?;
    scene.step("export, forget all, import");
    let json = saved(scene, &page, "do-web-json")?;
    let csv = saved(scene, &page, "do-web-csv")?;
    for text in [&json, &csv] {
        assert!(
            text.contains("shop.test") && text.contains("aws/us-east-1/ec2"),
            "{text}"
        );
        for secret in ["cdn.", "img.", "checkout", "https:", "127."] {
            assert!(!text.contains(secret), "{secret} is in {text}");
        }
    }
    for (name, text) in [("web.json", &json), ("web.csv", &csv)] {
        press(scene, &page, "do-web-forget-all")?;
        keeps(scene, &page, &[])?;
        import(scene, &page, name, text)?;
        keeps(scene, &page, &["other.test", "shop.test"])?;
        says(scene, &page, "2 sites taken from the file")?;
    }
    import(scene, &page, "other.json", "{\"log\": {}}")?;
    says(scene, &page, "Nothing was taken from other.json")?;

    scene.step("off again: what is kept stays, and nothing comes to it");
    press(scene, &page, "do-web-off")?;
    says(scene, &page, "2 sites are still kept here")?;
    let before = saved(scene, &page, "do-web-json")?;
    scene.browser.reload(&other, Reload::Plain)?;
    scene.report(&other)?;
    scene.browser.close_popup()?;
    scene.browser.reload(&page, Reload::Plain)?;
    says(scene, &page, "still kept here")?;
    assert_eq!(saved(scene, &page, "do-web-json")?, before);
    Ok(())
}

/// Writes a record as it is into the database.
fn put(scene: &mut Scene, tab: &Tab, site: &str, last: u32, record: &[u8]) -> Result<()> {
    let write = format!(
        "new Promise((resolve, reject) => {{
            const opening = indexedDB.open('faultline-web');
            opening.onsuccess = () => {{
                const writing = opening.result.transaction('sites', 'readwrite');
                writing.objectStore('sites').put({{ site: '{site}', last: {last}, record: new Uint8Array({record:?}) }});
                writing.oncomplete = () => {{ opening.result.close(); resolve(true); }};
                writing.onabort = () => reject(writing.error);
            }};
        }})"
    );
    scene.browser.evaluate(Place::Tab(tab), &write).map(drop)
}

fn forgotten(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let page = open_kept(scene)?;
    let shop = scene.browser.open(SHOP)?;
    keeps(scene, &page, &["shop.test"])?;
    scene.browser.reload(&page, Reload::Plain)?;
    press(scene, &page, "do-web-forget-all")?;
    keeps(scene, &page, &[])?;

    scene.step("what is forgotten stays so, while its page is open and after a death");
    scene.browser.kill_background()?;
    scene.report(&shop)?;
    scene.browser.close_popup()?;
    // The page asks for more, which is written and painted within a second.
    let more = "fetch('https://cdn.shop.test/shop.css?more', { mode: 'no-cors' }).then(() => new Promise((resolve) => setTimeout(resolve, 1500)))";
    scene.browser.evaluate(Place::Tab(&shop), more)?;
    keeps(scene, &page, &[])?;

    scene.step("a new visit is a new one");
    scene.browser.reload(&shop, Reload::Plain)?;
    keeps(scene, &page, &["shop.test"])
}

fn cut_off(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let page = open(scene)?;
    press(scene, &page, "do-web-on")?;
    says(scene, &page, "No site yet")?;
    let shop = scene.browser.open(SHOP)?;
    keeps(scene, &page, &["shop.test"])?;

    scene.step("kill the background while it writes another");
    let other = scene.browser.open(OTHER)?;
    scene.browser.kill_background()?;
    scene.browser.reload(&page, Reload::Plain)?;
    says(scene, &page, "shop.test")?;
    scene.browser.reload(&other, Reload::Plain)?;
    keeps(scene, &page, &["other.test", "shop.test"])?;
    scene.browser.close(shop)?;

    scene.step("a record of the first format, and a damaged one");
    let today = "Math.floor((Date.now() - new Date().getTimezoneOffset() * 60000) / 86400000)";
    let today = scene
        .browser
        .evaluate(Place::Tab(&page), today)?
        .as_u64()
        .unwrap_or_default() as u32;
    let home = b"edge fastly//cdn global certain";
    let day = [
        today as u8 | 0x80,
        (today >> 7) as u8 | 0x80,
        (today >> 14) as u8,
    ];
    let mut first = [
        &[1, 1][..],
        &day,
        &[3, home.len() as u8],
        home,
        &[1, home.len() as u8],
        home,
    ]
    .concat();
    first.extend([0xff, 0x00, 7]);
    put(scene, &page, "old.test", today, &first)?;
    put(scene, &page, "broken.test", today, &[2, 200, 1])?;
    scene.browser.reload(&page, Reload::Plain)?;
    says(scene, &page, "Of the 3 sites you visited")?;
    says(scene, &page, "old.test")?;
    says(scene, &page, "1 more cannot be read")?;

    scene.step("what is older than wanted is forgotten");
    put(scene, &page, "ancient.test", today - 200, &first)?;
    scene.browser.reload(&page, Reload::Plain)?;
    keeps(
        scene,
        &page,
        &["broken.test", "old.test", "other.test", "shop.test"],
    )
}

fn without_database(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    scene.step("a database that a later version made");
    let popup = scene.browser.extension_url("popup.html?tab=0")?;
    let popup = scene.browser.open(&popup)?;
    let later = "new Promise((resolve) => { const opening = indexedDB.open('faultline-web', 99); \
        opening.onsuccess = () => { opening.result.close(); resolve(true) } })";
    scene.browser.evaluate(Place::Tab(&popup), later)?;
    let reply = ask::ask(
        &mut *scene.browser,
        Place::Tab(&popup),
        &Question::KeepWeb { days: Some(90) },
    )?;
    assert_eq!(reply, Reply::Done);
    let page = open(scene)?;
    says(scene, &page, "Your web cannot be read")?;
    says(scene, &page, "Nothing is lost")?;

    scene.step("a visit that could not be kept is told of");
    let shop = scene.browser.open(SHOP)?;
    let told = "(globalThis.browser ?? chrome).storage.session.get('web-trouble').then((all) => 'web-trouble' in all)";
    scene
        .browser
        .wait_until(Place::Tab(&popup), told, "the trouble")?;
    let gone = "new Promise((resolve) => { indexedDB.deleteDatabase('faultline-web').onsuccess = () => resolve(true) })";
    scene.browser.evaluate(Place::Tab(&popup), gone)?;
    press(scene, &page, "do-retry")?;
    says(scene, &page, "The last visit could not be kept")?;

    scene.step("and is over with the next that is");
    scene.browser.reload(&shop, Reload::Plain)?;
    keeps(scene, &page, &["shop.test"])?;
    scene.browser.reload(&page, Reload::Plain)?;
    says(scene, &page, "Of the one site you visited")?;
    let text = scene
        .browser
        .evaluate(Place::Tab(&page), "document.body.innerText")?;
    assert!(
        !text
            .as_str()
            .unwrap_or_default()
            .contains("could not be kept"),
        "{text}"
    );
    Ok(())
}
