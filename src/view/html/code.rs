//! The view of the code, in the browser's tools for developers: the tags that
//! the advice changes, and how each request came about.

use maud::{Markup, html};

use super::{Drawing, host, id, outages, press, shapes};
use crate::code::{self, Code, Edit, Step};
use crate::messages;
use crate::model::{Kind, Likelihood, Request};
use crate::observe::url;
use crate::report::{self, Advice, Change, Report};
use crate::view::labels;
use crate::words;

/// How many requests are listed before the rest is folded, and at all.
const LISTED: usize = 60;
const MOST: usize = 1000;
/// How many tags of one advice are shown.
const TAGS: usize = 8;

pub fn code(drawing: &Drawing, code: &Code) -> Markup {
    let requests = &code.page.requests;
    let end = requests.len().min(MOST);
    let middle = end.min(LISTED);
    html! {
        (changes(drawing.report, code))
        @if code.callers.is_empty() { p { (messages::no_calls()) } }
        ul.entries {
            @for index in 0..middle { (request(drawing, code, index)) }
            @if end > middle {
                (outages::fold("requests-rest", &messages::and_more(requests.len() - middle), drawing.shown, || html! {
                    ul.entries { @for index in middle..end { (request(drawing, code, index)) } }
                }))
            }
        }
    }
}

fn changes(report: &Report, code: &Code) -> Markup {
    let best = report::best(&report.advice);
    let said = words::advice(report);
    html! {
        @if !said.is_empty() {
            section.changes aria-labelledby="changes" {
                h2 id="changes" { (messages::what_to_change()) }
                @for (number, sentence) in said.iter().enumerate() {
                    p { (messages::sentence(sentence)) }
                    @if let Some(advice) = best.get(number) { (tags(number, advice, code)) }
                }
            }
        }
    }
}

fn tags(number: usize, advice: &Advice, code: &Code) -> Markup {
    let Some(tags) = &code.tags else {
        return html! { p.soft { (messages::no_document_text()) } };
    };
    let edits = code::edits(advice, tags);
    html! {
        @if edits.is_empty() && advice.change != Change::SecondProvider {
            p.soft { (messages::no_tag()) }
        }
        @for (place, edit) in edits.iter().take(TAGS).enumerate() { (tag(number, place, edit)) }
        @if edits.len() > TAGS { p.soft { (messages::and_more(edits.len() - TAGS)) } }
    }
}

fn tag(number: usize, place: usize, edit: &Edit) -> Markup {
    html! {
        div.edit {
            p.soft { (messages::on_line(&messages::number(edit.line))) }
            code.before dir="ltr" translate="no" { (edit.before) }
            p.soft { (messages::becomes()) }
            code.after dir="ltr" translate="no" { (edit.after) }
            button.do id={ "copy-tag-" (number) "-" (place) } type="button" data-do=(press::COPY_TAG)
                data-value=(edit.after) { (messages::copy_tag()) }
        }
    }
}

fn request(drawing: &Drawing, code: &Code, index: usize) -> Markup {
    let Some(asked) = code.page.requests.get(index) else {
        return html! {};
    };
    let id = id("request", &index.to_string());
    let open = drawing.shown.is_open(&id);
    let name = url::host(&asked.url).unwrap_or_default();
    let known = drawing.report.hosts.iter().find(|known| known.host == name);
    let verdict = known
        .map(|known| known.verdict())
        .unwrap_or(crate::model::Verdict::Unaffected);
    let way = code::way(&code.page, index, &code.callers);
    html! {
        li id=(id) class=(shapes::tone(verdict)) {
            details.entry open[open] {
                summary data-toggle=(id) {
                    (shapes::mark(verdict, Likelihood::Will))
                    span.what { code dir="ltr" translate="no" { (file(asked)) } }
                    span.kinds { (words::kind(asked.kind, 1)) }
                    (shapes::turn())
                    span.why { (host(&name)) " · " (way.first().map_or_else(|| first(asked), step)) }
                    span.unseen { (labels::if_lost(verdict)) }
                }
                @if open {
                    div.inside {
                        p { code dir="ltr" translate="no" { (asked.url) } }
                        @if way.is_empty() && asked.kind != Kind::Document { p { (messages::nobody_asked()) } }
                        ol.way { @for each in &way { li { (step(each)) } } }
                    }
                }
            }
        }
    }
}

/// The last part of an address, which people know a file by.
fn file(request: &Request) -> String {
    let path = request.url.split(['?', '#']).next().unwrap_or_default();
    let last = path.rsplit('/').find(|part| !part.is_empty());
    last.unwrap_or(path).chars().take(80).collect()
}

fn first(request: &Request) -> String {
    match request.kind {
        Kind::Document => messages::the_page_itself().to_owned(),
        _ => messages::nobody_asked().to_owned(),
    }
}

fn step(step: &Step) -> String {
    match step {
        Step::Call {
            function,
            url,
            line,
            column,
        } => {
            let function = match function.as_str() {
                "" => messages::anonymous(),
                name => name,
            };
            messages::step_call(function, &format!("{}:{line}:{column}", short(url)))
        }
        Step::Later(what) => messages::step_later(what),
        Step::Written { url, line } => messages::step_written(&format!("{}:{line}", short(url))),
        Step::Asked { url, certain: true } => messages::step_asked(&short(url)),
        Step::Asked { url, .. } => messages::step_perhaps(&short(url)),
    }
}

/// An address without what nobody reads.
fn short(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.strip_prefix("https://").unwrap_or(path).to_owned()
}
