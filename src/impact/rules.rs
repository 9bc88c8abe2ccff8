//! What the loss of a request means, as a table: the first rule that applies
//! to a request judges it.
//!
//! Each rule says what the request was to the page, and how bad its loss is
//! where its host fails fast (*refuse*) and where it never answers (*hang*).
//! The reasons are how browsers are specified to behave: an error event lets
//! the parser and the renderer go on at once, silence holds back whatever
//! waits.

use super::Loss;
use super::drawn::Left;
use super::usage::Use;
use crate::model::Verdict::{self, Broken, Degraded, Down, Unaffected};
use crate::model::{Blocking, FontDisplay, Kind, Outcome, Purpose};

/// One line of the table.
#[derive(Debug)]
pub struct Rule {
    pub name: &'static str,
    pub applies: fn(&Use) -> bool,
    pub loss: Loss,
    /// The verdict where the host fails fast.
    pub refuse: Verdict,
    /// The verdict where the host never answers.
    pub hang: Verdict,
    /// The reason, or who found it.
    pub source: &'static str,
}

macro_rules! rules {
    ($($name:ident => $loss:ident, $refuse:ident, $hang:ident, $source:literal;)*) => {
        &[$(Rule {
            name: stringify!($name),
            applies: $name,
            loss: Loss::$loss,
            refuse: $refuse,
            hang: $hang,
            source: $source,
        }),*]
    };
}

