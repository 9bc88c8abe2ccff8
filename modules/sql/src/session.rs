//! A session: DataFusion with our functions in it, which works by itself or
//! lets a cluster of Ballista work. Every part of a cluster makes its sessions
//! here, because a plan that travels names its functions only.

use std::sync::Arc;
use std::time::Duration;

use ballista::prelude::SessionContextExt;
use ballista_core::extension::SessionConfigExt;
use ballista_core::utils::default_session_builder;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::{FunctionRegistry, SessionState};
use datafusion::logical_expr::ScalarUDF;
use datafusion::prelude::{SessionConfig, SessionContext};

use crate::cluster;
use crate::har::Har;
use crate::requests::Requests;

/// Recordings that are in memory at a time, for each partition. The engine's
/// own 8192 are meant for numbers; a recording has up to megabytes.
const BATCH: usize = 32;

/// A file is shared out between partitions from this size on. The engine's own
/// 10 MB are read in no time, but 1 MB of recordings is some time's work.
const SHARED_FROM: usize = 1 << 20;

/// All our functions.
pub fn functions() -> [Arc<ScalarUDF>; 2] {
    [
        Arc::new(ScalarUDF::from(Har::default())),
        Arc::new(ScalarUDF::from(Requests::default())),
    ]
}

/// How a session works unless its user says otherwise, with `SET`.
pub fn config() -> SessionConfig {
    SessionConfig::new_with_ballista()
        .with_batch_size(BATCH)
        .with_repartition_file_min_size(SHARED_FROM)
}

/// The inside of a session.
///
/// # Errors
/// Those of the engine.
pub fn state(config: SessionConfig) -> Result<SessionState> {
    let mut state = default_session_builder(config)?;
    for function in functions() {
        state.register_udf(function)?;
    }
    Ok(state)
}

/// A session that does its work itself, on so many threads.
///
/// # Errors
/// Those of the engine.
pub fn here(threads: usize) -> Result<SessionContext> {
    let state = state(config().with_target_partitions(threads))?;
    Ok(SessionContext::new_with_state(state))
}

/// A session whose work a cluster does, in so many parts; `scheduler` is as
/// `df://127.0.0.1:50050`.
///
/// # Errors
/// Where no scheduler answers there.
pub async fn on_cluster(scheduler: &str, parts: usize) -> Result<SessionContext> {
    let address = scheduler.strip_prefix("df://").unwrap_or(scheduler);
    let reached = cluster::reach(address, Duration::ZERO).await;
    reached.map_err(DataFusionError::Execution)?;
    let state = state(config().with_target_partitions(parts))?;
    let session = SessionContext::remote_with_state(scheduler, state).await?;
    // Ballista takes its own functions instead of those of the state.
    for function in functions() {
        session.register_udf(Arc::unwrap_or_clone(function));
    }
    Ok(session)
}
