//! Sentences about what an outage does.

use super::{some, verdict_clause};
use crate::impact::{Effect, Impact, Loss, Reason};
use crate::messages;
use crate::model::{Likelihood, Mode, Verdict};
use crate::outage::Doubt;
use crate::report::Host;

/// How many hosts a sentence names.
const NAMED: usize = 2;

/// Why the verdict is what it is.
pub fn reason(impact: &Impact) -> String {
    match &impact.reason {
        Reason::Untouched => messages::untouched().to_owned(),
        Reason::ControlPlane => messages::control_plane().to_owned(),
        Reason::Unseen => messages::unseen().to_owned(),
        Reason::Effect { worst, others: 0 } => effect(worst),
        Reason::Effect { worst, others } => messages::effect_and_more(*others, &effect(worst)),
    }
}

/// What the loss of some requests means: `2 blocking scripts from
/// cdn.shop.example: the page stays blank while they hang`.
pub fn effect(effect: &Effect) -> String {
    let hosts = some(&effect.hosts, NAMED);
    let what = match (effect.loss, &effect.file) {
        // The one that everybody sees has a name.
        (Loss::LargestPicture, Some(file)) if hosts.is_empty() => messages::largest_picture(file),
        (Loss::LargestPicture, Some(file)) => messages::largest_picture_from(file, &hosts),
        (loss, _) if hosts.is_empty() => lost(loss, effect.count),
        (loss, _) => messages::lost_from(&lost(loss, effect.count), &hosts),
    };
    let through = effect.through.as_ref();
    let what = match through.filter(|host| effect.hosts != [host.as_str()]) {
        Some(host) => messages::never_asked(effect.count, &what, host),
        None => what,
    };
    messages::colon(&what, &consequence(effect))
}

/// What is lost, by what it was to the page.
fn lost(loss: Loss, count: u32) -> String {
    match loss {
        Loss::Document => messages::the_document().to_owned(),
        Loss::BlockingStylesheet => messages::lost_blocking_sheet(count),
        Loss::BlockingScript => messages::lost_blocking_script(count),
        Loss::ParserScript => messages::lost_body_script(count),
        Loss::Payment => messages::lost_payment(count),
        Loss::Login => messages::lost_login(count),
        Loss::Captcha => messages::lost_captcha(count),
        Loss::Consent => messages::lost_consent(count),
        Loss::Experiment => messages::lost_experiment(count),
        Loss::DeferredScript => messages::lost_deferred_script(count),
        Loss::OwnScript => messages::lost_own_script(count),
        Loss::PageData => messages::kind_data(count),
        Loss::OwnFrame => messages::lost_main_frame(count),
        Loss::Worker => messages::kind_worker(count),
        Loss::FontStylesheet => messages::lost_font_sheet(count),
        Loss::LateStylesheet => messages::lost_late_sheet(count),
        Loss::OptionalScript => messages::lost_optional_script(count),
        Loss::OptionalData => messages::lost_optional_data(count),
        Loss::Socket => messages::kind_socket(count),
        Loss::Embed => messages::lost_embed(count),
        Loss::Media => messages::kind_media(count),
        Loss::LargestPicture => messages::lost_largest_picture(count),
        Loss::MainPicture => messages::lost_large_picture(count),
        Loss::Picture => messages::kind_image(count),
        Loss::HidingFont => messages::lost_hiding_font(count),
        Loss::Font => messages::kind_font(count),
        Loss::Other => messages::kind_other(count),
        Loss::TagManager => messages::lost_tag_manager(count),
        Loss::Advertising => messages::lost_advertising(count),
        Loss::Measurement => messages::lost_measurement(count),
        Loss::Hint => messages::kind_hint(count),
        Loss::AlreadyMissing => messages::lost_failed(count),
        Loss::Blocked => messages::lost_blocked(count),
    }
}

