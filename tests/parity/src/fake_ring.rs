// SPDX-License-Identifier: MIT OR Apache-2.0
// A ring in plain memory, in any state that a kernel could have left it in, and a kernel's part that tests can play: the
// ring helpers cannot tell it from a real one. Its descriptor is no file: what would enter the kernel fails with `-EBADF`.

use std::mem::{size_of, MaybeUninit};
use std::ptr::{addr_of_mut, null_mut};

use iouring_sys::*;
use proptest::prelude::*;

use super::props::number;
use super::time_limit;

/// Entries of the largest queue.
const MOST: usize = 64;

/// Everything that the helpers read or write.
#[repr(C)]
pub struct Memory {
    pub ring: io_uring,
    pub iter: io_uring_cqe_iter,
    pub cqe: *mut io_uring_cqe,
    pub count: u32,
    buf_mask: i32,
    sq_head: u32,
    sq_tail: u32,
    sq_flags: u32,
    cq_head: u32,
    cq_tail: u32,
    cq_flags: u32,
    filled: Filled,
}

/// The part of the memory that starts with arbitrary contents.
#[repr(C)]
struct Filled {
    sqes: [[u64; 8]; 2 * MOST],
    cqes: [[u64; 2]; 2 * MOST],
    buf_ring: [[u64; 2]; MOST],
    probe: [u64; 2 + 256],
    array: [u32; MOST],
}

/// A completion before it is posted.
#[derive(Debug, Clone, Copy)]
pub struct Cqe {
    pub user_data: u64,
    pub res: i32,
    pub flags: u32,
    /// 32 bytes; only in mixed queues.
    pub big: bool,
}

/// A completion that was posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posted {
    pub user_data: u64,
    pub res: i32,
    pub flags: u32,
    /// Its place among entries of 16 bytes.
    pub at: u32,
    /// Entries that it takes.
    pub nr: u32,
}

/// A state to start from.
#[derive(Debug, Clone)]
pub struct Setup {
    pub flags: u32,
    pub features: u32,
    pub sq_entries: u32,
    pub sq_head: u32,
    /// Entries taken and not consumed.
    pub sq_taken: u32,
    pub sq_flags: u32,
    pub cq_entries: u32,
    pub cq_head: u32,
    /// None: a kernel before 5.8.
    pub cq_flags: Option<u32>,
    /// For the kernel to post, as far as there is room for them.
    pub cqes: Vec<Cqe>,
    pub buf_entries: u32,
    pub buf_tail: u16,
    pub noise: u64,
}

/// Positions of a queue: half of them shortly before they wrap around.
fn position() -> impl Strategy<Value = u32> {
    (0..64_u32, any::<u32>()).prop_map(|(near, any)| if near < 32 { near.wrapping_neg() } else { any })
}

/// Completions of each kind. In mixed queues the flags that tell sizes are the kernel's; in others they say nothing, and
/// may be anything, as in a message.
pub fn cqe(mixed: bool) -> impl Strategy<Value = Cqe> {
    (0..8_u32, number(), number()).prop_map(move |(kind, user_data, bits)| {
        let sizes = IORING_CQE_F_SKIP | IORING_CQE_F_32;
        let flags = (bits >> 32) as u32;
        Cqe {
            user_data: match kind {
                2 => LIBURING_UDATA_TIMEOUT,
                _ => user_data.min(LIBURING_UDATA_TIMEOUT - 1),
            },
            res: if kind == 2 && bits & 1 == 0 { -libc::ETIME } else { bits as i32 },
            flags: match (mixed, kind) {
                (true, 1) => flags & !sizes | IORING_CQE_F_SKIP,
                (true, _) => flags & !sizes,
                (false, 3) => flags | IORING_CQE_F_SKIP,
                (false, 4) => flags | IORING_CQE_F_32,
                (false, _) => flags,
            },
            big: mixed && (3..6).contains(&kind),
        }
    })
}