/// The rules in the order in which they are asked.
#[rustfmt::skip]
pub const RULES: &[Rule] = rules! {
//  rule                     what it was         refuse      hang        source
    document              => Document,           Down,       Down,       "HTML: a navigation without an answer shows the browser's error page";
    blocked               => Blocked,            Unaffected, Unaffected, "what never leaves the browser needs nobody to answer";
    already_failed        => AlreadyMissing,     Unaffected, Unaffected, "the page was seen without it";
    error_blocks_paint    => AlreadyMissing,     Unaffected, Down,       "an error lets the page go on, silence does not (Souders 2010)";
    error_blocks_parser   => AlreadyMissing,     Unaffected, Broken,     "an error lets the parser go on, silence does not";
    error_anyway          => AlreadyMissing,     Unaffected, Unaffected, "the page was seen without it";
    hint                  => Hint,               Unaffected, Unaffected, "HTML: a failed hint is ignored, the request itself follows";
    service_worker        => Worker,             Unaffected, Unaffected, "Service Workers: one that is registered stays, and a page is loaded without one";
    beacon                => Measurement,        Unaffected, Unaffected, "Beacon: nobody waits for the answer";
    silent_data           => Measurement,        Unaffected, Unaffected, "HTTP: 204 has no content, so that nothing of it can be shown";
    pixel                 => Measurement,        Unaffected, Unaffected, "a picture that shows nothing counts visitors";
    optional_blocks_paint => BlockingScript,     Unaffected, Down,       "HTTP Archive: render-blocking third parties; Facebook's like button, June 2012";
    optional_blocks_parser=> ParserScript,       Unaffected, Broken,     "HTML: the parser waits for a classic script";
    optional_holds_queue  => DeferredScript,     Unaffected, Broken,     "HTML: deferred scripts run in order";
    part_of_an_ad         => Advertising,        Unaffected, Unaffected, "what an ad asks for is the ad";
    part_of_measurement   => Measurement,        Unaffected, Unaffected, "what a measuring script asks for is its measurement";
    advertising           => Advertising,        Unaffected, Unaffected, "its loss is not missed";
    measurement           => Measurement,        Unaffected, Unaffected, "its loss is not seen";
    tag_manager           => TagManager,         Unaffected, Unaffected, "itself shows nothing; what it loads is judged by itself";
    consent_blocks_paint  => Consent,            Degraded,   Down,       "consent walls are loaded first and hide the page until answered";
    consent               => Consent,            Degraded,   Broken,     "consent walls hide the page until answered";
    experiment_blocks     => Experiment,         Unaffected, Down,       "without it the page shows its usual variant, but not before an answer";
    experiment            => Experiment,         Unaffected, Unaffected, "anti-flicker snippets give up after 3 to 4 s of their own, and the usual variant shows";
    embed_blocks_paint    => BlockingScript,     Degraded,   Down,       "Souders 2010: a widget's script in the head is a single point of failure";
    font_sheet_blocks     => FontStylesheet,     Degraded,   Down,       "a sheet blocks although its fonts do not (fonts.googleapis.com on 5.84 M sites, HTTP Archive 2025)";
    font_sheet            => FontStylesheet,     Degraded,   Degraded,   "CSS Fonts: fallback faces";
    icons_block           => FontStylesheet,     Degraded,   Down,       "a sheet or script of icons blocks like any other, and only icons are missing without it";
    blocking_stylesheet   => BlockingStylesheet, Broken,     Down,       "HTML: a sheet in the head is render-blocking; without it the page is unstyled";
    blocking_script       => BlockingScript,     Broken,     Down,       "HTML: nothing below a classic script is parsed before it has run";
    sheet_above_much      => LateStylesheet,     Degraded,   Broken,     "HTML: what stands behind a sheet in the body is not shown before it; it styles its own part";
    sheet_in_the_body     => LateStylesheet,     Degraded,   Degraded,   "little stands behind it, and it styles its own part";
    widget_in_the_middle  => ParserScript,       Degraded,   Broken,     "HTML: what stands behind it waits for it; its own place stays empty";
    library_at_the_end    => ParserScript,       Degraded,   Degraded,   "all text stands before it, and no button needs it";
    parser_script         => ParserScript,       Broken,     Broken,     "what stands above stays visible, what follows is missing or dead";
    captcha               => Captcha,            Broken,     Broken,     "without it forms cannot be sent";
    payment               => Payment,            Broken,     Broken,     "without it nothing can be paid";
    login                 => Login,              Broken,     Broken,     "without it nobody gets in";
    shows_nothing         => OptionalScript,     Unaffected, Unaffected, "all that shows stands in the document";
    embed_holds_queue     => DeferredScript,     Degraded,   Broken,     "HTML: deferred scripts run in order";
    embed                 => Embed,              Degraded,   Degraded,   "the widget is missing";
    draws_all             => OwnScript,          Down,       Down,       "the document itself says nothing: without its script it is blank";
    draws_most            => OwnScript,          Broken,     Broken,     "the document itself says less than half of what shows";
    draws_little          => OwnScript,          Degraded,   Degraded,   "the document says most itself, and no button needs a script";
    library_of_little     => DeferredScript,     Degraded,   Degraded,   "the document says most itself, and no button needs a script";
    imported_module       => DeferredScript,     Broken,     Broken,     "HTML: one missing module stops its whole graph";
    entry_script          => DeferredScript,     Broken,     Broken,     "HTML: what runs once the document is parsed is what it starts with";
    queue_of_little       => DeferredScript,     Degraded,   Degraded,   "the document says most itself, and no button needs a script";
    optional_queue        => DeferredScript,     Degraded,   Broken,     "HTML: deferred scripts run in order";
    own_script            => OwnScript,          Broken,     Broken,     "the page's own script does what the page is for";
    optional_script       => OptionalScript,     Degraded,   Degraded,   "an async script's loss is its own feature's";
    late_stylesheet       => LateStylesheet,     Degraded,   Degraded,   "a sheet that does not block styles a part or comes late";
    data_fills_page       => PageData,           Broken,     Broken,     "the document itself says less than half of what shows";
    data_shows_nothing    => OptionalData,       Unaffected, Unaffected, "all that shows stands in the document";
    data_adds             => OptionalData,       Degraded,   Degraded,   "the document says most itself";
    page_data             => PageData,           Broken,     Broken,     "fetch rejects or stays pending: the content that it brings is missing";
    optional_data         => OptionalData,       Degraded,   Degraded,   "the page stands before it asks, or asks another site";
    own_frame             => OwnFrame,           Broken,     Broken,     "a frame that fills the screen is the page";
    frame                 => Embed,              Degraded,   Degraded,   "the frame is empty or shows the browser's error";
    worker_draws_most     => Worker,             Broken,     Broken,     "the document itself says less than half of what shows";
    own_worker            => Worker,             Broken,     Broken,     "a worker or WebAssembly that an application starts with";
    worker                => Worker,             Degraded,   Degraded,   "a worker's loss is its own feature's";
    socket                => Socket,             Degraded,   Degraded,   "live updates stop";
    media                 => Media,              Degraded,   Degraded,   "nothing plays";
    largest_picture       => LargestPicture,     Degraded,   Degraded,   "Largest Contentful Paint: what the reader is thought to have come for";
    hidden_picture        => Picture,            Unaffected, Unaffected, "it stands where nobody sees it, as in a closed menu";
    main_picture          => MainPicture,        Degraded,   Degraded,   "a picture that much of the first screen is";
    picture               => Picture,            Degraded,   Degraded,   "an empty box";
    hiding_font           => HidingFont,         Degraded,   Degraded,   "CSS Fonts: with font-display auto or block text is hidden for 3 s";
    font                  => Font,               Degraded,   Degraded,   "CSS Fonts: fallback faces, icons as boxes";
    other                 => Other,              Degraded,   Degraded,   "not known what for";
};

