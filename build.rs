//! Gives the program for Windows its icon, its version and its manifest. For other systems it does nothing.

use std::{env, io};

/// As shells and installers look for it: the first icon of a program is its own.
const ICON: &str = "assets/windows/pidash.ico";
const MANIFEST: &str = "assets/windows/pidash.manifest";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    if env::var_os("CARGO_CFG_WINDOWS").is_none() {
        return Ok(());
    }
    for file in [ICON, MANIFEST] {
        println!("cargo:rerun-if-changed={file}");
    }
    // The name and the version are those of the package.
    winresource::WindowsResource::new()
        .set_icon(ICON)
        .set_manifest_file(MANIFEST)
        .compile_for("pidash")
}