/// States of rings of every size, with every mixture of setup flags that means something to the helpers.
pub fn setup() -> impl Strategy<Value = Setup> {
    let sizes = [
        (0, 0),
        (IORING_SETUP_SQE128, 0),
        (IORING_SETUP_SQE_MIXED, 0),
        (0, IORING_SETUP_CQE32),
        (0, IORING_SETUP_CQE_MIXED),
        (IORING_SETUP_SQE128, IORING_SETUP_CQE32),
        (IORING_SETUP_SQE_MIXED, IORING_SETUP_CQE_MIXED),
        (IORING_SETUP_SQE128, IORING_SETUP_CQE_MIXED),
    ];
    let others =
        IORING_SETUP_SQPOLL | IORING_SETUP_NO_SQARRAY | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_NO_MMAP;
    let sq = (0..=6_u32, position(), any::<u32>(), any::<u32>());
    let cq = (0..=6_u32, position(), prop::option::of(any::<u32>()));
    let other = (0..=6_u32, position(), any::<u64>(), any::<bool>());
    (0..sizes.len(), any::<u32>(), sq, cq, other).prop_flat_map(move |(sizes_at, bits, sq, cq, other)| {
        let (sqe_size, cqe_size) = sizes[sizes_at];
        let cqes = prop::collection::vec(cqe(cqe_size == IORING_SETUP_CQE_MIXED), 0..=1 << cq.0);
        cqes.prop_map(move |cqes| Setup {
            flags: bits & others | sqe_size | cqe_size,
            features: if other.3 { IORING_FEAT_EXT_ARG } else { 0 },
            sq_entries: 1 << sq.0,
            sq_head: sq.1,
            // One in eight holds more than it has room for.
            sq_taken: if sq.3 % 8 == 0 { sq.2 } else { sq.2 % ((1 << sq.0) + 1) },
            sq_flags: sq.3,
            cq_entries: 1 << cq.0,
            cq_head: cq.1,
            cq_flags: cq.2,
            cqes,
            buf_entries: 1 << other.0,
            buf_tail: other.1 as u16,
            noise: other.2,
        })
    })
}

/// A ring in memory of its own.
pub struct FakeRing(*mut Memory);

impl Drop for FakeRing {
    fn drop(&mut self) {
        // SAFETY: the memory came from a box.
        drop(unsafe { Box::from_raw(self.0) });
    }
}

impl FakeRing {
    pub fn new(setup: &Setup) -> FakeRing {
        time_limit::start();
        let memory = Box::new(MaybeUninit::<Memory>::zeroed());
        let fake = FakeRing(Box::into_raw(memory).cast());
        fake.fill(setup.noise);
        let memory = fake.0;
        // SAFETY: the memory is the ring's own.
        unsafe {
            (*memory).sq_head = setup.sq_head;
            (*memory).sq_flags = setup.sq_flags;
            (*memory).cq_head = setup.cq_head;
            (*memory).cq_tail = setup.cq_head;
            (*memory).cq_flags = setup.cq_flags.unwrap_or(0);
            let ring = &mut (*memory).ring;
            ring.flags = setup.flags;
            ring.features = setup.features;
            ring.ring_fd = -1;
            ring.enter_ring_fd = -1;
            ring.sq.khead = addr_of_mut!((*memory).sq_head);
            ring.sq.ktail = addr_of_mut!((*memory).sq_tail);
            ring.sq.kflags = addr_of_mut!((*memory).sq_flags);
            ring.sq.array = addr_of_mut!((*memory).filled.array).cast();
            ring.sq.sqes = addr_of_mut!((*memory).filled.sqes).cast();
            ring.sq.sqe_head = setup.sq_head;
            ring.sq.sqe_tail = setup.sq_head.wrapping_add(setup.sq_taken);
            ring.sq.ring_entries = setup.sq_entries;
            ring.sq.ring_mask = setup.sq_entries - 1;
            ring.cq.khead = addr_of_mut!((*memory).cq_head);
            ring.cq.ktail = addr_of_mut!((*memory).cq_tail);
            if setup.cq_flags.is_some() {
                ring.cq.kflags = addr_of_mut!((*memory).cq_flags);
            }
            ring.cq.cqes = addr_of_mut!((*memory).filled.cqes).cast();
            ring.cq.ring_entries = setup.cq_entries;
            ring.cq.ring_mask = setup.cq_entries - 1;
            (*memory).buf_mask = setup.buf_entries as i32 - 1;
            (*fake.buf_ring()).__bindgen_anon_1.__bindgen_anon_1.tail = setup.buf_tail;
        }
        fake
    }

    fn fill(&self, mut noise: u64) {
        // SAFETY: the part that is filled has no padding and may have any contents.
        let words = unsafe {
            let filled = addr_of_mut!((*self.0).filled);
            std::slice::from_raw_parts_mut(filled.cast::<u64>(), size_of::<Filled>() / size_of::<u64>())
        };
        for word in words {
            noise = noise.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
            *word = noise.rotate_left(29);
        }
    }

    /// A copy of all of the memory, to be compared or put back.
    pub fn save(&self) -> Vec<u8> {
        // SAFETY: the memory is the ring's own, and was zeroed as a whole.
        unsafe { std::slice::from_raw_parts(self.0.cast::<u8>(), size_of::<Memory>()) }.to_vec()
    }

    pub fn restore(&self, saved: &[u8]) {
        assert_eq!(saved.len(), size_of::<Memory>());
        // SAFETY: as above; the lengths are the same.
        unsafe { self.0.cast::<u8>().copy_from_nonoverlapping(saved.as_ptr(), saved.len()) }
    }

    pub fn memory(&self) -> *mut Memory {
        self.0
    }

    pub fn ptr(&self) -> *mut io_uring {
        // SAFETY: only an address is computed.
        unsafe { addr_of_mut!((*self.0).ring) }
    }

