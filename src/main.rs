//! The command line: `faultline check`, `locate` and `outages`.

#[cfg(not(target_arch = "wasm32"))]
mod cli;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    cli::run()
}

/// In the browser the library is all there is.
#[cfg(target_arch = "wasm32")]
fn main() {}
