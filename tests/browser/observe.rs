//! Every way in which a page can come to be on the screen: the popup shows the
//! same hosts and verdicts, whatever the browser told and whatever it did not.

use anyhow::Result;
use faultline::locate::table::Tables;
use faultline::locate::{Locator, own};
use faultline::model::Placement;
use faultline::observe::har;
use faultline::report::{self, Finding, Report};

use super::shop::{
    OTHER, OTHER_HOSTS, OTHER_OUTAGES, OWN, SHOP, SHOP_HOSTS, SHOP_OUTAGES, expect, own_addresses,
    page, site,
};
use crate::ask;
use crate::browser::{Kind, Place, Reload};
use crate::harness::{Scene, Test};
use crate::server::{Answer, Host, Site};

pub const TESTS: &[Test] = &[
    Test::in_both("first load", site, first_load),
    Test::in_both("reload from the cache", site, reload),
    Test::in_both("back and forward", site, back_and_forward),
    Test::in_both("iframe", site, iframe),
    Test::in_both("redirects", redirecting, redirects),
    Test::in_both("same document", site, same_document),
    Test::in_both("two tabs at once", held, two_tabs),
    Test::in_both("service worker", worker, service_worker),
    Test::in_both("as recorded", site, as_recorded),
    Test {
        name: "prerender",
        browsers: &[Kind::Chromium],
        site: prerendering,
        run: prerender,
    },
];

fn first_load(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let tab = scene.browser.open(SHOP)?;
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)?;

    scene.step("the toolbar says it too");
    let page = scene.browser.extension_url("popup.html?tab=0")?;
    let page = scene.browser.open(&page)?;
    let badge = "(async (api) => {
        const [tab] = await api.tabs.query({ url: 'https://shop.test/*' });
        const of = { tabId: tab.id };
        const said = await Promise.all([api.action.getBadgeText(of), api.action.getTitle(of)]);
        return said.join(': ') === '2: 2 outages would take this page down; AWS, N. Virginia (us-east-1) is one';
    })(globalThis.browser ?? chrome)";
    scene
        .browser
        .wait_until(Place::Tab(&page), badge, "the badge and its words")
        .map(drop)
}

fn reload(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let tab = scene.browser.open(SHOP)?;
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)?;

    scene.step("reload; only the document is asked for again");
    let asked = |scene: &Scene, end: &str| {
        scene
            .web
            .log()
            .iter()
            .filter(|hit| hit.url.ends_with(end))
            .count()
    };
    scene.browser.reload(&tab, Reload::Plain)?;
    assert_eq!(
        asked(scene, "/shop.css"),
        1,
        "the stylesheet came from the cache"
    );
    assert_eq!(
        asked(scene, "/hero.svg"),
        1,
        "the picture came from the cache"
    );
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)?;

    scene.step("reload past the cache");
    scene.browser.reload(&tab, Reload::BypassCache)?;
    assert_eq!(asked(scene, "/shop.css"), 2);
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)
}

fn back_and_forward(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let tab = scene.browser.open(SHOP)?;
    scene.browser.navigate(&tab, OTHER)?;
    expect(scene, &tab, OTHER_HOSTS, OTHER_OUTAGES)?;
    scene.step("back");
    scene.browser.back(&tab)?;
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)?;
    scene.step("forward");
    scene.browser.forward(&tab)?;
    expect(scene, &tab, OTHER_HOSTS, OTHER_OUTAGES)?;
    scene.step("back again");
    scene.browser.back(&tab)?;
    expect(scene, &tab, SHOP_HOSTS, SHOP_OUTAGES)
}

fn iframe(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let tab = scene.browser.open("https://shop.test/checkout")?;
    let hosts = [
        "shop.test: 1 request: AWS EC2, N. Virginia (us-east-1)",
        "cdn.shop.test: 1 request: Cloudflare",
        "pay.test: 1 request: Our data centre",
        "cdn.pay.test: 1 request: Fastly",
    ];
    let outages = [
        "AWS N. Virginia (us-east-1): Down",
        "Cloudflare everywhere: Down",
        "Our data centre everywhere: Degraded",
        "Fastly everywhere: Degraded",
    ];
    expect(scene, &tab, &hosts, &outages)
}

fn redirecting() -> Site {
    site()
        .host(Host::new("old.test", "127.5.0.2").redirect("/", "https://www.test/"))
        .host(Host::new("www.test", "127.4.0.2").redirect("/", OTHER))
}

fn redirects(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let tab = scene.browser.open("http://old.test/")?;
    let hosts = [
        "old.test: 1 request: Google Cloud, St. Ghislain (europe-west1)",
        "www.test: 1 request: Our data centre",
        OTHER_HOSTS[0],
        OTHER_HOSTS[1],
    ];
    let outages = [
        OTHER_OUTAGES[0],
        "Our data centre everywhere: Down",
        OTHER_OUTAGES[1],
    ];
    expect(scene, &tab, &hosts, &outages)
}

