// SPDX-License-Identifier: MIT OR Apache-2.0
//! What every registration asks of the kernel, also of kernels that this one is not: zero-copy receives,
//! filters, clones of buffers; by the ring's descriptor and by its index. And when the limit of open files is
//! raised.

mod common;
#[path = "common/intercept.rs"]
mod intercept;
#[path = "common/simulated.rs"]
mod simulated;

use common::process::{alone, limit, page_size};
use common::{ring_or_skip, Ring};
use intercept::{Answer, Call};
use iouring_sys::*;
use simulated::simulate;
use std::ptr::{null, null_mut};

/// A call of io_uring_register: descriptor, opcode, argument, number of arguments.
type Register = (i32, u32, u64, u32);

/// What arrived at the kernel.
#[derive(Default)]
struct Arrived {
    calls: Vec<Register>,
    /// What the last argument pointed to.
    argument: Vec<u8>,
}

/// Runs `body` with a ring that has a descriptor, and an index too if `by_index`; the kernel answers each
/// registration with `answer`. The body's call is what arrives, with its argument
/// if the library makes one up: that many bytes.
fn arrives(
    by_index: bool,
    answer: i64,
    made_up: usize,
    body: impl FnOnce(*mut io_uring) -> i32 + Send,
) -> Option<Arrived> {
    let mut arrived = Arrived::default();
    let note = |call: &Call| {
        let [fd, opcode, argument, nr, ..] = call.args;
        arrived.calls.push((fd as i32, opcode as u32, argument, nr as u32));
        if made_up != 0 {
            // SAFETY: the library made the argument of that size up on the stack of the thread that waits for the answer.
            arrived.argument = unsafe { std::slice::from_raw_parts(argument as *const u8, made_up).to_vec() };
        }
        Answer::Give(answer)
    };
    let result = simulate(&[libc::SYS_io_uring_register], note, |kernel| {
        let mut ring = Ring::try_new(4, 0).expect("io_uring was there a moment ago");
        let descriptor = ring.fd();
        // SAFETY: the ring is set up; its descriptor is a number that the kernel is never asked about.
        unsafe {
            (*ring.ptr()).ring_fd = DESCRIPTOR;
            (*ring.ptr()).enter_ring_fd = DESCRIPTOR;
            if by_index {
                (*ring.ptr()).enter_ring_fd = INDEX;
                (*ring.ptr()).int_flags |= 16 | 1;
            }
            let result = kernel.on(|| body(ring.ptr()));
            (*ring.ptr()).ring_fd = descriptor;
            (*ring.ptr()).int_flags = 0;
            result
        }
    })?;
    assert_eq!(i64::from(result), answer, "what the kernel answers is what the call returns");
    Some(arrived)
}

const DESCRIPTOR: i32 = 4711;
const INDEX: i32 = 5;

/// A registration: its name, the call, the opcode, the argument that is passed on, and the number of
/// arguments.
struct Case {
    name: &'static str,
    call: Box<dyn Fn(*mut io_uring) -> i32 + Sync>,
    opcode: u32,
    argument: u64,
    nr: u32,
    /// It concerns no ring: the descriptor is -1.
    ringless: bool,
}

/// An address that nobody looks at.
const fn at<T>(number: usize) -> *mut T {
    (0x5000 + 16 * number) as *mut T
}

macro_rules! case {
    ($name:ident($($before:expr),*; $($argument:expr),*), $opcode:ident, $expected:expr, $nr:expr) => {
        Case {
            name: stringify!($name),
            // SAFETY: the kernel is played, and nobody looks at the argument.
            call: Box::new(|ring| unsafe { $($before;)* $name(ring, $($argument),*) }),
            opcode: $opcode,
            argument: $expected as u64,
            nr: $nr,
            ringless: false,
        }
    };
}

