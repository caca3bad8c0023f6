# SPDX-License-Identifier: MIT OR Apache-2.0
# Which releases the scripts beside it take from Debian 12 and from PyPI. No other file names them.
# shellcheck disable=SC2034 # common.sh reads this file for the scripts that use them

# The oldest Rust that Cargo.toml names: Debian's own compiler, its cargo and what that one loads.
oldest_rust=1.63
oldest_rust_packages=(rustc cargo libstd-rust-1.63 libstd-rust-dev libllvm14 libgit2-1.5 libssh2-1 libcurl3-gnutls
	libmbedtls14 libmbedcrypto7 libmbedx509-1 libhttp-parser2.9)

# A Rust with a standard library for other processors, each by its architecture.
foreign_rust=1.85
foreign_rust_version=1.85.0+dfsg3-1~deb12u3
foreign_rust_packages=("rustc-web=$foreign_rust_version" "libstd-rust-web-$foreign_rust=$foreign_rust_version"
	"rust-web-src=$foreign_rust_version" libllvm19)
foreign_std_package=libstd-rust-web-dev
# The C library that those link: zig's spelling.
foreign_glibc=gnu.2.36

# PyPI.
ziglang=0.17.1
libclang=18.1.1
zizmor=1.32.0
check_jsonschema=0.39.0

# The Rust that has Miri.
nightly=nightly
