// SPDX-License-Identifier: MIT OR Apache-2.0
// Writes C that compares the signatures of the functions in the header with those of the bindings.

use std::fmt::Write;

const HEAD: &str = "#include \"liburing.h\"

struct signature {
	const char *name;
	int compatible;
};

extern const struct signature signatures[];

const struct signature signatures[] = {
";

/// A C file with the table `signatures`, and the number of its rows.
pub fn table(bindings: &str) -> (String, usize) {
    let functions = functions(bindings);
    let mut c = HEAD.to_string();
    for function in &functions {
        let name = &function.ident;
        // A u64 is one of two types of the same layout: the kernel's __u64, or uint64_t.
        let compatible = ["__u64", "uint64_t"].map(|u64_type| {
            let signature = signature(function, u64_type);
            format!("__builtin_types_compatible_p(__typeof__(&{name}), {signature})")
        });
        writeln!(c, "\t{{ \"{name}\", {} }},", compatible.join(" || ")).expect("strings take everything");
    }
    c += "};\n";
    (c, functions.len())
}

/// The functions of the bindings' modules.
fn functions(bindings: &str) -> Vec<syn::Signature> {
    let mut functions = Vec::new();
    for item in syn::parse_file(bindings).expect("Rust").items {
        let syn::Item::Mod(module) = item else { continue };
        for item in module.content.expect("a module with its contents").1 {
            let syn::Item::ForeignMod(block) = item else {
                continue;
            };
            functions.extend(block.items.into_iter().filter_map(|item| match item {
                syn::ForeignItem::Fn(function) => Some(function.sig),
                _ => None,
            }));
        }
    }
    functions
}

/// The C type of a pointer to a function.
fn signature(function: &syn::Signature, u64_type: &str) -> String {
    let params = function.inputs.iter().map(|param| match param {
        syn::FnArg::Typed(param) => c_type(&param.ty, u64_type),
        syn::FnArg::Receiver(_) => panic!("{}: a method", function.ident),
    });
    let params: Vec<String> = params.collect();
    let params = if params.is_empty() { "void".into() } else { params.join(", ") };
    let returns = match &function.output {
        syn::ReturnType::Default => "void".into(),
        syn::ReturnType::Type(_, ty) => c_type(ty, u64_type),
    };
    format!("{returns} (*)({params})")
}

fn c_type(ty: &syn::Type, u64_type: &str) -> String {
    let path = match ty {
        // The qualifier behind what it qualifies, so that pointers to pointers come out right.
        syn::Type::Ptr(pointer) => {
            let qualifier = if pointer.mutability.is_some() { "" } else { "const " };
            return format!("{} {qualifier}*", c_type(&pointer.elem, u64_type));
        }
        syn::Type::Path(path) => path,
        _ => panic!("a type that no function of C has"),
    };
    let name = path.path.segments.last().expect("a name").ident.to_string();
    let c_name = match name.as_str() {
        "bool" => "_Bool",
        "c_char" => "char",
        "c_int" | "i32" => "int",
        "c_uint" | "u32" => "unsigned int",
        "c_ushort" | "u16" => "unsigned short",
        "c_void" => "void",
        "i64" => "int64_t",
        "isize" => "ssize_t",
        "u64" => u64_type,
        "usize" => "size_t",
        "cpu_set_t" | "id_t" | "idtype_t" | "loff_t" | "mode_t" | "off_t" | "siginfo_t" | "sigset_t"
        | "socklen_t" => &name,
        _ => return format!("struct {name}"),
    };
    c_name.to_string()
}
