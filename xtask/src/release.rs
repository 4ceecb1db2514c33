//! `cargo xtask release`: what an operator installs: both programs, the unit of systemd, licence, a list of what is inside, as a
//! tarball and as a package for Debian, with signed sums.
//!
//! The same programs give the same bytes: names in order, no owner, the time of the last commit. Whether the programs
//! themselves come out alike from another folder is not claimed here. Sums are signed as those of the verifier (`dist`).
//! Nothing is uploaded.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::{Value, json};

use crate::{dist, fault::Fault, need, place, run::Run, sandbox, say, tally::Tally, web};

/// One call of a packer.
const PACK: Duration = Duration::from_secs(600);
/// Of a checkout without history: the first second of 1980, which every format can say.
const NO_HISTORY: &str = "315532800";
const USAGE: &str = "release --out DIR [--key SSH_KEY] [--built FOLDER] [--check]";

/// What lies where, as a package has it. The tarball has the same below one folder.
const FILES: [(&str, &str); 6] = [
    ("xtask/release/comity.service", "usr/lib/systemd/system/comity.service"),
    ("xtask/release/sysusers.conf", "usr/lib/sysusers.d/comity.conf"),
    ("LICENSE", "usr/share/doc/comity/copyright"),
    ("README.md", "usr/share/doc/comity/README.md"),
    ("docs/guide/installing.md", "usr/share/doc/comity/installing.md"),
    ("docs/guide/node.md", "usr/share/doc/comity/node.md"),
];
/// Both programs.
const PROGRAMS: [&str; 2] = ["comity", "comity-verify"];
/// What the makers of the design system say about it and its terms: the package has no other notice.
const DESIGN_NOTICE: &str = "usr/share/doc/comity/govuk-frontend.README.md";
/// The list of what is inside.
const BOM: &str = "usr/share/doc/comity/bom.cdx.json";

pub(crate) fn main(args: &[&str]) -> Result<bool, Fault> {
    let (mut out, mut key, mut built, mut is_check) = (None, None, None, false);
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        let mut value = || rest.next().copied().ok_or_else(|| Fault::Usage(USAGE.into()));
        match *arg {
            "--out" => out = Some(place::root().join(value()?)),
            "--key" => key = Some(PathBuf::from(value()?)),
            "--built" => built = Some(place::root().join(value()?)),
            "--check" => is_check = true,
            _ => return Err(Fault::Usage(USAGE.into())),
        }
    }
    let out = out.ok_or_else(|| Fault::Usage(USAGE.into()))?;
    fs::create_dir_all(&out).map_err(Fault::at("create", &out))?;
    let built = match built {
        None => sandbox::build()?,
        Some(folder) => {
            let [comity, verify] = PROGRAMS.map(|name| folder.join(name));
            sandbox::Built { comity, verify }
        }
    };
    let made = make(&built, &out)?;
    for name in &made {
        say::out(format_args!("{}", out.join(name).display()));
    }
    say::out(format_args!("{}: {}", dist::IN_PAGE, dist::in_page()?));
    if let Some(key) = key {
        dist::sign(&out, &key)?;
    }
    if is_check {
        return Ok(checked(&built, &out, &made)?.failed == 0);
    }
    Ok(true)
}

/// The stage of CI, on the programs that ship.
pub(crate) fn stage() -> Result<Tally, Fault> {
    let built = sandbox::build()?;
    let out = place::scratch("release")?;
    let made = make(&built, &out)?;
    checked(&built, &out, &made)
}