    pub fn buf_ring(&self) -> *mut io_uring_buf_ring {
        // SAFETY: only an address is computed.
        unsafe { addr_of_mut!((*self.0).filled.buf_ring).cast() }
    }

    /// The mask of the buffer ring.
    pub fn buf_mask(&self) -> i32 {
        // SAFETY: the memory is the ring's own.
        unsafe { (*self.0).buf_mask }
    }

    /// Where `__io_uring_peek_cqe` may leave its count, or null.
    pub fn count_or_null(&self, null: bool) -> *mut u32 {
        if null {
            return null_mut();
        }
        // SAFETY: only an address is computed.
        unsafe { addr_of_mut!((*self.0).count) }
    }

    /// A probe with 256 operations, so that it covers whatever number it claims to have.
    pub fn probe(&self) -> *mut io_uring_probe {
        // SAFETY: only an address is computed.
        unsafe { addr_of_mut!((*self.0).filled.probe).cast() }
    }

    /// The entry of 64 bytes at a place.
    pub fn sqe(&self, at: u32) -> *mut io_uring_sqe {
        // SAFETY: the index is checked; only an address is computed.
        unsafe { addr_of_mut!((*self.0).filled.sqes[at as usize]).cast() }
    }

    /// The entry of 16 bytes at a place.
    pub fn cqe(&self, at: u32) -> *mut io_uring_cqe {
        // SAFETY: the index is checked; only an address is computed.
        unsafe { addr_of_mut!((*self.0).filled.cqes[at as usize]).cast() }
    }

    /// The kernel consumes that many entries, or all that were taken.
    pub fn kernel_takes(&self, nr: u32) {
        // SAFETY: the memory is the ring's own.
        unsafe {
            let head = (*self.0).sq_head;
            (*self.0).sq_head = head.wrapping_add(nr.min((*self.0).ring.sq.sqe_tail.wrapping_sub(head)));
        }
    }

    /// Positions of the completion queue: its head and its tail.
    pub fn cq_positions(&self) -> (u32, u32) {
        // SAFETY: the memory is the ring's own.
        unsafe { ((*self.0).cq_head, (*self.0).cq_tail) }
    }

    fn cq_entries(&self) -> u32 {
        // SAFETY: the memory is the ring's own.
        unsafe { (*self.0).ring.cq.ring_entries }
    }

    /// The place of the completion at a position.
    fn cq_place(&self, position: u32) -> u32 {
        // SAFETY: the memory is the ring's own.
        let flags = unsafe { (*self.0).ring.flags };
        let size = if flags & IORING_SETUP_CQE32 != 0 { 2 } else { 1 };
        position % self.cq_entries() * size
    }

    /// The kernel posts a completion: after filler where an entry of 32 bytes would straddle the end, and not at all if
    /// there is no room. Returns what was posted.
    pub fn kernel_posts(&self, cqe: &Cqe) -> Vec<Posted> {
        let mut posted = Vec::new();
        let (head, tail) = self.cq_positions();
        let entries = self.cq_entries();
        let straddles = cqe.big && tail % entries == entries - 1;
        let nr = 1 + u32::from(cqe.big);
        if entries - tail.wrapping_sub(head) < nr + u32::from(straddles) {
            return posted;
        }
        if straddles {
            let filler = Cqe { user_data: 0, res: 0, flags: IORING_CQE_F_SKIP, big: false };
            posted.extend(self.kernel_posts(&filler));
        }
        let tail = tail.wrapping_add(u32::from(straddles));
        let at = self.cq_place(tail);
        let flags = if cqe.big { cqe.flags | IORING_CQE_F_32 } else { cqe.flags };
        // SAFETY: the memory is the ring's own.
        unsafe {
            (*self.cqe(at)).user_data = cqe.user_data;
            (*self.cqe(at)).res = cqe.res;
            (*self.cqe(at)).flags = flags;
            (*self.0).cq_tail = tail.wrapping_add(nr);
        }
        posted.push(Posted { user_data: cqe.user_data, res: cqe.res, flags, at, nr });
        posted
    }

    /// How many entries the oldest `count` completions take, or all that are ready.
    pub fn entries_of(&self, count: u32) -> u32 {
        let (head, tail) = self.cq_positions();
        let mut position = head;
        for _ in 0..count {
            if position == tail {
                break;
            }
            // SAFETY: the memory is the ring's own.
            let (mixed, flags) = unsafe {
                let mixed = (*self.0).ring.flags & IORING_SETUP_CQE_MIXED != 0;
                (mixed, (*self.cqe(self.cq_place(position))).flags)
            };
            position = position.wrapping_add(if mixed && flags & IORING_CQE_F_32 != 0 { 2 } else { 1 });
        }
        position.wrapping_sub(head)
    }

    /// The completion at the head of the queue, or null.
    pub fn oldest(&self) -> *mut io_uring_cqe {
        let (head, tail) = self.cq_positions();
        if head == tail {
            return null_mut();
        }
        self.cqe(self.cq_place(head))
    }
}
