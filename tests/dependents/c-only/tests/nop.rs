// SPDX-License-Identifier: MIT OR Apache-2.0
//! The C side finds the library that it calls.

#[test]
fn only_c_calls_liburing() {
    // SAFETY: takes nothing, and ends the ring that it sets up.
    assert_eq!(unsafe { dependent_c_only::only_c_nop() }, 0);
}