/// What takes an argument of the caller's, or none.
fn cases() -> Vec<Case> {
    let none = 0_usize;
    let mut cases = vec![
        case!(io_uring_register_buffers(; at(1), 3), IORING_REGISTER_BUFFERS, at::<u8>(1), 3),
        case!(io_uring_unregister_buffers(;), IORING_UNREGISTER_BUFFERS, none, 0),
        case!(io_uring_register_files(; at(2), 4), IORING_REGISTER_FILES, at::<u8>(2), 4),
        case!(io_uring_unregister_files(;), IORING_UNREGISTER_FILES, none, 0),
        case!(io_uring_unregister_eventfd(;), IORING_UNREGISTER_EVENTFD, none, 0),
        case!(io_uring_register_probe(; at(3), 9), IORING_REGISTER_PROBE, at::<u8>(3), 9),
        case!(io_uring_register_personality(;), IORING_REGISTER_PERSONALITY, none, 0),
        case!(io_uring_unregister_personality(; 77), IORING_UNREGISTER_PERSONALITY, none, 77),
        case!(io_uring_register_restrictions(; at(4), 2), IORING_REGISTER_RESTRICTIONS, at::<u8>(4), 2),
        case!(io_uring_enable_rings(;), IORING_REGISTER_ENABLE_RINGS, none, 0),
        case!(io_uring_register_iowq_aff(; 128, at(5)), IORING_REGISTER_IOWQ_AFF, at::<u8>(5), 128),
        case!(io_uring_unregister_iowq_aff(;), IORING_UNREGISTER_IOWQ_AFF, none, 0),
        case!(io_uring_register_iowq_max_workers(; at(6)), IORING_REGISTER_IOWQ_MAX_WORKERS, at::<u8>(6), 2),
        case!(io_uring_register_sync_cancel(; at(7)), IORING_REGISTER_SYNC_CANCEL, at::<u8>(7), 1),
        case!(io_uring_register_napi(; at(8)), IORING_REGISTER_NAPI, at::<u8>(8), 1),
        case!(io_uring_unregister_napi(; at(9)), IORING_UNREGISTER_NAPI, at::<u8>(9), 1),
        case!(io_uring_register_ifq(; at(10)), IORING_REGISTER_ZCRX_IFQ, at::<u8>(10), 1),
        case!(io_uring_register_zcrx_ctrl(; at(11)), IORING_REGISTER_ZCRX_CTRL, at::<u8>(11), 0),
        case!(io_uring_register_clock(; at(12)), IORING_REGISTER_CLOCK, at::<u8>(12), 0),
        case!(io_uring_register_bpf_filter(; at(13)), IORING_REGISTER_BPF_FILTER, at::<u8>(13), 1),
        case!(io_uring_register_region(; at(14)), IORING_REGISTER_MEM_REGION, at::<u8>(14), 1),
    ];
    cases.extend([
        ringless("sync_msg", IORING_REGISTER_SEND_MSG_RING, 1, || unsafe {
            io_uring_register_sync_msg(at(15))
        }),
        ringless("query", IORING_REGISTER_QUERY, 0, || unsafe { io_uring_register_query(at(15)) }),
        ringless("bpf_filter_task", IORING_REGISTER_BPF_FILTER, 1, || unsafe {
            io_uring_register_bpf_filter_task(at(15))
        }),
    ]);
    cases
}

/// A registration that concerns no ring, with argument 15.
fn ringless(name: &'static str, opcode: u32, nr: u32, call: fn() -> i32) -> Case {
    Case { name, call: Box::new(move |_| call()), opcode, argument: at::<u8>(15) as u64, nr, ringless: true }
}

#[test]
fn arguments_of_the_callers_are_passed_on() {
    drop(ring_or_skip!(1));
    for case in cases() {
        for (by_index, answer) in [(false, 0), (true, 0), (false, -i64::from(libc::EPERM)), (true, 7)] {
            let Some(arrived) = arrives(by_index, answer, 0, |ring| (case.call)(ring)) else { return };
            let (fd, opcode) = match (case.ringless, by_index) {
                (true, _) => (-1, case.opcode),
                (_, true) => (INDEX, case.opcode | IORING_REGISTER_USE_REGISTERED_RING),
                (_, false) => (DESCRIPTOR, case.opcode),
            };
            assert_eq!(arrived.calls, [(fd, opcode, case.argument, case.nr)], "{}", case.name);
        }
    }
}

