//! A cluster: one scheduler, which takes plans apart, and executors, which do
//! the parts. They are Ballista's own, with our functions in them.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ballista_core::error::{BallistaError, Result};
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::start_server;
use clap::Args;
use tokio::net::TcpStream;

use crate::session;

/// Share out the work between executors
#[derive(Args)]
pub struct Scheduler {
    /// The address to listen at; who reaches it can run anything the executors
    /// can, so keep it inside a network of your own
    #[arg(long, default_value = "127.0.0.1")]
    bind: String,

    /// What executors call this machine
    #[arg(long, default_value = "127.0.0.1")]
    name: String,

    #[arg(long, default_value_t = 50050)]
    port: u16,
}

/// Do the work that a scheduler gives
#[derive(Args)]
pub struct Executor {
    /// The scheduler's machine
    #[arg(long, default_value = "127.0.0.1")]
    scheduler: String,

    #[arg(long, default_value_t = 50050)]
    scheduler_port: u16,

    /// The address to listen at, from which other executors fetch results
    #[arg(long, default_value = "127.0.0.1")]
    bind: String,

    /// What other machines call this one
    #[arg(long)]
    name: Option<String>,

    /// Where results are fetched from
    #[arg(long, default_value_t = 50051)]
    port: u16,

    /// Where the scheduler speaks to this executor
    #[arg(long, default_value_t = 50052)]
    control_port: u16,

    /// Parts that it works on at a time; all cores unless said
    #[arg(long, default_value_t = 0)]
    threads: usize,

    /// A folder for results that wait to be fetched
    #[arg(long)]
    folder: Option<PathBuf>,
}

/// How long an executor waits for a scheduler that is still to be started.
const PATIENCE: Duration = Duration::from_secs(30);

/// Waits until somebody listens at an address, as `127.0.0.1:50050`; once it has
/// tried in vain for so long, it says so in a sentence. (Ballista's own waiting
/// has no end.)
pub async fn reach(scheduler: &str, patience: Duration) -> std::result::Result<(), String> {
    let begun = Instant::now();
    while let Err(error) = TcpStream::connect(scheduler).await {
        if begun.elapsed() >= patience {
            return Err(format!(
                "no scheduler answers at {scheduler} ({error}); `faultline-sql scheduler` starts one"
            ));
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Ok(())
}

impl Scheduler {
    /// Works until it is stopped.
    ///
    /// # Errors
    /// Where it cannot listen.
    pub async fn run(self) -> Result<()> {
        let address = format!("{}:{}", self.bind, self.port);
        let address = address
            .parse::<SocketAddr>()
            .map_err(|error| BallistaError::Configuration(format!("{address}: {error}")))?;
        let config = SchedulerConfig {
            external_host: self.name,
            bind_host: self.bind,
            bind_port: self.port,
            override_config_producer: Some(Arc::new(session::config)),
            override_session_builder: Some(Arc::new(session::state)),
            ..SchedulerConfig::default()
        };
        let cluster = BallistaCluster::new_from_config(&config).await?;
        start_server(cluster, address, Arc::new(config)).await
    }
}

impl Executor {
    /// Works until it is stopped.
    ///
    /// # Errors
    /// Where it cannot listen, or finds no scheduler within half a minute.
    pub async fn run(self) -> Result<()> {
        let folder = self.folder.unwrap_or_else(|| {
            std::env::temp_dir().join(format!("faultline-executor-{}", std::process::id()))
        });
        std::fs::create_dir_all(&folder)?;
        let scheduler = format!("{}:{}", self.scheduler, self.scheduler_port);
        let reached = reach(&scheduler, PATIENCE).await;
        reached.map_err(BallistaError::Configuration)?;
        let functions = BallistaFunctionRegistry::from(&session::state(session::config())?);
        start_executor_process(Arc::new(ExecutorProcessConfig {
            bind_host: self.bind,
            external_host: self.name,
            port: self.port,
            grpc_port: self.control_port,
            scheduler_host: self.scheduler,
            scheduler_port: self.scheduler_port,
            // It is there; see `reach`.
            scheduler_connect_timeout_seconds: 0,
            vcores: self.threads,
            work_dir: Some(folder.display().to_string()),
            override_config_producer: Some(Arc::new(session::config)),
            override_function_registry: Some(Arc::new(functions)),
            ..ExecutorProcessConfig::default()
        }))
        .await
    }
}
