// SPDX-License-Identifier: MIT OR Apache-2.0
//! A request that does nothing and a message, through both faces.

macro_rules! round_trip {
    ($face:ident) => {
        #[test]
        fn $face() {
            use dependent_rust_only::$face::*;
            let mut a = ring().expect("a ring");
            let mut b = ring().expect("another ring");
            // SAFETY: both rings are set up and used here only.
            unsafe {
                assert_eq!(nop(&mut a, 7).user_data, 7);
                let cqe = message(&mut a, &mut b, 42, 0xfeed);
                assert_eq!((cqe.res, cqe.user_data), (42, 0xfeed));
                end(&mut a);
                end(&mut b);
            }
        }
    };
}

round_trip!(root);
round_trip!(symbols);
