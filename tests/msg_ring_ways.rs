// SPDX-License-Identifier: MIT OR Apache-2.0
//! Other ways to send a message: without a ring, with system calls alone, and with the C functions.

mod common;
#[path = "common/messages.rs"]
mod messages;

use std::ptr::{addr_of_mut, null_mut};
use std::sync::atomic::{AtomicU32, Ordering};

use common::{ring_or_skip, Ring};
use iouring_sys::*;
use messages::*;

/// An entry in ordinary memory, prepared for `io_uring_register_sync_msg`.
fn message_in_memory(target: i32) -> io_uring_sqe {
    let mut sqe = io_uring_sqe::default();
    // SAFETY: the entry is valid for writes.
    unsafe { io_uring_prep_msg_ring(&mut sqe, target, 0xffff_fff0, 0xfeed_f00d, 0) };
    sqe
}

/// Sends without a ring, or skips where the kernel is older than that: the macro returns from the test.
macro_rules! sync_msg_or_skip {
    ($sqe:expr) => {{
        if !messages::sends_without_a_ring_or_skip() {
            return;
        }
        // SAFETY: the entry is readable.
        unsafe { io_uring_register_sync_msg(&mut $sqe) }
    }};
}

#[test]
fn a_thread_without_a_ring_can_send() {
    let (_, mut target) = pair_or_skip!();
    let mut sqe = message_in_memory(target.fd());
    assert_eq!(sync_msg_or_skip!(sqe), 0);
    expect(&mut target, -16, 0xfeed_f00d, 0);
    // SAFETY: the entry is valid for writes.
    unsafe { io_uring_prep_msg_ring_cqe_flags(&mut sqe, target.fd(), 7, u64::MAX, 0, 0x7fff_0000) };
    assert_eq!(sync_msg_or_skip!(sqe), 0);
    expect(&mut target, 7, u64::MAX, 0x7fff_0000);
    expect_nothing(&mut target);
}

#[test]
fn sending_without_a_ring_tells_errors_by_its_result() {
    let (_, mut target) = pair_or_skip!();
    let (good, pipe) = (message_in_memory(target.fd()), Pipe::new());
    let mut disabled = ring_or_skip!(4, IORING_SETUP_R_DISABLED);
    let mut passing = good;
    passing.__bindgen_anon_2.addr = IORING_MSG_SEND_FD.into();
    let spoiled = [
        (-libc::EINVAL, passing),
        (-libc::EINVAL, io_uring_sqe { opcode: IORING_OP_NOP as u8, ..good }),
        (-libc::EINVAL, io_uring_sqe { flags: IOSQE_ASYNC as u8, ..good }),
        (-libc::EINVAL, io_uring_sqe { personality: 1, ..good }),
        (-libc::EBADFD, message_in_memory(pipe.0[0])),
        (-libc::EBADFD, message_in_memory(disabled.fd())),
        (-libc::EBADF, message_in_memory(1 << 30)),
    ];
    let mut first = good;
    assert_eq!(sync_msg_or_skip!(first), 0);
    expect(&mut target, -16, 0xfeed_f00d, 0);
    for (i, (error, mut sqe)) in spoiled.into_iter().enumerate() {
        assert_eq!(sync_msg_or_skip!(sqe), error, "entry {i}");
    }
    // SAFETY: what is no entry is refused.
    unsafe {
        assert_eq!(io_uring_register_sync_msg(null_mut()), -libc::EINVAL);
        let unreadable = (usize::MAX & !0xfff) as *mut io_uring_sqe;
        assert_eq!(io_uring_register_sync_msg(unreadable), -libc::EFAULT);
    }
    expect_nothing(&mut target);
    // SAFETY: the ring is set up, and no memory but its own is named.
    assert_eq!(unsafe { io_uring_enable_rings(disabled.ptr()) }, 0);
    expect_nothing(&mut disabled);
}

