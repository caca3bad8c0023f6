// SPDX-License-Identifier: MIT OR Apache-2.0
// From tests/data/functions.tsv, renewed by `RENEW=1 cargo test -p iouring-sys-renew --test renew`.

// A call of each ring helper with arguments made of two numbers.
calls! { (m, a, b)
    io_uring_opcode_supported(m.probe(), a as i32);
    io_uring_cqe_shift_from_flags(a as u32);
    io_uring_cqe_shift(m.ptr());
    io_uring_cqe_nr(m.cqe(a as u32 % 128));
    io_uring_cqe_iter_init(m.ptr());
    io_uring_cqe_iter_next(addr_of_mut!((*m.memory()).iter), addr_of_mut!((*m.memory()).cqe));
    io_uring_cq_advance(m.ptr(), m.entries_of(a as u32 % 8));
    io_uring_cqe_seen(m.ptr(), m.oldest());
    io_uring_cqe_get_data(m.cqe(a as u32 % 128));
    io_uring_cqe_get_data64(m.cqe(a as u32 % 128));
    io_uring_load_sq_head(m.ptr());
    io_uring_sq_ready(m.ptr());
    io_uring_sq_space_left(m.ptr());
    io_uring_sqe_shift_from_flags(a as u32);
    io_uring_sqe_shift(m.ptr());
    io_uring_sqring_wait(m.ptr());
    io_uring_cq_ready(m.ptr());
    io_uring_cq_has_overflow(m.ptr());
    io_uring_cq_eventfd_enabled(m.ptr());
    io_uring_cq_eventfd_toggle(m.ptr(), a % 2 == 0);
    io_uring_wait_cqe_nr(m.ptr(), addr_of_mut!((*m.memory()).cqe), a as u32);
    __io_uring_peek_cqe(m.ptr(), addr_of_mut!((*m.memory()).cqe), m.count_or_null(a % 2 == 0));
    io_uring_peek_cqe(m.ptr(), addr_of_mut!((*m.memory()).cqe));
    io_uring_wait_cqe(m.ptr(), addr_of_mut!((*m.memory()).cqe));
    _io_uring_get_sqe(m.ptr());
    io_uring_buf_ring_mask(a as u32);
    io_uring_buf_ring_init(m.buf_ring());
    io_uring_buf_ring_add(m.buf_ring(), a as usize as _, b as u32, a as u16, m.buf_mask(), b as i32);
    io_uring_buf_ring_advance(m.buf_ring(), a as i32);
    __io_uring_buf_ring_cq_advance(m.ptr(), m.buf_ring(), m.entries_of(a as u32 % 8) as i32, b as i32);
    io_uring_buf_ring_cq_advance(m.ptr(), m.buf_ring(), m.entries_of(a as u32 % 8) as i32);
    io_uring_buf_ring_available(m.ptr(), m.buf_ring(), a as u16);
    io_uring_get_sqe(m.ptr());
    io_uring_get_sqe128(m.ptr());
}