/// From this share of the first screen on a picture is one that is looked at.
const MAIN_PICTURE: f32 = 0.15;
/// From this share of the first screen on a frame is what the page is about.
const MAIN_FRAME: f32 = 0.5;
/// From this share of the text on what stands behind a script is missed.
const MUCH_BEHIND: f32 = 0.3;
/// With this share of the text behind it as much is held back as shows.
const HALF_BEHIND: f32 = 0.5;
/// Up to this share of the text nothing to speak of stands behind a script.
const NOTHING_BEHIND: f32 = 0.02;
/// One pixel of a first screen is about a millionth of it.
const PIXEL: f32 = 0.000_02;

const OPTIONAL: &[Purpose] = &[
    Purpose::Advertising,
    Purpose::Analytics,
    Purpose::TagManager,
];
const EMBEDDED: &[Purpose] = &[Purpose::Chat, Purpose::Social, Purpose::Video];
/// Kinds that do something, other than to be looked at.
const ACTING: &[Kind] = &[
    Kind::Script,
    Kind::Stylesheet,
    Kind::Frame,
    Kind::Worker,
    Kind::Data,
    Kind::Socket,
];
/// Kinds whose error a page was built to live with, or nobody looked.
const DISPENSABLE: &[Kind] = &[
    Kind::Script,
    Kind::Stylesheet,
    Kind::Worker,
    Kind::Font,
    Kind::Image,
    Kind::Media,
];
const CODE: &[Kind] = &[Kind::Script, Kind::Stylesheet];

fn document(usage: &Use) -> bool {
    usage.is(&[Kind::Document])
}

fn blocked(usage: &Use) -> bool {
    usage.request.outcome.is_blocked()
}

fn already_failed(usage: &Use) -> bool {
    usage.failed()
}

fn error_blocks_paint(usage: &Use) -> bool {
    error_anyway(usage) && blocks_paint(usage)
}

fn error_blocks_parser(usage: &Use) -> bool {
    error_anyway(usage) && usage.is(CODE) && usage.waits == Blocking::Parser
}

fn error_anyway(usage: &Use) -> bool {
    usage.answered_with_error() && usage.is(DISPENSABLE)
}

fn hint(usage: &Use) -> bool {
    usage.is(&[Kind::Hint])
}

fn service_worker(usage: &Use) -> bool {
    // What is the page's own it may well have fetched for the page.
    let of_worker = worker(usage) || (usage.is(&[Kind::Script]) && !usage.own);
    usage.request.background && of_worker
}

fn beacon(usage: &Use) -> bool {
    usage.is(&[Kind::Beacon])
}

fn silent_data(usage: &Use) -> bool {
    usage.is(&[Kind::Data]) && usage.request.outcome == Outcome::Answered(204)
}

fn pixel(usage: &Use) -> bool {
    let shows_nothing = usage.request.outcome == Outcome::Answered(204)
        || (usage.area() > 0.0 && usage.area() < PIXEL);
    usage.is(&[Kind::Image]) && !usage.own && shows_nothing
}

