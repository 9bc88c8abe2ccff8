//! The page of your web as HTML: every state as a whole page in `tests/view`
//! (`UPDATE=1` writes them anew), and what must hold for all of them.

#[path = "view/languages.rs"]
mod languages;
#[path = "bench/web_made.rs"]
mod web_made;

use std::collections::BTreeSet;
use std::{env, fs};

use faultline::view::html::Place;
use faultline::view::html::web::{Known, Looking, Screen, screen};
use faultline::web::{Site, Visit, Web};
use web_made::{TODAY, sites};

fn known(sites: Vec<Site>, keep: Option<u32>) -> Screen {
    Screen::Web(Box::new(Known {
        web: Web::new(sites, Vec::new()),
        today: TODAY,
        keep,
        unread: 0,
        trouble: None,
        now: None,
    }))
}

/// A hundred and forty sites, one of which moved.
fn many() -> Vec<Site> {
    let mut sites = sites(140);
    let home = |home: &str| Visit {
        home: home.to_owned(),
        parts: some_parts(),
    };
    sites[0].take(
        home("edge aws/us-east-1/elb regional certain"),
        "a",
        TODAY - 20,
    );
    sites[0].take(home("edge cloudflare//cdn global certain"), "b", TODAY);
    sites
}

fn some_parts() -> Vec<faultline::web::Part> {
    sites(1).remove(0).parts
}

/// What the cases themselves are told: data in any language.
const GIVEN: [&str; 4] = ["The disk is full.", "Forgotten.", "gws", "edge"];

/// The content as a page, the same whatever it stands in.
fn whole(content: &str, _: Place) -> String {
    let mut lines = content.to_owned();
    for block in [
        "<li", "<div", "<section", "<header", "<tr", "<ul", "<p>", "<svg", "<path",
    ] {
        lines = lines.replace(block, &format!("\n{block}"));
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Faultline</title>\n\
         <link rel=\"stylesheet\" href=\"../../extension/page.css\">\n\
         <link rel=\"stylesheet\" href=\"../../extension/web.css\">\n\
         <body class=\"web\">\n<main id=\"app\">{lines}\n</main>\n"
    )
}

fn check(case: &str, shows: &Screen, looking: &Looking) -> String {
    let content = screen(shows, looking).into_string();
    sound(case, &content);
    languages::check(case, Place::Tab, &|| screen(shows, looking).into_string());
    let page = whole(&content, Place::Tab);
    let path = format!("{}/tests/view/{case}.html", env!("CARGO_MANIFEST_DIR"));
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, page).expect("the case's file can be written");
    } else {
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            page == expected,
            "{case} differs from {path}: look at it, and write it anew with UPDATE=1"
        );
    }
    content
}

/// Ids are unique, names of others point at one, bars are hidden from whoever
/// has the numbers read, and nothing is written that the pages' policy forbids.
fn sound(case: &str, content: &str) {
    let all = |attribute: &str| -> Vec<String> {
        let start = format!(" {attribute}=\"");
        let parts = content.split(start.as_str()).skip(1);
        parts
            .filter_map(|rest| Some(rest.split('"').next()?.to_owned()))
            .collect()
    };
    let ids = all("id");
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(
        ids.len(),
        unique.len(),
        "{case}: an id stands twice: {ids:?}"
    );
    for attribute in ["aria-labelledby", "for"] {
        for target in all(attribute) {
            assert!(
                unique.contains(&target),
                "{case}: {attribute} points at no `{target}`"
            );
        }
    }
    for forbidden in [" style=", "<script", " onclick", "javascript:", "<b>site"] {
        assert!(!content.contains(forbidden), "{case}: has {forbidden}");
    }
    for svg in content.split("<svg").skip(1) {
        let tag = svg.split('>').next().unwrap_or_default();
        let told = tag.contains("aria-hidden=\"true\"") || tag.contains("aria-label=");
        assert!(told, "{case}: a picture without a word: {tag}");
    }
}

#[test]
fn switched_off() {
    let text = check("web-off", &known(Vec::new(), None), &Looking::default());
    assert!(text.contains("nothing from private windows"));
}

#[test]
fn switched_on_and_empty() {
    check(
        "web-empty",
        &known(Vec::new(), Some(90)),
        &Looking::default(),
    );
}

#[test]
fn many_sites() {
    let text = check("web-many", &known(many(), Some(90)), &Looking::default());
    assert!(
        text.contains("sites you visited in the last 30 days"),
        "{text}"
    );
    assert!(text.contains("Herfindahl"));
}

#[test]
fn an_outage_with_its_sites_and_whole_lists() {
    let open = ["aws", "aws/us-east-1", "2025-10-20-aws", "outages", "past"];
    let looking = Looking {
        days: 365,
        search: "cloudflare".to_owned(),
        open: open.map(str::to_owned).into(),
        ..Looking::default()
    };
    let text = check("web-opened", &known(many(), Some(365)), &looking);
    assert!(text.contains("sites that fit"), "{text}");
    assert!(text.contains("href=\"#site-"));
}

#[test]
fn one_site() {
    let looking = Looking {
        site: Some("site-0.example".to_owned()),
        ..Looking::default()
    };
    let text = check("web-site", &known(many(), Some(90)), &looking);
    assert!(text.contains("Moved from AWS"), "{text}");
    let missing = Looking {
        site: Some("<b>site".to_owned()),
        ..Looking::default()
    };
    let text = screen(&known(many(), Some(90)), &missing).into_string();
    sound("a site that is not kept", &text);
    assert!(text.contains("not among those that are kept"));
}

#[test]
fn forgotten_and_in_trouble() {
    let mut known = known(many(), None);
    if let Screen::Web(known) = &mut known {
        known.unread = 2;
        known.trouble = Some("The disk is full.".to_owned());
    }
    let looking = Looking {
        note: "Forgotten.".to_owned(),
        undo: true,
        ..Looking::default()
    };
    let text = check("web-trouble", &known, &looking);
    assert!(
        text.contains("The disk is full.")
            && text.contains("2 more cannot be read")
            && text.contains("Undo")
    );
    check(
        "web-failed",
        &Screen::Failed("The disk is full.".to_owned()),
        &Looking::default(),
    );
}
