//! The function `faultline_har`: the text of a recording → its answer.

use std::sync::LazyLock;

use datafusion::arrow::array::LargeStringArray;
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::cast::as_large_string_array;
use datafusion::common::utils::take_function_args;
use datafusion::error::Result;
use datafusion::logical_expr::scalar_doc_sections::DOC_SECTION_OTHER;
use datafusion::logical_expr::{
    ColumnarValue, Documentation, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};

use crate::answer::{self, Answers};

static DOCUMENTATION: LazyLock<Documentation> = LazyLock::new(|| {
    let what = "Which outages would break the recorded pages: a list of structs of page, outage, \
        kind, title, verdict, likelihood, hosts, requests, refuse, hang and problem, one for \
        every page and outage. What cannot be read is told in problem; of NULL it is NULL.";
    Documentation::builder(DOC_SECTION_OTHER, what, "faultline_har(har)")
        .with_argument("har", "The text of a HAR file.")
        .with_sql_example(
            "SELECT file, row['outage'], row['verdict']\n\
             FROM (SELECT file, unnest(faultline_har(har)) AS row FROM recordings)",
        )
        .build()
});

#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Har {
    signature: Signature,
}

impl Default for Har {
    fn default() -> Har {
        Har {
            signature: Signature::string(1, Volatility::Immutable),
        }
    }
}

impl ScalarUDFImpl for Har {
    fn name(&self) -> &str {
        "faultline_har"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(answer::kind())
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [har] = take_function_args(self.name(), arguments.args)?;
        // Whatever kind of text it is; a batch of recordings may be larger than
        // what the usual kind can count.
        let texts = cast(
            &har.into_array(arguments.number_rows)?,
            &DataType::LargeUtf8,
        )?;
        let texts: &LargeStringArray = as_large_string_array(&texts)?;
        let mut answers = Answers::default();
        for text in texts {
            answers.push(text.map(|text| answer::lines(text.as_bytes())));
        }
        Ok(ColumnarValue::Array(answers.finish()?))
    }

    fn documentation(&self) -> Option<&Documentation> {
        Some(&DOCUMENTATION)
    }
}
