//! What the background answers when a page of the extension asks about a tab, or
//! about a page that was recorded.

use std::borrow::Cow;
use std::cell::RefCell;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};

use super::super::api::{self, Answer, Refusal, TabInfo};
use super::super::{aliases, settings, simulate, tables, tried, trouble};
use super::{begin, collect, look_anew, read_back, report_of, settle, with};
use crate::locate::Locator;
use crate::model::Page;
use crate::observe::url;
use crate::reply::Reply;
use crate::report::{self, Report};
use crate::simulate::{Beside, Lack};
use crate::wire::Sealed;

thread_local! {
    /// The tab in front when the popup opened, and what its documents tell.
    static FORESEEN: RefCell<Option<(i64, Promise)>> = const { RefCell::new(None) };
}

/// The popup opens: once its own core runs it will ask about the tab in front.
/// What takes longest to answer that is begun meanwhile.
pub async fn foresee() {
    FORESEEN.take();
    begin().await;
    let Ok(Some(tab)) = api::active_tab().await else {
        return;
    };
    let Some(id) = tab.id else { return };
    spawn_local(async {
        let _ = tables::tables().await;
    });
    let told = future_to_promise(async move {
        let told = collect(id).await;
        told.map(|()| JsValue::UNDEFINED)
            .map_err(|refusal| refusal.0.into())
    });
    FORESEEN.set(Some((id, told.clone())));
    if JsFuture::from(told).await.is_ok() {
        let _ = report_of(id, tab.url.as_deref()).await;
    }
}

/// Asks a tab's documents what they remember, unless that goes on already.
async fn collected(tab_id: i64) -> Answer<()> {
    match FORESEEN.take() {
        Some((id, told)) if id == tab_id => match JsFuture::from(told).await {
            Ok(_) => Ok(()),
            Err(why) => Err(Refusal(why.as_string().unwrap_or_default())),
        },
        _ => collect(tab_id).await,
    }
}

pub async fn about_tab(tab_id: i64, revision: Option<String>) -> Answer<Reply> {
    let Ok(tab) = api::tab(tab_id).await else {
        return Ok(Reply::Closed);
    };
    let site = tab.url.as_deref().and_then(url::host).unwrap_or_default();
    if !api::sees_all_sites().await? {
        return Ok(Reply::NoPermission { site });
    }
    read_back(&[tab_id], &[]).await;
    let shown = tab.url.clone().unwrap_or_default();
    if let Some(reply) = about_simulated(tab_id, &shown, revision.as_deref()).await? {
        return Ok(reply);
    }
    if url::host(&shown).is_none() {
        return Ok(Reply::BrowserPage);
    }
    let asked = collected(tab_id).await;
    // What the reader has seen must not be lost, nor wait to be painted.
    spawn_local(settle());
    let known = with(|background| background.observer.page(tab_id, Some(&shown)).is_some());
    if !known {
        return Ok(match asked {
            Err(_) => Reply::BrowserPage,
            Ok(()) if is_loading(&tab) => Reply::Nothing { site },
            Ok(()) => Reply::LoadedBefore { site },
        });
    }
    let troubles = trouble::all().len();
    let now = with(|background| background.observer.revision(tab_id))
        .map(|(document, revision)| format!("{document}/{revision}/{troubles}"))
        .unwrap_or_default();
    if revision.as_ref() == Some(&now) {
        return Ok(Reply::Unchanged);
    }
    match report_of(tab_id, Some(&shown)).await? {
        Some(made) => {
            let (page, report) = &*made;
            let hosts = aliases::wanted(&tab, page, report);
            spawn_local(async {
                if let Ok(true) = aliases::look_up(hosts).await {
                    look_anew();
                }
            });
            Ok(Reply::Report {
                report: complete(page, &*listed(report).await).await?,
                beside: beside(tab_id, &page.url).await,
                revision: now,
            })
        }
        None => Ok(Reply::Nothing { site }),
    }
}

pub async fn about_recorded(page: &Page) -> Answer<Reply> {
    let own = trouble::note(Lack::Settings, settings::own_ranges().await);
    let locator = Locator {
        tables: &tables::tables().await?,
        own: &own.unwrap_or_default(),
    };
    let report = report::report(page, &locator);
    Ok(Reply::Recorded(complete(page, &report).await?))
}

/// A report with the outages that the reader wants listed.
pub async fn listed(report: &Report) -> Cow<'_, Report> {
    let unlisted = settings::unlisted().await.unwrap_or_default();
    let mut report = Cow::Borrowed(report);
    if !unlisted.is_empty() {
        report::unlist(report.to_mut(), &unlisted);
    }
    report
}

/// A report with the operators of the hosts that the core tables leave open.
async fn complete(page: &Page, report: &Report) -> Answer<Sealed<Report>> {
    if !report::is_open(report, page) {
        return Ok(Sealed::new(report));
    }
    let operators = tables::operators().await;
    let mut report = report.clone();
    if let Some(operators) = trouble::note(Lack::Operators, operators) {
        report::complete(&mut report, page, &operators);
    }
    Ok(Sealed::new(&report))
}

/// While the page of a simulation is shown, or what stands in its place, the
/// report is that of the page as it was: the page under a simulation would ask
/// for less.
async fn about_simulated(tab: i64, shown: &str, revision: Option<&str>) -> Answer<Option<Reply>> {
    let Some(running) = simulate::of(tab) else {
        return Ok(None);
    };
    if url::without_fragment(shown) != running.plan.page && !simulate::is_down_url(tab, shown)? {
        return Ok(None);
    }
    let beside = beside(tab, &running.plan.page).await;
    let now = match &beside.simulation {
        Some(status) => format!(
            "{}/{:?}/{}/{}/{}",
            status.outage.id, status.mode, status.hosts, status.failed, status.minutes
        ),
        None => return Ok(None),
    };
    Ok(Some(if revision == Some(&now) {
        Reply::Unchanged
    } else {
        Reply::Report {
            report: running.plan.before,
            beside,
            revision: now,
        }
    }))
}

async fn beside(tab: i64, url: &str) -> Beside {
    let trials = tried::of(url).await;
    let page = with(|background| background.observer.page(tab, None));
    Beside {
        simulation: simulate::status(tab, page.as_ref()),
        holds: api::holds_answers(),
        trials,
        troubles: trouble::all(),
        unlisted: settings::unlisted().await.unwrap_or_default(),
    }
}

fn is_loading(tab: &TabInfo) -> bool {
    tab.status.as_deref() == Some("loading")
}