/// What follows, as half a sentence.
fn consequence(effect: &Effect) -> String {
    let count = effect.count;
    let hanging = effect.only == Some(Mode::Hang);
    let said = match (effect.loss, effect.verdict) {
        (Loss::Document, Verdict::Down) => messages::then_no_page(),
        (Loss::Document, _) => messages::then_empty_frame(),
        (_, Verdict::Down) => return messages::then_blank(count),
        (Loss::Advertising, Verdict::Unaffected) => messages::then_no_ads(),
        (Loss::Measurement, Verdict::Unaffected) => messages::then_not_counted(),
        (Loss::AlreadyMissing, Verdict::Unaffected) => return messages::then_fails_anyway(count),
        (Loss::Blocked, _) => return messages::then_blocked_anyway(count),
        (_, Verdict::Unaffected) => return messages::then_goes_on(count),
        (Loss::BlockingStylesheet, Verdict::Broken) => messages::then_unstyled(),
        (Loss::BlockingScript, Verdict::Broken) => return messages::then_needed(count),
        (Loss::ParserScript | Loss::AlreadyMissing, Verdict::Broken) if hanging => {
            return messages::then_rest_missing(count);
        }
        (Loss::ParserScript, Verdict::Broken) => return messages::then_needed(count),
        (Loss::DeferredScript, Verdict::Broken) if hanging => return messages::then_queue(count),
        (Loss::Payment, Verdict::Broken) => messages::then_no_payment(),
        (Loss::Login, Verdict::Broken) => messages::then_no_login(),
        (Loss::Captcha, Verdict::Broken) => messages::then_no_forms(),
        (Loss::Consent, Verdict::Broken) => messages::then_hidden(),
        (Loss::Consent, _) => messages::then_no_consent(),
        (Loss::Experiment, _) => messages::then_late(),
        (Loss::PageData, Verdict::Broken) => messages::then_no_content(),
        (Loss::OwnFrame, Verdict::Broken) => messages::then_main_empty(),
        (Loss::Worker, Verdict::Broken) => messages::then_no_start(),
        (Loss::HidingFont, _) => messages::then_text_hidden(),
        (Loss::FontStylesheet | Loss::Font, _) => messages::then_other_fonts(),
        (Loss::BlockingStylesheet | Loss::LateStylesheet, _) => messages::then_part_unstyled(),
        (Loss::OptionalData | Loss::PageData, _) => return messages::then_not_brought(count),
        (Loss::Socket, _) => messages::then_no_updates(),
        (Loss::Media, _) => messages::then_silent(),
        (Loss::LargestPicture | Loss::MainPicture | Loss::Picture, _) => {
            return empty(effect.area, count);
        }
        (Loss::Embed, _) => return messages::then_no_embed(count),
        (Loss::Other, _) => return messages::then_unknown(count),
        (_, Verdict::Broken) => messages::then_useless(),
        (_, Verdict::Degraded) => return messages::then_part_missing(count),
    };
    said.to_owned()
}

/// What pictures leave behind that filled a share of the first screen.
fn empty(area: f32, count: u32) -> String {
    if area < 0.01 {
        return messages::then_empty_box(count);
    }
    let share = messages::number((area * 100.0).round() as u32);
    messages::then_screen_empty(&messages::percent(&share))
}

/// The verdicts of the two ways to fail, where they differ: a host may be
/// harmless in one and fatal in the other.
pub fn modes(impact: &Impact) -> Option<String> {
    let (refuse, hang) = impact.refuse.zip(impact.hang)?;
    differing(refuse, hang, impact.likelihood)
}

/// The same of a host that is gone alone.
pub fn host_modes(host: &Host) -> Option<String> {
    differing(host.refuse, host.hang, Likelihood::Will)
}

fn differing(refuse: Verdict, hang: Verdict, likelihood: Likelihood) -> Option<String> {
    let clause = |verdict| verdict_clause(verdict, likelihood);
    (refuse != hang).then(|| messages::modes_differ(clause(refuse), clause(hang)))
}

/// Why an impact only may be: the doubt on its worst effect.
pub fn why_may(impact: &Impact) -> Option<&'static str> {
    if impact.likelihood == Likelihood::Will {
        return None;
    }
    let worst = impact.effects.first()?;
    worst.doubt.map(doubt)
}

/// A doubt as half a sentence, to be read after "may, because".
pub fn doubt(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Zone => messages::doubt_zone(),
        Doubt::Part => messages::doubt_part(),
        Doubt::RegionUnknown => messages::doubt_region(),
        Doubt::ServiceUnknown => messages::doubt_service(),
        Doubt::Placement => messages::doubt_placement(),
        Doubt::SecondProvider => messages::doubt_second(),
        Doubt::EdgeCopy => messages::doubt_edge(),
        Doubt::ServiceWorker => messages::doubt_worker(),
        Doubt::Copy => messages::doubt_copy(),
        Doubt::Waiting => messages::doubt_waiting(),
        Doubt::Initiator => messages::doubt_initiator(),
    }
}
