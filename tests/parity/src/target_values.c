/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The constants whose value differs by processor, as the C compiler sees them on this one.
 */
#include <string.h>

#include <liburing.h>

long long parity_target_value(const char *name, int *known);

static const struct {
	const char *name;
	long long value;
} values[] = {
	{ "__NR_io_uring_setup", __NR_io_uring_setup },
	{ "__NR_io_uring_enter", __NR_io_uring_enter },
	{ "__NR_io_uring_register", __NR_io_uring_register },
	{ "BLOCK_URING_CMD_DISCARD", BLOCK_URING_CMD_DISCARD },
	{ "BLOCK_URING_CMD_ZONE_RESET_ALL", BLOCK_URING_CMD_ZONE_RESET_ALL },
};

long long parity_target_value(const char *name, int *known)
{
	for (size_t at = 0; at < sizeof(values) / sizeof(values[0]); at++) {
		if (!strcmp(values[at].name, name)) {
			*known = 1;
			return values[at].value;
		}
	}
	*known = 0;
	return 0;
}