fn same_document(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let tab = scene.browser.open("https://shop.test/app")?;
    let app = "shop.test: 1 request: AWS EC2, N. Virginia (us-east-1)";
    let script = "cdn.shop.test: 1 request: Cloudflare";
    let down = "AWS N. Virginia (us-east-1): Down";
    let lesser = "Cloudflare everywhere: Degraded";
    expect(scene, &tab, &[app, script], &[down, lesser])?;

    scene.step("another address, the same document, one more host");
    let go = "(history.pushState(null, '', '/app/stock'), fetch('https://api.shop.test/stock.json').then(() => 1))";
    scene.browser.evaluate(Place::Tab(&tab), go)?;
    let api = "api.shop.test: 1 request: AWS EC2, N. Virginia (us-east-1)";
    expect(scene, &tab, &[app, script, api], &[down, lesser])
}

/// Two pages of which each waits for a script in the middle of its load.
fn held() -> Site {
    let script = || Answer::file("held.js", b"1".to_vec()).held();
    let waits = |name: &str| {
        let head = format!("<script src=https://{name}.held.test/held.js></script>");
        page(
            name,
            &head,
            &format!("<script src=https://cdn.{name}.test/late.js></script>"),
        )
    };
    Site::new()
        .host(Host::new("one.test", "127.1.0.1").file("/", &waits("one")))
        .host(Host::new("two.test", "127.5.0.1").file("/", &waits("two")))
        .host(Host::new("one.held.test", "127.2.0.1").answer("/held.js", script()))
        .host(Host::new("two.held.test", "127.2.0.2").answer("/held.js", script()))
        .host(
            Host::new("cdn.one.test", "127.3.0.1").file("/late.js", "document.body.append('late')"),
        )
        .host(
            Host::new("cdn.two.test", "127.4.0.1").file("/late.js", "document.body.append('late')"),
        )
}

fn two_tabs(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let one = scene.browser.open("about:blank")?;
    let two = scene.browser.open("about:blank")?;
    scene.browser.start(&one, "https://one.test/")?;
    scene.browser.start(&two, "https://two.test/")?;
    for (tab, host) in [(&one, "one.test"), (&two, "two.test")] {
        let arrived = format!("location.hostname === '{host}'");
        scene
            .browser
            .wait_until(Place::Tab(tab), &arrived, "both pages to begin")?;
    }
    scene.step("let both go on, the later one first");
    scene.web.release("two.held.test", "/held.js");
    scene.web.release("one.held.test", "/held.js");
    for tab in [&one, &two] {
        let loaded = "document.readyState === 'complete'";
        scene
            .browser
            .wait_until(Place::Tab(tab), loaded, "both pages to load")?;
    }
    scene.step("each popup shows its own page");
    scene.browser.select(&one)?;
    let hosts = [
        "one.test: 1 request: AWS EC2, N. Virginia (us-east-1)",
        "one.held.test: 1 request: Cloudflare",
        "cdn.one.test: 1 request: Fastly",
    ];
    let outages = [
        "AWS N. Virginia (us-east-1): Down",
        "Cloudflare everywhere: Down",
        "Fastly everywhere: Broken",
    ];
    expect(scene, &one, &hosts, &outages)?;
    scene.browser.select(&two)?;
    let hosts = [
        "two.test: 1 request: Google Cloud, St. Ghislain (europe-west1)",
        "two.held.test: 1 request: Cloudflare",
        "cdn.two.test: 1 request: Our data centre",
    ];
    let outages = [
        "Cloudflare everywhere: Down",
        "Google Cloud St. Ghislain (europe-west1): Down",
        "Our data centre everywhere: Broken",
    ];
    expect(scene, &two, &hosts, &outages)
}

/// A page whose service worker answers for the whole of it from the second
/// load on, and fetches its data from another host.
fn worker() -> Site {
    const WORKER: &str = "
        addEventListener('install', () => skipWaiting());
        addEventListener('activate', (event) => event.waitUntil(clients.claim()));
        addEventListener('fetch', (event) => event.respondWith((async () => {
            const cache = await caches.open('all');
            const kept = await cache.match(event.request);
            if (kept) return kept;
            const answer = await fetch(event.request);
            await cache.put(event.request, answer.clone());
            return answer;
        })()));";
    let app = page(
        "Worker",
        "<script src=https://cdn.shop.test/shop.js crossorigin></script>",
        "<script>
            navigator.serviceWorker.register('/worker.js', { updateViaCache: 'all' });
            navigator.serviceWorker.ready.then(() => { globalThis.ready = true });
            if (navigator.serviceWorker.controller)
                fetch('https://api.shop.test/stock.json').then((answer) => answer.text()).then((text) => {
                    document.body.append(text);
                    globalThis.fetched = true;
                });
        </script>",
    );
    Site::new()
        .host(
            Host::new("app.test", "127.1.0.1")
                .file("/", &app)
                .file("/worker.js", WORKER),
        )
        .host(Host::new("cdn.shop.test", "127.2.0.1").answer(
            "/shop.js",
            Answer::file("shop.js", b"1".to_vec()).header("access-control-allow-origin", "*"),
        ))
        .host(
            Host::new("api.shop.test", "127.3.0.1").answer(
                "/stock.json",
                Answer::file("stock.json", b"[]".to_vec())
                    .header("access-control-allow-origin", "*")
                    .header("cache-control", "no-store"),
            ),
        )
}

