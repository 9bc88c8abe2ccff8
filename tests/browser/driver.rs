//! What the other tests take for granted: that the driver does what it says.

use anyhow::Result;
use serde_json::json;

use crate::browser::{Browser, Kind, Place, Reload, Tab, Wish};
use crate::harness::{Scene, Test};
use crate::server::{Answer, Host, Site};

pub const TESTS: [Test; 4] = [
    Test {
        name: "driver: travel",
        browsers: &Kind::ALL,
        site,
        run: travel,
    },
    Test {
        name: "driver: the extension",
        browsers: &Kind::ALL,
        site,
        run: extension,
    },
    Test {
        name: "driver: complaints",
        browsers: &Kind::ALL,
        site,
        run: complaints,
    },
    Test {
        name: "driver: prerender",
        browsers: &[Kind::Chromium],
        site: prerendering,
        run: prerender,
    },
];

fn site() -> Site {
    Site::new()
        .host(
            Host::new("one.test", "127.1.0.1")
                .header("server", "AmazonS3")
                .file("/", "<!doctype html><link rel=icon href=data:,><title>One</title><script src=https://two.test/a.js></script>")
                .redirect("/moved", "https://two.test/"),
        )
        .host(
            Host::new("two.test", "127.1.0.2")
                .file("/", "<!doctype html><link rel=icon href=data:,><title>Two</title>")
                .file("/a.js", "globalThis.ran = true")
                .file("/slow", "<!doctype html><link rel=icon href=data:,><script src=/held.js></script>")
                .answer("/held.js", Answer::file("held.js", b"globalThis.ran = 'late'".to_vec()).held()),
        )
}

fn title(browser: &mut dyn Browser, tab: &Tab) -> Result<String> {
    let title = browser.evaluate(Place::Tab(tab), "document.title")?;
    Ok(title.as_str().unwrap_or_default().to_owned())
}

fn travel(scene: &mut Scene) -> Result<()> {
    let browser = &mut *scene.browser;
    assert!(
        browser.version().contains("1"),
        "{} tells its version",
        browser.kind().name()
    );
    let tab = browser.open("https://one.test/")?;
    assert_eq!(
        browser.evaluate(Place::Tab(&tab), "ran")?,
        json!(true),
        "scripts run"
    );

    // A plain reload takes the script from the cache, a bypassing one does not.
    let scripts = |scene: &Scene| {
        scene
            .web
            .log()
            .iter()
            .filter(|hit| hit.url.ends_with("a.js"))
            .count()
    };
    browser.reload(&tab, Reload::Plain)?;
    assert_eq!(scripts(scene), 1, "from the cache");
    let browser = &mut *scene.browser;
    browser.reload(&tab, Reload::BypassCache)?;
    assert_eq!(scripts(scene), 2, "past the cache");
    let browser = &mut *scene.browser;

    browser.navigate(&tab, "https://one.test/moved")?;
    assert_eq!(title(browser, &tab)?, "Two");
    browser.back(&tab)?;
    assert_eq!(title(browser, &tab)?, "One");
    browser.forward(&tab)?;
    assert_eq!(title(browser, &tab)?, "Two");
    browser.follow(&tab, "location = 'http://one.test/'")?;
    assert_eq!(
        browser.evaluate(Place::Tab(&tab), "location.href")?,
        json!("http://one.test/")
    );

    // A held answer holds the page, and nothing else.
    browser.start(&tab, "https://two.test/slow")?;
    browser.wait_until(
        Place::Tab(&tab),
        "location.pathname === '/slow'",
        "the slow page",
    )?;
    assert_eq!(
        browser.evaluate(Place::Tab(&tab), "document.readyState")?,
        json!("loading")
    );
    scene.web.release("two.test", "/held.js");
    let browser = &mut *scene.browser;
    browser.wait_until(
        Place::Tab(&tab),
        "globalThis.ran === 'late'",
        "the held script",
    )?;

    browser.resize(&tab, 400, 300)?;
    browser.wait_until(Place::Tab(&tab), "innerWidth === 400", "the size")?;
    browser.wish(Wish::Dark, true)?;
    let dark = "matchMedia('(prefers-color-scheme: dark)').matches";
    browser.wait_until(Place::Tab(&tab), dark, "the dark scheme")?;
    assert!(
        browser
            .screenshot(Place::Tab(&tab))?
            .starts_with(b"\x89PNG")
    );

    let field = "document.body.append(document.createElement('input')), document.querySelector('input').focus()";
    browser.evaluate(Place::Tab(&tab), &format!("void ({field})"))?;
    browser.press(Place::Tab(&tab), "x")?;
    browser.wait_until(
        Place::Tab(&tab),
        "document.querySelector('input').value === 'x'",
        "the key",
    )?;

    // What is crashed stays a tab, and shows the next page.
    browser.crash(&tab)?;
    browser.start(&tab, "https://one.test/")?;
    let alive = "document.title === 'One'";
    browser.wait_until(Place::Tab(&tab), alive, "the page after the crash")?;

    let second = browser.open("https://two.test/")?;
    browser.select(&tab)?;
    browser.close(second)?;
    assert!(
        browser.open("https://nowhere.test/").is_err(),
        "no other host resolves"
    );
    Ok(())
}