fn blocks_paint(usage: &Use) -> bool {
    usage.is(CODE) && usage.waits == Blocking::Render
}

fn optional_blocks_paint(usage: &Use) -> bool {
    usage.serves(OPTIONAL) && blocks_paint(usage)
}

fn optional_blocks_parser(usage: &Use) -> bool {
    usage.serves(OPTIONAL) && usage.is(CODE) && usage.waits == Blocking::Parser
}

fn optional_holds_queue(usage: &Use) -> bool {
    usage.serves(OPTIONAL) && holds_queue(usage)
}

fn holds_queue(usage: &Use) -> bool {
    usage.is(&[Kind::Script]) && usage.waits == Blocking::Deferred && usage.holds_others
}

fn part_of_an_ad(usage: &Use) -> bool {
    usage.inherited && advertising(usage)
}

fn part_of_measurement(usage: &Use) -> bool {
    usage.inherited && measurement(usage)
}

fn advertising(usage: &Use) -> bool {
    usage.serves(&[Purpose::Advertising])
}

fn measurement(usage: &Use) -> bool {
    usage.serves(&[Purpose::Analytics])
}

fn tag_manager(usage: &Use) -> bool {
    usage.serves(&[Purpose::TagManager])
}

fn consent_blocks_paint(usage: &Use) -> bool {
    consent(usage) && blocks_paint(usage)
}

fn consent(usage: &Use) -> bool {
    usage.serves(&[Purpose::Consent]) && usage.is(ACTING)
}

fn experiment_blocks(usage: &Use) -> bool {
    experiment(usage) && blocks_paint(usage)
}

fn experiment(usage: &Use) -> bool {
    usage.serves(&[Purpose::Experiment]) && usage.is(ACTING)
}

fn embed_blocks_paint(usage: &Use) -> bool {
    usage.serves(EMBEDDED) && blocks_paint(usage)
}

fn font_sheet_blocks(usage: &Use) -> bool {
    font_sheet(usage) && blocks_paint(usage)
}

fn font_sheet(usage: &Use) -> bool {
    usage.serves(&[Purpose::Fonts]) && usage.is(&[Kind::Stylesheet])
}

fn icons_block(usage: &Use) -> bool {
    let address = usage.request.url.to_ascii_lowercase();
    let names_icons = ["icon", "font-awesome", "fontawesome"];
    blocks_paint(usage) && names_icons.iter().any(|name| address.contains(name))
}

fn blocking_stylesheet(usage: &Use) -> bool {
    usage.is(&[Kind::Stylesheet]) && blocks_paint(usage)
}

fn blocking_script(usage: &Use) -> bool {
    usage.is(&[Kind::Script]) && blocks_paint(usage)
}

fn sheet_above_much(usage: &Use) -> bool {
    sheet_in_the_body(usage) && usage.request.behind.is_none_or(|b| b >= HALF_BEHIND)
}

fn sheet_in_the_body(usage: &Use) -> bool {
    usage.is(&[Kind::Stylesheet]) && usage.waits == Blocking::Parser
}

fn widget_in_the_middle(usage: &Use) -> bool {
    let stranger = !usage.own && usage.purpose.is_none();
    parser_script(usage) && stranger && usage.request.behind.is_some_and(|b| b >= MUCH_BEHIND)
}

fn library_at_the_end(usage: &Use) -> bool {
    parser_script(usage)
        && usage.serves(&[Purpose::Library])
        && says_most(usage)
        && usage.request.behind.is_some_and(|b| b <= NOTHING_BEHIND)
}

fn parser_script(usage: &Use) -> bool {
    usage.is(CODE) && usage.waits == Blocking::Parser
}

fn captcha(usage: &Use) -> bool {
    usage.serves(&[Purpose::Captcha]) && usage.is(ACTING)
}

fn payment(usage: &Use) -> bool {
    usage.serves(&[Purpose::Payment]) && usage.is(ACTING)
}

fn login(usage: &Use) -> bool {
    usage.serves(&[Purpose::Login]) && usage.is(ACTING)
}

/// What a stranger's script does that came after the document was counted, and
/// added nothing to it.
fn shows_nothing(usage: &Use) -> bool {
    let idle = usage.is(&[Kind::Script]) && usage.waits == Blocking::No && !usage.own;
    idle && usage.left == Some(Left::All)
}

