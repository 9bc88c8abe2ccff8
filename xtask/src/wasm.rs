//! The WebAssembly modules: which toolchain can build them here, and building
//! them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::setup::Advice;

const TRIPLE: &str = "wasm32-unknown-unknown";

/// Cargo's name of the profile that builds quickly.
pub const DEVELOPMENT: &str = "wasm-dev";

/// Cargo's name of the profile that builds what the stores get.
pub const SMALL: &str = "wasm-small";

/// What builds for [`TRIPLE`] on this machine.
enum Toolchain {
    /// The toolchain that runs this task, which has the target.
    Current,
    /// The distribution's compiler. It ships the standard library as source
    /// only, which is then built along, and no linker for WebAssembly.
    Distribution { linker: PathBuf },
}

/// The packages that are modules: what the background loads, what the
/// extension's pages load, and what the page for recordings loads.
pub const MODULES: [&str; 4] = ["background", "popup", "web", "www"];

/// Builds packages of the workspace that are modules and gives the paths of
/// what was built, not yet processed by wasm-bindgen. `profile` is one of
/// `Cargo.toml`.
///
/// # Errors
/// When no toolchain is there, or the code does not compile.
pub fn compile(modules: &[&str], profile: &str) -> Result<Vec<PathBuf>> {
    let mut cargo = cargo(&toolchain()?, "build", modules);
    cargo.args(["--lib", "--profile", profile]);
    process::run(&mut cargo)?;
    let folder = folder().join(TRIPLE).join(profile);
    let file = |module: &&str| folder.join(format!("faultline_{module}.wasm"));
    Ok(modules.iter().map(file).collect())
}

/// Lints the modules as the browser gets them, warnings being errors.
///
/// # Errors
/// When no toolchain is there, or something is found.
pub fn lint() -> Result<()> {
    let found = toolchain()?;
    // The distribution may ship the compiler without Clippy; the compiler's
    // own lints are then what there is.
    let command = match found {
        Toolchain::Current => "clippy",
        Toolchain::Distribution { .. } => "check",
    };
    let mut cargo = cargo(&found, command, &MODULES);
    cargo.args(["--package", "faultline", "--lib", "--profile", DEVELOPMENT]);
    cargo.env(FLAGS, format!("{} -Dwarnings", remapped()));
    process::run(&mut cargo)
}

/// Turns a module into what a browser loads: `<name>.js` and `<name>_bg.wasm`.
///
/// # Errors
/// When wasm-bindgen refuses the module, for example because it was made by
/// another version of the crate.
pub fn bind(module: &Path, name: &str, into: &Path) -> Result<()> {
    wasm_bindgen_cli_support::Bindgen::new()
        .input_path(module)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(into)
        .with_context(|| format!("wasm-bindgen cannot process {}", module.display()))
}

fn cargo(toolchain: &Toolchain, command: &str, modules: &[&str]) -> Command {
    let mut cargo = match toolchain {
        Toolchain::Current => {
            let mut cargo = Command::new("cargo");
            cargo.arg(command);
            cargo
        }
        Toolchain::Distribution { linker } => {
            let mut cargo = Command::new(DISTRIBUTION_CARGO);
            cargo
                .arg(command)
                .arg("-Zbuild-std=std,panic_abort")
                // Unstable options are allowed only to build the standard
                // library; the project itself uses none.
                .env("RUSTC_BOOTSTRAP", "1")
                .env("RUSTC", DISTRIBUTION_RUSTC)
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
            cargo
        }
    };
    cargo
        .current_dir(crate::root())
        .args(["--target", TRIPLE, "--locked"])
        .arg("--target-dir")
        .arg(folder())
        .env(FLAGS, remapped())
        // Set by the Cargo that runs this task, and wrong for another one.
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO");
    for module in modules {
        cargo.arg("--package").arg(format!("faultline-{module}"));
    }
    cargo
}

/// Cargo's name for compiler options of this target only.
const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Options that keep this machine's folders out of the module: it is the same
/// wherever it is built, and nobody's home shows in it.
fn remapped() -> String {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let folders = [
        (home, "cargo"),
        (Some(crate::root().to_path_buf()), "faultline"),
    ];
    let option = |(folder, name): (Option<PathBuf>, &str)| {
        let folder = folder?.display().to_string();
        // Cargo takes the options apart at spaces.
        (!folder.contains(' ')).then(|| format!("--remap-path-prefix={folder}={name}"))
    };
    folders
        .into_iter()
        .filter_map(option)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Of its own, so that two compilers do not throw away each other's work.
fn folder() -> PathBuf {
    crate::target().join("wasm")
}

const DISTRIBUTION_CARGO: &str = "/usr/bin/cargo";
const DISTRIBUTION_RUSTC: &str = "/usr/bin/rustc";

const ADVICE: Advice = Advice {
    missing: "There is no Rust toolchain here that can build WebAssembly. With rustup, `rustup \
              target add wasm32-unknown-unknown` is enough on every platform; otherwise:",
    debian: &["rustc-web", "cargo-web", "rust-web-src", "lld-19"],
    fedora: "sudo dnf install cargo rust-std-static-wasm32-unknown-unknown lld",
    macos: "brew install rustup && rustup default stable && rustup target add wasm32-unknown-unknown",
    windows: "winget install Rustlang.Rustup, then rustup target add wasm32-unknown-unknown",
};

/// The cheapest way that works: what is installed first, then what can be
/// installed.
fn toolchain() -> Result<Toolchain> {
    if has_target() {
        return Ok(Toolchain::Current);
    }
    if let Some(found) = distribution() {
        return Ok(found);
    }
    let add = ["target", "add", TRIPLE];
    if process::succeeds(Command::new("rustup").args(add)) && has_target() {
        return Ok(Toolchain::Current);
    }
    ADVICE.install()?;
    let Some(found) = distribution() else {
        bail!(
            "The packages are installed, and still nothing builds WebAssembly. {}",
            ADVICE.sentence()
        );
    };
    Ok(found)
}

/// Whether the compiler that Cargo uses has the target's standard library.
fn has_target() -> bool {
    let arguments = ["--print", "target-libdir", "--target", TRIPLE];
    process::output(Command::new("rustc").args(arguments))
        .is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

fn distribution() -> Option<Toolchain> {
    let there = [DISTRIBUTION_CARGO, DISTRIBUTION_RUSTC]
        .iter()
        .all(|file| Path::new(file).exists());
    let source = "/usr/lib/rustlib/src/rust/library/std";
    if !there || !Path::new(source).is_dir() {
        return None;
    }
    let names = ["wasm-ld", "rust-lld"].map(str::to_owned);
    let linker = (14..=30)
        .rev()
        .map(|version| format!("wasm-ld-{version}"))
        .chain(names);
    linker
        .into_iter()
        .find_map(|name| process::find(&name))
        .map(|linker| Toolchain::Distribution { linker })
}
