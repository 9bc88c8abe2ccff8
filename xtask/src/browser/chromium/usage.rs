//! What the extension's own process takes of the machine.

use std::fs;
use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::json;

use crate::browser::Usage;
use crate::browser::socket::Socket;

/// Of the one process that has the extension; Linux only.
pub fn of_extension(socket: &Socket) -> Result<Usage> {
    let answer = socket.call(None, "SystemInfo.getProcessInfo", json!({}))?;
    let processes = answer["processInfo"].as_array().into_iter().flatten();
    for process in processes {
        let folder = format!("/proc/{}", process["id"]);
        let line = fs::read_to_string(format!("{folder}/cmdline")).unwrap_or_default();
        if !line.contains("--extension-process") {
            continue;
        }
        let map = fs::read_to_string(format!("{folder}/smaps_rollup"))?;
        let private = map.lines().filter(|line| line.starts_with("Private_"));
        let pages = private.filter_map(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
        return Ok(Usage {
            memory: pages.sum::<u64>() << 10,
            time: Duration::from_secs_f64(process["cpuTime"].as_f64().unwrap_or_default()),
        });
    }
    bail!("no process has the extension, or this system does not tell")
}