/// Packed twice alike; installed into a folder of its own; the unit read by systemd; the sums signed.
fn checked(built: &sandbox::Built, out: &Path, made: &[String]) -> Result<Tally, Fault> {
    need::debian(&[&need::SSH_KEYGEN])?;
    let mut tally = Tally::default();
    let again = place::scratch("release-again")?;
    let twice = make(built, &again)?;
    let bytes = |folder: &Path, name: &String| {
        let path = folder.join(name);
        fs::read(&path).map_err(Fault::at("read", &path))
    };
    for name in made {
        tally.check(
            twice.contains(name) && bytes(out, name)? == bytes(&again, name)?,
            format_args!("{name} has the same bytes when it is packed again"),
        );
    }
    let deb = made.iter().find(|name| name.ends_with(".deb")).cloned().unwrap_or_default();
    let listed = Run::new("dpkg-deb").arg("--contents").arg(out.join(&deb)).output(PACK)?;
    let paths: Vec<&str> = listed.lines().filter_map(|line| line.split(" ./").nth(1)).collect();
    let wanted = FILES.map(|(_, to)| to.to_owned());
    let wanted = wanted.into_iter().chain(PROGRAMS.map(|name| format!("usr/bin/{name}")));
    let design = web::ready()?.map(|_| DESIGN_NOTICE.to_owned());
    for path in wanted.chain([BOM.to_owned()]).chain(design) {
        tally.check(paths.contains(&path.as_str()), format_args!("the package has {path}"));
    }
    let is_root = |line: &str| line.split_whitespace().nth(1) == Some("root/root");
    tally.check(listed.lines().all(is_root), format_args!("everything in it belongs to root"));
    let root = place::scratch("release-root")?;
    Run::new("dpkg-deb").arg("--extract").arg(out.join(&deb)).arg(&root).output(PACK)?;
    let list = fs::read_to_string(root.join(BOM)).map_err(Fault::at("read", &root))?;
    let said = format!("\"value\": \"{}\"", dist::in_page()?);
    tally.check(list.contains(&said), format_args!("its list says: {}", dist::IN_PAGE));
    for name in PROGRAMS {
        let said = Run::new(root.join("usr/bin").join(name)).arg("--version").output(PACK)?;
        tally.check(
            said.contains(version()?.as_str()),
            format_args!("{name} runs where it was put"),
        );
    }
    tally += unit(&root)?;
    tally += dist::signed(out)?;
    Ok(tally)
}

/// The unit as systemd reads it. Where there is no systemd it is not read, and that is said.
fn unit(root: &Path) -> Result<Tally, Fault> {
    let mut tally = Tally::default();
    if need::find("systemd-analyze").is_none() {
        say::out(format_args!("n/a  the unit is not read: there is no systemd-analyze here"));
        return Ok(tally);
    }
    // The program of the unit is where the package was put, not where this machine may have another one.
    let path = root.join("comity.service");
    let text = fs::read_to_string(root.join("usr/lib/systemd/system/comity.service"));
    let text = text.map_err(Fault::at("read", &path))?;
    let here = root.join("usr/bin/comity").display().to_string();
    fs::write(&path, text.replace("/usr/bin/comity", &here)).map_err(Fault::at("write", &path))?;
    let said = Run::new("systemd-analyze").args(["verify", "--man=no"]).arg(&path).read_quick()?;
    // What other units of this machine do is not ours.
    let ours: Vec<&str> = said.stderr.lines().filter(|line| line.contains("comity")).collect();
    tally.check(said.code == Some(0) && ours.is_empty(), format_args!("systemd reads the unit"));
    for line in ours {
        say::err(format_args!("{line}"));
    }
    let said = Run::new("systemd-analyze").args(["security", "--offline=yes", "--no-pager"]);
    let said = said.arg("--threshold=20").arg(&path).read_quick()?;
    let last = said.stdout.lines().last().unwrap_or_default();
    tally.check(said.code == Some(0), format_args!("its exposure is at most 2.0: {last}"));
    Ok(tally)
}

