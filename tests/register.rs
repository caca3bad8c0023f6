// SPDX-License-Identifier: MIT OR Apache-2.0
//! What else a ring registers: eventfds, credentials, restrictions, workers, its own descriptor.

mod common;

use std::os::fd::AsRawFd;
use std::ptr::null_mut;
use std::time::{Duration, Instant};

use common::eventfd::Events;
use common::process::{alone, page_size};
use common::{has_or_skip, kernel, ring_or_skip, skip_this, Ring};
use iouring_sys::*;

/// Sends a request that does nothing round the ring. Returns its result.
fn nop(ring: &mut Ring, change: impl FnOnce(&mut io_uring_sqe)) -> i32 {
    let sqe = ring.nop(1);
    // SAFETY: the entry is ours to fill.
    change(unsafe { &mut *sqe });
    ring.submit(1);
    ring.wait().res
}

#[test]
fn completions_signal_an_eventfd() {
    let (mut ring, events) = (ring_or_skip!(8), Events::new());
    let fd = events.fd();
    // SAFETY: the ring is set up; descriptors are numbers, which the kernel checks.
    unsafe {
        assert_eq!(io_uring_unregister_eventfd(ring.ptr()), -libc::ENXIO);
        assert_eq!(io_uring_register_eventfd(ring.ptr(), 9999), -libc::EBADF);
        let file = std::fs::File::open("/dev/null").expect("/dev/null");
        assert_eq!(io_uring_register_eventfd(ring.ptr(), file.as_raw_fd()), -libc::EINVAL);
        assert_eq!(io_uring_register_eventfd(ring.ptr(), fd), 0);
        assert_eq!(io_uring_register_eventfd(ring.ptr(), fd), -libc::EBUSY);
        assert_eq!(nop(&mut ring, |_| ()), 0);
        assert_eq!(events.take(), 1);
        assert_eq!(io_uring_unregister_eventfd(ring.ptr()), 0);
        assert_eq!(nop(&mut ring, |_| ()), 0);
        assert_eq!(events.take(), 0);
    }
}

#[test]
fn an_asynchronous_eventfd_is_not_signalled_inline() {
    let (mut ring, events) = (ring_or_skip!(8), Events::new());
    // SAFETY: the ring is set up; the eventfd stays open for as long as the ring has it.
    unsafe {
        assert_eq!(io_uring_register_eventfd_async(ring.ptr(), events.fd()), 0);
        assert_eq!(io_uring_register_eventfd_async(ring.ptr(), events.fd()), -libc::EBUSY);
        assert_eq!(nop(&mut ring, |_| ()), 0);
        assert_eq!(events.take(), 0);
        assert_eq!(nop(&mut ring, |sqe| sqe.flags = IOSQE_ASYNC as u8), 0);
        // The worker may signal after it has posted.
        let start = Instant::now();
        while events.take() == 0 {
            assert!(start.elapsed() < Duration::from_secs(30), "no signal");
            std::thread::yield_now();
        }
        assert_eq!(io_uring_unregister_eventfd(ring.ptr()), 0);
    }
}

#[test]
fn requests_run_with_registered_credentials() {
    let mut ring = ring_or_skip!(8);
    // SAFETY: the ring is set up; the entries are this test's until `nop` submits them.
    unsafe {
        let id = io_uring_register_personality(ring.ptr());
        assert!(id > 0, "{id}");
        let other = io_uring_register_personality(ring.ptr());
        assert!(other > 0 && other != id, "{other}");
        assert_eq!(nop(&mut ring, |sqe| sqe.personality = id as u16), 0);
        assert_eq!(io_uring_unregister_personality(ring.ptr(), id), 0);
        assert_eq!(io_uring_unregister_personality(ring.ptr(), id), -libc::EINVAL);
        assert_eq!(io_uring_unregister_personality(ring.ptr(), 0), -libc::EINVAL);
        assert_eq!(nop(&mut ring, |sqe| sqe.personality = id as u16), -libc::EINVAL);
        assert_eq!(nop(&mut ring, |sqe| sqe.personality = other as u16), 0);
    }
}

