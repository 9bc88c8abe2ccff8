//! Every case of `tests/view` as readers may have set their system: in colours
//! of their own few, with nothing that moves, with letters of twice the size, from
//! right to left, and at 200 % zoom.

use anyhow::{Context, Result};
use serde_json::json;

use super::accessible::{axe, cases, screens, violations};
use crate::browser::{Place, Tab, Wish};
use crate::harness::{Scene, Test};
use crate::server::Site;

pub const TEST: Test = Test::in_both("screens as readers wish them", site, run);

fn site() -> Site {
    Site::new().host(screens())
}

/// What a reader of forced colours would miss: marks and controls that have
/// become invisible, and a focus that does not show.
const UNSEEN: &str = "(() => {
    const paper = getComputedStyle(document.body).backgroundColor;
    const missed = [];
    for (const mark of document.querySelectorAll('svg.mark')) {
        if (getComputedStyle(mark).color === paper) missed.push('an invisible ' + mark.outerHTML.slice(0, 60));
    }
    for (const control of document.querySelectorAll('button, a, summary, textarea, input, select')) {
        if (!control.checkVisibility({ visibilityProperty: true })) continue;
        control.focus({ focusVisible: true });
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(control);
        const shown = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1 && outlineColor !== paper;
        if (document.activeElement === control && !shown) missed.push('no focus on ' + control.outerHTML.slice(0, 60));
    }
    return missed;
})()";

/// What moves, or would as soon as something changes.
const MOVING: &str = "(() => {
    const moves = (animation) => animation.effect.getComputedTiming().duration > 0;
    const moving = document.getAnimations().filter(moves).map(({ animationName }) => animationName);
    for (const element of document.querySelectorAll('*')) {
        const style = getComputedStyle(element);
        const slow = style.transitionDuration.split(', ').some((time) => parseFloat(time) > 0);
        if (slow && style.transitionProperty !== 'none') moving.push(element.outerHTML.slice(0, 60));
        if (style.scrollBehavior === 'smooth') moving.push('smooth ' + element.localName);
    }
    return moving;
})()";

/// What does not fit: the page beside its window, or text beside its box.
const CUT: &str = "(() => {
    const root = document.documentElement;
    const cut = root.scrollWidth > innerWidth ? [`${root.scrollWidth} in ${innerWidth} pixels`] : [];
    for (const element of document.querySelectorAll('body *')) {
        const { overflowX, textOverflow } = getComputedStyle(element);
        const hides = ['hidden', 'clip'].includes(overflowX) || textOverflow === 'ellipsis';
        const small = element.clientWidth <= 1 || element.closest('svg') || element.querySelector('svg');
        if (hides && !small && element.scrollWidth > element.clientWidth + 1) cut.push(element.outerHTML.slice(0, 80));
    }
    return cut;
})()";

fn run(scene: &mut Scene) -> Result<()> {
    let cases = cases()?;
    let axe = axe()?;
    let tab = scene.browser.open("about:blank")?;
    let mut found = Vec::new();

    scene.step("in forced colours");
    scene.browser.wish(Wish::ForcedColours, true)?;
    scene.browser.resize(&tab, 320, 640)?;
    for case in &cases {
        show(scene, &tab, case)?;
        let forced = "matchMedia('(forced-colors: active)').matches";
        assert_eq!(
            scene.browser.evaluate(Place::Tab(&tab), forced)?,
            json!(true)
        );
        note(
            scene,
            &tab,
            UNSEEN,
            &format!("{case}, forced colours"),
            &mut found,
        )?;
        let what = format!("{case}, forced colours");
        found.extend(violations(scene, Place::Tab(&tab), &axe, &what)?);
    }
    scene.browser.wish(Wish::ForcedColours, false)?;

    scene.step("with nothing that moves");
    show(scene, &tab, "loading.html")?;
    let moves = scene.browser.evaluate(Place::Tab(&tab), MOVING)?;
    assert_ne!(
        moves,
        json!([]),
        "something moves, unless the reader wants none"
    );
    scene.browser.wish(Wish::LessMotion, true)?;
    for case in &cases {
        show(scene, &tab, case)?;
        note(
            scene,
            &tab,
            MOVING,
            &format!("{case}, less motion"),
            &mut found,
        )?;
    }
    scene.browser.wish(Wish::LessMotion, false)?;

    scene.step("with letters of twice the size");
    scene.browser.resize(&tab, 640, 640)?;
    for case in &cases {
        show(scene, &tab, case)?;
        let twice = "void (document.documentElement.style.fontSize = '200%')";
        scene.browser.evaluate(Place::Tab(&tab), twice)?;
        note(
            scene,
            &tab,
            CUT,
            &format!("{case}, large letters"),
            &mut found,
        )?;
    }

    scene.step("from right to left");
    scene.browser.resize(&tab, 320, 640)?;
    for case in &cases {
        show(scene, &tab, case)?;
        let turned = "void (document.documentElement.dir = 'rtl')";
        scene.browser.evaluate(Place::Tab(&tab), turned)?;
        note(
            scene,
            &tab,
            CUT,
            &format!("{case}, right to left"),
            &mut found,
        )?;
    }

    scene.step("at 200 %");
    for (width, seen) in [(640, 320), (1280, 640)] {
        // Firefox takes no size while it is zoomed.
        zoom(scene, 1)?;
        scene.browser.resize(&tab, width, 640)?;
        zoom(scene, 2)?;
        for case in &cases {
            show(scene, &tab, case)?;
            let zoomed = format!("innerWidth === {seen}");
            (scene.browser).wait_until(Place::Tab(&tab), &zoomed, "the zoom")?;
            let what = format!("{case}, 200 % in {width}");
            note(scene, &tab, CUT, &what, &mut found)?;
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

fn show(scene: &mut Scene, tab: &Tab, case: &str) -> Result<()> {
    let url = format!("https://screens.test/tests/view/{case}");
    scene.browser.navigate(tab, &url)
}

/// Adds what a look at the tab gives.
fn note(
    scene: &mut Scene,
    tab: &Tab,
    look: &str,
    what: &str,
    found: &mut Vec<String>,
) -> Result<()> {
    let seen = scene.browser.evaluate(Place::Tab(tab), look)?;
    let seen = seen.as_array().context("a look gave no list")?;
    found.extend(seen.iter().map(|seen| format!("{what}: {seen}")));
    Ok(())
}

/// The browser's own zoom, as the extension may set it for a tab. It is one
/// for all pages of a site.
fn zoom(scene: &mut Scene, factor: u32) -> Result<()> {
    let own = scene.browser.extension_url("popup.html?tab=0")?;
    let own = scene.browser.open(&own)?;
    let zoom = format!(
        "(async () => {{
            const {{ tabs }} = globalThis.browser ?? chrome;
            const [shown] = (await tabs.query({{}})).filter(({{ url }}) => url?.startsWith('https://screens.test/'));
            await tabs.setZoom(shown.id, {factor});
            return tabs.getZoom(shown.id);
        }})()"
    );
    let zoomed = scene.browser.evaluate(Place::Tab(&own), &zoom)?;
    assert_eq!(zoomed.as_f64(), Some(f64::from(factor)));
    scene.browser.close(own)
}
