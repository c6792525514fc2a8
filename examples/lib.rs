//! Short programs that compose the crates: run one with `cargo run -p jixiao-examples --example NAME`.
