//! What projects come to together (汇总): sums, rate, grades, mean.

use std::collections::BTreeMap;

use jixiao_model::{Fraction, Grade, Percent, Points, Rate, Rounding};

use crate::project::Project;
use crate::rows::Key;

/// Projects together: of a department, or all.
///
/// Sums, grades and the mean are those of projects with a score. A project that has none for a row of its cannot be scored is counted in
/// [`rejected`](Self::rejected), and in nothing else but [`projects`](Self::projects).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct RollUp {
    /// 项目数.
    pub projects: u64,
    /// Projects without a score.
    pub rejected: u64,
    /// 优
    pub excellent: u64,
    /// 良
    pub good: u64,
    /// 中
    pub fair: u64,
    /// 差
    pub poor: u64,
    /// Projects whose total lies outside 0 to 100 and so has no grade.
    pub ungraded: u64,
    /// Projects whose weights, with that of the execution rate, do not sum to 100.
    pub off_hundred: u64,
    budget: i128,
    executed: i128,
    totals: i128,
}

impl RollUp {
    fn add(&mut self, project: &Project) {
        self.projects = self.projects.saturating_add(1);
        let (Some(amounts), Some((_, total))) = (project.amounts, project.totals) else {
            self.rejected = self.rejected.saturating_add(1);
            return;
        };
        let count = match project.grade {
            Some(Grade::Excellent) => &mut self.excellent,
            Some(Grade::Good) => &mut self.good,
            Some(Grade::Fair) => &mut self.fair,
            Some(_) => &mut self.poor,
            None => &mut self.ungraded,
        };
        *count = count.saturating_add(1);
        let off = u64::from(!project.weighs_hundred);
        self.off_hundred = self.off_hundred.saturating_add(off);
        // An amount has 63 bits, and there are fewer than 2^64 of them.
        self.budget = self.budget.saturating_add(amounts.budget.fen().into());
        self.executed = self.executed.saturating_add(amounts.executed.fen().into());
        self.totals = self.totals.saturating_add(total.into());
    }

    fn merge(&mut self, other: &Self) {
        let counts = [
            (&mut self.projects, other.projects),
            (&mut self.rejected, other.rejected),
            (&mut self.excellent, other.excellent),
            (&mut self.good, other.good),
            (&mut self.fair, other.fair),
            (&mut self.poor, other.poor),
            (&mut self.ungraded, other.ungraded),
            (&mut self.off_hundred, other.off_hundred),
        ];
        for (own, other) in counts {
            *own = own.saturating_add(other);
        }
        self.budget = self.budget.saturating_add(other.budget);
        self.executed = self.executed.saturating_add(other.executed);
        self.totals = self.totals.saturating_add(other.totals);
    }

    /// Projects with a score.
    pub fn scored(&self) -> u64 {
        self.projects.saturating_sub(self.rejected)
    }

    /// 全年预算数, the sum in 分; as a column, decimals with six places in 万元.
    pub fn budget_fen(&self) -> i128 {
        self.budget
    }

    /// 全年执行数, the sum in 分.
    pub fn executed_fen(&self) -> i128 {
        self.executed
    }

    /// 预算执行率 over the sums, as it is shown; `None` where it has none.
    pub fn execution_rate(&self) -> Option<Percent> {
        let has_budget = self.budget > 0;
        let rate = has_budget.then(|| Rate::of_sums(self.executed, self.budget).ok())?;
        rate.map(Rate::shown)
    }

    /// The mean of the totals to so many decimals (0 to 4), half away from zero; `None` where no project has a score.
    pub fn mean(&self, decimals: u32) -> Option<Points> {
        let step = 10_i128.checked_pow(4_u32.checked_sub(decimals)?)?;
        let mean = Fraction::new(self.totals, i128::from(self.scored()).checked_mul(step)?).ok()?;
        let count = mean.round(0, Rounding::HalfAwayFromZero).ok()?;
        let steps = i64::try_from(count.checked_mul(step)?).ok()?;
        Points::from_steps(steps).ok()
    }
}

/// Projects by what they are rolled up by.
#[derive(Debug, Default)]
pub(crate) struct Groups(BTreeMap<Key, RollUp>);

impl Groups {
    pub(crate) fn add(&mut self, project: &Project) {
        // A key that is known need not be copied.
        match self.0.get_mut(&project.key) {
            Some(own) => own.add(project),
            None => self.0.entry(project.key.clone()).or_default().add(project),
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for (key, own) in other.0 {
            self.0.entry(key).or_default().merge(&own);
        }
    }

    /// All of them together.
    pub(crate) fn all(&self) -> RollUp {
        let mut all = RollUp::default();
        for own in self.0.values() {
            all.merge(own);
        }
        all
    }

    /// Each, in the order of the keys.
    pub(crate) fn listed(self) -> Vec<(Key, RollUp)> {
        self.0.into_iter().collect()
    }
}
