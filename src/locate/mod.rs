//! Locate: what serves a host, from its name, its address and its headers.

pub mod address;
pub mod table;