fn extension(scene: &mut Scene) -> Result<()> {
    let browser = &mut *scene.browser;
    let tab = browser.open("https://one.test/")?;
    assert!(browser.background_runs()?);
    browser.evaluate(Place::Background, "void (globalThis.memory = 1)")?;

    scene.step("kill the background, and open the popup over the corpse");
    let browser = &mut *scene.browser;
    browser.kill_background()?;
    assert!(!browser.background_runs()?);
    browser.wish(Wish::Dark, true)?;
    browser.open_popup(&tab)?;
    let dark = "matchMedia('(prefers-color-scheme: dark)').matches";
    assert_eq!(
        browser.evaluate(Place::Popup, dark)?,
        json!(true),
        "the popup is dark"
    );
    assert!(browser.screenshot(Place::Popup)?.starts_with(b"\x89PNG"));
    browser.close_popup()?;
    assert!(
        browser.evaluate(Place::Popup, "1").is_err(),
        "a closed popup answers nothing"
    );

    scene.step("an event wakes the background, which has forgotten");
    let browser = &mut *scene.browser;
    browser.reload(&tab, Reload::Plain)?;
    browser.wait_until(Place::Background, "!globalThis.memory", "a new background")?;

    scene.step("take the access to hosts away and give it back");
    let browser = &mut *scene.browser;
    let page = browser.extension_url("popup.html")?;
    let page = browser.open(&page)?;
    let access = "(globalThis.browser ?? chrome).permissions.contains({ origins: ['<all_urls>'] })";
    for granted in [false, true] {
        browser.set_host_access(granted)?;
        let holds = browser.evaluate(Place::Tab(&page), access)?;
        assert_eq!(holds, json!(granted));
    }
    Ok(())
}

fn complaints(scene: &mut Scene) -> Result<()> {
    scene.expect_complaint("from the page");
    let browser = &mut *scene.browser;
    let tab = browser.open("https://one.test/")?;
    let shout = "void setTimeout(() => { console.error('written from the page'); throw new Error('thrown from the page') })";
    browser.evaluate(Place::Tab(&tab), shout)?;
    for _ in 0..200 {
        let heard = browser.complaints()?;
        assert!(
            heard.iter().all(|complaint| !complaint.from_extension),
            "{heard:?}"
        );
        if heard.len() == 2 {
            return Ok(());
        }
        // A turn of the page's own loop, in which the other one arrives.
        let turn = "new Promise(resolve => setTimeout(resolve, 25))";
        browser.evaluate(Place::Tab(&tab), turn)?;
    }
    panic!("two complaints, not {:?}", browser.complaints()?);
}

fn prerendering() -> Site {
    let rules = r#"<script type=speculationrules>{"prerender":[{"urls":["/next"]}]}</script>"#;
    let first = format!(
        "<!doctype html><link rel=icon href=data:,><title>First</title>{rules}<a href=/next>next</a>"
    );
    let next = "<!doctype html><link rel=icon href=data:,><title>Next</title><script>globalThis.early = document.prerendering</script><script src=/seen.js></script>";
    Site::new().host(
        Host::new("one.test", "127.1.0.1")
            .file("/", &first)
            .file("/next", next)
            .file("/seen.js", ""),
    )
}

fn prerender(scene: &mut Scene) -> Result<()> {
    let browser = &mut *scene.browser;
    let tab = browser.open("https://one.test/")?;
    // Its script is asked for once it is made.
    while !scene
        .web
        .log()
        .iter()
        .any(|hit| hit.url.ends_with("/seen.js"))
    {
        scene.browser.evaluate(
            Place::Tab(&tab),
            "new Promise(resolve => setTimeout(resolve, 25))",
        )?;
    }
    let browser = &mut *scene.browser;
    assert_eq!(
        title(browser, &tab)?,
        "First",
        "what is prerendered does not show"
    );
    browser.follow(&tab, "document.querySelector('a').click()")?;
    assert_eq!(title(browser, &tab)?, "Next");
    assert_eq!(
        browser.evaluate(Place::Tab(&tab), "early")?,
        json!(true),
        "it was made ahead"
    );
    assert_eq!(scene.web.log().len(), 3, "and not asked for again");
    Ok(())
}