#[test]
fn restrictions_hold_once_the_ring_is_enabled() {
    let mut ring = ring_or_skip!(8, IORING_SETUP_R_DISABLED);
    let mut rules = [io_uring_restriction::default(); 3];
    rules[0].opcode = IORING_RESTRICTION_REGISTER_OP as u16;
    rules[0].__bindgen_anon_1.register_op = IORING_REGISTER_PERSONALITY as u8;
    rules[1].opcode = IORING_RESTRICTION_SQE_OP as u16;
    rules[1].__bindgen_anon_1.sqe_op = IORING_OP_NOP as u8;
    rules[2].opcode = IORING_RESTRICTION_SQE_FLAGS_ALLOWED as u16;
    rules[2].__bindgen_anon_1.sqe_flags = IOSQE_ASYNC as u8;
    // SAFETY: the ring is set up, and the rules are valid.
    unsafe {
        let restrict = |ring: &mut Ring, rules: &mut [io_uring_restriction]| {
            io_uring_register_restrictions(ring.ptr(), rules.as_mut_ptr(), rules.len() as u32)
        };
        assert_eq!(io_uring_register_restrictions(ring.ptr(), null_mut(), 1), -libc::EINVAL);
        assert_eq!(restrict(&mut ring, &mut [rules[0]; 250]), -libc::EINVAL);
        let mut unknown = rules;
        unknown[1].opcode = 99;
        assert_eq!(restrict(&mut ring, &mut unknown), -libc::EINVAL);
        assert_eq!(restrict(&mut ring, &mut rules), 0);
        assert_eq!(restrict(&mut ring, &mut rules), -libc::EBUSY);

        assert_eq!(io_uring_enable_rings(ring.ptr()), 0);
        assert_eq!(io_uring_enable_rings(ring.ptr()), -libc::EACCES);
        let id = io_uring_register_personality(ring.ptr());
        assert!(id > 0, "{id}");
        assert_eq!(io_uring_unregister_personality(ring.ptr(), id), -libc::EACCES);
        assert_eq!(nop(&mut ring, |_| ()), 0);
        assert_eq!(nop(&mut ring, |sqe| sqe.flags = IOSQE_ASYNC as u8), 0);
        assert_eq!(nop(&mut ring, |sqe| sqe.flags = IOSQE_IO_DRAIN as u8), -libc::EACCES);
        assert_eq!(nop(&mut ring, |sqe| sqe.opcode = IORING_OP_READ as u8), -libc::EACCES);
    }
}

#[test]
fn only_disabled_rings_are_restricted_and_enabled() {
    let mut ring = ring_or_skip!(8);
    let mut rule = io_uring_restriction::default();
    // SAFETY: the ring is set up, and the rule valid.
    unsafe {
        assert_eq!(io_uring_register_restrictions(ring.ptr(), &mut rule, 1), -libc::EBADFD);
        assert_eq!(io_uring_enable_rings(ring.ptr()), -libc::EBADFD);
    }
}

#[test]
fn workers_are_bound_to_processors() {
    let mut ring = ring_or_skip!(8);
    if !has_or_skip(kernel::registers(IORING_REGISTER_IOWQ_AFF), "workers are not bound") {
        return;
    }
    // SAFETY: the ring is set up; the set is plain memory, and valid.
    unsafe {
        let mut cpus: libc::cpu_set_t = std::mem::zeroed();
        let size = size_of::<libc::cpu_set_t>();
        assert_eq!(libc::sched_getaffinity(0, size, &mut cpus), 0);
        let bind = |ring: &mut Ring, size, cpus| io_uring_register_iowq_aff(ring.ptr(), size, cpus);
        assert_eq!(bind(&mut ring, size, &cpus), 0);
        assert_eq!(nop(&mut ring, |sqe| sqe.flags = IOSQE_ASYNC as u8), 0);
        assert_eq!(bind(&mut ring, size, &cpus), 0);
        assert_eq!(bind(&mut ring, 0, &cpus), -libc::EINVAL);
        assert_eq!(bind(&mut ring, size, null_mut::<libc::cpu_set_t>() as *const _), -libc::EINVAL);
        // A size that does not fit the kernel's 32 bits must not be cut to 8.
        if usize::BITS > 32 {
            assert_eq!(bind(&mut ring, (1u64 << 32) as usize + 8, &cpus), -libc::EINVAL);
        }
        assert_eq!(io_uring_unregister_iowq_aff(ring.ptr()), 0);
    }
}

