//! What `cargo xtask bench` times in a browser: the core as the browser gets
//! it, and for each subject a few functions around it. A function does its work
//! once and returns a number that depends on all of it, so that no compiler can
//! leave any of it out. The clock is the browser's.

// It asks the module for its memory, which only a module has.
#![cfg(target_arch = "wasm32")]

mod engine;
mod events;
mod table;
