//! The demo, end to end: whole published sites, and the outage that everybody
//! remembers.

use anyhow::{Context, Result};
use faultline::model::{Likelihood, Verdict};

use crate::browser::Kind;
use crate::demo;
use crate::harness::{Scene, Test};

pub const TEST: Test = Test {
    name: "demo",
    browsers: &Kind::ALL,
    site: || demo::site().into(),
    run,
};

fn run(scene: &mut Scene) -> Result<()> {
    for url in demo::PAGES {
        scene.step(url);
        let tab = scene.browser.open(url)?;
        let report = scene.report(&tab)?;
        assert_eq!(report.page.url, url);
        assert!(report.page.requests > 20, "a whole page: {:?}", report.page);

        // One page lies in S3 there, the other at Heroku, which runs on it.
        let region = report
            .outages
            .iter()
            .find(|finding| {
                let mut lost = finding.outage.lost.iter().map(|lost| &lost.domain);
                lost.any(|domain| {
                    domain.provider == "aws" && domain.region.as_deref() == Some("us-east-1")
                })
            })
            .context("the region's outage is not asked about")?;
        assert_eq!(region.impact.verdict, Verdict::Down, "{:?}", region.impact);
        assert_eq!(
            region.impact.likelihood,
            Likelihood::Will,
            "{:?}",
            region.impact
        );

        let unplaced = report
            .hosts
            .iter()
            .filter(|host| host.placements.is_empty());
        let unplaced: Vec<&str> = unplaced.map(|host| host.host.as_str()).collect();
        assert_eq!(
            unplaced,
            ["cdn.startbootstrap.com"],
            "all else tells who serves it"
        );
        scene.browser.close_popup()?;
    }
    Ok(())
}
