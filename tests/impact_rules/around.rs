//! The cases whose rule looks at more than the request itself.

use faultline::model::Verdict::{self, Broken, Degraded, Down, Unaffected};

/// Cases whose rule looks at the requests that follow, here an own deferred
/// script of another host.
pub const QUEUED: &[(&str, &str, Verdict, Verdict)] = &[
    (
        "optional_holds_queue",
        "script lost deferred analytics",
        Unaffected,
        Broken,
    ),
    (
        "embed_holds_queue",
        "script lost deferred chat",
        Degraded,
        Broken,
    ),
    ("optional_queue", "script lost deferred", Degraded, Broken),
    (
        "optional_holds_all",
        "script lost deferred analytics left=all later=1.0",
        Unaffected,
        Down,
    ),
    (
        "queue_of_all",
        "script lost deferred captcha left=all later=1.0",
        Broken,
        Down,
    ),
    (
        "draws_little",
        "script lost deferred library left=most",
        Degraded,
        Degraded,
    ),
    (
        "draws_little",
        "script lost deferred left=most",
        Degraded,
        Degraded,
    ),
    (
        "draws_most",
        "script lost deferred left=little",
        Broken,
        Broken,
    ),
    (
        "little_before_much",
        "script lost deferred left=most needy",
        Degraded,
        Broken,
    ),
    (
        "nothing_before_much",
        "script lost deferred social left=all needy",
        Unaffected,
        Broken,
    ),
    (
        "nothing_before_little",
        "script lost deferred social left=all later=0.2",
        Unaffected,
        Degraded,
    ),
];

/// Cases whose rule looks at who asked: the request in line 1, here an async
/// script.
pub const ASKED: &[(&str, &str, &str)] = &[
    ("part_of_an_ad", "advertising", "image lost by=1"),
    ("part_of_an_ad", "advertising", "script lost video by=1"),
    ("part_of_an_ad", "advertising", "frame lost by=1"),
    ("part_of_measurement", "analytics", "data lost by=1"),
    // It is for something else whoever asks, or the page's own.
    ("measurement", "advertising", "data lost analytics by=1"),
    ("consent", "advertising", "script lost consent by=1"),
    ("payment", "analytics", "frame lost payment by=1"),
    ("page_data", "advertising", "data lost own by=1"),
    // Nobody knows that it was this script.
    ("picture", "advertising", "image lost by~1"),
    // What a tag manager loads is as bad as it is.
    ("optional_script", "tag-manager", "script lost by=1"),
];
