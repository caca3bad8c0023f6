// SPDX-License-Identifier: MIT OR Apache-2.0
//! `io_uring_prep_msg_ring`: what a message carries, what its sender learns, and what the kernel refuses.

mod common;
#[path = "common/messages.rs"]
mod messages;

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::ptr::addr_of_mut;

use common::{ring, ring_or_skip, Ring};
use iouring_sys::*;
use messages::*;

/// A bit pattern that differs from run to run.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// Messages at the limits of both fields, and some in between.
fn payloads() -> Vec<(i32, u64)> {
    let lens = [0, 1, -1, i32::MIN, i32::MAX, 0x1234_5678];
    let all = [0, 1, u64::MAX, 1 << 63, 1 << 32, u64::from(u32::MAX), 0x0123_4567_89ab_cdef];
    let limits = lens.iter().flat_map(|&len| all.iter().map(move |&data| (len, data)));
    limits.chain((0..50).map(|_| (random() as i32, random()))).collect()
}

#[test]
fn a_message_carries_32_and_64_bits_of_any_value() {
    let (mut sender, mut target) = pair_or_skip!();
    for (len, data) in payloads() {
        assert_eq!(send_data(&mut sender, target.fd(), len, data), 0, "{len} {data}");
        expect(&mut target, len, data, 0);
    }
    expect_nothing(&mut target);
    expect_nothing(&mut sender);
}

#[test]
fn the_message_has_arrived_when_the_sender_gets_its_completion() {
    let (mut sender, mut target) = pair_or_skip!();
    assert_eq!(send_data(&mut sender, target.fd(), 3, 4), 0);
    assert_eq!(target.ready(), 1);
    expect(&mut target, 3, 4, 0);
}

#[test]
fn each_sender_completion_has_its_own_user_data() {
    let (mut sender, mut target) = pair_or_skip!();
    for i in 0..10 {
        let sqe = sender.sqe();
        // SAFETY: the entry is ours to fill.
        unsafe {
            io_uring_prep_msg_ring(sqe, target.fd(), i, u64::from(i) + 100, 0);
            io_uring_sqe_set_data64(sqe, u64::from(i) + 200);
        }
    }
    sender.submit(10);
    for i in 0..10 {
        let cqe = receive(&mut sender);
        assert_eq!((cqe.user_data, cqe.res, cqe.flags), (i + 200, 0, 0));
        expect(&mut target, i as i32, i + 100, 0);
    }
}

#[test]
fn a_ring_can_send_to_itself() {
    let (mut ring, _) = pair_or_skip!();
    let fd = ring.fd();
    let sqe = ring.sqe();
    // SAFETY: the entry is ours to fill.
    unsafe {
        io_uring_prep_msg_ring(sqe, fd, 0x8000_0001, 77, 0);
        io_uring_sqe_set_data64(sqe, TAG);
    }
    ring.submit(1);
    let mut both: Vec<_> = (0..2).map(|_| receive(&mut ring)).map(|cqe| (cqe.user_data, cqe.res)).collect();
    both.sort_unstable();
    assert_eq!(both, [(77, i32::MIN + 1), (TAG, 0)]);
    expect_nothing(&mut ring);
}

#[test]
fn two_rings_can_send_to_each_other() {
    let (mut one, mut other) = pair_or_skip!();
    for i in 0..100 {
        assert_eq!(send_data(&mut one, other.fd(), i, 1), 0);
        expect(&mut other, i, 1, 0);
        assert_eq!(send_data(&mut other, one.fd(), -i, 2), 0);
        expect(&mut one, -i, 2, 0);
    }
}

#[test]
fn the_target_descriptor_may_be_a_duplicate() {
    let (mut sender, mut target) = pair_or_skip!();
    // SAFETY: the descriptors are ours.
    unsafe {
        let fd = libc::dup(target.fd());
        assert_eq!(send_data(&mut sender, fd, 1, 2), 0);
        libc::close(fd);
    }
    expect(&mut target, 1, 2, 0);
}

#[test]
fn a_target_that_is_no_ring_is_ebadfd() {
    let (mut sender, _) = pair_or_skip!();
    let pipe = Pipe::new();
    let file = std::fs::File::open(std::env::current_exe().unwrap()).unwrap();
    for fd in [pipe.0[0], pipe.0[1], std::os::fd::AsRawFd::as_raw_fd(&file)] {
        assert_eq!(send_data(&mut sender, fd, 1, 2), -libc::EBADFD);
    }
}