fn embed_holds_queue(usage: &Use) -> bool {
    usage.serves(EMBEDDED) && holds_queue(usage)
}

fn embed(usage: &Use) -> bool {
    usage.serves(EMBEDDED) && usage.is(ACTING)
}

fn draws_all(usage: &Use) -> bool {
    usage.draws && usage.left == Some(Left::Nothing)
}

fn draws_most(usage: &Use) -> bool {
    usage.draws && usage.left == Some(Left::Little)
}

fn draws_little(usage: &Use) -> bool {
    usage.draws && says_most(usage) && !holds_queue(usage)
}

fn library_of_little(usage: &Use) -> bool {
    let library = usage.is(&[Kind::Script]) && usage.serves(&[Purpose::Library]);
    library && usage.waits == Blocking::Deferred && says_most(usage)
}

fn imported_module(usage: &Use) -> bool {
    usage.is(&[Kind::Script]) && usage.imported
}

fn entry_script(usage: &Use) -> bool {
    let library = usage.serves(&[Purpose::Library]);
    usage.is(&[Kind::Script]) && usage.waits == Blocking::Deferred && (usage.own || library)
}

fn queue_of_little(usage: &Use) -> bool {
    holds_queue(usage) && says_most(usage)
}

fn optional_queue(usage: &Use) -> bool {
    holds_queue(usage)
}

fn own_script(usage: &Use) -> bool {
    usage.is(&[Kind::Script]) && usage.own && !usage.request.after_load
}

fn optional_script(usage: &Use) -> bool {
    usage.is(&[Kind::Script])
}

fn late_stylesheet(usage: &Use) -> bool {
    usage.is(&[Kind::Stylesheet])
}

fn says_most(usage: &Use) -> bool {
    matches!(usage.left, Some(Left::Most | Left::All))
}

fn says_little(usage: &Use) -> bool {
    usage.left.is_some_and(Left::is_little)
}

fn data_fills_page(usage: &Use) -> bool {
    usage.is(&[Kind::Data]) && usage.request.frame == 0 && says_little(usage)
}

fn data_shows_nothing(usage: &Use) -> bool {
    usage.is(&[Kind::Data]) && usage.left == Some(Left::All)
}

fn data_adds(usage: &Use) -> bool {
    usage.is(&[Kind::Data]) && usage.left.is_some()
}

fn page_data(usage: &Use) -> bool {
    let own = usage.own || usage.asked_by_own;
    usage.is(&[Kind::Data]) && own && !usage.request.after_load
}

fn optional_data(usage: &Use) -> bool {
    usage.is(&[Kind::Data])
}

fn own_frame(usage: &Use) -> bool {
    frame(usage) && usage.own && usage.area() >= MAIN_FRAME
}

fn frame(usage: &Use) -> bool {
    usage.is(&[Kind::Frame])
}

fn worker_draws_most(usage: &Use) -> bool {
    worker(usage) && !usage.request.after_load && says_little(usage)
}

fn own_worker(usage: &Use) -> bool {
    worker(usage) && usage.own && !usage.request.after_load
}

fn worker(usage: &Use) -> bool {
    usage.is(&[Kind::Worker])
}

fn socket(usage: &Use) -> bool {
    usage.is(&[Kind::Socket])
}

fn media(usage: &Use) -> bool {
    usage.is(&[Kind::Media])
}

fn largest_picture(usage: &Use) -> bool {
    picture(usage) && usage.request.largest
}

fn hidden_picture(usage: &Use) -> bool {
    picture(usage) && usage.request.area == Some(0.0)
}

fn main_picture(usage: &Use) -> bool {
    picture(usage) && usage.area() >= MAIN_PICTURE
}

fn picture(usage: &Use) -> bool {
    usage.is(&[Kind::Image])
}

fn hiding_font(usage: &Use) -> bool {
    font(usage) && usage.request.font_display == FontDisplay::Block
}

fn font(usage: &Use) -> bool {
    usage.is(&[Kind::Font])
}

fn other(_: &Use) -> bool {
    true
}
