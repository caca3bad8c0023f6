/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The headers' macros in a C program.
 */
#include "macros.h"

int main(void)
{
	unsigned value = 1;

	IO_URING_WRITE_ONCE(value, 2U);
	io_uring_smp_mb();
	io_uring_smp_store_release(&value, IO_URING_READ_ONCE(value) + 1U);
	return check_macros() + failed("value", io_uring_smp_load_acquire(&value), 3);
}
