/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The headers in a C++ program: macros, the barriers' templates, functions that do not throw.
 */
#include "macros.h"

#include <memory>
#include <thread>
#include <type_traits>

/* Each template, for a type of any size that loads in one piece. */
template <typename T> static int check_barriers(const char *name)
{
	T value = T(1), other = T();

	IO_URING_WRITE_ONCE(value, T(2));
	io_uring_smp_mb();
	other = IO_URING_READ_ONCE(value);
	io_uring_smp_store_release(&value, static_cast<T>(other + T(1)));
	return failed(name, static_cast<long long>(io_uring_smp_load_acquire(&value)), 3);
}

/* What the release store publishes is there after the acquire load. */
static int check_order()
{
	unsigned data = 0, ready = 0;
	std::thread writer([&] {
		data = 42;
		io_uring_smp_store_release(&ready, 1U);
	});

	while (!io_uring_smp_load_acquire(&ready))
		std::this_thread::yield();
	int bad = failed("data", data, 42);

	writer.join();
	return bad;
}

static_assert(std::is_standard_layout<io_uring>::value, "a C struct");
static_assert(std::is_trivial<io_uring_sqe>::value, "a C struct");
static_assert(noexcept(io_uring_submit(nullptr)), "the library does not throw");
static_assert(noexcept(io_uring_prep_nop(nullptr)), "the helpers do not throw");

int main()
{
	struct end {
		void operator()(io_uring_probe *probe) const
		{
			io_uring_free_probe(probe);
		}
	};
	std::unique_ptr<io_uring_probe, end> probe(io_uring_get_probe());
	int bad = check_macros() + check_order();

	bad += failed("probe", probe && io_uring_opcode_supported(probe.get(), IORING_OP_NOP), 1);
	bad += check_barriers<unsigned char>("unsigned char") + check_barriers<short>("short");
	bad += check_barriers<int>("int") + check_barriers<unsigned long>("unsigned long");
	return bad;
}