#[test]
fn a_target_that_is_not_open_is_ebadf() {
    let (mut sender, target) = pair_or_skip!();
    // A number that no test opens: other tests run at the same time.
    assert_eq!(send_data(&mut sender, 1 << 30, 1, 2), -libc::EBADF);
    assert_eq!(send_data(&mut sender, -1, 1, 2), -libc::EBADF);
    drop(target);
}

#[test]
fn a_disabled_target_is_ebadfd_until_it_is_enabled() {
    let (mut sender, mut target) = pair_or_skip!(IORING_SETUP_R_DISABLED);
    let result = send_data(&mut sender, target.fd(), 1, 2);
    if result == 0 {
        linux_6_3_or_skip!("sends to disabled rings");
    }
    assert_eq!(result, -libc::EBADFD);
    // SAFETY: the ring is set up, and no memory but its own is named.
    assert_eq!(unsafe { io_uring_enable_rings(target.ptr()) }, 0);
    assert_eq!(send_data(&mut sender, target.fd(), 3, 4), 0);
    expect(&mut target, 3, 4, 0);
    expect_nothing(&mut target);
}

/// What the kernel answers to a message that `spoil` changed before it was sent; the target must get nothing unless the
/// answer is 0.
fn refusal(spoil: impl FnOnce(*mut io_uring_sqe)) -> Option<i32> {
    let (mut sender, mut target) = (ring(8, 0)?, ring(8, 0)?);
    if !sends_or_skip() {
        return None;
    }
    let result = send(&mut sender, |sqe| {
        // SAFETY: the entry is ours to fill.
        unsafe { io_uring_prep_msg_ring(sqe, target.fd(), 1, 2, 0) };
        spoil(sqe);
    });
    if result != 0 {
        expect_nothing(&mut target);
    }
    Some(result)
}

