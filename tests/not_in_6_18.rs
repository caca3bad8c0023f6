// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the documentation says is not in Linux 6.18 is not there; other kernels cannot tell.

mod common;

use std::ptr::addr_of;

use common::kernel::Bare;
use common::process::kernel;
use common::{has_or_skip, ring_or_skip, skip_this, Ring};
use iouring_sys::*;

/// Returns from a test on any kernel but 6.18.
macro_rules! only_on_6_18 {
    () => {
        if let Some(why) = common::kernel::refused() {
            return skip_this(why);
        }
        if kernel()[..2] != [6, 18] {
            return skip_this("the documentation speaks of Linux 6.18");
        }
    };
}

/// Asks the kernel, which writes the answer; the result is of this question.
fn query<A: Default>(question: u32) -> (i32, A) {
    let mut answer = A::default();
    let mut hdr = io_uring_query_hdr {
        query_data: &mut answer as *mut A as u64,
        query_op: question,
        size: size_of::<A>() as u32,
        ..Default::default()
    };
    // SAFETY: the question points to an answer of that size.
    assert_eq!(unsafe { io_uring_register_query(&mut hdr) }, 0);
    (hdr.result, answer)
}

#[test]
fn questions_operations_and_flags() {
    only_on_6_18!();
    let (result, known) = query::<io_uring_query_opcode>(IO_URING_QUERY_OPCODES);
    assert_eq!(result, 0);
    assert_eq!(known.nr_query_opcodes, 1, "IO_URING_QUERY_ZCRX and what follows");
    assert_eq!(query::<io_uring_query_zcrx>(IO_URING_QUERY_ZCRX).0, -libc::EOPNOTSUPP);
    assert_eq!(query::<io_uring_query_scq>(IO_URING_QUERY_SCQ).0, -libc::EOPNOTSUPP);
    assert_eq!(known.nr_request_opcodes, IORING_OP_PIPE + 1);
    assert_eq!(known.nr_register_opcodes, IORING_REGISTER_QUERY + 1);
    assert_eq!(known.ring_setup_flags, u64::from(IORING_SETUP_CQE_MIXED * 2 - 1));
    assert_eq!(known.feature_flags, u64::from(IORING_FEAT_NO_IOWAIT * 2 - 1));
    assert_eq!(known.enter_flags, u64::from(IORING_ENTER_NO_IOWAIT * 2 - 1));
    assert_eq!(known.sqe_flags, u64::from(IOSQE_CQE_SKIP_SUCCESS * 2 - 1));
}

#[test]
fn restrictions_of_a_task() {
    only_on_6_18!();
    let none = io_uring_task_restriction::default();
    // SAFETY: the kernel only reads the struct, which has no entries.
    let result = unsafe {
        syscall::io_uring_register(u32::MAX, IORING_REGISTER_RESTRICTIONS, addr_of!(none).cast(), 1)
    };
    assert_eq!(result, -libc::EINVAL);
}

/// Whether the kernel is built with such queues and lets this process have them, asked without the library.
fn has_queues() -> bool {
    let flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_CQE32;
    let ring = Bare::new(1, &io_uring_params { flags, ..Default::default() }).expect("the kernel is 6.18");
    // SAFETY: nothing is at the address.
    let result =
        unsafe { syscall::io_uring_register(ring.0 as u32, IORING_REGISTER_ZCRX_IFQ, 8 as *const _, 1) };
    result == -libc::EFAULT
}

/// Registers a receive queue of an interface that does not exist: `-ENODEV`, if nothing else is wrong.
fn register_queue(ring: &mut Ring, flags: u32, rx_buf_len: u32) -> i32 {
    #[repr(align(65536))]
    struct Area([u8; 65536]);
    let mut memory = Box::new(Area([0; 65536]));
    let area =
        io_uring_zcrx_area_reg { addr: memory.0.as_mut_ptr() as u64, len: 65536, ..Default::default() };
    let region = io_uring_region_desc { size: 65536, ..Default::default() };
    let mut reg = io_uring_zcrx_ifq_reg {
        if_idx: i32::MAX as u32,
        rq_entries: 8,
        flags,
        area_ptr: addr_of!(area) as u64,
        region_ptr: addr_of!(region) as u64,
        rx_buf_len,
        ..Default::default()
    };
    // SAFETY: the structs and the memory outlive the call, which fails.
    unsafe { io_uring_register_ifq(ring.ptr(), &mut reg) }
}

#[test]
fn ways_to_receive_without_copies() {
    only_on_6_18!();
    let flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_CQE32;
    let mut ring = ring_or_skip!(8, flags);
    if !has_or_skip(
        has_queues(),
        "receive queues are for CAP_NET_ADMIN, on a kernel that was built with them",
    ) {
        return;
    }
    assert_eq!(register_queue(&mut ring, 0, 0), -libc::ENODEV);
    assert_eq!(register_queue(&mut ring, ZCRX_REG_IMPORT, 0), -libc::EINVAL);
    assert_eq!(register_queue(&mut ring, ZCRX_REG_NODEV, 0), -libc::EINVAL);
    assert_eq!(register_queue(&mut ring, 0, 4096), -libc::EINVAL, "rx_buf_len");
}
