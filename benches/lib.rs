//! Benchmarks: `cargo bench -p jixiao-benches`.
