//! The badge: what the toolbar's button says of a tab.

use std::cell::RefCell;

use super::api::{self, Badge};
use crate::model::Verdict;
use crate::report::Report;
use crate::simulate::Status;
use crate::words;
use litemap::LiteMap;

thread_local! {
    /// What each tab's badge says, and of which document: browsers forget it
    /// with every navigation.
    static PAINTED: RefCell<LiteMap<i64, (String, Badge)>> = RefCell::default();
}

/// It counts the outages that would take the page down or break it; its colour
/// is that of the worst. Whoever wants no number reads the answer above the
/// button, as ever.
pub fn of(report: &Report, numbered: bool) -> Badge {
    let count = report.answer.down + report.answer.broken;
    Badge {
        text: if numbered && count > 0 {
            count.to_string()
        } else {
            String::new()
        },
        colour: match report.answer.verdict {
            Verdict::Down => "#b3261e",
            Verdict::Broken => "#a84b00",
            Verdict::Degraded | Verdict::Unaffected => "#5d6168",
        },
        title: words::answer(report),
    }
}

/// While an outage is simulated it is unlike any number, and of no verdict's
/// colour.
pub fn simulating(status: &Status) -> Badge {
    Badge {
        text: "SIM".to_owned(),
        colour: "#6b3fa0",
        title: words::simulated(status),
    }
}

/// Paints what is not already said of this document.
pub async fn paint(tab: i64, document: String, badge: Badge) {
    let before = PAINTED.with_borrow(|painted| painted.get(&tab).cloned());
    let same_page = before.filter(|(painted, _)| *painted == document);
    api::paint(tab, &badge, same_page.as_ref().map(|(_, badge)| badge)).await;
    PAINTED.with_borrow_mut(|painted| painted.insert(tab, (document, badge)));
}

pub fn forget(tab: i64) {
    PAINTED.with_borrow_mut(|painted| painted.remove(&tab));
}