/// The argument that a call made up has to begin with these bytes.
fn made_up<T>(
    what: &str,
    (opcode, nr): (u32, u32),
    expected: T,
    call: impl FnOnce(*mut io_uring) -> i32 + Send,
) -> Option<()> {
    // SAFETY: integers without gaps between them.
    let bytes = unsafe { std::slice::from_raw_parts((&expected as *const T).cast::<u8>(), size_of::<T>()) };
    let arrived = arrives(false, 0, bytes.len(), call)?;
    let (fd, got, _, args) = arrived.calls[0];
    assert_eq!((arrived.calls.len(), fd, got, args), (1, DESCRIPTOR, opcode, nr), "{what}");
    assert_eq!(arrived.argument, *bytes, "{what}");
    Some(())
}

#[test]
fn tables_are_described_as_the_kernel_wants_them() {
    drop(ring_or_skip!(1));
    let table = |nr, flags, data: u64, tags: u64| io_uring_rsrc_register { nr, flags, resv2: 0, data, tags };
    let update = |offset, data: u64, tags: u64, nr| io_uring_rsrc_update2 {
        offset,
        data,
        tags,
        nr,
        ..Default::default()
    };
    let (data, tags, sparse) = (at::<u8>(1) as u64, at::<u8>(2) as u64, IORING_RSRC_REGISTER_SPARSE);
    let (of_table, of_update) =
        (size_of::<io_uring_rsrc_register>() as u32, size_of::<io_uring_rsrc_update2>() as u32);
    let run = || {
        // SAFETY of all: the kernel is played, and nobody looks at the addresses.
        let (files, buffers) = ((IORING_REGISTER_FILES2, of_table), (IORING_REGISTER_BUFFERS2, of_table));
        made_up("files_tags", files, table(3, 0, data, tags), |ring| unsafe {
            io_uring_register_files_tags(ring, at(1), at(2), 3)
        })?;
        made_up("files_sparse", files, table(3, sparse, 0, 0), |ring| unsafe {
            io_uring_register_files_sparse(ring, 3)
        })?;
        made_up("buffers_tags", buffers, table(3, 0, data, tags), |ring| unsafe {
            io_uring_register_buffers_tags(ring, at(1), at(2), 3)
        })?;
        made_up("buffers_sparse", buffers, table(3, sparse, 0, 0), |ring| unsafe {
            io_uring_register_buffers_sparse(ring, 3)
        })?;
        let files = (IORING_REGISTER_FILES_UPDATE2, of_update);
        made_up("files_update_tag", files, update(8, data, tags, 3), |ring| unsafe {
            io_uring_register_files_update_tag(ring, 8, at(1), at(2), 3)
        })?;
        let buffers = (IORING_REGISTER_BUFFERS_UPDATE, of_update);
        made_up("buffers_update_tag", buffers, update(8, data, tags, 3), |ring| unsafe {
            io_uring_register_buffers_update_tag(ring, 8, at(1), at(2), 3)
        })?;
        let files = io_uring_files_update { offset: 8, resv: 0, fds: data };
        made_up("files_update", (IORING_REGISTER_FILES_UPDATE, 3), files, |ring| unsafe {
            io_uring_register_files_update(ring, 8, at(1), 3)
        })?;
        let range = io_uring_file_index_range { off: 8, len: 3, resv: 0 };
        made_up("file_alloc_range", (IORING_REGISTER_FILE_ALLOC_RANGE, 0), range, |ring| unsafe {
            io_uring_register_file_alloc_range(ring, 8, 3)
        })
    };
    run();
}

#[test]
fn small_arguments_are_made_up() {
    drop(ring_or_skip!(1));
    let run = || {
        // SAFETY of all: the kernel is played.
        made_up("eventfd", (IORING_REGISTER_EVENTFD, 1), 99_i32, |ring| unsafe {
            io_uring_register_eventfd(ring, 99)
        })?;
        made_up("eventfd_async", (IORING_REGISTER_EVENTFD_ASYNC, 1), 99_i32, |ring| unsafe {
            io_uring_register_eventfd_async(ring, 99)
        })?;
        let group = io_uring_buf_reg { bgid: 12, ..Default::default() };
        made_up("unregister_buf_ring", (IORING_UNREGISTER_PBUF_RING, 1), group, |ring| unsafe {
            io_uring_unregister_buf_ring(ring, 12)
        })?;
        let status = io_uring_buf_status { buf_group: 12, ..Default::default() };
        made_up("buf_ring_head", (IORING_REGISTER_PBUF_STATUS, 1), status, |ring| unsafe {
            io_uring_buf_ring_head(ring, 12, &mut 0)
        })
    };
    run();
}

