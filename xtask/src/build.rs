//! `cargo xtask build`: the folders that a browser loads as they are.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Error, Result};
use minifier::{css, js};

use crate::browser::Kind;
use crate::{Done, manifest, root, target, wasm, weigh};

/// How much work the compiler puts into the modules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build, for work on the code.
    Development,
    /// What the stores get.
    Release,
}

impl Profile {
    pub fn new(release: bool) -> Profile {
        if release {
            Profile::Release
        } else {
            Profile::Development
        }
    }

    /// As Cargo.toml calls it.
    fn name(self) -> &'static str {
        match self {
            Profile::Development => wasm::DEVELOPMENT,
            Profile::Release => wasm::SMALL,
        }
    }
}

/// Cargo's name of the profile for what does work.
pub const QUICK: &str = "wasm-quick";

/// The extension, as a browser loads it.
pub fn extension(kind: Kind) -> PathBuf {
    target().join("extension").join(kind.name())
}

/// The page that runs the same core without installing anything.
pub fn www() -> PathBuf {
    target().join("www")
}

/// Builds the modules and lays out both folders anew.
///
/// # Errors
/// When the code does not compile or a folder cannot be written.
pub fn build(profile: Profile) -> Done {
    crate::say("building the WebAssembly modules");
    let packages = target().join("pkg");
    fresh(&packages)?;
    let built = wasm::compile(&wasm::MODULES, profile.name())?;
    for (name, module) in wasm::MODULES.iter().zip(built) {
        wasm::bind(&module, name, &packages.join(name))?;
    }
    fresh(&target().join("extension"))?;
    for kind in Kind::ALL {
        lay_out(
            &extension(kind),
            "extension",
            &["background", "popup", "web"],
        )?;
        manifest::adapt(&extension(kind).join("manifest.json"), kind)?;
    }
    lay_out(&www(), "www", &["www"])?;
    // One look and one language for both: the page uses the extension's style
    // sheets, mark and messages.
    copy_matching(&root().join("extension"), &www(), "css")?;
    copy_matching(&root().join("extension/icons"), &www(), "svg")?;
    copy(&root().join("extension/_locales"), &www().join("_locales"))?;
    for folder in Kind::ALL.map(extension).iter().chain([&www()]) {
        squeeze(folder)?;
    }
    for weight in weigh::modules(&packages)? {
        crate::say(&weight.to_string());
    }
    for folder in Kind::ALL.map(extension).into_iter().chain([www()]) {
        crate::say(&format!(
            "{} ({} kB)",
            folder.display(),
            size(&folder)? / 1000
        ));
    }
    Ok(())
}

/// Makes `folder` the sum of a source folder, the modules that it loads and the
/// tables.
fn lay_out(folder: &Path, source: &str, modules: &[&str]) -> Done {
    fresh(folder)?;
    copy(&root().join(source), folder)?;
    for module in modules {
        copy(&target().join("pkg").join(module), &folder.join("pkg"))?;
    }
    copy_matching(&root().join("src/data"), &folder.join("data"), "bin")
}

/// Takes from style sheets and from what wasm-bindgen wrote what only readers
/// need: it is read with every start, and is a third of it.
fn squeeze(folder: &Path) -> Done {
    for file in files(folder)? {
        let is_generated = file.parent() == Some(&folder.join("pkg"));
        let squeeze: fn(&str) -> Result<String, &'static str> =
            match file.extension().and_then(OsStr::to_str) {
                Some("css") => |text| Ok(css::minify(text)?.to_string()),
                Some("js") if is_generated => |text| Ok(js::minify(text).to_string()),
                _ => continue,
            };
        let squeezing = || format!("cannot squeeze {}", file.display());
        let text = fs::read_to_string(&file).with_context(squeezing)?;
        let squeezed = squeeze(&text).map_err(Error::msg).with_context(squeezing)?;
        fs::write(&file, squeezed).with_context(squeezing)?;
    }
    Ok(())
}

/// An empty folder, whatever was there before.
pub fn fresh(folder: &Path) -> Done {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// Copies a folder with all that is in it. A folder that is not there has
/// nothing in it.
pub fn copy(from: &Path, to: &Path) -> Done {
    copy_if(from, to, &|_| true)
}

/// Copies the files directly in a folder that have an extension.
fn copy_matching(from: &Path, to: &Path, extension: &str) -> Done {
    copy_if(from, to, &|path| {
        path.extension().is_some_and(|found| found == extension)
    })
}

fn copy_if(from: &Path, to: &Path, wanted: &dyn Fn(&Path) -> bool) -> Done {
    for path in entries(from)? {
        if !wanted(&path) {
            continue;
        }
        let Some(name) = path.file_name() else {
            continue;
        };
        let target = to.join(name);
        if path.is_dir() {
            copy_if(&path, &target, wanted)?;
        } else {
            fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
            fs::copy(&path, &target).with_context(|| format!("cannot copy {}", path.display()))?;
        }
    }
    Ok(())
}

/// What is in a folder, in the order of the names.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let read = || {
        fs::read_dir(folder)?
            .map(|entry| Ok(entry?.path()))
            .collect::<std::io::Result<_>>()
    };
    let mut paths: Vec<PathBuf> =
        read().with_context(|| format!("cannot read {}", folder.display()))?;
    paths.sort();
    Ok(paths)
}

/// All files in a folder and below, in the order of their paths.
///
/// # Errors
/// When a folder cannot be read.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in entries(folder)? {
        if path.is_dir() {
            files.extend(self::files(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

/// The bytes of all files in a folder.
fn size(folder: &Path) -> Result<u64> {
    let mut sum = 0;
    for file in files(folder)? {
        sum += file.metadata()?.len();
    }
    Ok(sum)
}
