//! What the loss of a request means, as a table: the first rule that applies
//! to a request judges it.
//!
//! Each rule says what the request was to the page, and how bad its loss is
//! where its host fails fast (*refuse*) and where it never answers (*hang*).
//! The reasons are how browsers are specified to behave: an error event lets
//! the parser and the renderer go on at once, silence holds back whatever
//! waits.

use super::Loss;
use super::usage::Use;
use super::when::*;
use crate::model::Verdict::{self, Broken, Degraded, Down, Unaffected};

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
    optional_holds_all    => DeferredScript,     Unaffected, Down,       "HTML: deferred scripts run in order; without those after it the page is blank";
    optional_blocks_parser=> ParserScript,       Unaffected, Broken,     "HTML: the parser waits for a classic script";
    optional_holds_queue  => DeferredScript,     Unaffected, Broken,     "HTML: deferred scripts run in order";
    optional_holds_little => OptionalScript,     Unaffected, Degraded,   "HTML: what waits for it is little, and itself shows nothing";
    part_of_an_ad         => Advertising,        Unaffected, Unaffected, "what an ad asks for is the ad";
    part_of_measurement   => Measurement,        Unaffected, Unaffected, "what a measuring script asks for is its measurement";
    advertising           => Advertising,        Unaffected, Unaffected, "its loss is not missed";
    measurement           => Measurement,        Unaffected, Unaffected, "its loss is not seen";
    tag_manager           => TagManager,         Unaffected, Unaffected, "itself shows nothing; what it loads is judged by itself";
    consent_blocks_paint  => Consent,            Degraded,   Down,       "consent walls are loaded first and hide the page until answered";
    consent_of_little     => Consent,            Degraded,   Degraded,   "it was seen to add its question to a page that stood without it";
    consent               => Consent,            Degraded,   Broken,     "consent walls hide the page until answered";
    experiment_blocks     => Experiment,         Unaffected, Down,       "without it the page shows its usual variant, but not before an answer";
    experiment            => Experiment,         Unaffected, Unaffected, "anti-flicker snippets give up after 3 to 4 s of their own, and the usual variant shows";
    embed_blocks_paint    => BlockingScript,     Degraded,   Down,       "Souders 2010: a widget's script in the head is a single point of failure";
    font_sheet_blocks     => FontStylesheet,     Degraded,   Down,       "a sheet blocks although its fonts do not (fonts.googleapis.com on 5.84 M sites, HTTP Archive 2025)";
    font_sheet            => FontStylesheet,     Degraded,   Degraded,   "CSS Fonts: fallback faces";
    icons_block           => FontStylesheet,     Degraded,   Down,       "a sheet or script of icons blocks like any other, and only icons are missing without it";
    blocking_stylesheet   => BlockingStylesheet, Broken,     Down,       "HTML: a sheet in the head is render-blocking; without it the page is unstyled";
    script_of_nothing_blocks=> BlockingScript,   Unaffected, Down,       "HTML: nothing below a classic script is parsed before it has run; it drew nothing";
    script_of_little_blocks=> BlockingScript,    Degraded,   Down,       "HTML: nothing below a classic script is parsed before it has run; it drew little";
    blocking_script       => BlockingScript,     Broken,     Down,       "HTML: nothing below a classic script is parsed before it has run";
    sheet_above_much      => LateStylesheet,     Degraded,   Broken,     "HTML: what stands behind a sheet in the body is not shown before it; it styles its own part";
    sheet_in_the_body     => LateStylesheet,     Degraded,   Degraded,   "little stands behind it, and it styles its own part";
    parser_script         => ParserScript,       Broken,     Broken,     "what stands above stays visible, what follows is missing or dead";
    little_above_much     => ParserScript,       Degraded,   Broken,     "HTML: what stands behind it waits for it; its own place stays empty";
    little_above_little   => ParserScript,       Degraded,   Degraded,   "little stands behind it, and it drew little";
    nothing_above_much    => ParserScript,       Unaffected, Broken,     "HTML: what stands behind it waits for it; it drew nothing";
    nothing_above_little  => ParserScript,       Unaffected, Degraded,   "little stands behind it, and it drew nothing";
    nothing_above_nothing => ParserScript,       Unaffected, Unaffected, "all that shows stands before it";
    queue_of_all          => DeferredScript,     Broken,     Down,       "HTML: deferred scripts run in order; without those after it the page is blank";
    captcha               => Captcha,            Broken,     Broken,     "without it forms cannot be sent";
    payment               => Payment,            Broken,     Broken,     "without it nothing can be paid";
    login                 => Login,              Broken,     Broken,     "without it nobody gets in";
    chat                  => Embed,              Degraded,   Degraded,   "it floats over a corner of the page, however much is in it";
    draws_all             => OwnScript,          Down,       Down,       "the document itself says nothing: without its script it is blank";
    draws_most            => OwnScript,          Broken,     Broken,     "less than half of what shows stands in the document or comes of others";
    nothing_before_much   => DeferredScript,     Unaffected, Broken,     "HTML: deferred scripts run in order; it drew nothing";
    nothing_before_little => DeferredScript,     Unaffected, Degraded,   "HTML: deferred scripts run in order; little comes after it";
    shows_nothing         => OptionalScript,     Unaffected, Unaffected, "all that shows stands in the document or comes of others";
    embed_holds_queue     => DeferredScript,     Degraded,   Broken,     "HTML: deferred scripts run in order";
    embed                 => Embed,              Degraded,   Degraded,   "the widget is missing";
    little_before_much    => DeferredScript,     Degraded,   Broken,     "HTML: deferred scripts run in order; it drew little";
    draws_little          => OwnScript,          Degraded,   Degraded,   "the document says most itself, and no button needs a script";
    buttons_need_it       => OwnScript,          Broken,     Broken,     "nothing else on the page can answer its buttons";
    imported_module       => DeferredScript,     Broken,     Broken,     "HTML: one missing module stops its whole graph";
    entry_script          => DeferredScript,     Broken,     Broken,     "HTML: what runs once the document is parsed is what it starts with";
    optional_queue        => DeferredScript,     Degraded,   Broken,     "HTML: deferred scripts run in order";
    own_script            => OwnScript,          Broken,     Broken,     "the page's own script does what the page is for";
    optional_script       => OptionalScript,     Degraded,   Degraded,   "an async script's loss is its own feature's";
    late_stylesheet       => LateStylesheet,     Degraded,   Degraded,   "a sheet that does not block styles a part or comes late";
    data_fills_page       => PageData,           Broken,     Broken,     "the document itself says less than half of what shows";
    data_shows_nothing    => OptionalData,       Unaffected, Unaffected, "all that shows stands in the document";
    data_adds             => OptionalData,       Degraded,   Degraded,   "the document says most itself";
    page_data             => PageData,           Broken,     Broken,     "fetch rejects or stays pending: the content that it brings is missing";
    optional_data         => OptionalData,       Degraded,   Degraded,   "the page stands before it asks, or asks another site";
    frame_to_fill_in      => OwnFrame,           Broken,     Broken,     "most of the fields in frames stand in it";
    own_frame             => OwnFrame,           Broken,     Broken,     "a frame that fills the screen is the page";
    frame                 => Embed,              Degraded,   Degraded,   "the frame is empty or shows the browser's error";
    worker_draws_most     => Worker,             Broken,     Broken,     "the document itself says less than half of what shows";
    own_worker            => Worker,             Broken,     Broken,     "a worker or WebAssembly that an application starts with";
    worker                => Worker,             Degraded,   Degraded,   "a worker's loss is its own feature's";
    silent_socket         => Socket,             Unaffected, Unaffected, "all that shows stands in the document or comes of others";
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
