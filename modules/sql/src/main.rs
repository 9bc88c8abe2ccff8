//! The command line of the tables: pack recordings, ask about them in SQL, and
//! start the parts of a cluster.

use std::num::NonZero;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use datafusion::error::Result;
use datafusion::sql::parser::DFParser;
use faultline_sql::{cluster, pack, session};

/// Which cloud outages would break these pages? In SQL
#[derive(Parser)]
#[command(name = "faultline-sql", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Pack(pack::Pack),
    Run(Run),
    Scheduler(cluster::Scheduler),
    Executor(cluster::Executor),
}

/// Run SQL statements, one after another, and show what they give
///
/// Beside everything that DataFusion knows there are the functions
/// faultline_har and faultline_requests.
#[derive(Args)]
struct Run {
    /// A file of statements, with a semicolon between them
    #[arg(value_name = "FILE.sql")]
    statements: PathBuf,

    /// Let this cluster do the work, as df://127.0.0.1:50050; without it, this
    /// process does
    #[arg(long, value_name = "URL")]
    scheduler: Option<String>,

    /// Into how many parts to take the work; as many as there are cores unless
    /// said
    #[arg(long, value_name = "NUMBER")]
    parts: Option<usize>,
}

impl Run {
    async fn run(&self) -> Result<()> {
        let text = std::fs::read_to_string(&self.statements)
            .map_err(|error| pack::about(&self.statements, &error))?;
        let cores = || std::thread::available_parallelism().map_or(1, NonZero::get);
        let parts = self.parts.unwrap_or_else(cores);
        let session = match &self.scheduler {
            Some(scheduler) => session::on_cluster(scheduler, parts).await?,
            None => session::here(parts)?,
        };
        for statement in DFParser::parse_sql(&text)? {
            let plan = session.state().statement_to_plan(statement).await?;
            let rows = session.execute_logical_plan(plan).await?;
            let is_silent = rows.schema().fields().is_empty();
            if is_silent {
                rows.collect().await?;
            } else {
                rows.show().await?;
            }
        }
        Ok(())
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Pack(pack) => pack
            .run()
            .map(|count| println!("{count} recordings"))
            .map_err(|error| error.to_string()),
        Command::Run(run) => run.run().await.map_err(|error| error.to_string()),
        Command::Scheduler(scheduler) => scheduler.run().await.map_err(|e| e.to_string()),
        Command::Executor(executor) => executor.run().await.map_err(|e| e.to_string()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("faultline-sql: {sentence}");
            ExitCode::from(2)
        }
    }
}
