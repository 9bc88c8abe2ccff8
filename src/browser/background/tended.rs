//! What the death of the background leaves behind: records of tabs that were
//! closed since, and buttons that say nothing.

use super::super::api::{self, Answer, Keep};
use super::super::{simulate, store};
use super::{Background, include, read_back, settle_later, with};

/// Drops what is of no tab: an event may come late, when its tab is closed and
/// the background that knew this is dead.
pub async fn drop_closed(tabs: &[i64]) {
    for &tab in tabs {
        let known = |background: &mut Background| background.observer.tabs.contains_key(&tab);
        if !with(known) {
            with(|background| background.open.retain(|open| *open != tab));
        } else if !with(|background| background.open.contains(&tab)) {
            let is_open = api::tab(tab).await.is_ok();
            with(|background| match is_open {
                true => background.open.push(tab),
                false => drop(background.observer.tabs.remove(&tab)),
            });
        }
    }
}

/// Removes what is left of tabs that were closed while nobody listened, and
/// paints those that the background died over.
pub async fn sweep() -> Answer<()> {
    let kept = store::kept().await?;
    let open = api::open_tabs().await?;
    let (mut gone, mut keys, mut stay) = (Vec::new(), Vec::new(), Vec::new());
    for (tab, key) in kept {
        if open.contains(&tab) {
            include(&mut stay, [tab]);
        } else {
            include(&mut gone, [tab]);
            keys.push(key);
        }
    }
    for &tab in &gone {
        simulate::end(tab).await?;
    }
    with(|background| {
        for tab in &gone {
            background.observer.tabs.remove(tab);
            background.store.lose(*tab);
        }
    });
    if !keys.is_empty() {
        api::forget(Keep::Session, &keys).await?;
    }
    let nothing = api::title(None).await?;
    for tab in stay {
        if api::title(Some(tab))
            .await
            .is_ok_and(|said| said == nothing)
        {
            read_back(&[tab], &[]).await;
            settle_later(&[tab]);
        }
    }
    Ok(())
}
