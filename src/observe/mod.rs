//! To observe is to turn what a browser tells, or a recording of it, into a
//! [`Page`](crate::model::Page).

pub mod har;
pub mod live;
pub mod proxy;
pub mod url;
