//! Sentences about what an outage does.

use super::{count, some, verdict_verb};
use crate::impact::{Effect, Impact, Loss, Reason};
use crate::model::{Likelihood, Mode, Verdict};
use crate::outage::Doubt;
use crate::report::Host;

/// How many hosts a sentence names.
const NAMED: usize = 2;

/// Why the verdict is what it is.
pub fn reason(impact: &Impact) -> String {
    match &impact.reason {
        Reason::Untouched => "The page uses nothing of it".to_owned(),
        Reason::ControlPlane => {
            "Only the control plane failed: what was running kept serving".to_owned()
        }
        Reason::Unseen => {
            "What failed does not show in what a page loads, so whether this one was hit is not \
             known"
                .to_owned()
        }
        Reason::Effect { worst, others: 0 } => effect(worst),
        Reason::Effect { worst, others } => {
            format!("{}; {} lost too", effect(worst), more(*others))
        }
    }
}

fn more(others: u32) -> String {
    count(others, "more request is", "more requests are")
}

/// What the loss of some requests means: `2 blocking scripts from
/// cdn.shop.example: the page stays blank while they hang`.
pub fn effect(effect: &Effect) -> String {
    let what = match (effect.loss, &effect.file) {
        (Loss::Document, _) => "The document".to_owned(),
        // The one that everybody sees has a name.
        (Loss::LargestPicture, Some(file)) => format!("The largest picture, {file},"),
        (loss, _) => {
            let (one, many) = nouns(loss);
            count(effect.count, one, many)
        }
    };
    let from = if effect.hosts.is_empty() {
        String::new()
    } else {
        format!(" from {}", some(&effect.hosts, NAMED))
    };
    let other = effect
        .through
        .as_ref()
        .filter(|host| effect.hosts != [host.as_str()]);
    let never = other.map_or_else(String::new, |host| {
        let are = if effect.count == 1 { "is" } else { "are" };
        format!(" {are} never asked for without {host}")
    });
    format!("{what}{from}{never}: {}", consequence(effect))
}

/// One request, and several, by what they were to the page.
fn nouns(loss: Loss) -> (&'static str, &'static str) {
    match loss {
        Loss::Document => ("document", "documents"),
        Loss::BlockingStylesheet => ("blocking stylesheet", "blocking stylesheets"),
        Loss::BlockingScript => ("blocking script", "blocking scripts"),
        Loss::ParserScript => ("script in the body", "scripts in the body"),
        Loss::Payment => ("part of the payment", "parts of the payment"),
        Loss::Login => ("part of the login", "parts of the login"),
        Loss::Captcha => ("part of the captcha", "parts of the captcha"),
        Loss::Consent => ("part of the consent wall", "parts of the consent wall"),
        Loss::Experiment => ("part of an experiment", "parts of an experiment"),
        Loss::DeferredScript => ("deferred script", "deferred scripts"),
        Loss::OwnScript => ("script of the page", "scripts of the page"),
        Loss::PageData => ("data request", "data requests"),
        Loss::OwnFrame => ("main frame", "main frames"),
        Loss::Worker => ("worker", "workers"),
        Loss::FontStylesheet => ("font stylesheet", "font stylesheets"),
        Loss::LateStylesheet => ("late stylesheet", "late stylesheets"),
        Loss::OptionalScript => ("optional script", "optional scripts"),
        Loss::OptionalData => ("optional data request", "optional data requests"),
        Loss::Socket => ("live connection", "live connections"),
        Loss::Embed => ("part of an embed", "parts of embeds"),
        Loss::Media => ("media file", "media files"),
        Loss::LargestPicture => ("largest picture", "largest pictures"),
        Loss::MainPicture => ("large picture", "large pictures"),
        Loss::Picture => ("picture", "pictures"),
        Loss::HidingFont => ("font that text waits for", "fonts that text waits for"),
        Loss::Font => ("font", "fonts"),
        Loss::Other => ("other request", "other requests"),
        Loss::TagManager => ("tag manager request", "tag manager requests"),
        Loss::Advertising => ("advertising request", "advertising requests"),
        Loss::Measurement => ("measuring request", "measuring requests"),
        Loss::Hint => ("preload or icon", "preloads or icons"),
        Loss::AlreadyMissing => ("failed request", "failed requests"),
        Loss::Blocked => ("blocked request", "blocked requests"),
    }
}