/// Packs; gives the names of what was made.
pub(crate) fn make(built: &sandbox::Built, out: &Path) -> Result<Vec<String>, Fault> {
    need::debian(&[&need::CC, &need::DPKG_DEB])?;
    let (version, host, at) = (version()?, dist::host()?, commit_time()?);
    let root = place::scratch("release-tree")?;
    for (program, path) in PROGRAMS.into_iter().zip([&built.comity, &built.verify]) {
        put(path, &root.join("usr/bin").join(program), 0o755)?;
    }
    for (from, to) in FILES {
        put(&place::root().join(from), &root.join(to), 0o644)?;
    }
    let design = web::ready()?;
    if let Some(package) = &design {
        put(&package.join("README.md"), &root.join(DESIGN_NOTICE), 0o644)?;
    }
    write(&root.join(BOM), &bom(&version, &at, design.as_deref())?, 0o644)?;

    let name = format!("comity-{version}-{host}");
    let tar = out.join(format!("{name}.tar"));
    let packed = tar.with_extension("tar.gz");
    if packed.exists() {
        fs::remove_file(&packed).map_err(Fault::at("remove", &packed))?;
    }
    let pack = Run::new("tar").args(["--create", "--sort=name", "--format=gnu", "--numeric-owner"]);
    let pack = pack.args(["--owner=0", "--group=0"]).arg(format!("--mtime=@{at}"));
    let pack = pack.arg(format!("--transform=s,^\\.,{name},")).arg("--file").arg(&tar);
    pack.arg("--directory").arg(&root).arg(".").output(PACK)?;
    Run::new("gzip").args(["-6", "--no-name"]).arg(&tar).output(PACK)?;

    let architecture =
        Run::new("dpkg-deb").args(["--version"]).output(PACK).map(|_| debian(&host))?;
    let deb = format!("comity_{version}_{architecture}.deb");
    let control = fs::read_to_string(place::root().join("xtask/release/control"));
    let control = control.map_err(Fault::io("read `xtask/release/control`"))?;
    let control = control
        .replace("@VERSION@", &version)
        .replace("@ARCHITECTURE@", architecture)
        .replace("@LIBC@", &least_libc(&built.comity)?)
        .replace("@KIB@", &kib(&root)?.to_string());
    write(&root.join("DEBIAN/control"), control.as_bytes(), 0o644)?;
    put(&place::root().join("xtask/release/postinst"), &root.join("DEBIAN/postinst"), 0o755)?;
    let build = Run::new("dpkg-deb").env("SOURCE_DATE_EPOCH", &at);
    let build = build.args(["--root-owner-group", "-Zgzip", "--build"]).arg(&root);
    build.arg(out.join(&deb)).output(PACK)?;

    let made = vec![deb, format!("{name}.tar.gz")];
    let sums = Run::new("sha256sum").args(&made).dir(out).output(PACK)?;
    write(&out.join(dist::SUMS), sums.as_bytes(), 0o644)?;
    Ok(made)
}

/// The version of what ships.
fn version() -> Result<String, Fault> {
    let manifest = place::root().join("Cargo.toml");
    let text = fs::read_to_string(&manifest).map_err(Fault::at("read", &manifest))?;
    let version = text.lines().find_map(|line| line.strip_prefix("version = \""));
    let version = version.and_then(|rest| rest.strip_suffix('"'));
    version.map(str::to_owned).ok_or_else(|| Fault::reply("Cargo.toml", "it says no version"))
}

/// When the last commit was made, in seconds since 1970.
fn commit_time() -> Result<String, Fault> {
    let said = Run::new("git").args(["log", "-1", "--format=%ct"]).read_quick()?;
    let at = said.stdout.trim();
    let is_number = !at.is_empty() && at.bytes().all(|byte| byte.is_ascii_digit());
    Ok(if is_number { at } else { NO_HISTORY }.to_owned())
}

/// What Debian calls the processor of a platform of Rust.
fn debian(host: &str) -> &str {
    match host.split('-').next() {
        Some("x86_64") => "amd64",
        Some("aarch64") => "arm64",
        Some("riscv64gc") => "riscv64",
        Some(other) => other,
        None => host,
    }
}

/// The oldest C library that has all symbols of a program.
fn least_libc(program: &Path) -> Result<String, Fault> {
    let said = Run::new("readelf").args(["--wide", "--version-info"]).arg(program).output(PACK)?;
    let mut least = vec![0_u32];
    for word in said.split("GLIBC_").skip(1) {
        let word = word.split(|c: char| c != '.' && !c.is_ascii_digit()).next().unwrap_or_default();
        let parts: Vec<u32> = word.split('.').filter_map(|part| part.parse().ok()).collect();
        least = least.max(parts);
    }
    Ok(least.iter().map(u32::to_string).collect::<Vec<_>>().join("."))
}

