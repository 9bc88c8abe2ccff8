//! When a rule applies: for each rule of the table ([`super::rules`]) a question
//! about how the page uses a request, in the order of the table.

use super::drawn::Left;
use super::usage::Use;
use crate::model::{Blocking, FontDisplay, Kind, Outcome, Purpose};

/// From this share of the first screen on a picture is one that is looked at.
const MAIN_PICTURE: f32 = 0.15;
/// From this share of the first screen on a frame is what the page is about.
const MAIN_FRAME: f32 = 0.5;
/// With this share of the text behind it as much is held back as shows.
const HALF_BEHIND: f32 = 0.5;
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

pub fn document(usage: &Use) -> bool {
    usage.is(&[Kind::Document])
}

pub fn blocked(usage: &Use) -> bool {
    usage.request.outcome.is_blocked()
}

pub fn already_failed(usage: &Use) -> bool {
    usage.failed()
}

pub fn error_blocks_paint(usage: &Use) -> bool {
    error_anyway(usage) && blocks_paint(usage)
}

pub fn error_blocks_parser(usage: &Use) -> bool {
    error_anyway(usage) && usage.is(CODE) && usage.waits == Blocking::Parser
}

pub fn error_anyway(usage: &Use) -> bool {
    usage.answered_with_error() && usage.is(DISPENSABLE)
}

pub fn hint(usage: &Use) -> bool {
    usage.is(&[Kind::Hint])
}

pub fn service_worker(usage: &Use) -> bool {
    // What is the page's own it may well have fetched for the page.
    let of_worker = worker(usage) || (usage.is(&[Kind::Script]) && !usage.own);
    usage.request.background && of_worker
}

pub fn beacon(usage: &Use) -> bool {
    usage.is(&[Kind::Beacon])
}

pub fn silent_data(usage: &Use) -> bool {
    usage.is(&[Kind::Data]) && usage.request.outcome == Outcome::Answered(204)
}

pub fn pixel(usage: &Use) -> bool {
    let shows_nothing = usage.request.outcome == Outcome::Answered(204)
        || (usage.area() > 0.0 && usage.area() < PIXEL);
    usage.is(&[Kind::Image]) && !usage.own && shows_nothing
}

pub fn blocks_paint(usage: &Use) -> bool {
    usage.is(CODE) && usage.waits == Blocking::Render
}

pub fn optional_blocks_paint(usage: &Use) -> bool {
    usage.serves(OPTIONAL) && blocks_paint(usage)
}

pub fn optional_holds_all(usage: &Use) -> bool {
    usage.serves(OPTIONAL) && holds_all(usage)
}

fn holds_all(usage: &Use) -> bool {
    usage.is(&[Kind::Script]) && usage.held == Some(Left::Nothing)
}

pub fn optional_blocks_parser(usage: &Use) -> bool {
    let waits = usage.is(CODE) && usage.waits == Blocking::Parser;
    usage.serves(OPTIONAL) && waits && !holds_little(usage)
}

pub fn optional_holds_queue(usage: &Use) -> bool {
    usage.serves(OPTIONAL) && holds_queue(usage) && !holds_little(usage)
}

pub fn optional_holds_little(usage: &Use) -> bool {
    usage.serves(OPTIONAL) && usage.held == Some(Left::Most)
}

pub fn holds_queue(usage: &Use) -> bool {
    usage.is(&[Kind::Script]) && usage.waits == Blocking::Deferred && usage.holds_others
}

pub fn part_of_an_ad(usage: &Use) -> bool {
    usage.inherited && advertising(usage)
}

pub fn part_of_measurement(usage: &Use) -> bool {
    usage.inherited && usage.serves(&[Purpose::Analytics])
}

pub fn advertising(usage: &Use) -> bool {
    usage.serves(&[Purpose::Advertising])
}

pub fn measurement(usage: &Use) -> bool {
    usage.serves(&[Purpose::Analytics]) && !draws(usage)
}

pub fn tag_manager(usage: &Use) -> bool {
    usage.serves(&[Purpose::TagManager])
}

pub fn consent_blocks_paint(usage: &Use) -> bool {
    consent(usage) && blocks_paint(usage)
}

pub fn consent(usage: &Use) -> bool {
    usage.serves(&[Purpose::Consent]) && usage.is(ACTING)
}

pub fn consent_of_little(usage: &Use) -> bool {
    consent(usage) && usage.waits == Blocking::No && draws(usage) && says_most(usage)
}

pub fn experiment_blocks(usage: &Use) -> bool {
    experiment(usage) && blocks_paint(usage)
}

pub fn experiment(usage: &Use) -> bool {
    usage.serves(&[Purpose::Experiment]) && usage.is(ACTING)
}