#[test]
fn registered_waits_are_described_in_whole_pages() {
    drop(ring_or_skip!(1));
    let page = page_size();
    let most = page / size_of::<io_uring_reg_wait>();
    for (nr, bytes) in [(1, page), (most, page), (most + 1, 2 * page)] {
        let mut region = io_uring_region_desc::default();
        let note = |call: &Call| {
            // SAFETY: the library made up both structs, on the stack of the thread that waits for the answer.
            unsafe {
                let reg = &*(call.args[2] as *const io_uring_mem_region_reg);
                assert_eq!(reg.flags, u64::from(IORING_MEM_REGION_REG_WAIT_ARG));
                region = *(reg.region_uptr as *const io_uring_region_desc);
            }
            Answer::Give(0)
        };
        let result = simulate(&[libc::SYS_io_uring_register], note, |kernel| {
            let mut ring = Ring::try_new(4, 0).expect("io_uring was there a moment ago");
            // SAFETY: the ring is set up, and nobody looks at the waits.
            kernel.on(|| unsafe { io_uring_register_wait_reg(ring.ptr(), at(1), nr as i32) })
        });
        let Some(result) = result else { return };
        let expected = (at::<u8>(1) as u64, bytes as u64, IORING_MEM_REGION_TYPE_USER);
        assert_eq!((result, (region.user_addr, region.size, region.flags)), (0, expected), "{nr} waits");
    }
}

#[test]
fn clones_name_their_source() {
    drop(ring_or_skip!(1));
    const REGISTERED: u32 = IORING_REGISTER_SRC_REGISTERED;
    let replace = IORING_REGISTER_DST_REPLACE;
    let source = |enters_by_index, registers_by_index| io_uring {
        ring_fd: 33,
        enter_ring_fd: if enters_by_index { 6 } else { 33 },
        int_flags: if enters_by_index { 16 } else { 0 } | u8::from(registers_by_index),
        ..Default::default()
    };
    // Which of the two, and what the caller asks for; what is asked of the kernel.
    let cases = [
        (source(false, false), 0, (33, 0)),
        (source(true, true), 0, (6, REGISTERED)),
        (source(true, false), 0, (33, 0)),
        (source(true, false), REGISTERED, (6, REGISTERED)),
        (source(false, false), REGISTERED | replace, (33, replace)),
    ];
    for (mut source, flags, (src_fd, passed)) in cases {
        let expected = io_uring_clone_buffers {
            src_fd,
            flags: passed,
            src_off: 2,
            dst_off: 1,
            nr: 3,
            ..Default::default()
        };
        let address = &mut source as *mut io_uring as usize;
        let clone = |ring: *mut io_uring| {
            // SAFETY: the kernel is played; the source outlives the call.
            unsafe { io_uring_clone_buffers_offset(ring, address as *mut io_uring, 1, 2, 3, flags) }
        };
        let call = (IORING_REGISTER_CLONE_BUFFERS, 1);
        if made_up("clone_buffers_offset", call, expected, clone).is_none() {
            return;
        }
    }
}

#[test]
fn lengths_that_do_not_fit_never_reach_the_kernel() {
    drop(ring_or_skip!(1));
    let mut calls = 0;
    let note = |_: &Call| {
        calls += 1;
        Answer::Give(0)
    };
    simulate(&[libc::SYS_io_uring_register], note, |kernel| {
        let mut ring = Ring::try_new(4, 0).expect("io_uring was there a moment ago");
        let mut group = io_uring_buf_reg::default();
        // SAFETY: the ring is set up, and nobody looks at the addresses.
        kernel.on(|| unsafe {
            for size in [1 << 31, usize::MAX] {
                assert_eq!(io_uring_register_iowq_aff(ring.ptr(), size, null()), -libc::EINVAL);
            }
            assert_eq!(io_uring_register_wait_reg(ring.ptr(), null_mut(), 0), -libc::EINVAL);
            assert_eq!(io_uring_register_wait_reg(ring.ptr(), null_mut(), -1), -libc::EINVAL);
            assert_eq!(io_uring_register_buf_ring(ring.ptr(), &mut group, 1 << 16), -libc::EINVAL);
        });
    });
    assert_eq!(calls, 0);
}