/// Kibibytes of all files in a folder, as Debian counts them.
fn kib(root: &Path) -> Result<u64, Fault> {
    let mut n = 0;
    for item in fs::read_dir(root).map_err(Fault::at("read", root))? {
        let path = item.map_err(Fault::at("read", root))?.path();
        let meta = fs::metadata(&path).map_err(Fault::at("read", &path))?;
        n += if meta.is_dir() { 1 + kib(&path)? } else { meta.len().div_ceil(1024) };
    }
    Ok(n)
}

/// Copies a file with these rights, and its folders with those that everybody may read.
fn put(from: &Path, to: &Path, mode: u32) -> Result<(), Fault> {
    write(to, &fs::read(from).map_err(Fault::at("read", from))?, mode)
}

fn write(to: &Path, bytes: &[u8], mode: u32) -> Result<(), Fault> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(Fault::at("create", folder))?;
        // What somebody's umask keeps from others would be kept from them after the installation too.
        for folder in folder.ancestors().take_while(|up| up.starts_with(place::target())) {
            let rights = fs::Permissions::from_mode(0o755);
            fs::set_permissions(folder, rights).map_err(Fault::at("change", folder))?;
        }
    }
    fs::write(to, bytes).map_err(Fault::at("write", to))?;
    fs::set_permissions(to, fs::Permissions::from_mode(mode)).map_err(Fault::at("change", to))
}

/// What is linked into the programs, in the form of `CycloneDX`: from cargo's own tree and the sums of its lock file.
fn bom(version: &str, at: &str, design: Option<&Path>) -> Result<Vec<u8>, Fault> {
    let words =
        ["tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}|{l}"];
    let tree = Run::cargo().args(words).args(["--package", "node", "--package", "verify"]);
    let tree = tree.output(PACK)?;
    let lock = place::root().join("Cargo.lock");
    let sums = checksums(&fs::read_to_string(&lock).map_err(Fault::at("read", &lock))?);
    let mut parts: BTreeMap<(String, String), Value> = BTreeMap::new();
    for line in tree.lines() {
        let (package, licence) =
            line.trim_end_matches(" (*)").split_once('|').unwrap_or((line, ""));
        let mut words = package.split_whitespace();
        let (Some(name), Some(version)) = (words.next(), words.next()) else { continue };
        let version = version.trim_start_matches('v');
        let licence = licence.trim_end_matches(" (*)").replace('/', " OR ");
        let sum = sums.get(&(name.to_owned(), version.to_owned()));
        let hashes: Vec<Value> =
            sum.map(|sum| json!({ "alg": "SHA-256", "content": sum })).into_iter().collect();
        let part = json!({
            "type": "library", "name": name, "version": version,
            "purl": format!("pkg:cargo/{name}@{version}"),
            "licenses": [{ "expression": licence }],
            "hashes": hashes,
        });
        parts.insert((name.to_owned(), version.to_owned()), part);
    }
    if let Some(package) = design {
        let manifest = package.join("package.json");
        let text = fs::read_to_string(&manifest).map_err(Fault::at("read", &manifest))?;
        let said: Value =
            serde_json::from_str(&text).map_err(|error| Fault::reply("npm", error))?;
        let word = |key: &str| said.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (name, version) = (word("name"), word("version"));
        let part = json!({
            "type": "library", "name": &name, "version": &version,
            "purl": format!("pkg:npm/{name}@{version}"),
            "licenses": [{ "expression": word("license") }],
        });
        parts.insert((name, version), part);
    }
    let said = json!({
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {
            "component": { "type": "application", "name": "comity", "version": version },
            "properties": [
                { "name": "comity:commit-time", "value": at },
                { "name": format!("comity:{}", dist::IN_PAGE), "value": dist::in_page()? },
            ],
        },
        "components": parts.into_values().collect::<Vec<_>>(),
    });
    Ok(format!("{said:#}\n").into_bytes())
}

/// The sum of each package in a lock file, by name and version.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let value = |block: &str, key: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(&format!("{key} = \"")))?;
        line.strip_suffix('"').map(str::to_owned)
    };
    let blocks = lock.split("[[package]]").skip(1);
    blocks
        .filter_map(|block| {
            Some(((value(block, "name")?, value(block, "version")?), value(block, "checksum")?))
        })
        .collect()
}