pub fn embed_blocks_paint(usage: &Use) -> bool {
    usage.serves(EMBEDDED) && blocks_paint(usage)
}

pub fn font_sheet_blocks(usage: &Use) -> bool {
    font_sheet(usage) && blocks_paint(usage)
}

pub fn font_sheet(usage: &Use) -> bool {
    usage.serves(&[Purpose::Fonts]) && usage.is(&[Kind::Stylesheet])
}

pub fn icons_block(usage: &Use) -> bool {
    let address = usage.request.url.to_ascii_lowercase();
    let names_icons = ["icon", "font-awesome", "fontawesome"];
    blocks_paint(usage) && names_icons.iter().any(|name| address.contains(name))
}

pub fn blocking_stylesheet(usage: &Use) -> bool {
    usage.is(&[Kind::Stylesheet]) && blocks_paint(usage)
}

pub fn blocking_script(usage: &Use) -> bool {
    usage.is(&[Kind::Script]) && blocks_paint(usage)
}

pub fn script_of_nothing_blocks(usage: &Use) -> bool {
    blocking_script(usage) && says_all(usage) && !needed(usage)
}

pub fn script_of_little_blocks(usage: &Use) -> bool {
    blocking_script(usage) && says_most(usage) && !needed(usage)
}

pub fn sheet_above_much(usage: &Use) -> bool {
    sheet_in_the_body(usage) && usage.request.behind.is_none_or(|b| b >= HALF_BEHIND)
}

pub fn sheet_in_the_body(usage: &Use) -> bool {
    usage.is(&[Kind::Stylesheet]) && usage.waits == Blocking::Parser
}

pub fn parser_script(usage: &Use) -> bool {
    let waited_for = usage.is(CODE) && usage.waits == Blocking::Parser;
    waited_for && (!says_most(usage) || needed(usage))
}

pub fn little_above_much(usage: &Use) -> bool {
    above(usage) && !says_all(usage) && holds_much(usage)
}

pub fn little_above_little(usage: &Use) -> bool {
    above(usage) && !says_all(usage)
}

pub fn nothing_above_much(usage: &Use) -> bool {
    above(usage) && holds_much(usage)
}

pub fn nothing_above_little(usage: &Use) -> bool {
    above(usage) && usage.held != Some(Left::All)
}

pub fn nothing_above_nothing(usage: &Use) -> bool {
    above(usage)
}

pub fn above(usage: &Use) -> bool {
    usage.is(&[Kind::Script]) && usage.waits == Blocking::Parser
}

/// What somebody needs who acts on the page: a captcha always, payment and login
/// where there is something to fill in, or much hangs on them. A button of theirs
/// beside others, or a script that waits on every page of a shop, is less.
fn needed(usage: &Use) -> bool {
    let much = says_little(usage) || usage.has_fields || usage.serves(&[Purpose::Captcha]);
    serves_actions(usage) && usage.is(ACTING) && (!usage.watched || much)
}

fn serves_actions(usage: &Use) -> bool {
    usage.serves(&[Purpose::Captcha, Purpose::Payment, Purpose::Login])
}

pub fn queue_of_all(usage: &Use) -> bool {
    // What draws all itself is judged so; who lets people in only says that it fails.
    let draws_all = usage.left == Some(Left::Nothing) && !serves_actions(usage);
    holds_all(usage) && !draws_all
}

pub fn captcha(usage: &Use) -> bool {
    usage.serves(&[Purpose::Captcha]) && needed(usage)
}

pub fn payment(usage: &Use) -> bool {
    usage.serves(&[Purpose::Payment]) && needed(usage)
}

pub fn login(usage: &Use) -> bool {
    usage.serves(&[Purpose::Login]) && needed(usage)
}

pub fn shows_nothing(usage: &Use) -> bool {
    usage.is(&[Kind::Script]) && says_all(usage)
}

pub fn nothing_before_much(usage: &Use) -> bool {
    shows_nothing(usage) && holds_much(usage)
}

pub fn nothing_before_little(usage: &Use) -> bool {
    shows_nothing(usage) && usage.held.is_some_and(|held| held != Left::All)
}

pub fn little_before_much(usage: &Use) -> bool {
    draws_little(usage) && holds_much(usage)
}

pub fn embed_holds_queue(usage: &Use) -> bool {
    usage.serves(EMBEDDED) && holds_queue(usage)
}

pub fn embed(usage: &Use) -> bool {
    usage.serves(EMBEDDED) && usage.is(ACTING)
}

pub fn chat(usage: &Use) -> bool {
    usage.serves(&[Purpose::Chat]) && usage.is(ACTING) && !holds_queue(usage) && !says_all(usage)
}