#[test]
fn numbers_of_workers_are_exchanged() {
    let mut ring = ring_or_skip!(8);
    if !has_or_skip(kernel::registers(IORING_REGISTER_IOWQ_MAX_WORKERS), "the number of workers is fixed") {
        return;
    }
    // SAFETY: the ring is set up, and the numbers are valid.
    unsafe {
        let mut numbers = [3, 0];
        assert_eq!(io_uring_register_iowq_max_workers(ring.ptr(), numbers.as_mut_ptr()), 0);
        numbers = [0, 0];
        assert_eq!(io_uring_register_iowq_max_workers(ring.ptr(), numbers.as_mut_ptr()), 0);
        assert_eq!(numbers[0], 3);
        assert!(numbers[1] > 0);
        numbers = [u32::MAX, 0];
        assert_eq!(io_uring_register_iowq_max_workers(ring.ptr(), numbers.as_mut_ptr()), -libc::EINVAL);
        assert_eq!(io_uring_register_iowq_max_workers(ring.ptr(), null_mut()), -libc::EINVAL);
    }
}

/// A registered ring, if this kernel registers rings.
fn registered(ring: &mut Ring) -> bool {
    if !has_or_skip(kernel::registers(IORING_REGISTER_RING_FDS), "rings are not registered") {
        return false;
    }
    // SAFETY: the ring is set up, and no memory but its own is named.
    assert_eq!(unsafe { io_uring_register_ring_fd(ring.ptr()) }, 1);
    true
}

#[test]
fn a_ring_registers_its_descriptor_and_takes_it_back() {
    let mut ring = ring_or_skip!(8);
    let fd = ring.fd();
    // SAFETY: the ring is set up, and no other thread enters with its index meanwhile.
    unsafe {
        assert_eq!(io_uring_unregister_ring_fd(ring.ptr()), -libc::EINVAL);
        for _ in 0..20 {
            if !registered(&mut ring) {
                return;
            }
            assert_eq!(ring.fd(), fd);
            assert_eq!(io_uring_register_ring_fd(ring.ptr()), -libc::EEXIST);
            assert_eq!(nop(&mut ring, |_| ()), 0);
            assert_eq!(io_uring_unregister_ring_fd(ring.ptr()), 1);
            assert_eq!((*ring.ptr()).enter_ring_fd, fd);
            assert_eq!(io_uring_unregister_ring_fd(ring.ptr()), -libc::EINVAL);
            assert_eq!(nop(&mut ring, |_| ()), 0);
        }
    }
}

#[test]
fn a_registered_ring_does_without_its_descriptor() {
    let mut ring = ring_or_skip!(8);
    let fd = ring.fd();
    let knows = kernel::has_features(IORING_FEAT_REG_REG_RING);
    // SAFETY: the ring is set up; once its descriptor is closed, it is used by its index alone.
    unsafe {
        let missing = if knows { -libc::EINVAL } else { -libc::EOPNOTSUPP };
        assert_eq!(io_uring_close_ring_fd(ring.ptr()), missing);
        if !registered(&mut ring) {
            return;
        }
        if !knows {
            assert_eq!(io_uring_close_ring_fd(ring.ptr()), -libc::EOPNOTSUPP);
            assert_eq!(nop(&mut ring, |_| ()), 0);
            return skip_this("register calls need the descriptor");
        }
        assert_eq!(io_uring_close_ring_fd(ring.ptr()), 1);
        assert_eq!(ring.fd(), -1);
        assert_ne!((*ring.ptr()).enter_ring_fd, fd);
        assert_eq!(io_uring_close_ring_fd(ring.ptr()), -libc::EBADF);
        assert_eq!(nop(&mut ring, |_| ()), 0);
        assert!(io_uring_register_personality(ring.ptr()) > 0);
        assert_eq!(io_uring_register_probe(ring.ptr(), &mut io_uring_probe::default(), 0), 0);
    }
}