/// A test that a message with one field changed is refused: the name, the error, the field and its value.
macro_rules! refused {
    ($($(#[$doc:meta])* $name:ident: $error:ident, $($field:ident).+ = $value:expr;)*) => {$(
        $(#[$doc])*
        #[test]
        fn $name() {
            // SAFETY: the entry is ours to fill.
            let result = refusal(|sqe| unsafe { addr_of_mut!((*sqe).$($field).+).write($value) });
            if let Some(result) = result {
                assert_eq!(result, -libc::$error);
            }
        }
    )*};
}

refused! {
    unknown_flags_are_einval: EINVAL, __bindgen_anon_3.msg_ring_flags = 1 << 31;
    all_flags_are_einval: EINVAL, __bindgen_anon_3.msg_ring_flags = u32::MAX;
    cqe_skip_on_a_data_message_is_einval: EINVAL, __bindgen_anon_3.msg_ring_flags = IORING_MSG_RING_CQE_SKIP;
    an_unknown_command_is_einval: EINVAL, __bindgen_anon_2.addr = 2;
    a_stale_buf_index_is_einval: EINVAL, __bindgen_anon_4.buf_index = 1;
    a_stale_file_index_is_einval: EINVAL, __bindgen_anon_5.file_index = 1;
    a_stale_addr3_is_einval: EINVAL, __bindgen_anon_6.__bindgen_anon_1.addr3 = 1;
    a_stale_ioprio_is_einval: EINVAL, ioprio = 1;
    a_personality_nobody_registered_is_einval: EINVAL, personality = 1;
    buffer_select_is_eopnotsupp: EOPNOTSUPP, flags = IOSQE_BUFFER_SELECT as u8;
    /// Registered files cannot hold rings, so there is nothing that this could name.
    a_registered_file_as_target_is_ebadf: EBADF, flags = IOSQE_FIXED_FILE as u8;
}

#[test]
fn an_error_does_not_keep_later_messages_back() {
    let (mut sender, mut target) = pair_or_skip!();
    assert_eq!(send_data(&mut sender, 1 << 30, 1, 2), -libc::EBADF);
    assert_eq!(send_data(&mut sender, target.fd(), 3, 4), 0);
    expect(&mut target, 3, 4, 0);
    expect_nothing(&mut target);
}

/// 4 entries, so 8 completions.
#[test]
fn messages_to_a_full_target_wait_in_order() {
    let (mut sender, _) = pair_or_skip!();
    let mut target = ring_or_skip!(4);
    // SAFETY: the ring is set up; a field of it is copied, while no other thread has it.
    assert_eq!(unsafe { (*target.ptr()).cq.ring_entries }, 8);
    // SAFETY: the ring is set up; the call only reads numbers of it.
    let has_overflow = |target: &mut Ring| unsafe { io_uring_cq_has_overflow(target.ptr()) };
    for i in 0..20 {
        assert_eq!(has_overflow(&mut target), i > 8, "before message {i}");
        assert_eq!(send_data(&mut sender, target.fd(), i, 1000 - i as u64), 0, "message {i}");
    }
    assert_eq!(target.ready(), 8);
    let mut arrived = Vec::new();
    for batch in [8, 8, 4] {
        assert_eq!(target.ready(), batch);
        for _ in 0..batch {
            let cqe = target.peek().unwrap();
            assert_eq!(cqe.user_data, 1000 - cqe.res as u64);
            arrived.push(cqe.res);
        }
        assert_eq!(has_overflow(&mut target), arrived.len() < 20, "after {} messages", arrived.len());
        get_events(&mut target);
    }
    assert_eq!(arrived, (0..20).collect::<Vec<_>>());
    expect_nothing(&mut target);
}

/// Without asking for events: looking for a completion is enough, the library asks where the kernel keeps some back.
#[test]
fn messages_that_overflowed_are_found_by_peeking() {
    let (mut sender, _) = pair_or_skip!();
    let mut target = ring_or_skip!(1);
    for i in 0..20 {
        assert_eq!(send_data(&mut sender, target.fd(), i, 0), 0);
    }
    let arrived: Vec<_> = std::iter::from_fn(|| target.peek()).map(|cqe| cqe.res).collect();
    assert_eq!(arrived, (0..20).collect::<Vec<_>>());
}

#[test]
fn cqe_flags_arrive_as_flags_of_the_completion() {
    for kind in [0, IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN] {
        let (mut sender, mut target) = pair_or_skip!(kind);
        let known = IORING_CQE_F_BUFFER | IORING_CQE_F_MORE | IORING_CQE_F_SOCK_NONEMPTY;
        for flags in [0, 1, 1 << 16, 1 << 31, 0xffff_0000, known, random() as u32 & 0xffff_0000] {
            // SAFETY: the entry is ours to fill, and the target takes all of these flags.
            let result = send(&mut sender, |sqe| unsafe {
                io_uring_prep_msg_ring_cqe_flags(sqe, target.fd(), 5, 6, 0, flags);
            });
            if result == -libc::EINVAL {
                linux_6_3_or_skip!("passes no flags");
            }
            assert_eq!(result, 0, "{flags:#x}");
            expect(&mut target, 5, 6, flags);
        }
    }
}

/// The flag is the caller's to give; then the entry's `file_index` counts.
#[test]
fn without_flags_pass_no_flags_arrive() {
    let (mut sender, mut target) = pair_or_skip!();
    // SAFETY: the entry is ours to fill.
    let mut result = send(&mut sender, |sqe| unsafe {
        io_uring_prep_msg_ring(sqe, target.fd(), 5, 6, 0);
        assert_eq!((*sqe).__bindgen_anon_3.msg_ring_flags, 0, "the helper adds no flag");
    });
    assert_eq!(result, 0);
    expect(&mut target, 5, 6, 0);
    // SAFETY: the entry is ours to fill.
    result = send(&mut sender, |sqe| unsafe {
        io_uring_prep_msg_ring(sqe, target.fd(), 5, 6, IORING_MSG_RING_FLAGS_PASS);
        (*sqe).__bindgen_anon_5.file_index = 0xabcd_0000;
    });
    if result == -libc::EINVAL {
        linux_6_3_or_skip!("passes no flags");
    }
    assert_eq!(result, 0);
    expect(&mut target, 5, 6, 0xabcd_0000);
}

#[test]
fn cqe_skip_with_cqe_flags_is_einval() {
    let (mut sender, mut target) = pair_or_skip!();
    // SAFETY: the entry is ours to fill.
    let result = send(&mut sender, |sqe| unsafe {
        io_uring_prep_msg_ring_cqe_flags(sqe, target.fd(), 5, 6, IORING_MSG_RING_CQE_SKIP, 1 << 16);
    });
    assert_eq!(result, -libc::EINVAL);
    expect_nothing(&mut target);
}

#[test]
fn cqe_skip_success_spares_the_sender_a_completion() {
    let (mut sender, mut target) = pair_or_skip!();
    let fd = target.fd();
    let mut skipping = |fd, tag| {
        let sqe = sender.sqe();
        // SAFETY: the entry is ours to fill.
        unsafe {
            io_uring_prep_msg_ring(sqe, fd, 1, 2, 0);
            io_uring_sqe_set_flags(sqe, IOSQE_CQE_SKIP_SUCCESS);
            io_uring_sqe_set_data64(sqe, tag);
        }
        sender.submit(1);
    };
    skipping(fd, 10);
    skipping(1 << 30, 11);
    skipping(fd, 12);
    let cqe = receive(&mut sender);
    assert_eq!((cqe.user_data, cqe.res), (11, -libc::EBADF), "errors are still told");
    expect(&mut target, 1, 2, 0);
    expect(&mut target, 1, 2, 0);
    expect_nothing(&mut sender);
    expect_nothing(&mut target);
}

/// Queues a message, linked to the one that follows it if asked to.
fn queue(sender: &mut Ring, target: i32, len: u32, tag: u64, flags: u32) {
    let sqe = sender.sqe();
    // SAFETY: the entry is ours to fill.
    unsafe {
        io_uring_prep_msg_ring(sqe, target, len, 0, 0);
        io_uring_sqe_set_flags(sqe, flags);
        io_uring_sqe_set_data64(sqe, tag);
    }
}

#[test]
fn a_linked_message_is_sent_when_the_request_before_it_is_done() {
    let (mut sender, mut target) = pair_or_skip!();
    let (pipe, mut byte) = (Pipe::new(), 0u8);
    let sqe = sender.sqe();
    // SAFETY: the entry is ours to fill, and the byte outlives the request.
    unsafe {
        io_uring_prep_read(sqe, pipe.0[0], addr_of_mut!(byte).cast(), 1, u64::MAX);
        io_uring_sqe_set_flags(sqe, IOSQE_IO_LINK);
        io_uring_sqe_set_data64(sqe, 1);
    }
    queue(&mut sender, target.fd(), 9, 2, 0);
    sender.submit(2);
    // The pipe is empty, so the read waits, and the message with it. An unlinked one overtakes them.
    queue(&mut sender, target.fd(), 8, 3, 0);
    sender.submit(1);
    expect(&mut target, 8, 0, 0);
    expect_nothing(&mut target);
    pipe.write(b"x");
    expect(&mut target, 9, 0, 0);
    let order: Vec<_> = (0..3).map(|_| receive(&mut sender)).map(|cqe| (cqe.user_data, cqe.res)).collect();
    assert_eq!(order, [(3, 0), (1, 1), (2, 0)]);
}

#[test]
fn a_message_linked_to_a_failed_request_is_not_sent() {
    let (mut sender, mut target) = pair_or_skip!();
    queue(&mut sender, 1 << 30, 1, 1, IOSQE_IO_LINK);
    queue(&mut sender, target.fd(), 2, 2, 0);
    sender.submit(2);
    let both: Vec<_> = (0..2).map(|_| receive(&mut sender)).map(|cqe| (cqe.user_data, cqe.res)).collect();
    assert_eq!(both, [(1, -libc::EBADF), (2, -libc::ECANCELED)]);
    expect_nothing(&mut target);
}

#[test]
fn linked_messages_arrive_in_order() {
    let (mut sender, mut target) = pair_or_skip!();
    for i in 0..10 {
        queue(&mut sender, target.fd(), i, i.into(), if i < 9 { IOSQE_IO_LINK } else { 0 });
    }
    sender.submit(10);
    for i in 0..10 {
        expect(&mut target, i, 0, 0);
    }
}

#[test]
fn a_forced_async_message_arrives() {
    let (mut sender, mut target) = pair_or_skip!();
    queue(&mut sender, target.fd(), 5, 6, IOSQE_ASYNC);
    sender.submit(1);
    expect(&mut target, 5, 0, 0);
    let cqe = receive(&mut sender);
    assert_eq!((cqe.user_data, cqe.res), (6, 0));
}
