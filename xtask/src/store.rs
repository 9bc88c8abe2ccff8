//! `cargo xtask store`: the pictures that the stores show, in the sizes that
//! they ask for, taken from the real extension on the demo's pages. The texts
//! beside them are in `xtask/store/listing.md`.

use std::fs;

use anyhow::{Context, Result};

use crate::browser::{self, Browser, Kind, Options, Place, Wish};
use crate::{Done, build, demo, root, setup, target};

/// What is shown, and what is said of it.
struct Scene {
    headline: &'static str,
    more: &'static str,
    /// Which page of the demo.
    page: usize,
    dark: bool,
    /// Done in the popup before its picture is taken.
    act: &'static str,
}

const SCENES: &[Scene] = &[
    Scene {
        headline: "Which outages would break this page?",
        more: "One click names the providers behind a page, and what is lost without each.",
        page: 0,
        dark: false,
        act: "null",
    },
    Scene {
        headline: "Every verdict with its reason",
        more: "What is lost, from which hosts, how sure that is, and of which day the data are.",
        page: 0,
        dark: false,
        act: OPEN_FIRST,
    },
    Scene {
        headline: "It happened",
        more: "The documented outages of ten years, replayed on the page in front of you.",
        page: 1,
        dark: true,
        act: "document.getElementById('tab-history').click()",
    },
    Scene {
        headline: "Who serves every host",
        more: "Provider, service and region, found on your machine: nothing is sent anywhere.",
        page: 1,
        dark: true,
        act: "document.getElementById('tab-hosts').click()",
    },
];

/// Opens the first outage of the list.
const OPEN_FIRST: &str = "{
    const outage = document.querySelector('#app details');
    outage.querySelector('summary').click();
    outage.scrollIntoView();
}";

/// A picture that a store asks for: name, width, height.
const SHOT: (u32, u32) = (1280, 800);
const TILES: [(&str, u32, u32); 2] = [("tile-small", 440, 280), ("tile-marquee", 1400, 560)];

/// Makes the pictures of both stores.
///
/// # Errors
/// When the extension does not build, or a browser does not show it.
pub fn store() -> Done {
    build::build(build::Profile::Release)?;
    let folder = target().join("store");
    build::fresh(&folder)?;
    for kind in Kind::ALL {
        let program = setup::browser(kind)?;
        let web = demo::site()?.serve()?;
        let options = Options {
            extension: Some(build::extension(kind)),
            headless: true,
            network: Some(web.network()),
            ..Options::default()
        };
        let mut browser = browser::launch(&program, &options)?;
        let mut first = None;
        for (number, scene) in SCENES.iter().enumerate() {
            let popup = popup(&mut *browser, scene)?;
            let picture = compose(&mut *browser, "shot", SHOT, scene, &popup)?;
            let name = format!("{}-{}.png", kind.name(), number + 1);
            fs::write(folder.join(name), picture)?;
            first.get_or_insert(popup);
        }
        // Only Chrome's store has tiles.
        let popup = first.filter(|_| kind == Kind::Chromium).unwrap_or_default();
        for (name, width, height) in TILES.iter().filter(|_| !popup.is_empty()) {
            let size = (*width, *height);
            let picture = compose(&mut *browser, name, size, &SCENES[0], &popup)?;
            fs::write(folder.join(format!("{name}.png")), picture)?;
        }
    }
    println!("{}", folder.display());
    Ok(())
}

/// The popup of a scene, as a picture.
fn popup(browser: &mut dyn Browser, scene: &Scene) -> Result<Vec<u8>> {
    browser.wish(Wish::Dark, scene.dark)?;
    let tab = browser.open(demo::PAGES[scene.page])?;
    browser.open_popup(&tab)?;
    let shown = "document.getElementById('app').getAttribute('aria-busy') !== 'true'";
    browser.wait_until(Place::Popup, shown, "the popup to show the report")?;
    browser
        .evaluate(Place::Popup, scene.act)
        .with_context(|| format!("for {:?}", scene.headline))?;
    let picture = browser.screenshot(Place::Popup)?;
    browser.close_popup()?;
    browser.close(tab)?;
    Ok(picture)
}

/// Puts the popup and the words of a scene on a page of the size wanted.
fn compose(
    browser: &mut dyn Browser,
    kind: &str,
    (width, height): (u32, u32),
    scene: &Scene,
    popup: &[u8],
) -> Result<Vec<u8>> {
    let template = root().join("xtask/store/picture.html");
    let template = fs::read_to_string(&template)
        .with_context(|| format!("cannot read {}", template.display()))?;
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("popup.png"), popup)?;
    fs::copy(
        root().join("extension/icons/mark.svg"),
        folder.path().join("icon.svg"),
    )?;
    let page = template
        .replace("{kind}", kind)
        .replace("{scheme}", if scene.dark { "dark" } else { "light" })
        .replace("{headline}", scene.headline)
        .replace("{more}", scene.more);
    let file = folder.path().join("picture.html");
    fs::write(&file, page)?;
    let tab = browser.open(&format!("file://{}", file.display()))?;
    browser.resize(&tab, width, height)?;
    let picture = browser.screenshot(Place::Tab(&tab))?;
    browser.close(tab)?;
    Ok(picture)
}
