//! Your **web**: what you depend on across all the sites that you visit.
//!
//! A **site** is a registrable domain, kept with the days on which it was
//! visited and with what its latest page stood on. A **visit** is what a page
//! leaves here: no page, no path, no host, only **parts**. A part is all hosts
//! of the page that stand on the same **footing** (the same placements), with
//! what their loss would mean to the page. Because the loss of several hosts
//! means the worst of theirs, the parts answer every outage exactly as the page
//! would, those included that are documented only later.
//!
//! [`Web`] puts many sites together and answers for all of them.

pub mod csv;
pub mod day;
pub mod export;
pub mod footing;
mod history;
pub mod places;
mod record;
mod share;
mod site;
mod toll;
mod visit;
mod whole;

pub use day::Day;
pub use history::{History, Point};
pub use record::Unread;
pub use share::{Share, concentration};
pub use site::{Move, Site};
pub use visit::{Part, Visit, visit};
pub use whole::{Effect, Span, Web};
