//! The function `faultline_requests`: a page's address and the rows of its
//! requests, as HTTP Archive keeps them → the page's answer.
//!
//! `payload` is what WebPageTest wrote of the request, an entry of a HAR file,
//! from which HTTP Archive has moved some things into columns. They are put
//! back, and the whole is read as any recording is, so that there is one
//! reader. The module documentation of the crate has the mapping.

use std::sync::LazyLock;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, StructArray};
use datafusion::arrow::array::{Int64Array, LargeStringArray, ListArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Fields, Int64Type};
use datafusion::common::cast::{as_large_string_array, as_list_array, as_struct_array};
use datafusion::common::plan_err;
use datafusion::common::utils::take_function_args;
use datafusion::error::Result;
use datafusion::logical_expr::scalar_doc_sections::DOC_SECTION_OTHER;
use datafusion::logical_expr::{
    ColumnarValue, Documentation, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};
use serde_json::{Map, Value, json};

use crate::answer::{self, Answers, Line};

static DOCUMENTATION: LazyLock<Documentation> = LazyLock::new(|| {
    let what = "Which outages would break a page of HTTP Archive: the same list of structs as \
        faultline_har gives.";
    Documentation::builder(
        DOC_SECTION_OTHER,
        what,
        "faultline_requests(page, requests)",
    )
    .with_argument("page", "The address of the page.")
    .with_argument(
        "requests",
        "A list of structs, a row of crawl.requests each: url, and any of index, type, \
             is_main_document, payload (as text), request_headers and response_headers (lists of \
             structs of name and value). Other fields are not looked at, and the order does not \
             matter where there is an index.",
    )
    .with_sql_example(
        "SELECT page, row['outage'], row['verdict'] FROM (\n  \
             SELECT page, unnest(faultline_requests(page, requests)) AS row FROM pages)",
    )
    .with_related_udf("faultline_har")
    .build()
});

#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Requests {
    signature: Signature,
}

impl Default for Requests {
    fn default() -> Requests {
        Requests {
            signature: Signature::any(2, Volatility::Immutable),
        }
    }
}

impl ScalarUDFImpl for Requests {
    fn name(&self) -> &str {
        "faultline_requests"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, given: &[DataType]) -> Result<DataType> {
        let fields = given.get(1).and_then(fields_of);
        if fields.is_none_or(|fields| fields.find("url").is_none()) {
            return plan_err!(
                "faultline_requests: the second argument must be a list of structs with a field \
                 `url`, as array_agg(named_struct('url', url, 'payload', payload)) makes it"
            );
        }
        Ok(answer::kind())
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let rows = arguments.number_rows;
        let [page, requests] = take_function_args(self.name(), arguments.args)?;
        let pages = cast(&page.into_array(rows)?, &DataType::LargeUtf8)?;
        let pages = as_large_string_array(&pages)?;
        let requests = requests.into_array(rows)?;
        let requests = as_list_array(&requests)?;
        let mut answers = Answers::default();
        for row in 0..rows {
            let asked = (!requests.is_null(row)).then(|| requests.value(row));
            let lines = asked.map(|asked| {
                let columns = Columns::new(as_struct_array(&asked)?)?;
                let page = pages.is_valid(row).then(|| pages.value(row));
                Ok::<_, datafusion::error::DataFusionError>(columns.answer(page))
            });
            answers.push(lines.transpose()?);
        }
        Ok(ColumnarValue::Array(answers.finish()?))
    }

    fn documentation(&self) -> Option<&Documentation> {
        Some(&DOCUMENTATION)
    }
}

/// The fields of the structs in a list.
fn fields_of(list: &DataType) -> Option<&Fields> {
    match list {
        DataType::List(item) => match item.data_type() {
            DataType::Struct(fields) => Some(fields),
            _ => None,
        },
        _ => None,
    }
}

/// The requests of one page, column by column.
struct Columns {
    number: usize,
    url: Option<LargeStringArray>,
    index: Option<Int64Array>,
    kind: Option<LargeStringArray>,
    is_document: Option<BooleanArray>,
    payload: Option<LargeStringArray>,
    request_headers: Option<ListArray>,
    response_headers: Option<ListArray>,
}

impl Columns {
    fn new(requests: &StructArray) -> Result<Columns> {
        let column = |name: &str, kind: &DataType| -> Result<Option<ArrayRef>> {
            let column = requests.column_by_name(name);
            Ok(column.map(|column| cast(column, kind)).transpose()?)
        };
        let text = |name: &str| -> Result<Option<LargeStringArray>> {
            let column = column(name, &DataType::LargeUtf8)?;
            Ok(column.map(|column| column.as_string::<i64>().clone()))
        };
        let list = |name: &str| -> Result<Option<ListArray>> {
            let column = requests.column_by_name(name);
            let column = column.map(|column| as_list_array(column));
            Ok(column.transpose()?.cloned())
        };
        let index = column("index", &DataType::Int64)?;
        let is_document = column("is_main_document", &DataType::Boolean)?;
        Ok(Columns {
            number: requests.len(),
            url: text("url")?,
            index: index.map(|column| column.as_primitive::<Int64Type>().clone()),
            kind: text("type")?,
            is_document: is_document.map(|column| column.as_boolean().clone()),
            payload: text("payload")?,
            request_headers: list("request_headers")?,
            response_headers: list("response_headers")?,
        })
    }

