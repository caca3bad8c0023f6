// SPDX-License-Identifier: MIT OR Apache-2.0
//! The constants whose value differs by processor, as the C headers have them on this one.

use std::ffi::{c_char, c_int, c_longlong, CString};

extern "C" {
    fn parity_target_value(name: *const c_char, known: *mut c_int) -> c_longlong;
}

/// The value of a constant, if it is one of those.
pub fn value(name: &str) -> Option<i128> {
    let name = CString::new(name).expect("a name without a zero");
    let mut known = 0;
    // SAFETY: the name ends with a zero, and the flag is written only.
    let value = unsafe { parity_target_value(name.as_ptr(), &mut known) };
    (known != 0).then_some(value.into())
}
