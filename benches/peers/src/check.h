/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What the programs beside it end with when something is not as it must be. */
#pragma once

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define CHECK(condition) \
	do { \
		if (!(condition)) { \
			fprintf(stderr, "line %d: not %s, errno %d\n", __LINE__, #condition, errno); \
			exit(1); \
		} \
	} while (0)
