//! How often the answer is right, and whether those called certain are: on a
//! set of names and answers that people have labelled.

mod placing;

use faultline::model::{Confidence, Layer, Placement};
use placing::locate;

const LABELLED: &str = include_str!("placing/labelled.txt");

/// `edge aws s3 eu-west-1`
fn words(placement: &Placement) -> String {
    let layer = match placement.layer {
        Layer::Edge => "edge",
        Layer::Origin => "origin",
        Layer::Upstream => "upstream",
    };
    let field = |field: &Option<String>| field.clone().unwrap_or_else(|| "-".to_owned());
    let (service, region) = (field(&placement.service), field(&placement.region));
    format!("{layer} {} {service} {region}", placement.provider)
}

#[test]
fn labelled() {
    let (mut expected, mut found, mut certain, mut wrong) = (0, 0, 0, Vec::new());
    let lines = LABELLED
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    for line in lines {
        let (facts, label) = line.split_once(" => ").unwrap();
        let label: Vec<&str> = label.split(" + ").filter(|one| *one != "-").collect();
        let placements = locate(&facts.replace(" ; ", "\n"));
        let told: Vec<String> = placements.iter().map(words).collect();
        expected += label.len();
        let hits = label
            .iter()
            .filter(|one| told.iter().any(|told| told == *one));
        let hits = hits.count();
        found += hits;
        if hits < label.len() || label.is_empty() && !told.is_empty() {
            println!("{facts}\n  wanted {label:?}\n  found  {told:?}");
        }
        for placement in &placements {
            if placement.confidence == Confidence::Certain {
                certain += 1;
                if !label.contains(&words(placement).as_str()) {
                    wrong.push(format!("{facts}: {}", words(placement)));
                }
            }
        }
    }
    println!("{found} of {expected} found; {certain} certain, of which wrong: {wrong:#?}");
    assert!(expected >= 500 && certain >= 440, "{expected}, {certain}");
    assert!(found * 100 >= expected * 98, "{found} of {expected}");
    assert!(wrong.len() * 100 <= certain, "{wrong:#?}");
}
