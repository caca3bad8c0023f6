// SPDX-License-Identifier: MIT OR Apache-2.0
// What the property tests share: how many cases they try, and the seed that they can be repeated with.

use std::fmt;
use std::hash::{BuildHasher, Hasher};

use proptest::prelude::{any, Strategy};
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};

use super::time_limit;

/// One run of a property test. A seed is drawn for each run; `PROPTEST_RNG_SEED=<seed>` repeats a run, and
/// `PROPTEST_CASES=<number>` asks for more or fewer cases.
pub struct Run {
    config: Config,
    seed: u64,
}

impl Run {
    /// A run of that many cases, unless the environment says otherwise.
    pub fn new(cases: u32) -> Run {
        time_limit::start();
        let mut config = Config::default();
        if std::env::var_os("PROPTEST_CASES").is_none() {
            config.cases = cases;
        }
        let seed = match config.rng_seed {
            RngSeed::Fixed(seed) => seed,
            RngSeed::Random => std::hash::RandomState::new().build_hasher().finish(),
        };
        config.rng_seed = RngSeed::Fixed(seed);
        // A failing run ends soon, if not with the very smallest counterexample.
        config.max_shrink_time = 10_000;
        // The seed repeats a failure: no files beside the sources.
        config.failure_persistence = None;
        Run { config, seed }
    }

    /// How many cases it tries.
    pub fn cases(&self) -> u32 {
        self.config.cases
    }

    /// Tries them; fails with the smallest counterexample and the seed.
    pub fn check<S: Strategy>(&self, strategy: &S, property: impl Fn(S::Value) -> Result<(), TestCaseError>) {
        let mut runner = TestRunner::new(self.config.clone());
        if let Err(error) = runner.run(strategy, property) {
            panic!("{error}\nto repeat: PROPTEST_RNG_SEED={}", self.seed);
        }
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cases, seed {}", self.config.cases, self.seed)
    }
}

/// Numbers for parameters of any width: the ends of every integer type and their neighbours about as often as any
/// number. Cut to 16 or 32 bits most of them are ends again.
pub fn number() -> impl Strategy<Value = u64> + Clone {
    let ends = [0, 8, 15, 16, 31, 32, 63].map(|bit| 1_u64 << bit);
    let near = ends.into_iter().flat_map(|end| [end - 1, end, end + 1]);
    let edges: Vec<u64> =
        near.flat_map(|edge| [edge, edge.wrapping_neg(), edge & u64::from(u32::MAX)]).collect();
    // An index past the edges stands for the other number: far cheaper than a union of strategies.
    (0..2 * edges.len(), any::<u64>()).prop_map(move |(at, other)| edges.get(at).copied().unwrap_or(other))
}