/// No helper of the library between the entry and the completion, only its mappings.
#[test]
fn system_calls_alone_send_and_receive() {
    let (mut sender, mut target) = pair_or_skip!();
    let mut message =
        io_uring_sqe { opcode: IORING_OP_MSG_RING as u8, fd: target.fd(), ..Default::default() };
    message.__bindgen_anon_1.off = 0xfeed_f00d_cafe;
    message.len = 0x8765_4321;
    message.user_data = TAG;
    // SAFETY: the rings are set up, their queues empty and the tail the test's to move. Release: the kernel's acquire
    // load of the tail sees the entry. Acquire: pairs with the kernel's release store of the tail of the CQ.
    unsafe {
        let sq = addr_of_mut!((*sender.ptr()).sq);
        (*sq).sqes.write(message);
        if !(*sq).array.is_null() {
            (*sq).array.write(0);
        }
        (*(*sq).ktail.cast::<AtomicU32>()).store(1, Ordering::Release);
        let enter = |ring: &Ring, submit, wait| {
            syscall::io_uring_enter(ring.fd() as u32, submit, wait, IORING_ENTER_GETEVENTS, null_mut())
        };
        assert_eq!(enter(&sender, 1, 1), 1);
        assert_eq!(enter(&target, 0, 1), 0);
        for (ring, expected) in
            [(&mut sender, (TAG, 0)), (&mut target, (0xfeed_f00d_cafe, 0x8765_4321_u32 as i32))]
        {
            let cq = addr_of_mut!((*ring.ptr()).cq);
            let head = &*(*cq).khead.cast::<AtomicU32>();
            assert_eq!(head.load(Ordering::Relaxed), 0);
            assert_eq!((*(*cq).ktail.cast::<AtomicU32>()).load(Ordering::Acquire), 1);
            let cqe = *(*cq).cqes;
            assert_eq!((cqe.user_data, cqe.res), expected);
            head.store(1, Ordering::Release);
        }
    }
}

#[test]
fn a_system_call_alone_sends_without_a_ring() {
    let (_, mut target) = pair_or_skip!();
    let mut sqe = message_in_memory(target.fd());
    assert_eq!(sync_msg_or_skip!(sqe), 0);
    expect(&mut target, -16, 0xfeed_f00d, 0);
    let entry = addr_of_mut!(sqe).cast_const().cast();
    // SAFETY: the entry is readable; the descriptor -1 stands for no ring.
    let result = unsafe { syscall::io_uring_register(u32::MAX, IORING_REGISTER_SEND_MSG_RING, entry, 1) };
    assert_eq!(result, 0);
    expect(&mut target, -16, 0xfeed_f00d, 0);
}

/// From the entry to the completion with what the C compiler built.
#[test]
fn the_c_functions_send_and_receive() {
    let (mut sender, mut target) = pair_or_skip!();
    let mut exchange = |prepare: &dyn Fn(*mut io_uring_sqe, i32)| {
        let mut cqe = null_mut();
        // SAFETY: the rings are set up; completions are read before they are given back.
        unsafe {
            let sqe = ffi::io_uring_get_sqe(sender.ptr());
            prepare(sqe, target.fd());
            ffi::io_uring_sqe_set_data64(sqe, TAG);
            assert_eq!(ffi::io_uring_submit(sender.ptr()), 1);
            assert_eq!(ffi::io_uring_wait_cqe(sender.ptr(), &mut cqe), 0);
            let (tag, result) = (ffi::io_uring_cqe_get_data64(cqe), (*cqe).res);
            ffi::io_uring_cqe_seen(sender.ptr(), cqe);
            assert_eq!(tag, TAG);
            if result != 0 {
                return Err(result);
            }
            assert_eq!(ffi::io_uring_wait_cqe(target.ptr(), &mut cqe), 0);
            let message = ((*cqe).res, ffi::io_uring_cqe_get_data64(cqe), (*cqe).flags);
            ffi::io_uring_cqe_seen(target.ptr(), cqe);
            Ok(message)
        }
    };
    // SAFETY: the entry is ours to fill.
    let plain = exchange(&|sqe, fd| unsafe { ffi::io_uring_prep_msg_ring(sqe, fd, 0xffff_ffff, 1 << 63, 0) });
    assert_eq!(plain, Ok((-1, 1 << 63, 0)));
    // SAFETY: the entry is ours to fill.
    let flagged =
        exchange(&|sqe, fd| unsafe { ffi::io_uring_prep_msg_ring_cqe_flags(sqe, fd, 5, 6, 0, 0x00ab_0000) });
    if flagged == Err(-libc::EINVAL) {
        linux_6_3_or_skip!("passes no flags");
    }
    assert_eq!(flagged, Ok((5, 6, 0x00ab_0000)));
}
