// SPDX-License-Identifier: MIT OR Apache-2.0
//! What bindgen gives each type besides its fields: a default that is all zeros, and a text that begins with its name.

use std::fmt::Debug;
use std::mem::{zeroed, MaybeUninit};

/// A type of the committed bindings.
struct Type {
    name: &'static str,
    /// Its default and its zeros, as texts.
    texts: [String; 2],
    /// Of a union, whose text says nothing of it: how many bytes of the default are not zero.
    others: usize,
}

/// Looks at a type.
///
/// # Safety
/// Zeros are a value of the type, and no byte of it is padding if it is a union.
unsafe fn look<T: Copy + Debug + Default>(name: &'static str) -> Type {
    let default = T::default();
    // SAFETY: the caller says that zeros are a value.
    let texts = [default, unsafe { zeroed::<T>() }].map(|value| format!("{value:?}"));
    let mut others = 0;
    if texts[0].ends_with(" { union }") {
        let place = MaybeUninit::new(default);
        // SAFETY: as many bytes as the type has, all of which are written: there is no padding.
        let bytes = unsafe { std::slice::from_raw_parts(place.as_ptr().cast::<u8>(), size_of::<T>()) };
        others = bytes.iter().filter(|byte| **byte != 0).count();
    }
    Type { name, texts, others }
}

macro_rules! generated {
    ($($name:ident,)*) => {
        fn types() -> Vec<Type> {
            // SAFETY: types of C, of numbers and raw pointers; the kernel's unions are without padding.
            unsafe { vec![$(look::<iouring_sys::$name>(stringify!($name))),*] }
        }
    };
}

include!("../lists/generated.rs");

#[test]
fn defaults_are_zeros_and_texts_begin_with_the_name() {
    for ty in types() {
        let [default, zeros] = &ty.texts;
        assert!(default.split([' ', '(']).next() == Some(ty.name), "{}: {default}", ty.name);
        assert_eq!((default, ty.others), (zeros, 0), "{}", ty.name);
    }
}