    fn answer(&self, page: Option<&str>) -> Vec<Line> {
        let mut order: Vec<usize> = (0..self.number).collect();
        if let Some(index) = &self.index {
            order.sort_by_key(|row| index.is_valid(*row).then(|| index.value(*row)));
        }
        let mut unread = 0;
        let entries: Vec<Value> = order
            .into_iter()
            .map(|row| {
                let payload = text(self.payload.as_ref(), row);
                let read = payload.map(serde_json::from_str::<Value>);
                let entry = match read {
                    Some(Ok(Value::Object(entry))) => entry,
                    None => Map::new(),
                    Some(_) => {
                        unread += 1;
                        Map::new()
                    }
                };
                self.entry(entry, row)
            })
            .collect();
        let mut listed = json!({"id": PAGE});
        if let Some(page) = page {
            listed["_URL"] = page.into();
        }
        let har = json!({"log": {"pages": [listed], "entries": entries}});
        let mut lines = answer::lines(har.to_string().as_bytes());
        if unread > 0 {
            let what = format!(
                "Of {unread} of {} requests the payload is no JSON object; of them only the \
                 columns were read.",
                self.number
            );
            lines.push(Line::problem(what));
        }
        lines
    }

    /// What the payload says, and the columns where it says nothing.
    fn entry(&self, mut entry: Map<String, Value>, row: usize) -> Value {
        entry.insert("pageref".to_owned(), PAGE.into());
        if let Some(url) = text(self.url.as_ref(), row) {
            fill(object(&mut entry, "request"), "url", || url.into());
        }
        if let Some(headers) = headers(self.request_headers.as_ref(), row) {
            fill(object(&mut entry, "request"), "headers", || headers);
        }
        if let Some(headers) = headers(self.response_headers.as_ref(), row) {
            fill(object(&mut entry, "response"), "headers", || headers);
        }
        if let Some(mime) = text(self.kind.as_ref(), row).and_then(mime) {
            let content = object(object(&mut entry, "response"), "content");
            fill(content, "mimeType", || mime.into());
        }
        let is_document = self.is_document.as_ref();
        if is_document.is_some_and(|column| column.is_valid(row) && column.value(row)) {
            entry.insert("_final_base_page".to_owned(), true.into());
        }
        Value::Object(entry)
    }
}

/// What the one page is called inside its recording.
const PAGE: &str = "page";

fn text(column: Option<&LargeStringArray>, row: usize) -> Option<&str> {
    let column = column.filter(|column| column.is_valid(row))?;
    Some(column.value(row)).filter(|text| !text.is_empty())
}

/// The object of that name, which is made where there is none.
fn object<'e>(within: &'e mut Map<String, Value>, name: &str) -> &'e mut Map<String, Value> {
    let value = within.entry(name).or_insert(Value::Null);
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    match value {
        Value::Object(object) => object,
        _ => unreachable!("it was made an object above"),
    }
}

/// Writes what is not there or empty.
fn fill(within: &mut Map<String, Value>, name: &str, value: impl FnOnce() -> Value) {
    let is_empty = match within.get(name) {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.is_empty(),
        Some(Value::Array(list)) => list.is_empty(),
        Some(_) => false,
    };
    if is_empty {
        within.insert(name.to_owned(), value());
    }
}

/// The headers of a request as a HAR file has them.
fn headers(column: Option<&ListArray>, row: usize) -> Option<Value> {
    let list = column.filter(|column| column.is_valid(row))?.value(row);
    let list = as_struct_array(&list).ok()?;
    let part = |name| cast(list.column_by_name(name)?, &DataType::LargeUtf8).ok();
    let (names, values) = (part("name")?, part("value")?);
    let (names, values) = (names.as_string::<i64>(), values.as_string::<i64>());
    let headers = names.iter().zip(values);
    let headers = headers.map(|(name, value)| json!({"name": name, "value": value}));
    Some(headers.collect())
}

/// A type of answers of that sort, for HTTP Archive's `type`. `text` and
/// `other` say too little.
fn mime(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "html" => "text/html",
        "script" => "text/javascript",
        "css" => "text/css",
        "image" => "image/*",
        "font" => "font/*",
        "video" => "video/*",
        "audio" => "audio/*",
        "json" => "application/json",
        "xml" => "text/xml",
        "wasm" => "application/wasm",
        _ => return None,
    })
}
