# SPDX-License-Identifier: MIT OR Apache-2.0
# Which releases the scripts beside it and tests/platforms take from Debian and from PyPI. No other file names them but the
# workflow, whose image is one of this Debian, as lint.sh sees to. Of what is not named Debian's index has the newest.
# shellcheck disable=SC2034 # common.sh reads this file for the scripts that use them

debian=bookworm

# The oldest Rust that Cargo.toml names: Debian's own compiler, its cargo and what that one loads.
oldest_rust=1.63
oldest_rust_packages=(rustc cargo libstd-rust-1.63 libstd-rust-dev libllvm14 libgit2-1.5 libssh2-1 libcurl3-gnutls
	libmbedtls14 libmbedcrypto7 libmbedx509-1 libhttp-parser2.9)

# The compiler for other processors.
cross_gcc=12
# The C library that programs for them are linked to: zig's spelling.
foreign_glibc=gnu.2.36

# PyPI.
ziglang=0.17.1
libclang=18.1.1
zizmor=1.32.0
check_jsonschema=0.39.0

# The Rust that has Miri.
nightly=nightly
