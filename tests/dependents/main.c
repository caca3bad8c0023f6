/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A C program that calls the shared or the static library.
 */
#include <stdint.h>

int32_t dependent_message(uint32_t len, uint64_t data);

int main(void)
{
	return dependent_message(42, 0xfeed) == 42 ? 0 : 1;
}