#[test]
fn the_library_minds_kernels_that_register_only_for_enter() {
    let mut ring = ring_or_skip!(8);
    // SAFETY: the ring is set up; nobody else looks at its features.
    unsafe {
        (*ring.ptr()).features &= !IORING_FEAT_REG_REG_RING;
        if !registered(&mut ring) {
            return;
        }
        assert_eq!(io_uring_close_ring_fd(ring.ptr()), -libc::EOPNOTSUPP);
        assert_eq!(nop(&mut ring, |_| ()), 0);
        assert!(io_uring_register_personality(ring.ptr()) > 0);
    }
}

#[test]
fn a_task_registers_sixteen_rings() {
    alone("a_task_registers_sixteen_rings", || {
        let has = kernel::refused().is_some() || kernel::registers(IORING_REGISTER_RING_FDS);
        if !has_or_skip(has, "rings are not registered")
            || !has_or_skip(kernel::has_descriptors(17), kernel::NO_DESCRIPTORS)
            || !has_or_skip(kernel::has_room(18 * 2 * page_size()), kernel::NO_MEMORY)
        {
            return;
        }
        let mut rings: Vec<Ring> = Vec::new();
        for count in 0..17 {
            let mut ring = ring_or_skip!(2);
            // SAFETY: the ring is set up, and no memory but its own is named.
            let result = unsafe { io_uring_register_ring_fd(ring.ptr()) };
            assert_eq!(result, if count < 16 { 1 } else { -libc::EBUSY }, "ring {count}");
            assert_eq!(nop(&mut ring, |_| ()), 0);
            rings.push(ring);
        }
        rings.drain(..16);
        // The last one was left as it was; now there is room.
        // SAFETY: the ring is set up, and no memory but its own is named.
        assert_eq!(unsafe { io_uring_register_ring_fd(rings[0].ptr()) }, 1);
        assert_eq!(nop(&mut rings[0], |_| ()), 0);
    });
}

#[test]
fn other_tasks_may_not_register_for_a_single_issuer() {
    let mut ring = ring_or_skip!(8, IORING_SETUP_SINGLE_ISSUER);
    let address = ring.ptr() as usize;
    // SAFETY: the ring's own thread waits for the other one.
    let other =
        std::thread::spawn(move || unsafe { io_uring_register_personality(address as *mut io_uring) });
    assert_eq!(other.join().expect("the other thread"), -libc::EEXIST);
}

#[test]
fn only_the_thread_that_registered_a_ring_frees_its_slot() {
    let mut ring = ring_or_skip!(8);
    if !kernel::has_features(IORING_FEAT_REG_REG_RING) {
        return skip_this("register calls need the descriptor");
    }
    let address = ring.ptr() as usize;
    let elsewhere = |setup: bool| {
        let unregister = move || {
            let _own = setup.then(|| Ring::try_new(2, 0).expect("a ring"));
            // SAFETY: the ring's own thread waits for this one.
            unsafe { io_uring_unregister_ring_fd(address as *mut io_uring) }
        };
        std::thread::spawn(unregister).join().expect("the other thread")
    };
    // SAFETY: the ring is set up, and used by one thread at a time: `elsewhere` joins its own.
    unsafe {
        assert_eq!(io_uring_register_ring_fd(ring.ptr()), 1);
        assert_eq!(elsewhere(false), -libc::EINVAL, "it never used io_uring");
        assert_eq!(elsewhere(true), -libc::EBADF, "its slots are empty");
        assert_eq!(nop(&mut ring, |_| ()), 0);
        assert_eq!(io_uring_unregister_ring_fd(ring.ptr()), 1);
    }
}
