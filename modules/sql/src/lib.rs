//! Many pages, many machines: the core as documented functions of
//! [DataFusion](https://datafusion.apache.org), an engine for SQL and data
//! frames, and thereby of [Ballista](https://datafusion.apache.org/ballista),
//! which shares its work out between machines.
//!
//! # The functions
//!
//! - `faultline_har(har)`: the text of a HAR file → what the core says of it.
//! - `faultline_requests(page, requests)`: a page's address and the rows of its
//!   requests, as HTTP Archive keeps them → the same.
//!
//! Both give a list of structs of `page`, `outage`, `kind`, `title`, `verdict`,
//! `likelihood`, `hosts`, `requests`, `refuse`, `hang` and `problem`: the rows
//! and names of `faultline check --format csv`, in their order, and a row in
//! which only `problem` stands for what the command line complains of. `unnest`
//! makes rows of them. They are pure, so that an engine may run them wherever
//! and as often as it likes.
//!
//! # On one machine
//!
//! ```sh
//! alias faultline-sql='cargo run --manifest-path modules/sql/Cargo.toml --'
//! faultline-sql pack recordings/ --to recordings.parquet
//! faultline-sql run toll.sql
//! ```
//!
//! with, in `toll.sql`, how many pages each outage is sure to take down, as a
//! file of Parquet (`STORED AS CSV` and JSON go, too):
//!
//! ```sql
//! CREATE EXTERNAL TABLE recordings STORED AS PARQUET LOCATION 'recordings.parquet';
//! COPY (
//!   SELECT row['outage'] AS outage, count(*) AS pages
//!   FROM (SELECT unnest(faultline_har(har)) AS row FROM recordings)
//!   WHERE row['verdict'] = 'down' AND row['likelihood'] = 'will'
//!   GROUP BY row['outage'] ORDER BY pages DESC
//! ) TO 'toll.parquet' STORED AS PARQUET;
//! ```
//!
//! What does the work is optimised in this build, too; it takes eight minutes
//! on two cores, a release build longer.
//!
//! # On many
//!
//! ```sh
//! faultline-sql scheduler --bind 10.0.0.1 --name 10.0.0.1             # on 10.0.0.1
//! faultline-sql executor --scheduler 10.0.0.1 --bind 10.0.0.2 --name 10.0.0.2  # on each other
//! faultline-sql run toll.sql --scheduler df://10.0.0.1:50050 --parts 64
//! ```
//!
//! The tables must lie where all machines see them under the same name. Nobody
//! asks who somebody is: keep the ports inside a network of your own.
//!
//! # HTTP Archive
//!
//! [HTTP Archive](https://har.fyi/reference/tables/requests/) records millions
//! of pages every month with WebPageTest and keeps them in BigQuery as
//! `crawl.requests`, a row a request, and `crawl.pages`, a row a page. What
//! its columns are to the core:
//!
//! | column of `crawl.requests` | is |
//! | --- | --- |
//! | `page` | [`Page::url`](faultline::model::Page::url), and what requests are grouped by, with `date` and `client` |
//! | `index` | the order of [`Page::requests`](faultline::model::Page::requests) |
//! | `url` | [`Request::url`](faultline::model::Request::url), where the payload has none |
//! | `is_main_document` | which request is the page's document, also after redirects |
//! | `type` | [`Request::kind`](faultline::model::Request::kind), where the payload has neither a `_request_type` nor a type of the answer |
//! | `request_headers` | what it was asked for as (`sec-fetch-dest`, `accept`), and by whom (`referer`) |
//! | `response_headers` | [`Request::headers`](faultline::model::Request::headers): who serves it |
//! | `payload` | an entry of a HAR file: `_ip_addr` → address, `_initiator`, `_initiator_type`, `_initiator_line`, `_initiator_detail` → who asked for it, `_renderBlocking` and `_priority` → how the page waits, `_frame_id` → frame, `_request_type` → kind, `response.status`, `_bytesIn`, `startedDateTime` |
//! | `date`, `client`, `root_page`, `is_root_page` | nothing to the core; keys for you to choose and group by |
//! | `summary`, `response_body` | not read: the one repeats the payload, and to read the other costs the most |
//!
//! Of `crawl.pages`, `rank` (how popular the site is, a power of ten or its
//! half) is worth joining; nothing else is needed.
//!
//! BigQuery exports rows that are pages, so that nobody has to sort requests
//! again and memory does not grow with their number. A month of one client is
//! several terabytes to read, which BigQuery charges for; `rank` makes it less:
//!
//! ```sql
//! EXPORT DATA OPTIONS (uri = 'gs://YOUR-BUCKET/pages/*.parquet', format = 'PARQUET') AS
//! SELECT requests.page, ANY_VALUE(pages.rank) AS rank,
//!   ARRAY_AGG(STRUCT(
//!     requests.index, requests.url, requests.type, requests.is_main_document,
//!     TO_JSON_STRING(requests.payload) AS payload,
//!     requests.request_headers, requests.response_headers)) AS requests
//! FROM `httparchive.crawl.requests` AS requests
//! JOIN `httparchive.crawl.pages` AS pages USING (date, client, page)
//! WHERE date = '2026-10-01' AND client = 'mobile' AND pages.rank <= 10000
//! GROUP BY requests.page;
//! ```
//!
//! and on the machines, which outages take down how many of the most visited
//! pages:
//!
//! ```sql
//! CREATE EXTERNAL TABLE pages STORED AS PARQUET LOCATION '/shared/pages/';
//! SELECT row['outage'] AS outage, rank, count(*) AS pages
//! FROM (SELECT rank, unnest(faultline_requests(page, requests)) AS row FROM pages)
//! WHERE row['verdict'] = 'down' AND row['likelihood'] = 'will'
//! GROUP BY row['outage'], rank ORDER BY pages DESC;
//! ```
//!
//! A table with a row for each request serves as well, for as many pages as fit
//! into memory:
//!
//! ```sql
//! SELECT page, unnest(faultline_requests(page, requests)) AS row
//! FROM (
//!   SELECT page, array_agg(named_struct('index', index, 'url', url, 'type', type,
//!     'is_main_document', is_main_document, 'payload', payload,
//!     'request_headers', request_headers, 'response_headers', response_headers)) AS requests
//!   FROM requests GROUP BY page)
//! ```
//!
//! The way: recording → [`answer`] → column; [`session`] puts the functions
//! into the engine, [`cluster`] into its parts on other machines; [`pack`] makes
//! tables of files.

pub mod answer;
pub mod cluster;
mod har;
pub mod pack;
mod requests;
pub mod session;
