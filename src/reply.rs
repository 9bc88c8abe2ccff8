//! A question is what a page of the extension asks the background, a reply
//! what it answers. Both cross the [`wire`](crate::wire).

use serde::{Deserialize, Serialize};

use crate::model::Page;
use crate::report::{Data, Extent, Report};
use crate::simulate::{Beside, Plan, Status};
use crate::trial::Trial;
use crate::wire::Sealed;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// What is known of the page that a tab shows.
    Report {
        tab: i64,
        /// Of the report that the asker has; the same one is not sent again.
        #[serde(default)]
        revision: Option<String>,
    },
    /// What there is to say of a page that another observer saw.
    Recorded { page: Box<Page> },
    /// Makes an outage true in a tab, in place of what runs there.
    Simulate { tab: i64, plan: Box<Plan> },
    /// Ends that, and shows the page as it is.
    Stop { tab: i64 },
    /// The page in tab `by` tries outages in `tab`, which goes when that does.
    Trying { by: i64, tab: i64 },
    /// Keeps what was seen of a page, to stand beside its report.
    Tried { page: String, trials: Vec<Trial> },
    /// What runs in a tab, asked by what stands in place of its page.
    Down { tab: i64 },
    /// The settings: the reader's own addresses, and whether aliases are looked
    /// up.
    Own,
    /// Switches the looking up of aliases on or off.
    LookUp { on: bool },
    /// Shows the number on the button, or none.
    Badge { on: bool },
    /// Lists outages of this extent, or no more.
    List { extent: Extent, on: bool },
    /// Makes all settings what they were at first.
    Reset,
    /// Keeps visits for so many days from now on; `None`: no more.
    KeepWeb { days: Option<u32> },
    /// Sets them; what cannot be read is refused and nothing is changed.
    SetOwn { text: String },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    Report {
        report: Sealed<Report>,
        beside: Beside,
        revision: String,
    },
    /// On a recorded page.
    Recorded(Sealed<Report>),
    /// `None` once the simulation has ended.
    Down(Option<Status>),
    Done,
    /// Nothing changed since the revision that the asker has.
    Unchanged,
    /// The reader has not allowed, or has taken back, access to all sites.
    NoPermission {
        site: String,
    },
    /// The page was there before the extension and cannot be asked.
    LoadedBefore {
        site: String,
    },
    /// One of the browser's own pages, or one that browsers keep closed.
    BrowserPage,
    /// Nothing was asked for over the network.
    Nothing {
        site: String,
    },
    /// The tab is closed.
    Closed,
    /// The reader's own addresses: those that were sent or that stand, how many
    /// lines are in use, and what is wrong (line from 1, sentence).
    Own {
        text: String,
        used: usize,
        errors: Vec<(usize, String)>,
        /// Whether aliases are looked up; `None` where the browser cannot.
        looks_up: Option<bool>,
        /// Whether the button has a number on it.
        badge: bool,
        /// Outages that are not listed.
        unlisted: Vec<Extent>,
        /// What the answers rest on.
        data: Data,
    },
    /// What failed, in a sentence.
    Failed(String),
}
