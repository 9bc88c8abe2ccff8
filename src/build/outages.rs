//! Compiles `src/outages`: each file is one outage that happened, with its
//! proof in it. What is wrong with a file is said with its line.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::providers::Names;

/// One file of `src/outages`; [the fields of `Past`](../outage.rs) say what
/// they mean.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: Spanned<String>,
    /// `2021-12-07 15:30`, UTC.
    start: Spanned<String>,
    end: Spanned<String>,
    #[serde(default)]
    approximate: bool,
    plane: Plane,
    modes: Spanned<Vec<Mode>>,
    cause: Spanned<String>,
    sources: Spanned<Vec<String>>,
    /// Whether the facts were compared with the sources.
    checked: bool,
    /// Who reports said were hit.
    #[serde(default)]
    hit: Vec<String>,
    /// Left out where what failed does not show in what a page loads.
    #[serde(default)]
    lost: Vec<Spanned<Lost>>,
    proof: Spanned<Proof>,
}

/// Every service in every region that is named; nothing named is all of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lost {
    provider: Spanned<String>,
    #[serde(default)]
    regions: Vec<Spanned<String>>,
    #[serde(default)]
    services: Vec<Spanned<String>>,
    /// `one` where it has no name in public.
    zone: Option<String>,
    extent: Extent,
}

/// Places that the outage took and places that it left, as
/// `provider[/region[/service]]`; the region `global` is for what has none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Proof {
    hits: Vec<Spanned<String>>,
    spares: Vec<Spanned<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Plane {
    Data,
    Control,
    Both,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Mode {
    Refuse,
    Hang,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Extent {
    Whole,
    Part,
}

/// A file while it is checked.
struct Checked<'a> {
    name: &'a str,
    text: &'a str,
    problems: Vec<String>,
}

impl Checked<'_> {
    fn problem(&mut self, span: &Range<usize>, problem: &str) {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        self.problems
            .push(format!("src/outages/{}:{line}: {problem}", self.name));
    }
}