fn service_worker(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let tab = scene.browser.open("https://app.test/")?;
    let ready = "globalThis.ready && navigator.serviceWorker.controller !== null";
    scene
        .browser
        .wait_until(Place::Tab(&tab), ready, "the worker")?;
    for load in [
        "the first load under the worker",
        "a load from the worker's cache",
    ] {
        scene.step(load);
        scene.browser.reload(&tab, Reload::Plain)?;
        let fetched = "globalThis.fetched";
        scene
            .browser
            .wait_until(Place::Tab(&tab), fetched, "the data")?;
        let hosts = [
            "app.test: 1 request: AWS EC2, N. Virginia (us-east-1)",
            "cdn.shop.test: 1 request: Cloudflare",
            "api.shop.test: 1 request: Fastly",
        ];
        let outages = [
            "AWS N. Virginia (us-east-1): Down",
            "Cloudflare everywhere: Down",
            "Fastly everywhere: Degraded",
        ];
        expect(scene, &tab, &hosts, &outages)?;
    }
    Ok(())
}

fn prerendering() -> Site {
    let rules = "<script type=speculationrules>{\"prerender\":[{\"urls\":[\"/next\"],\"eagerness\":\"immediate\"}]}</script>";
    let next = page(
        "Next",
        "<script src=https://cdn.shop.test/shop.js></script>",
        "Next",
    );
    let first = page("First", rules, "<a href=/next>Next</a>");
    Site::new()
        .host(
            Host::new("pages.test", "127.1.0.1")
                .file("/", &first)
                .file("/next", &next),
        )
        .host(Host::new("cdn.shop.test", "127.2.0.1").file("/shop.js", "1"))
}

fn prerender(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    let tab = scene.browser.open("https://pages.test/")?;
    let page = "pages.test: 1 request: AWS EC2, N. Virginia (us-east-1)";
    let down = "AWS N. Virginia (us-east-1): Down";
    scene.step("the next page is made ready in the dark");
    for _ in 0..200 {
        if scene
            .web
            .log()
            .iter()
            .any(|hit| hit.url.ends_with("/shop.js"))
        {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
    }
    assert!(
        scene
            .web
            .log()
            .iter()
            .any(|hit| hit.url.ends_with("/shop.js")),
        "it prerenders"
    );
    expect(scene, &tab, &[page], &[down])?;

    scene.step("it is shown");
    scene
        .browser
        .follow(&tab, "document.querySelector('a').click()")?;
    let activated = "performance.getEntriesByType('navigation')[0].activationStart > 0";
    scene
        .browser
        .wait_until(Place::Tab(&tab), activated, "the prerendered page")?;
    let hosts = [page, "cdn.shop.test: 1 request: Cloudflare"];
    expect(scene, &tab, &hosts, &[down, "Cloudflare everywhere: Down"])
}

/// The report that the extension makes of a load, and the one that is made from
/// a recording of the same load by somebody else, say the same.
fn as_recorded(scene: &mut Scene) -> Result<()> {
    own_addresses(scene)?;
    scene.step("see it live");
    let tab = scene.browser.open(SHOP)?;
    scene.browser.open_popup(&tab)?;
    let live = ask::report(&mut *scene.browser, Place::Popup)?;
    scene.browser.close_popup()?;

    scene.step("read the recording");
    let recording = har::pages(scene.web.har().as_bytes())?;
    let own = own::parse(OWN).expect("the reader's own addresses");
    let tables = Tables::built_in();
    let locator = Locator {
        tables: &tables,
        own: &own,
    };
    let [page] = recording.pages.as_slice() else {
        panic!("{:?}", recording.notes)
    };
    let recorded = report::report(page, &locator);

    let hosts = |report: &Report| {
        let mut hosts: Vec<String> = (report.hosts.iter())
            .map(|host| {
                format!(
                    "{} {} {:?}",
                    host.host,
                    host.requests,
                    places(&host.placements)
                )
            })
            .collect();
        hosts.sort();
        hosts
    };
    assert_eq!(hosts(&live), hosts(&recorded));
    let verdicts = |findings: &[Finding]| -> Vec<String> {
        let verdict = |finding: &Finding| {
            let impact = &finding.impact;
            format!(
                "{} {:?} {:?}",
                finding.outage.id, impact.verdict, impact.likelihood
            )
        };
        findings.iter().map(verdict).collect()
    };
    assert_eq!(verdicts(&live.outages), verdicts(&recorded.outages));
    assert_eq!(verdicts(&live.history), verdicts(&recorded.history));
    Ok(())
}

fn places(placements: &[Placement]) -> Vec<String> {
    let place = |placement: &Placement| {
        let Placement {
            provider,
            service,
            region,
            ..
        } = placement;
        format!("{provider} {service:?} {region:?}")
    };
    placements.iter().map(place).collect()
}
