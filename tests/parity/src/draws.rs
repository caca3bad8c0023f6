// SPDX-License-Identifier: MIT OR Apache-2.0
// The arguments of golden vectors.

/// The numbers that `tests/data/README.md` describes.
pub struct Draws(u64);

impl Draws {
    /// Those of a helper.
    pub fn of(name: &str) -> Draws {
        let hash = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        Draws(name.bytes().fold(0xcbf2_9ce4_8422_2325, hash))
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// The argument of a case for a parameter of this C type.
    pub fn argument(&mut self, case: &str, c_type: &str) -> u64 {
        let width = match c_type {
            pointer if pointer.ends_with('*') => {
                return match case {
                    "8" => 0,
                    "9" => 0x7fff_ffff_fff0,
                    "10" => 0x7f00_0000_1000,
                    _ => 0x7f00_0000_0000 | (self.next() & 0xffff_fff0),
                }
            }
            "__u16" => 16,
            "int" | "unsigned" | "unsigned int" | "__u32" | "uint32_t" | "mode_t" | "socklen_t" | "id_t"
            | "idtype_t" => 32,
            "__u64" | "uint64_t" | "int64_t" | "size_t" | "off_t" | "loff_t" => 64,
            other => panic!("no rule for {other}"),
        };
        match case {
            "8" => 0,
            "9" => u64::MAX >> (64 - width),
            "10" => 1 << (width - 1),
            _ => self.next() & (u64::MAX >> (64 - width)),
        }
    }
}