/// The Rust text of the table of past outages, oldest first. What they name
/// must be in the catalogue.
///
/// # Errors
///
/// Every problem of every file, each with file, line and what to do.
pub fn compile(folder: &Path, catalogue: &BTreeMap<String, Names>) -> Result<String, Vec<String>> {
    let mut names = Vec::new();
    let entries = std::fs::read_dir(folder)
        .map_err(|error| vec![format!("cannot read {}: {error}", folder.display())])?;
    for entry in entries {
        let path = entry.map_err(|error| vec![error.to_string()])?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        names.push(name);
    }
    names.sort();
    let mut problems = Vec::new();
    let mut history = String::from("static HISTORY: &[Past] = &[\n");
    let mut told = String::from("static TOLD: &[Told] = &[\n");
    let mut number = 0;
    for name in &names {
        let content = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        match one(name, &content, catalogue) {
            Ok(entry) => {
                history += &format!("Past {{ number: {number}, {} }},\n", entry.past);
                told += &format!("Told {{ {} }},\n", entry.told);
                number += 1;
            }
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() {
        Ok(format!("{history}];\n{told}];\n"))
    } else {
        Err(problems)
    }
}

/// The Rust text of one outage: the members of what the engine reads of it, and
/// of what only readers do.
#[derive(Debug)]
pub struct Entry {
    pub past: String,
    pub told: String,
}

/// The Rust text of one outage, from its file.
///
/// # Errors
///
/// Every problem of the file.
pub fn one(
    name: &str,
    text: &str,
    catalogue: &BTreeMap<String, Names>,
) -> Result<Entry, Vec<String>> {
    let mut checked = Checked {
        name,
        text,
        problems: Vec::new(),
    };
    let file: File = match toml::from_str(text) {
        Ok(file) => file,
        Err(error) => {
            checked.problem(&error.span().unwrap_or(0..0), error.message());
            return Err(checked.problems);
        }
    };
    check_words(&mut checked, &file);
    for lost in &file.lost {
        check_names(&mut checked, lost.get_ref(), catalogue);
    }
    let (start, end) = (minutes(file.start.get_ref()), minutes(file.end.get_ref()));
    for (time, value) in [(&file.start, start), (&file.end, end)] {
        if value.is_none() {
            checked.problem(
                &time.span(),
                "not a time; write it in UTC as \"2021-12-07 15:30\"",
            );
        }
    }
    let length = start.zip(end).map_or(0, |(start, end)| end - start);
    if start.is_some() && end.is_some() && length <= 0 {
        checked.problem(&file.end.span(), "ends before it starts; check both times");
    }
    let day = file.start.get_ref().get(..10).unwrap_or_default();
    let id = name.strip_suffix(".toml").unwrap_or_default();
    if !id.starts_with(&format!("{day}-")) || id.len() <= day.len() + 1 {
        let problem = format!("the file's name must be {day}-<provider>.toml, as it starts");
        checked.problem(&file.start.span(), &problem);
    }
    check_proof(&mut checked, &file);
    if checked.problems.is_empty() {
        Ok(emit(id, &file, length))
    } else {
        Err(checked.problems)
    }
}

fn check_words(checked: &mut Checked, file: &File) {
    for line in [&file.title, &file.cause] {
        let text = line.get_ref();
        if text.is_empty() || text.contains('\n') || text.ends_with('.') {
            checked.problem(
                &line.span(),
                "must be one line, without a full stop at its end",
            );
        }
    }
    if file.sources.get_ref().is_empty() {
        checked.problem(
            &file.sources.span(),
            "names no source; say where the facts are from",
        );
    }
    if file.modes.get_ref().is_empty() {
        checked.problem(
            &file.modes.span(),
            "is empty; how did it fail: \"refuse\", \"hang\"?",
        );
    }
    for lost in &file.lost {
        if lost.get_ref().zone.is_some() && lost.get_ref().regions.len() != 1 {
            checked.problem(&lost.span(), "a zone stands in one region; name that one");
        }
    }
}

/// What is lost must be called as the catalogue calls it, or no page would
/// ever be hit.
fn check_names(checked: &mut Checked, lost: &Lost, catalogue: &BTreeMap<String, Names>) {
    let provider = &lost.provider;
    let Some(names) = catalogue.get(provider.get_ref()) else {
        let problem = "no such provider; use the name of a file in src/providers, or add one";
        return checked.problem(&provider.span(), problem);
    };
    for (what, used, known) in [
        ("region", &lost.regions, &names.regions),
        ("service", &lost.services, &names.services),
    ] {
        for name in used.iter().filter(|name| !known.contains(name.get_ref())) {
            let problem = format!(
                "{0} has no {what} of this name; use one of src/providers/{0}.toml, or add it",
                provider.get_ref()
            );
            checked.problem(&name.span(), &problem);
        }
    }
}

/// A proof that cannot fail proves nothing: both lists must be there, and be
/// right.
fn check_proof(checked: &mut Checked, file: &File) {
    let proof = file.proof.get_ref();
    let takes_any = file.plane != Plane::Control && !file.lost.is_empty();
    if proof.spares.is_empty() || (proof.hits.is_empty() && takes_any) {
        checked.problem(
            &file.proof.span(),
            "name a place that it hit, and one that it spared",
        );
    }
    let takes = |place: &str| {
        file.plane != Plane::Control && file.lost.iter().any(|lost| lost.get_ref().takes(place))
    };
    for place in proof.hits.iter().filter(|place| !takes(place.get_ref())) {
        checked.problem(
            &place.span(),
            "is not hit by what is [[lost]]; correct one of them",
        );
    }
    for place in proof.spares.iter().filter(|place| takes(place.get_ref())) {
        checked.problem(
            &place.span(),
            "is not spared by what is [[lost]]; correct one of them",
        );
    }
}

impl Lost {
    /// Whether a place, `provider[/region[/service]]`, lies in what is lost.
    fn takes(&self, place: &str) -> bool {
        let mut parts = place.split('/');
        let among = |named: &[Spanned<String>], part: Option<&str>| {
            named.is_empty()
                || named
                    .iter()
                    .any(|name| Some(name.get_ref().as_str()) == part)
        };
        parts.next() == Some(self.provider.get_ref())
            && among(&self.regions, parts.next())
            && among(&self.services, parts.next())
    }
}

fn emit(id: &str, file: &File, length: i64) -> Entry {
    let time = |time: &str| format!("{}Z", time.replace(' ', "T"));
    let list = |list: &[String]| format!("&{list:?}");
    let mut past = String::new();
    let modes: Vec<String> = file
        .modes
        .get_ref()
        .iter()
        .map(|mode| format!("Mode::{mode:?}"))
        .collect();
    let _ = write!(
        past,
        "id: {id:?}, title: {:?}, start: {:?}, minutes: {length}, plane: Plane::{:?}, \
         modes: &[{}], lost: &[",
        file.title.get_ref(),
        time(file.start.get_ref()),
        file.plane,
        modes.join(", "),
    );
    let told = format!(
        "end: {:?}, approximate: {}, cause: {:?}, sources: {}, checked: {}, hit: {}",
        time(file.end.get_ref()),
        file.approximate,
        file.cause.get_ref(),
        list(file.sources.get_ref()),
        file.checked,
        list(&file.hit),
    );
    for lost in &file.lost {
        let lost = lost.get_ref();
        for region in each(&lost.regions) {
            for service in each(&lost.services) {
                let _ = write!(
                    past,
                    "PastLost {{ provider: {:?}, service: {service:?}, region: {region:?}, \
                     zone: {:?}, extent: Extent::{:?} }}, ",
                    lost.provider.get_ref(),
                    lost.zone,
                    lost.extent,
                );
            }
        }
    }
    past.push(']');
    Entry { past, told }
}

/// Each of the names, or once none.
fn each(names: &[Spanned<String>]) -> Vec<Option<&str>> {
    if names.is_empty() {
        return vec![None];
    }
    names
        .iter()
        .map(|name| Some(name.get_ref().as_str()))
        .collect()
}

/// Minutes since the year 0 of `2021-12-07 15:30`, by the proleptic Gregorian
/// calendar; `None` for what is no such time.
fn minutes(time: &str) -> Option<i64> {
    let (date, clock) = time.split_once(' ')?;
    let mut date = date.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let (hour, minute) = clock.split_once(':')?;
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    let sane = (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60;
    if !sane || time.len() != "2021-12-07 15:30".len() {
        return None;
    }
    // Years that begin in March put the leap day at their end.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day;
    Some((days * 24 + hour) * 60 + minute)
}
