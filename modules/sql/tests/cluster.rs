//! The functions as an engine runs them: in this process on one and two
//! threads, and on a cluster of one scheduler and two executors, each a process
//! of its own. All must say what the command line says.

use std::collections::BTreeSet;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use datafusion::arrow::array::{Array, AsArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::prelude::{DataFrame, SessionContext};
use faultline_sql::session;
use serde_json::{Value, json};

/// The recordings that all of Faultline's tests share.
const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/pages");
const PROGRAM: &str = env!("CARGO_BIN_EXE_faultline-sql");

/// How often the recordings are there: with fewer pages, one executor would be
/// done before the other asks for work.
const COPIES: usize = 30;

/// Every column of the table of the command line, and what it complains of.
const EVERY: &str = "SELECT file, row['page'], row['outage'], row['kind'], row['title'], \
    row['verdict'], row['likelihood'], row['hosts'], row['requests'], row['refuse'], \
    row['hang'], row['problem'] \
    FROM (SELECT file, unnest(faultline_har(har)) AS row FROM recordings)";

/// An empty folder of this test.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

fn run(arguments: &[&str]) -> String {
    let output = Command::new(PROGRAM).args(arguments).output().unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {complaints}");
    String::from_utf8(output.stdout).unwrap()
}

/// A process that ends with the test.
struct Running(Child);

impl Running {
    fn start(arguments: &[&str]) -> Running {
        let mut command = Command::new(PROGRAM);
        Running(
            command
                .args(arguments)
                .stdin(Stdio::null())
                .spawn()
                .unwrap(),
        )
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// One scheduler and two executors.
struct Cluster {
    url: String,
    /// Where each executor keeps what it made.
    folders: [PathBuf; 2],
    _parts: Vec<Running>,
}

impl Cluster {
    fn start(root: &Path) -> Cluster {
        let ports: Vec<String> = (0..5)
            .map(|_| TcpListener::bind("127.0.0.1:0").unwrap())
            // All at once, so that they are five.
            .collect::<Vec<_>>()
            .iter()
            .map(|listener| listener.local_addr().unwrap().port().to_string())
            .collect();
        let mut parts = vec![Running::start(&["scheduler", "--port", &ports[0]])];
        wait_for(&ports[0]);
        let folders = [1, 3].map(|at| {
            let folder = root.join(format!("executor-{at}"));
            let name = folder.display().to_string();
            parts.push(Running::start(&[
                "executor",
                "--scheduler-port",
                &ports[0],
                "--port",
                &ports[at],
                "--control-port",
                &ports[at + 1],
                "--threads",
                "1",
                "--folder",
                &name,
            ]));
            wait_for(&ports[at]);
            folder
        });
        Cluster {
            url: format!("df://127.0.0.1:{}", ports[0]),
            folders,
            _parts: parts,
        }
    }
}

/// Bytes in all files below a folder.
fn size(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let sizes = entries.map(|entry| match entry.file_type().unwrap().is_dir() {
        true => size(&entry.path()),
        false => usize::try_from(entry.metadata().unwrap().len()).unwrap(),
    });
    sizes.sum()
}

fn wait_for(port: &str) {
    for _ in 0..600 {
        if TcpStream::connect(format!("127.0.0.1:{port}")).is_ok() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("nobody listens at port {port} after a minute");
}

/// The recordings, often, as files and as a table of several files; with one
/// that nobody can read.
fn recordings(root: &Path) -> (String, String) {
    let files = root.join("files");
    let table = root.join("table");
    std::fs::create_dir_all(&table).unwrap();
    for copy in 0..COPIES {
        let group = files.join(format!("{:02}", copy));
        std::fs::create_dir_all(&group).unwrap();
        for page in std::fs::read_dir(PAGES).unwrap() {
            let page = page.unwrap();
            let name = page.file_name().into_string().unwrap() + ".har";
            std::fs::copy(page.path().join("page.har"), group.join(name)).unwrap();
        }
        if copy == 0 {
            std::fs::write(group.join("none.har"), "<html>").unwrap();
        }
        let to = table
            .join(format!("{copy:02}.parquet"))
            .display()
            .to_string();
        run(&["pack", &group.display().to_string(), "--to", &to]);
    }
    (files.display().to_string(), table.display().to_string())
}

/// What the command line says: the rows of its table, and its complaints.
fn command_line(files: &str) -> (Vec<Vec<String>>, BTreeSet<String>) {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--locked", "--package", "faultline", "--"])
        .args(["check", "--format", "csv", files])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "one file cannot be read");
    let mut table = csv::Reader::from_reader(output.stdout.as_slice());
    let head: Vec<String> = table.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(head.len(), 11, "a new column? tell the functions: {head:?}");
    let mut rows: Vec<Vec<String>> = table
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    rows.sort();
    let complaints = String::from_utf8(output.stderr).unwrap();
    let complaints = complaints.lines().map(|line| {
        let line = line.strip_prefix("faultline: ").unwrap();
        line.to_owned()
    });
    (rows, complaints.collect())
}

/// The rows of a result as text, sorted, for an engine gives them in any order.
async fn rows(result: DataFrame) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for batch in result.collect().await.unwrap() {
        let columns: Vec<_> = batch
            .columns()
            .iter()
            .map(|column| cast(column, &DataType::Utf8).unwrap())
            .collect();
        for row in 0..batch.num_rows() {
            let cell = |column: &datafusion::arrow::array::ArrayRef| {
                let column = column.as_string::<i32>();
                let text = column.is_valid(row).then(|| column.value(row));
                text.unwrap_or_default().to_owned()
            };
            rows.push(columns.iter().map(cell).collect());
        }
    }
    rows.sort();
    rows
}

async fn sql(session: &SessionContext, text: &str) -> Vec<Vec<String>> {
    rows(session.sql(text).await.unwrap()).await
}

/// Asks about every recording, and compares.
async fn check(
    session: &SessionContext,
    table: &str,
    expect: &(Vec<Vec<String>>, BTreeSet<String>),
) {
    sql(
        session,
        &format!("CREATE EXTERNAL TABLE recordings STORED AS PARQUET LOCATION '{table}'"),
    )
    .await;
    let mut told = Vec::new();
    let mut problems = BTreeSet::new();
    for mut row in sql(session, EVERY).await {
        let problem = row.pop().unwrap();
        if problem.is_empty() {
            told.push(row);
        } else {
            problems.insert(format!("{}: {problem}", row[0]));
        }
    }
    told.sort();
    assert_eq!(told.len(), expect.0.len());
    for (told, expect) in told.iter().zip(&expect.0) {
        assert_eq!(told, expect);
    }
    assert_eq!(problems, expect.1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn engine_and_cluster_say_what_the_command_line_says() {
    let root = folder("cluster");
    let (files, table) = recordings(&root);
    let expect = command_line(&files);
    assert!(expect.0.len() > 1000 && !expect.1.is_empty());
    for threads in [1, 2] {
        check(&session::here(threads).unwrap(), &table, &expect).await;
    }
    let cluster = Cluster::start(&root);
    let session = session::on_cluster(&cluster.url, 8).await.unwrap();
    let made = || cluster.folders.each_ref().map(|folder| size(folder));
    assert_eq!(made(), [0, 0], "before anybody asked");
    check(&session, &table, &expect).await;
    let [one, other] = made();
    let shared_out = one.min(other) > one.max(other) / 10;
    assert!(shared_out, "one made {one} bytes, the other {other}");

    // The same summary, as a program runs it, written as Parquet.
    let toll = |to: &Path| {
        format!(
            "CREATE EXTERNAL TABLE recordings STORED AS PARQUET LOCATION '{table}';
             COPY (SELECT row['outage'] AS outage, count(*) AS pages
                   FROM (SELECT unnest(faultline_har(har)) AS row FROM recordings)
                   WHERE row['verdict'] = 'down' GROUP BY row['outage'])
             TO '{}' STORED AS PARQUET;",
            to.display()
        )
    };
    let mut tolls = Vec::new();
    for (name, more) in [
        ("here", vec![]),
        ("there", vec!["--scheduler", &cluster.url]),
    ] {
        let to = root.join(format!("{name}.parquet"));
        let statements = root.join(format!("{name}.sql"));
        std::fs::write(&statements, toll(&to)).unwrap();
        let statements = statements.display().to_string();
        run(&[&["run", statements.as_str()], more.as_slice()].concat());
        let read = session::here(1).unwrap();
        let read = read.read_parquet(to.to_str().unwrap(), Default::default());
        tolls.push(rows(read.await.unwrap()).await);
    }
    assert!(tolls[0].len() > 3, "{tolls:?}");
    assert_eq!(tolls[0], tolls[1]);

    let expect = requests(&session::here(2).unwrap(), &root).await;
    let told = requests(&session, &root).await;
    assert_eq!(told, expect);
}

/// A recording taken apart as HTTP Archive does: headers, type and address in
/// columns, the rest of an entry in the payload. Put together again it must say
/// what it says whole.
async fn requests(session: &SessionContext, root: &Path) -> Vec<Vec<String>> {
    let mut whole = Vec::new();
    let mut parts = Vec::new();
    for name in ["chrome", "chrome-har", "firefox", "webpagetest", "frames"] {
        let har = std::fs::read(Path::new(PAGES).join(name).join("page.har")).unwrap();
        let har: Value = serde_json::from_slice(&har).unwrap();
        let page = format!("https://{name}.example/");
        let mut entries = har["log"]["entries"].as_array().unwrap().clone();
        let mut rows = Vec::new();
        for (index, entry) in entries.iter_mut().enumerate() {
            entry["pageref"] = "page".into();
            let mut row = json!({"page": page, "index": index, "type": "other"});
            row["url"] = entry["request"]["url"].clone();
            let mut payload = entry.clone();
            payload["request"].as_object_mut().unwrap().remove("url");
            for side in ["request", "response"] {
                let side_of = payload.get_mut(side).and_then(Value::as_object_mut);
                let headers = side_of.and_then(|fields| fields.remove("headers"));
                let headers = headers.unwrap_or_else(|| json!([]));
                let headers = headers.as_array().unwrap().iter();
                let headers =
                    headers.map(|one| json!({"name": one["name"], "value": one["value"]}));
                row[format!("{side}_headers")] = headers.collect();
            }
            row["payload"] = payload.to_string().into();
            rows.push(row.to_string());
        }
        // Their order must come from the index.
        rows.reverse();
        parts.extend(rows);
        let pages = json!([{"id": "page", "_URL": page}]);
        let har = json!({"log": {"pages": pages, "entries": entries}}).to_string();
        whole.push(json!({"page": page, "har": har}).to_string());
    }
    let written = |name: &str, lines: &[String]| {
        let file = root.join(format!("{name}.json"));
        std::fs::write(&file, lines.join("\n")).unwrap();
        format!(
            "CREATE EXTERNAL TABLE {name} STORED AS JSON LOCATION '{}'",
            file.display()
        )
    };
    sql(session, &written("whole", &whole)).await;
    sql(session, &written("requests", &parts)).await;
    let told = "row['outage'], row['verdict'], row['likelihood'], row['hosts'], row['requests'], \
        row['refuse'], row['hang'], row['problem']";
    let expect = sql(
        session,
        &format!(
            "SELECT page, {told} FROM (SELECT page, unnest(faultline_har(har)) AS row FROM whole)"
        ),
    )
    .await;
    let together = sql(
        session,
        &format!(
            "SELECT page, {told} FROM (SELECT page, unnest(faultline_requests(page, requests)) AS row
             FROM (SELECT page, array_agg(named_struct('index', index, 'url', url, 'type', type,
                 'payload', payload, 'request_headers', request_headers,
                 'response_headers', response_headers)) AS requests
               FROM requests GROUP BY page))"
        ),
    )
    .await;
    assert!(expect.len() > 50, "{}", expect.len());
    assert_eq!(together, expect);
    together
}

/// Whoever calls a function wrongly is told what to write.
#[tokio::test]
async fn bad_use_is_told() {
    let session = session::here(1).unwrap();
    let complaint = async |text: &str| session.sql(text).await.unwrap_err().to_string();
    let found = complaint("SELECT faultline_requests('https://a.example/', 'b')").await;
    assert!(found.contains("must be a list of structs"), "{found}");
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let nobody = session::on_cluster(&format!("df://{free}"), 1).await;
    let found = nobody.err().unwrap().to_string();
    assert!(found.contains("no scheduler answers"), "{found}");
    let found = complaint("SELECT faultline_har(1, 2)").await;
    assert!(found.contains("faultline_har"), "{found}");
}

#[tokio::test]
async fn what_cannot_be_read_is_told_and_nothing_is_nothing() {
    let session = session::here(1).unwrap();
    let found = sql(
        &session,
        "SELECT row['page'], row['problem'] FROM (SELECT unnest(faultline_har(har)) AS row \
         FROM (VALUES ('{\"log\": {\"entries\": [') ) AS recordings (har))",
    )
    .await;
    assert_eq!(found.len(), 1);
    assert!(
        found[0][0].is_empty() && !found[0][1].is_empty(),
        "{found:?}"
    );
    let found = sql(
        &session,
        "SELECT faultline_har(CAST(NULL AS VARCHAR)) IS NULL",
    )
    .await;
    assert_eq!(found, [["true"]]);
    // A payload that is none costs what stood in it, and no more.
    let found = sql(
        &session,
        "SELECT row['outage'], row['verdict'], row['problem'] FROM (SELECT unnest(
         faultline_requests('https://a.s3.eu-west-1.amazonaws.com/', [named_struct(
         'url', 'https://a.s3.eu-west-1.amazonaws.com/', 'type', 'html',
         'is_main_document', true, 'payload', 'cut off')])) AS row)",
    )
    .await;
    assert!(
        found
            .iter()
            .any(|row| row[0] == "aws/eu-west-1" && row[1] == "down"),
        "{found:?}"
    );
    assert!(
        found.iter().any(|row| row[2].contains("1 of 1 requests")),
        "{found:?}"
    );
}
