//! `cargo xtask package`: the archives for the stores, and the source that
//! their reviewers ask for. The same files give the same bytes: anybody can
//! build them again and compare.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::browser::Kind;
use crate::{Done, build, process, root, target, weigh};

/// Builds the extension for the stores and packs it.
///
/// # Errors
/// When it does not build or an archive cannot be written.
pub fn package() -> Done {
    build::build(build::Profile::Release)?;
    let folder = target().join("package");
    build::fresh(&folder)?;
    let [chrome, firefox] = [Kind::Chromium, Kind::Firefox].map(build::extension);
    // They differ in their manifests only, by what each browser understands.
    let archives = [
        ("chrome", build::files(&chrome)?, chrome),
        ("firefox", build::files(&firefox)?, firefox),
        ("source", source_files()?, root().to_path_buf()),
    ];
    for (name, files, base) in archives {
        let path = archive(name);
        let level = if name == "source" { QUICK } else { THOROUGH };
        pack(&path, &base, &files, level)?;
        let bytes = fs::read(&path)?;
        println!("{}  {}", hex(&bytes), path.display());
    }
    Ok(())
}

/// Says what all that was packed weighs, beside the most that it may.
///
/// # Errors
/// When something was not packed.
pub fn weighed() -> Done {
    let mut weights = weigh::modules(&target().join("pkg"))?;
    weights.push(weigh::popup(&build::extension(Kind::Chromium))?);
    for name in ["chrome", "firefox"] {
        weights.push(weigh::archive(&archive(name))?);
    }
    for weight in weights {
        crate::say(&weight.to_string());
    }
    Ok(())
}

/// One of the archives, below the repository's folder.
fn archive(name: &str) -> PathBuf {
    let version = env!("CARGO_PKG_VERSION");
    target().join(format!("package/faultline-{version}-{name}.zip"))
}

/// Builds the archives once more as a reviewer does, from the source archive in
/// a folder of its own, and compares them.
///
/// # Errors
/// When they do not build there, or differ in a byte.
pub fn again() -> Done {
    package()?;
    let folder = tempfile::tempdir()?;
    let source = archive("source");
    let mut zip = ZipArchive::new(File::open(&source)?)?;
    zip.extract(folder.path())
        .with_context(|| format!("cannot unpack {}", source.display()))?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    process::run(
        Command::new(cargo)
            .args(["xtask", "package"])
            .current_dir(folder.path())
            .env_remove("CARGO_TARGET_DIR"),
    )?;
    for name in ["chrome", "firefox"] {
        let first = archive(name);
        let second = folder.path().join(first.strip_prefix(root())?);
        if fs::read(&first)? != fs::read(&second)? {
            bail!(
                "built from its source archive, {} has other bytes",
                first.display()
            );
        }
    }
    Ok(())
}

/// Every file that is committed or about to be: what a reviewer needs to build
/// the same extension. Without Git, as in that archive, every file there is.
fn source_files() -> Result<Vec<PathBuf>> {
    if !root().join(".git").exists() {
        let own = ["bench/target", "modules/sql/target"].map(|made| root().join(made));
        let made = [target()].into_iter().chain(own).collect::<Vec<_>>();
        let files = build::files(root())?.into_iter();
        return Ok(files
            .filter(|file| !made.iter().any(|folder| file.starts_with(folder)))
            .collect());
    }
    let arguments = [
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ];
    let listed = process::output(Command::new("git").current_dir(root()).args(arguments))
        .context("the source archive holds what Git knows")?;
    let mut files: Vec<PathBuf> = listed
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(|name| root().join(name))
        .filter(|file| file.is_file())
        .collect();
    files.sort();
    Ok(files)
}

/// Levels above 9 are those of Zopfli, which takes seconds and saves 3 %: most of
/// an archive are the tables, which everybody downloads.
const THOROUGH: i64 = 14;
/// The source is read by a few reviewers.
const QUICK: i64 = 9;

/// Writes the files, named from `base` on, in their order.
fn pack(archive: &Path, base: &Path, files: &[PathBuf], level: i64) -> Done {
    let writing = || format!("cannot write {}", archive.display());
    let mut zip = ZipWriter::new(File::create(archive).with_context(writing)?);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(level))
        // Each file is given as a whole.
        .with_zopfli_buffer(None)
        // Neither the day nor the machine shows.
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for file in files {
        let name = file
            .strip_prefix(base)?
            .to_string_lossy()
            .replace('\\', "/");
        let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        zip.start_file(name, options)?;
        zip.write_all(&content).with_context(writing)?;
    }
    zip.finish().with_context(writing)?;
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_give_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path().join("base");
        fs::create_dir_all(base.join("inner")).unwrap();
        fs::write(base.join("a.txt"), "a").unwrap();
        fs::write(base.join("inner/b.txt"), "b".repeat(1000)).unwrap();
        let files = build::files(&base).unwrap();
        let archives = ["one.zip", "two.zip"].map(|name| folder.path().join(name));
        pack(&archives[0], &base, &files, QUICK).unwrap();
        // A later time and other rights are no reason for other bytes.
        fs::write(base.join("a.txt"), "a").unwrap();
        pack(&archives[1], &base, &files, QUICK).unwrap();
        assert_eq!(
            fs::read(&archives[0]).unwrap(),
            fs::read(&archives[1]).unwrap()
        );

        let mut read = zip::ZipArchive::new(File::open(&archives[0]).unwrap()).unwrap();
        let names: Vec<String> = (0..read.len())
            .map(|index| read.by_index(index).unwrap().name().to_owned())
            .collect();
        assert_eq!(names, ["a.txt", "inner/b.txt"]);
    }
}