/// What follows, as half a sentence.
fn consequence(effect: &Effect) -> String {
    let one = effect.count == 1;
    let it = |single: &str, several: &str| (if one { single } else { several }).to_owned();
    let hanging = effect.only == Some(Mode::Hang);
    match (effect.loss, effect.verdict) {
        (Loss::Document, Verdict::Down) => "there is no page".to_owned(),
        (Loss::Document, _) => "its frame stays empty".to_owned(),
        (_, Verdict::Down) => it(
            "the page stays blank while it hangs",
            "the page stays blank while they hang",
        ),
        (Loss::Advertising, Verdict::Unaffected) => "ads are missing".to_owned(),
        (Loss::Measurement, Verdict::Unaffected) => "visits are not counted".to_owned(),
        (Loss::AlreadyMissing, Verdict::Unaffected) => it(
            "it fails without an outage, too",
            "they fail without an outage, too",
        ),
        (Loss::Blocked, _) => it(
            "the browser or an extension stops it anyway",
            "the browser or an extension stops them anyway",
        ),
        (_, Verdict::Unaffected) => it(
            "the page goes on without it",
            "the page goes on without them",
        ),
        (Loss::BlockingStylesheet, Verdict::Broken) => "the page is unstyled".to_owned(),
        (Loss::BlockingScript, Verdict::Broken) => it(
            "what needs it does not work",
            "what needs them does not work",
        ),
        (Loss::ParserScript | Loss::AlreadyMissing, Verdict::Broken) if hanging => it(
            "what follows it is missing while it hangs",
            "what follows them is missing while they hang",
        ),
        (Loss::ParserScript, Verdict::Broken) => it(
            "what needs it does not work",
            "what needs them does not work",
        ),
        (Loss::DeferredScript, Verdict::Broken) if hanging => it(
            "the scripts queued behind it never run",
            "the scripts queued behind them never run",
        ),
        (Loss::DeferredScript | Loss::OwnScript, Verdict::Broken) => {
            "the page does not do its job".to_owned()
        }
        (Loss::Payment, Verdict::Broken) => "nothing can be paid".to_owned(),
        (Loss::Login, Verdict::Broken) => "nobody can log in".to_owned(),
        (Loss::Captcha, Verdict::Broken) => "forms cannot be sent".to_owned(),
        (Loss::Consent, Verdict::Broken) => "the page may stay hidden behind it".to_owned(),
        (Loss::Consent, _) => "nobody is asked for consent".to_owned(),
        (Loss::Experiment, _) => "the page shows late, in its default form".to_owned(),
        (Loss::PageData, Verdict::Broken) => "content is missing".to_owned(),
        (Loss::OwnFrame, Verdict::Broken) => "the main part is empty".to_owned(),
        (Loss::Worker, Verdict::Broken) => "the application does not start".to_owned(),
        (Loss::HidingFont, _) => {
            "text is hidden for up to 3 s, then in other fonts; icons may be missing".to_owned()
        }
        (Loss::FontStylesheet | Loss::Font, _) => {
            "text is in other fonts, icons may be missing".to_owned()
        }
        (Loss::BlockingStylesheet | Loss::LateStylesheet, _) => "a part is unstyled".to_owned(),
        (Loss::OptionalData | Loss::PageData, _) => {
            it("what it brings is missing", "what they bring is missing")
        }
        (Loss::Socket, _) => "live updates stop".to_owned(),
        (Loss::Media, _) => "nothing plays".to_owned(),
        (Loss::LargestPicture | Loss::MainPicture | Loss::Picture, _) if effect.area >= 0.01 => {
            format!("{:.0} % of the first screen is empty", effect.area * 100.0)
        }
        (Loss::LargestPicture | Loss::MainPicture | Loss::Picture, _) => {
            it("an empty box", "empty boxes")
        }
        (Loss::Embed, _) => it("the embed does not work", "the embeds do not work"),
        (Loss::Other, _) => it(
            "what it is for is not known",
            "what they are for is not known",
        ),
        (_, Verdict::Broken) => "the page does not do its job".to_owned(),
        (_, Verdict::Degraded) => it("its part is missing", "their parts are missing"),
    }
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
    let verb = |verdict| verdict_verb(verdict, likelihood);
    (refuse != hang).then(|| {
        format!(
            "If it answers with errors the page {}; if it never answers the page {}",
            verb(refuse),
            verb(hang)
        )
    })
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
        Doubt::Zone => "one zone of the region is gone, and nothing tells in which zone a host is",
        Doubt::Part => "only a part of the provider's customers or places is hit",
        Doubt::RegionUnknown => "the region is not known, and could be another one",
        Doubt::ServiceUnknown => "the service is not known, and could be another one",
        Doubt::Placement => "who serves this is not certain",
        Doubt::SecondProvider => "a second provider serves this, too",
        Doubt::EdgeCopy => "what stands in front may have a copy",
        Doubt::ServiceWorker => "the page's service worker may have a copy",
        Doubt::Copy => "the same file came from another host, too",
        Doubt::Waiting => "how the page waits for this was not seen",
        Doubt::Initiator => "what asks for this was not seen",
    }
}