pub fn draws_all(usage: &Use) -> bool {
    usage.is(&[Kind::Script]) && usage.left == Some(Left::Nothing)
}

pub fn draws_most(usage: &Use) -> bool {
    usage.is(&[Kind::Script]) && usage.left == Some(Left::Little)
}

pub fn draws_little(usage: &Use) -> bool {
    usage.is(&[Kind::Script]) && says_most(usage)
}

pub fn buttons_need_it(usage: &Use) -> bool {
    usage.is(&[Kind::Script]) && usage.left == Some(Left::Buttons)
}

pub fn imported_module(usage: &Use) -> bool {
    usage.is(&[Kind::Script]) && usage.imported
}

pub fn entry_script(usage: &Use) -> bool {
    let library = usage.serves(&[Purpose::Library]);
    usage.is(&[Kind::Script]) && usage.waits == Blocking::Deferred && (usage.own || library)
}

pub fn optional_queue(usage: &Use) -> bool {
    holds_queue(usage)
}

pub fn own_script(usage: &Use) -> bool {
    usage.is(&[Kind::Script]) && usage.own && !usage.request.after_load
}

pub fn optional_script(usage: &Use) -> bool {
    usage.is(&[Kind::Script])
}

pub fn late_stylesheet(usage: &Use) -> bool {
    usage.is(&[Kind::Stylesheet])
}

pub fn says_all(usage: &Use) -> bool {
    usage.left == Some(Left::All)
}

pub fn says_most(usage: &Use) -> bool {
    matches!(usage.left, Some(Left::Most | Left::All))
}

pub fn says_little(usage: &Use) -> bool {
    matches!(usage.left, Some(Left::Nothing | Left::Little))
}

/// It was seen to put something into the page, whatever it is said to be for.
fn draws(usage: &Use) -> bool {
    usage.is(&[Kind::Script]) && usage.request.drawn.is_some() && !says_all(usage)
}

/// Nothing much waits for it.
fn holds_little(usage: &Use) -> bool {
    usage.held.is_some_and(|held| held >= Left::Most)
}

/// As long as it is waited for, much of the page does not come.
pub fn holds_much(usage: &Use) -> bool {
    usage.held.is_some_and(|held| held < Left::Most)
}

pub fn data_fills_page(usage: &Use) -> bool {
    usage.is(&[Kind::Data]) && says_little(usage)
}

pub fn data_shows_nothing(usage: &Use) -> bool {
    usage.is(&[Kind::Data]) && says_all(usage)
}

pub fn data_adds(usage: &Use) -> bool {
    usage.is(&[Kind::Data]) && usage.left.is_some()
}

pub fn page_data(usage: &Use) -> bool {
    let own = usage.own || usage.asked_by_own;
    usage.is(&[Kind::Data]) && own && !usage.request.after_load
}

pub fn optional_data(usage: &Use) -> bool {
    usage.is(&[Kind::Data])
}

pub fn frame_to_fill_in(usage: &Use) -> bool {
    usage.is(&[Kind::Frame]) && usage.most_fields
}

pub fn own_frame(usage: &Use) -> bool {
    frame(usage) && usage.own && usage.area() >= MAIN_FRAME
}

pub fn frame(usage: &Use) -> bool {
    usage.is(&[Kind::Frame])
}

pub fn worker_draws_most(usage: &Use) -> bool {
    worker(usage) && !usage.request.after_load && says_little(usage)
}

pub fn own_worker(usage: &Use) -> bool {
    worker(usage) && usage.own && !usage.request.after_load
}

pub fn worker(usage: &Use) -> bool {
    usage.is(&[Kind::Worker])
}

pub fn silent_socket(usage: &Use) -> bool {
    socket(usage) && says_all(usage)
}

pub fn socket(usage: &Use) -> bool {
    usage.is(&[Kind::Socket])
}

pub fn media(usage: &Use) -> bool {
    usage.is(&[Kind::Media])
}

pub fn largest_picture(usage: &Use) -> bool {
    picture(usage) && usage.request.largest
}

pub fn hidden_picture(usage: &Use) -> bool {
    picture(usage) && usage.request.area == Some(0.0)
}

pub fn main_picture(usage: &Use) -> bool {
    picture(usage) && usage.area() >= MAIN_PICTURE
}

pub fn picture(usage: &Use) -> bool {
    usage.is(&[Kind::Image])
}

pub fn hiding_font(usage: &Use) -> bool {
    font(usage) && usage.request.font_display == FontDisplay::Block
}

pub fn font(usage: &Use) -> bool {
    usage.is(&[Kind::Font])
}

pub fn other(_: &Use) -> bool {
    true
}