#[test]
fn an_index_is_for_entering_where_the_kernel_has_no_more() {
    drop(ring_or_skip!(1));
    for (features, int_flags) in [(0, 16), (IORING_FEAT_REG_REG_RING, 17)] {
        let note = |call: &Call| {
            // SAFETY: the library made the argument up, and the thread that it belongs to waits for the
            // answer.
            unsafe {
                let update = &mut *(call.args[2] as *mut io_uring_rsrc_update2);
                assert_eq!(
                    (call.args[1] as u32, update.offset),
                    (IORING_REGISTER_RING_FDS, u32::MAX),
                    "any slot"
                );
                update.offset = 9;
            }
            Answer::Give(1)
        };
        simulate(&[libc::SYS_io_uring_register], note, |kernel| {
            let mut ring = Ring::try_new(4, 0).expect("io_uring was there a moment ago");
            // SAFETY: the ring is set up; the index that was made up is taken back.
            unsafe {
                (*ring.ptr()).features = features;
                assert_eq!(kernel.on(|| io_uring_register_ring_fd(ring.ptr())), 1);
                assert_eq!(((*ring.ptr()).enter_ring_fd, (*ring.ptr()).int_flags), (9, int_flags));
                (*ring.ptr()).enter_ring_fd = ring.fd();
                (*ring.ptr()).int_flags = 0;
            }
        });
    }
}

/// The soft limit of open files after a table of `nr` was registered under that limit, and what the call
/// returned. The kernel answers all of the first `failures` registrations with `error`, and refuses one of the calls about
/// the limit: none if that is 0.
fn registered_under(
    (soft, nr, failures, error): (libc::rlim_t, u32, usize, i32),
    refused: usize,
) -> Option<(libc::rlim_t, i32)> {
    let (mut calls, mut limits) = (0, 0);
    let note = |call: &Call| {
        if call.number == libc::SYS_prlimit64 {
            limits += 1;
            return if limits == refused { Answer::Give(-i64::from(libc::EPERM)) } else { Answer::Run };
        }
        calls += 1;
        Answer::Give(if calls <= failures { -i64::from(error) } else { 0 })
    };
    let before = limit(libc::RLIMIT_NOFILE, soft);
    let result = simulate(&[libc::SYS_io_uring_register, libc::SYS_prlimit64], note, |kernel| {
        let mut ring = Ring::try_new(4, 0).expect("io_uring was there a moment ago");
        // SAFETY: the ring is set up; slots without files name no descriptors.
        kernel.on(|| unsafe { io_uring_register_files_sparse(ring.ptr(), nr) })
    });
    let after = limit(libc::RLIMIT_NOFILE, before);
    Some((after, result?))
}

#[test]
fn the_soft_limit_is_raised_for_want_of_descriptors_alone() {
    alone("the_soft_limit_is_raised_for_want_of_descriptors_alone", || {
        drop(ring_or_skip!(1));
        if common::process::limits(libc::RLIMIT_NOFILE).1 < 500 {
            return common::skip_this(common::kernel::NO_DESCRIPTORS);
        }
        // SAFETY: the hard limit is lowered to one that the soft one can reach.
        unsafe {
            let limits = libc::rlimit { rlim_cur: 500, rlim_max: 500 };
            assert_eq!(libc::setrlimit(libc::RLIMIT_NOFILE, &limits), 0);
        }
        let (few, other) = (libc::EMFILE, libc::ENOMEM);
        let cases = [
            ("nothing fails", (100, 200, 0, few), 0, (100, 0)),
            ("another error", (100, 200, 9, other), 0, (100, -other)),
            ("raised by what is asked for", (100, 200, 1, few), 0, (300, 0)),
            ("up to the hard limit", (100, 450, 1, few), 0, (500, 0)),
            ("more than the hard limit", (100, 501, 9, few), 0, (100, -few)),
            ("the limit is not what it is for", (100, 100, 9, few), 0, (100, -few)),
            ("raised in vain", (100, 200, 2, few), 0, (300, -few)),
            ("the limit cannot be asked for", (100, 200, 1, few), 1, (100, -few)),
            ("it cannot be raised", (100, 200, 1, few), 2, (100, -few)),
        ];
        for (what, under, refused, expected) in cases {
            let Some(result) = registered_under(under, refused) else { return };
            assert_eq!(result, expected, "{what}");
        }
    });
}
