//! What the reader has chosen to see: which view, and which entries are open.
//! It is a value beside the report, so that drawing again (while the page
//! still loads, or after the popup was closed) shows the same things open.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Place, press};

/// The views of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tab {
    #[default]
    Outages,
    Hosts,
    History,
    Explorer,
    Code,
}

impl Tab {
    /// In the order in which they stand.
    pub const ALL: [Tab; 5] = [
        Tab::Outages,
        Tab::Hosts,
        Tab::History,
        Tab::Explorer,
        Tab::Code,
    ];

    /// Those that are shown there: a popup has no room for the explorer, and only
    /// the tools for developers know of code.
    pub fn shown_in(place: Place) -> impl Iterator<Item = Tab> {
        Tab::ALL.into_iter().filter(move |tab| match tab {
            Tab::Outages | Tab::Hosts | Tab::History => true,
            Tab::Explorer => place != Place::Popup,
            Tab::Code => place == Place::Panel,
        })
    }

    /// The name under which the HTML speaks of it.
    pub fn name(self) -> &'static str {
        match self {
            Tab::Outages => "outages",
            Tab::Hosts => "hosts",
            Tab::History => "history",
            Tab::Explorer => "explorer",
            Tab::Code => "code",
        }
    }

    /// The tab of that [`Tab::name`].
    pub fn named(name: &str) -> Option<Tab> {
        Tab::ALL.into_iter().find(|tab| tab.name() == name)
    }
}

/// What is chosen and what is open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shown {
    pub tab: Tab,
    /// Ids of the entries that are open.
    pub open: BTreeSet<String>,
    /// In the explorer: the id of the outage whose losses are shown, and the part
    /// of the picture that stands out.
    pub lost: Option<String>,
    pub picked: Option<String>,
    /// A word on the last thing done, as "Copied.", said once beside the
    /// actions; empty when there is none.
    pub note: String,
}

/// What the reader did on the page, as the browser's glue tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// Chose a view.
    Tab(Tab),
    /// Opened or closed the entry of that id.
    Toggle(String),
    /// Pressed a button: its `data-do` and its `data-value`.
    Press { name: String, value: String },
    /// Changed the text of a field: its `data-field` and the text.
    Edit { name: String, text: String },
}

impl Shown {
    /// Takes the gestures that only change what is shown; `false` for one
    /// that somebody else must act upon.
    ///
    /// ```
    /// use faultline::view::html::{Gesture, Shown};
    ///
    /// let mut shown = Shown::default();
    /// assert!(shown.take(&Gesture::Toggle("outage-aws".into())));
    /// assert!(shown.is_open("outage-aws"));
    /// assert!(!shown.take(&Gesture::Press { name: "reload".into(), value: String::new() }));
    /// ```
    pub fn take(&mut self, gesture: &Gesture) -> bool {
        match gesture {
            Gesture::Tab(tab) => self.tab = *tab,
            Gesture::Toggle(id) => {
                if !self.open.remove(id) {
                    self.open.insert(id.clone());
                }
            }
            Gesture::Press { name, value } if name == press::PICK => {
                self.picked =
                    Some(value.clone()).filter(|value| Some(value) != self.picked.as_ref());
            }
            Gesture::Press { name, value } | Gesture::Edit { name, text: value }
                if name == press::LOSE =>
            {
                self.lost = Some(value.clone()).filter(|id| !id.is_empty());
            }
            Gesture::Press { .. } | Gesture::Edit { .. } => return false,
        }
        self.note.clear();
        true
    }

    pub fn is_open(&self, id: &str) -> bool {
        self.open.contains(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tab_is_found_by_its_name() {
        for tab in Tab::ALL {
            assert_eq!(Tab::named(tab.name()), Some(tab));
        }
        assert_eq!(Tab::named("elsewhere"), None);
    }

    #[test]
    fn a_second_toggle_undoes_the_first() {
        let mut shown = Shown::default();
        let toggle = Gesture::Toggle("x".into());
        shown.take(&toggle);
        shown.take(&toggle);
        assert_eq!(shown, Shown::default());
    }
}
