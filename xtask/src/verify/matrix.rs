//! The confusion matrix: how often each verdict was predicted and each was
//! seen.

use faultline::model::{Mode, Verdict};
use faultline::words;

use super::stage::{Checked, Outcome};

const VERDICTS: [Verdict; 4] = [
    Verdict::Unaffected,
    Verdict::Degraded,
    Verdict::Broken,
    Verdict::Down,
];

/// Outages of some pages, by what was predicted and what was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Matrix([[u32; 4]; 4]);

impl Matrix {
    /// Of all outages, or of those in one mode.
    pub fn of<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>, mode: Option<Mode>) -> Matrix {
        let mut matrix = Matrix::default();
        for outcome in outcomes {
            if mode.is_none_or(|mode| mode == outcome.mode) {
                matrix.count(outcome.predicted, outcome.seen.verdict);
            }
        }
        matrix
    }

    fn count(&mut self, predicted: Verdict, seen: Verdict) {
        self.0[predicted as usize][seen as usize] += 1;
    }

    pub fn total(&self) -> u32 {
        self.0.iter().flatten().sum()
    }

    /// How many were predicted exactly.
    pub fn exact(&self) -> u32 {
        (0..4).map(|verdict| self.0[verdict][verdict]).sum()
    }

    /// In percent; of nothing all is right.
    pub fn agreement(&self) -> f64 {
        match self.total() {
            0 => 100.0,
            total => f64::from(self.exact()) * 100.0 / f64::from(total),
        }
    }

    /// How often nothing was to happen, and the page was broken or down.
    pub fn missed(&self) -> u32 {
        let [_, _, broken, down] = self.0[Verdict::Unaffected as usize];
        broken + down
    }

    /// As a Markdown table: predicted down, seen across.
    pub fn table(&self) -> String {
        let mut lines = vec![
            "| predicted | seen unaffected | degraded | broken | down |".to_owned(),
            "| --- | --: | --: | --: | --: |".to_owned(),
        ];
        for verdict in VERDICTS {
            let counts = self.0[verdict as usize].map(|count| count.to_string());
            let name = words::verdict(verdict).to_lowercase();
            lines.push(format!("| {name} | {} |", counts.join(" | ")));
        }
        lines.join("\n")
    }
}

/// One outcome in a line.
pub fn line(page: &Checked, outcome: &Outcome) -> String {
    let Outcome {
        outage,
        mode,
        predicted,
        seen,
        ..
    } = outcome;
    let mode = match mode {
        Mode::Refuse => "refuse",
        Mode::Hang => "hang",
    };
    let told: Vec<String> = seen.differences.iter().map(words::difference).collect();
    let told = match told.as_slice() {
        [] => "no difference".to_owned(),
        told => told.join("; "),
    };
    let word = |verdict: &Verdict| words::verdict(*verdict).to_lowercase();
    let (page, predicted, verdict) = (&page.name, word(predicted), word(&seen.verdict));
    format!("{page}, {outage}, {mode}: predicted {predicted}, seen {verdict}: {told}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        let mut matrix = Matrix::default();
        assert_eq!((matrix.agreement(), matrix.missed()), (100.0, 0));
        matrix.count(Verdict::Down, Verdict::Down);
        matrix.count(Verdict::Broken, Verdict::Degraded);
        matrix.count(Verdict::Unaffected, Verdict::Broken);
        matrix.count(Verdict::Unaffected, Verdict::Degraded);
        assert_eq!((matrix.total(), matrix.exact(), matrix.missed()), (4, 1, 1));
        assert_eq!(matrix.agreement(), 25.0);
        assert_eq!(
            matrix.table().lines().last(),
            Some("| down | 0 | 0 | 0 | 1 |")
        );
    }
}
