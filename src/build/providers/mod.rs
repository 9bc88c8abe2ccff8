//! Compiles the files of `src/providers`: reads them all, checks each and all
//! together, and writes them as Rust tables.

mod check;
mod emit;
mod proof;
mod schema;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// One provider's file as read.
pub struct Source {
    /// As the build names it: `src/providers/aws.toml`.
    pub path: String,
    /// The name of the file without its ending.
    pub key: String,
    text: String,
    file: schema::File,
}

impl Source {
    /// A problem with the place where it stands.
    fn problem(&self, offset: usize, what: impl std::fmt::Display) -> String {
        problem(&self.path, &self.text, offset, what)
    }
}

/// What others may call the parts of a provider.
#[derive(Default)]
pub struct Names {
    pub services: BTreeSet<String>,
    pub regions: BTreeSet<String>,
}

/// The names of every provider that can be read; the others are complained
/// about by [`compile`].
pub fn names(folder: &Path) -> BTreeMap<String, Names> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let read = entries.filter_map(|entry| {
        let path = entry.path().display().to_string();
        read(path, fs::read_to_string(entry.path()).ok()?).ok()
    });
    let names = read.map(|source| {
        let services = source.file.service.into_iter();
        let regions = source.file.regions.into_keys();
        let names = Names {
            services: services.map(|service| service.key.into_inner()).collect(),
            regions: regions.map(|region| region.into_inner()).collect(),
        };
        (source.key, names)
    });
    names.collect()
}

/// Reads, checks and compiles a folder of providers; gives the text of the
/// Rust tables, or every problem as `file:line: what; what to do`.
pub fn compile(folder: &Path) -> Result<String, Vec<String>> {
    let mut files = Vec::new();
    let entries = fs::read_dir(folder)
        .map_err(|error| vec![format!("cannot read {}: {error}", folder.display())])?;
    for entry in entries.flatten() {
        let path = entry.path();
        let name = path.display().to_string();
        // What a person reads who opens the folder.
        if path.ends_with("README.md") {
            continue;
        }
        match fs::read_to_string(&path) {
            Ok(text) => files.push((name, text)),
            Err(error) => return Err(vec![format!("{name}:1: cannot be read: {error}")]),
        }
    }
    compile_texts(files)
}

/// The same from names and texts of files.
pub fn compile_texts(mut files: Vec<(String, String)>) -> Result<String, Vec<String>> {
    files.sort();
    let (mut sources, mut problems) = (Vec::new(), Vec::new());
    for (path, text) in files {
        match read(path, text) {
            Ok(source) => sources.push(source),
            Err(problem) => problems.push(problem),
        }
    }
    // What a missing file would be blamed for is not worth reading.
    if problems.is_empty() {
        problems = check::check(&sources);
    }
    if problems.is_empty() {
        Ok(emit::emit(&sources))
    } else {
        Err(problems)
    }
}

fn read(path: String, text: String) -> Result<Source, String> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let key = match name.strip_suffix(".toml") {
        Some(key) if !key.is_empty() && key.chars().all(plain) => key.to_owned(),
        _ => {
            return Err(format!(
                "{path}:1: is no provider's file; name it after its key in small letters, \
                 digits and dashes, ending in .toml"
            ));
        }
    };
    match toml::from_str(&text) {
        Ok(file) => Ok(Source {
            path,
            key,
            text,
            file,
        }),
        Err(error) => {
            let offset = error.span().map_or(0, |span| span.start);
            let what = error.message().lines().collect::<Vec<_>>().join(" ");
            let advice = "compare with a neighbour such as fastly.toml";
            Err(problem(&path, &text, offset, format!("{what}; {advice}")))
        }
    }
}

fn problem(path: &str, text: &str, offset: usize, what: impl std::fmt::Display) -> String {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    format!("{path}:{line}: {what}")
}
